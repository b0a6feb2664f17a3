//! Why a gift card or store credit was not changed. Shared by all verbs of operators.

use crate::refusal::{Refusal, apology};
use domain::kind::{HasKind, Kind};
use domain::money::{Money, display};
use store::error::StoreError;

/// See the variants. After each nothing has changed.
#[derive(Debug, thiserror::Error)]
pub enum TenderError {
    /// No card is meant by that, or several.
    #[error("there is no such gift card")]
    NoSuchCard,
    /// The account is gone.
    #[error("there is no such customer")]
    NoSuchCustomer,
    /// What was asked for cannot be.
    #[error("{0}")]
    Invalid(&'static str),
    /// There is less to take away.
    #[error("there is only {} of store credit", display::format(*.0, display::Locale::default()))]
    TooLittle(Money),
    /// The reference was used for something else.
    #[error("the reference was used for another request")]
    ReferenceReused,
    /// Reading or saving failed.
    #[error("it could not be read or saved")]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for TenderError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl HasKind for TenderError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoSuchCard | Self::NoSuchCustomer => Kind::NotFound,
            Self::Invalid(_) | Self::ReferenceReused => Kind::Invalid,
            Self::TooLittle(_) => Kind::Conflict,
            Self::Store(error) => error.kind(),
        }
    }
}

impl Refusal for TenderError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoSuchCard => "gift_card_not_found",
            Self::NoSuchCustomer => "customer_not_found",
            Self::Invalid(_) => "invalid",
            Self::TooLittle(_) => "too_little_credit",
            Self::ReferenceReused => "reference_reused",
            Self::Store(_) => "store",
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::NoSuchCard => {
                "No gift card has this code or id, and these four characters name none or several.".to_owned()
            }
            Self::NoSuchCustomer => "There is no such customer.".to_owned(),
            Self::Invalid(what) => (*what).to_owned(),
            Self::TooLittle(left) => format!(
                "There is only {} to take away.",
                display::format(*left, display::Locale::default())
            ),
            Self::ReferenceReused => "This reference was used for something else.".to_owned(),
            Self::Store(_) => apology(self.kind()),
        }
    }
}

/// Checks a caller's name for something that is done once.
pub(super) fn checked_ref(client_ref: &str) -> Result<&str, TenderError> {
    let is_sound = (1..=255).contains(&client_ref.len()) && !client_ref.chars().any(char::is_control);
    if is_sound {
        Ok(client_ref)
    } else {
        Err(TenderError::Invalid("The reference has to have 1 to 255 characters."))
    }
}
