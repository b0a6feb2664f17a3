//! Sets how many units a line holds; 0 takes it out.

use super::line::resized;
use super::open::{self, Opened};
use super::{CartChanged, CartError};
use crate::App;
use crate::operation::Operation;
use crate::refusal::Refusal;
use crate::scope::Scope;
use domain::cart::{Shortage, settle};
use domain::id::LineItemId;
use domain::kind::{HasKind, Kind};

/// What to set.
#[derive(Debug, Clone, Copy)]
pub struct SetQuantity<'a> {
    /// Which line.
    pub line_item_id: LineItemId,
    /// Units in all; 0 takes the line out. More than can be had are capped and told.
    pub quantity: u32,
    /// The form's hidden id; empty for none.
    pub op: &'a str,
}

/// Why the line stayed as it was.
#[derive(Debug, thiserror::Error)]
pub enum SetQuantityError {
    /// The shopper's cart has no such line.
    #[error("the cart has no such line")]
    NoSuchLine,
    /// More was asked for, and not one unit more can be had.
    #[error("not one unit more can be had")]
    Shortage(#[from] Shortage),
    /// See [`CartError`].
    #[error(transparent)]
    Cart(#[from] CartError),
}

/// Sets the units of a line of the shopper's cart.
///
/// # Errors
/// [`SetQuantityError`].
pub async fn set_quantity(app: &App, scope: &Scope, command: SetQuantity<'_>) -> Result<CartChanged, SetQuantityError> {
    let fingerprint = format!("{} {}", command.line_item_id, command.quantity);
    let operation = Operation::new("set_quantity", command.op, &fingerprint).map_err(CartError::from)?;
    let mut open = match open::open(app, scope, operation).await? {
        Some(Opened::Fresh(open)) => open,
        Some(Opened::Replay(replay)) => return Ok(*replay),
        None => return Err(SetQuantityError::NoSuchLine),
    };
    let line = open
        .contents
        .lines
        .iter()
        .find(|line| line.line_item_id == command.line_item_id);
    let line = line.ok_or(SetQuantityError::NoSuchLine)?;
    if command.quantity == 0 {
        open.delete_line(command.line_item_id).await?;
        return Ok(open.finish(None).await?);
    }
    let supply = line.variant.supply(command.quantity);
    let settled = settle(line.quantity, command.quantity, supply)?;
    if settled.quantity != line.quantity {
        let changed = resized(line, settled.quantity);
        open.save_line(changed).await?;
    }
    Ok(open.finish(settled.notice()).await?)
}

impl HasKind for SetQuantityError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoSuchLine => Kind::NotFound,
            Self::Shortage(_) => Kind::Conflict,
            Self::Cart(error) => error.kind(),
        }
    }
}

impl Refusal for SetQuantityError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoSuchLine => "no_such_line",
            Self::Shortage(shortage) => super::shortage_code(*shortage),
            Self::Cart(error) => error.code(),
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::NoSuchLine => "This item is no longer in your cart.".into(),
            Self::Shortage(shortage) => shortage.to_string(),
            Self::Cart(error) => error.sentence(),
        }
    }
}
