//! Why something with an account was not done.

use crate::guard::{GuardError, words};
use crate::refusal::{Refusal, apology};
use adapters::passkey::PasskeyError;
use adapters::password::PasswordError;
use chrono::Duration;
use domain::checkout::FieldError;
use domain::customer::{MAX_ADDRESSES, MAX_PASSKEYS};
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
    /// An answer to a challenge that was answered, is over, or was another's.
    #[error("the challenge is over")]
    PasskeySpent,
    /// The key is not known, or did not sign this challenge on our page; which of it is not told.
    #[error("the passkey is not one that works here")]
    PasskeyRefused,
    /// The key was used elsewhere in between, so somebody has a copy: it does not work any more.
    #[error("the passkey was copied")]
    PasskeyCopied,
    /// The customer has [`MAX_PASSKEYS`].
    #[error("there is no room for another passkey")]
    PasskeysFull,
    /// Not one of the customer's.
    #[error("there is no such passkey")]
    NoSuchPasskey,
    /// There is no such customer.
    #[error("there is no such customer")]
    NoSuchCustomer,
    /// Mails do not leave this shop, so nothing can be proven.
    #[error("no mail server is configured")]
    NoMailer,
    /// The password could not be looked at.
    #[error("the password could not be looked at")]
    Password(#[from] PasswordError),
    /// There can be no ceremony, because of the shop's address or of what is kept.
    #[error("passkeys do not work")]
    Passkey(#[from] PasskeyError),
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
            Self::WrongPassword | Self::PasskeyRefused | Self::PasskeyCopied | Self::Invalid(_) => Kind::Invalid,
            Self::TooOften { .. } | Self::BookFull | Self::PasskeysFull | Self::PasskeySpent => Kind::Conflict,
            Self::LinkSpent | Self::NoSuchAddress | Self::NoSuchPasskey | Self::NoSuchCustomer => Kind::NotFound,
            Self::Passkey(PasskeyError::NoDomain) => Kind::NotFound,
            Self::NoMailer | Self::Password(PasswordError::Busy) => Kind::Unavailable,
            Self::Password(_) | Self::Passkey(_) => Kind::Internal,
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
            Self::PasskeySpent => "passkey_spent",
            Self::PasskeyRefused => "passkey_refused",
            Self::PasskeyCopied => "passkey_copied",
            Self::PasskeysFull => "passkeys_full",
            Self::NoSuchPasskey => "passkey_not_found",
            Self::Passkey(_) => "passkey",
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
            Self::PasskeySpent => "That took too long, or was done already. Please try again.".into(),
            Self::PasskeyRefused => "This passkey does not work here. Your password does.".into(),
            Self::PasskeyCopied => {
                "Somebody has a copy of this passkey, so it does not work any more. Sign in with your password, remove \
                 the passkey and add a new one."
                    .into()
            }
            Self::PasskeysFull => {
                format!("An account has at most {MAX_PASSKEYS} passkeys. Remove one to add another.")
            }
            Self::NoSuchPasskey => "This passkey is not one of your account's any more.".into(),
            Self::Passkey(PasskeyError::NoDomain) => "Passkeys do not work at this address of the shop.".into(),
            Self::NoSuchCustomer => "There is no such customer.".into(),
            Self::NoMailer => {
                "This shop cannot send mail at the moment, so accounts cannot be made. You can buy without one.".into()
            }
            Self::Password(_) | Self::Passkey(_) | Self::Store(_) => apology(self.kind()),
        }
    }
}
