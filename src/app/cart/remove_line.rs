//! Takes a line out of the cart.

use super::open::{self, Opened};
use super::{CartChanged, CartError};
use crate::App;
use crate::operation::Operation;
use crate::refusal::Refusal;
use crate::scope::Scope;
use domain::id::LineItemId;
use domain::kind::{HasKind, Kind};

/// What to take out.
#[derive(Debug, Clone, Copy)]
pub struct RemoveLine<'a> {
    /// Which line.
    pub line_item_id: LineItemId,
    /// The form's hidden id; empty for none.
    pub op: &'a str,
}

/// Why nothing was taken out.
#[derive(Debug, thiserror::Error)]
pub enum RemoveLineError {
    /// The shopper's cart has no such line.
    #[error("the cart has no such line")]
    NoSuchLine,
    /// See [`CartError`].
    #[error(transparent)]
    Cart(#[from] CartError),
}

/// Takes a line out of the shopper's cart.
///
/// # Errors
/// [`RemoveLineError`].
pub async fn remove_line(app: &App, scope: &Scope, command: RemoveLine<'_>) -> Result<CartChanged, RemoveLineError> {
    let fingerprint = command.line_item_id.to_string();
    let operation = Operation::new("remove_line", command.op, &fingerprint).map_err(CartError::from)?;
    let mut open = match open::open(app, scope, operation).await? {
        Some(Opened::Fresh(open)) => open,
        Some(Opened::Replay(replay)) => return Ok(*replay),
        None => return Err(RemoveLineError::NoSuchLine),
    };
    if !open
        .contents
        .lines
        .iter()
        .any(|line| line.line_item_id == command.line_item_id)
    {
        return Err(RemoveLineError::NoSuchLine);
    }
    open.delete_line(command.line_item_id).await?;
    Ok(open.finish(None).await?)
}

impl HasKind for RemoveLineError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoSuchLine => Kind::NotFound,
            Self::Cart(error) => error.kind(),
        }
    }
}

impl Refusal for RemoveLineError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoSuchLine => "no_such_line",
            Self::Cart(error) => error.code(),
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::NoSuchLine => "This item is no longer in your cart.".into(),
            Self::Cart(error) => error.sentence(),
        }
    }
}
