//! What any cart command can fail with, beside its own refusals.

use crate::operation::OperationKeyError;
use crate::refusal::{Refusal, apology};
use domain::kind::{HasKind, Kind};
use domain::pricing::PricingError;
use store::error::StoreError;

/// See the variants. Refusals that belong to one verb are in that verb's enum.
#[derive(Debug, thiserror::Error)]
pub enum CartError {
    /// I-7: nothing of the first request is shown.
    #[error("the operation id was used for something else")]
    OperationReused,
    /// The hidden id of the form was tampered with.
    #[error("the operation id cannot be used")]
    OperationKey(#[from] OperationKeyError),
    /// A placement runs: what is being paid must not change under it, and what is added now would get lost with the
    /// completed cart.
    #[error("a payment for the cart is open")]
    PaymentOpen,
    /// Reading or saving failed.
    #[error("the cart could not be read or saved")]
    Store(#[from] StoreError),
    /// An amount does not fit.
    #[error("the cart could not be priced")]
    Pricing(#[from] PricingError),
}

impl From<sqlx::Error> for CartError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl HasKind for CartError {
    fn kind(&self) -> Kind {
        match self {
            Self::OperationReused | Self::PaymentOpen => Kind::Conflict,
            Self::OperationKey(_) => Kind::Invalid,
            Self::Store(error) => error.kind(),
            Self::Pricing(_) => Kind::Internal,
        }
    }
}

impl Refusal for CartError {
    fn code(&self) -> &'static str {
        match self {
            Self::OperationReused => "operation_reused",
            Self::OperationKey(_) => "operation_invalid",
            Self::PaymentOpen => "payment_open",
            Self::Store(_) => "store",
            Self::Pricing(_) => "pricing",
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::OperationReused => {
                "This form was sent before with other contents. Please load the page again.".into()
            }
            Self::OperationKey(_) => "This form could not be read. Please load the page again.".into(),
            Self::PaymentOpen => "A payment for this cart is open. Finish or cancel it first.".into(),
            Self::Store(_) | Self::Pricing(_) => apology(self.kind()),
        }
    }
}
