//! Why stock was not changed or shown.

use crate::guard::{GuardError, words};
use crate::refusal::{Refusal, apology};
use chrono::Duration;
use domain::kind::{HasKind, Kind};
use store::error::StoreError;

/// See the variants. After each everything is as it was.
#[derive(Debug, thiserror::Error)]
pub enum StockError {
    /// No variant has this stock code.
    #[error("no variant has the stock code {0:?}")]
    NoVariant(String),
    /// There is no such place.
    #[error("there is no place called {0:?}")]
    NoLocation(String),
    /// There is a place of this name.
    #[error("there is a place called {0:?} already")]
    NameTaken(String),
    /// A value cannot be used.
    #[error("{0}")]
    Invalid(String),
    /// More is promised already than the limit would allow.
    #[error("more is promised already than this back-order limit allows")]
    LimitTooLow,
    /// The address has asked too often today.
    #[error("this address has asked too often")]
    TooMany,
    /// Too many requests came from this network of late.
    #[error("this network has asked too often")]
    TooOften {
        /// Until the next one is taken.
        wait: Duration,
    },
    /// Nobody waits under this link.
    #[error("there is no such request")]
    NoRequest,
    /// Reading or saving failed.
    #[error("stock could not be read or saved")]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for StockError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<GuardError> for StockError {
    fn from(error: GuardError) -> Self {
        match error {
            GuardError::TooOften { wait } => Self::TooOften { wait },
            GuardError::Store(error) => Self::Store(error),
        }
    }
}

impl HasKind for StockError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoVariant(_) | Self::NoLocation(_) | Self::NoRequest => Kind::NotFound,
            Self::Invalid(_) => Kind::Invalid,
            Self::NameTaken(_) | Self::LimitTooLow | Self::TooMany | Self::TooOften { .. } => Kind::Conflict,
            Self::Store(error) => error.kind(),
        }
    }
}

impl Refusal for StockError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoVariant(_) => "variant_not_found",
            Self::NoLocation(_) => "location_not_found",
            Self::NameTaken(_) => "name_taken",
            Self::Invalid(_) => "invalid",
            Self::LimitTooLow => "limit_too_low",
            Self::TooMany => "too_many_requests",
            Self::TooOften { .. } => "too_often",
            Self::NoRequest => "request_not_found",
            Self::Store(_) => "store",
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::Invalid(text) => text.clone(),
            Self::NoVariant(_) => "This item does not exist any more.".to_owned(),
            Self::TooMany => {
                "You wait for many items already. Please try again tomorrow, or withdraw some first.".to_owned()
            }
            Self::TooOften { wait } => format!(
                "Too many requests came from your network. Please try again in {}.",
                words(*wait)
            ),
            Self::NoRequest => "Nobody waits under this link any more.".to_owned(),
            Self::NoLocation(_) | Self::NameTaken(_) | Self::LimitTooLow => format!("{self}."),
            Self::Store(_) => apology(self.kind()),
        }
    }
}
