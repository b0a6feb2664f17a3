//! Why something with an account was not done.

use crate::guard::{GuardError, words};
use crate::refusal::{Refusal, apology};
use adapters::password::PasswordError;
use chrono::Duration;
use domain::checkout::FieldError;
use domain::customer::MAX_ADDRESSES;
use domain::kind::{HasKind, Kind};
use store::error::StoreError;

/// See the variants.
#[derive(Debug, thiserror::Error)]
pub enum CustomerError {
    /// The session is over, or there never was one.
    #[error("nobody is signed in")]
    NotSignedIn,
    /// Address and password do not go together; which of them is wrong is not told.
    #[error("address and password do not go together")]
    WrongPassword,
    /// Too many tries of late.
    #[error("tried too often; free again in {} s", wait.num_seconds())]
    TooOften {
        /// Until the next try, above zero.
        wait: Duration,
    },
    /// The link was used, has expired, or never was one.
    #[error("the link does not work any more")]
    LinkSpent,
    /// Fields are at fault; never empty.
    #[error("{} fields are at fault", .0.len())]
    Invalid(Vec<FieldError>),
    /// The address book has [`MAX_ADDRESSES`].
    #[error("the address book is full")]
    BookFull,
    /// Not in this address book.
    #[error("there is no such address")]
    NoSuchAddress,
    /// There is no such customer.
    #[error("there is no such customer")]
    NoSuchCustomer,
    /// Mails do not leave this shop, so nothing can be proven.
    #[error("no mail server is configured")]
    NoMailer,
    /// The password could not be looked at.
    #[error("the password could not be looked at")]
    Password(#[from] PasswordError),
    /// Reading or writing failed.
    #[error("the account could not be read or written")]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for CustomerError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl CustomerError {
    /// A fault of one field.
    pub(super) fn field(field: &'static str, text: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError::new(field, text)])
    }
}

impl From<GuardError> for CustomerError {
    fn from(error: GuardError) -> Self {
        match error {
            GuardError::TooOften { wait } => Self::TooOften { wait },
            GuardError::Store(error) => Self::Store(error),
        }
    }
}

impl HasKind for CustomerError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotSignedIn => Kind::Forbidden,
            Self::WrongPassword | Self::Invalid(_) => Kind::Invalid,
            Self::TooOften { .. } | Self::BookFull => Kind::Conflict,
            Self::LinkSpent | Self::NoSuchAddress | Self::NoSuchCustomer => Kind::NotFound,
            Self::NoMailer | Self::Password(PasswordError::Busy) => Kind::Unavailable,
            Self::Password(_) => Kind::Internal,
            Self::Store(error) => error.kind(),
        }
    }
}

impl Refusal for CustomerError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotSignedIn => "not_signed_in",
            Self::WrongPassword => "wrong_password",
            Self::TooOften { .. } => "too_often",
            Self::LinkSpent => "link_spent",
            Self::Invalid(_) => "fields_invalid",
            Self::BookFull => "address_book_full",
            Self::NoSuchAddress => "address_not_found",
            Self::NoSuchCustomer => "customer_not_found",
            Self::NoMailer => "no_mailer",
            Self::Password(_) => "password",
            Self::Store(_) => "store",
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::NotSignedIn => "Please sign in first.".into(),
            Self::WrongPassword => "E-mail address and password do not go together. Please try again.".into(),
            Self::TooOften { wait } => format!("That was tried too often. Please try again in {}.", words(*wait)),
            Self::LinkSpent => "This link was used already or has expired. Ask for a new one.".into(),
            Self::Invalid(_) => "Please look at the marked fields.".into(),
            Self::BookFull => {
                format!("An address book holds at most {MAX_ADDRESSES} addresses. Delete one to add another.")
            }
            Self::NoSuchAddress => "This address is not in your address book any more.".into(),
            Self::NoSuchCustomer => "There is no such customer.".into(),
            Self::NoMailer => {
                "This shop cannot send mail at the moment, so accounts cannot be made. You can buy without one.".into()
            }
            Self::Password(_) | Self::Store(_) => apology(self.kind()),
        }
    }
}
