//! Why nothing could be explained or proved.

use crate::checkout::quote::QuoteError;
use domain::kind::{HasKind, Kind};
use store::error::StoreError;

/// Numbers that could not be looked at. A number that is wrong is no error but a verdict.
#[derive(Debug, thiserror::Error)]
pub enum ProofError {
    /// No order has this number.
    #[error("there is no such order")]
    NoOrder,
    /// No cart has this id.
    #[error("there is no such cart")]
    NoCart,
    /// The cart cannot be priced.
    #[error("the cart could not be priced")]
    Quote(#[from] QuoteError),
    /// Reading failed.
    #[error("the numbers could not be read")]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for ProofError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl HasKind for ProofError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoOrder | Self::NoCart => Kind::NotFound,
            Self::Quote(error) => error.kind(),
            Self::Store(error) => error.kind(),
        }
    }
}
