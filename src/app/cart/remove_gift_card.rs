//! Takes a gift card out of the cart.

use super::open::{self, Opened};
use super::{CartChanged, CartError};
use crate::App;
use crate::operation::Operation;
use crate::refusal::Refusal;
use crate::scope::Scope;
use domain::id::TenderAccountId;
use domain::kind::{HasKind, Kind};

/// What to take out.
#[derive(Debug, Clone, Copy)]
pub struct RemoveGiftCard<'a> {
    /// Which.
    pub gift_card_id: TenderAccountId,
    /// The form's hidden id; empty for none.
    pub op: &'a str,
}

/// Why nothing was taken out.
#[derive(Debug, thiserror::Error)]
pub enum RemoveGiftCardError {
    /// There is no cart that it could be in.
    #[error("there is no cart")]
    NoCart,
    /// See [`CartError`].
    #[error(transparent)]
    Cart(#[from] CartError),
}

/// Takes a gift card out of the shopper's cart; one that is not there is out already.
///
/// # Errors
/// [`RemoveGiftCardError`].
pub async fn remove_gift_card(
    app: &App,
    scope: &Scope,
    command: RemoveGiftCard<'_>,
) -> Result<CartChanged, RemoveGiftCardError> {
    let wanted = command.gift_card_id.to_string();
    let operation = Operation::new("remove_gift_card", command.op, &wanted).map_err(CartError::from)?;
    let mut open = match open::open(app, scope, operation).await? {
        Some(Opened::Fresh(open)) => open,
        Some(Opened::Replay(replay)) => return Ok(*replay),
        None => return Err(RemoveGiftCardError::NoCart),
    };
    open.unchoose(Some(command.gift_card_id)).await?;
    Ok(open.finish(None).await?)
}

impl HasKind for RemoveGiftCardError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoCart => Kind::NotFound,
            Self::Cart(error) => error.kind(),
        }
    }
}

impl Refusal for RemoveGiftCardError {
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
