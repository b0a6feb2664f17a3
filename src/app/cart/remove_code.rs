//! Takes a promotion code out of the cart.

use super::open::{self, Opened};
use super::{CartChanged, CartError};
use crate::App;
use crate::operation::Operation;
use crate::refusal::Refusal;
use crate::scope::Scope;
use domain::kind::{HasKind, Kind};
use domain::promotion::normalise_code;

/// What to take out.
#[derive(Debug, Clone, Copy)]
pub struct RemoveCode<'a> {
    /// In any spelling.
    pub code: &'a str,
    /// The form's hidden id; empty for none.
    pub op: &'a str,
}

/// Why nothing was taken out.
#[derive(Debug, thiserror::Error)]
pub enum RemoveCodeError {
    /// There is no cart that it could be in.
    #[error("there is no cart")]
    NoCart,
    /// See [`CartError`].
    #[error(transparent)]
    Cart(#[from] CartError),
}

/// Takes a code out of the shopper's cart; one that is not there is out already.
///
/// # Errors
/// [`RemoveCodeError`].
pub async fn remove_code(app: &App, scope: &Scope, command: RemoveCode<'_>) -> Result<CartChanged, RemoveCodeError> {
    let code = normalise_code(command.code).unwrap_or_default();
    let operation = Operation::new("remove_code", command.op, &code).map_err(CartError::from)?;
    let mut open = match open::open(app, scope, operation).await? {
        Some(Opened::Fresh(open)) => open,
        Some(Opened::Replay(replay)) => return Ok(*replay),
        None => return Err(RemoveCodeError::NoCart),
    };
    open.delete_code(&code).await?;
    Ok(open.finish(None).await?)
}

impl HasKind for RemoveCodeError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoCart => Kind::NotFound,
            Self::Cart(error) => error.kind(),
        }
    }
}

impl Refusal for RemoveCodeError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoCart => "no_cart",
            Self::Cart(error) => error.code(),
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::NoCart => "Your cart is empty.".into(),
            Self::Cart(error) => error.sentence(),
        }
    }
}
