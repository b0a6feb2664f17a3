//! Chooses to pay with store credit, or not to.

use super::open::{self, Opened};
use super::{CartChanged, CartError};
use crate::App;
use crate::operation::Operation;
use crate::refusal::Refusal;
use crate::scope::Scope;
use domain::kind::{HasKind, Kind};

/// What is chosen.
#[derive(Debug, Clone, Copy)]
pub struct UseStoreCredit<'a> {
    /// Whether store credit is to pay.
    pub is_used: bool,
    /// The form's hidden id; empty for none.
    pub op: &'a str,
}

/// Why it stayed as it was.
#[derive(Debug, thiserror::Error)]
pub enum UseStoreCreditError {
    /// There is nothing to pay for.
    #[error("there is no cart")]
    NoCart,
    /// Nobody is signed in, or they have none in the cart's currency.
    #[error("there is no store credit")]
    NoCredit,
    /// See [`CartError`].
    #[error(transparent)]
    Cart(#[from] CartError),
}

/// Writes the choice down. Choosing what is chosen changes nothing.
///
/// # Errors
/// [`UseStoreCreditError`].
pub async fn use_store_credit(
    app: &App,
    scope: &Scope,
    command: UseStoreCredit<'_>,
) -> Result<CartChanged, UseStoreCreditError> {
    let wanted = if command.is_used { "use" } else { "keep" };
    let operation = Operation::new("use_store_credit", command.op, wanted).map_err(CartError::from)?;
    let mut open = match open::open(app, scope, operation).await? {
        Some(Opened::Fresh(open)) => open,
        Some(Opened::Replay(replay)) => return Ok(*replay),
        None => return Err(UseStoreCreditError::NoCart),
    };
    if !command.is_used {
        open.unchoose(None).await?;
    } else if !open.choose_store_credit().await? {
        return Err(UseStoreCreditError::NoCredit);
    }
    Ok(open.finish(None).await?)
}

impl HasKind for UseStoreCreditError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoCart => Kind::NotFound,
            Self::NoCredit => Kind::Conflict,
            Self::Cart(error) => error.kind(),
        }
    }
}

impl Refusal for UseStoreCreditError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoCart => "no_cart",
            Self::NoCredit => "no_store_credit",
            Self::Cart(error) => error.code(),
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::NoCart => "Your cart is empty.".into(),
            Self::NoCredit => "You have no store credit in the currency of this cart.".into(),
            Self::Cart(error) => error.sentence(),
        }
    }
}
