//! What any step of a payment can fail with.

use crate::refusal::{Refusal, apology};
use domain::kind::{HasKind, Kind};
use store::error::StoreError;

/// See the variants. None of them says anything about the money: asking again will.
#[derive(Debug, thiserror::Error)]
pub enum PaymentFlowError {
    /// The provider of this payment is not switched on, or did not answer.
    #[error("the payment provider cannot be asked")]
    Unavailable,
    /// Reading or saving failed.
    #[error("a payment could not be read or saved")]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for PaymentFlowError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl HasKind for PaymentFlowError {
    fn kind(&self) -> Kind {
        match self {
            Self::Unavailable => Kind::Unavailable,
            Self::Store(error) => error.kind(),
        }
    }
}

impl Refusal for PaymentFlowError {
    fn code(&self) -> &'static str {
        match self {
            Self::Unavailable => "payment_unavailable",
            Self::Store(_) => "store",
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::Unavailable => {
                "We cannot reach our payment partner right now and are checking your payment.".to_owned()
            }
            Self::Store(_) => apology(self.kind()),
        }
    }
}
