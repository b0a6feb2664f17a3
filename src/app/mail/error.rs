//! Why a mail was not written, found or sent.

use crate::order::ShowOrderError;
use adapters::mail::MailError;
use domain::kind::{HasKind, Kind};
use store::error::StoreError;

/// A verb about mail did not do its work.
#[derive(Debug, thiserror::Error)]
pub enum MailingError {
    /// There is no such order.
    #[error("there is no such order")]
    NoOrder,
    /// There is no such mail, or it was sent.
    #[error("there is no such mail that failed")]
    NoMail,
    /// Nobody is configured to take mails.
    #[error("no mail server is configured; set VITRINE_SMTP_URL and VITRINE_MAIL_FROM")]
    NoMailer,
    /// The mail server did not take it.
    #[error("the mail was not sent")]
    Mailer(#[source] MailError),
    /// Reading or writing failed.
    #[error("the mail could not be read or written")]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for MailingError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<ShowOrderError> for MailingError {
    fn from(error: ShowOrderError) -> Self {
        match error {
            ShowOrderError::Store(error) => Self::Store(error),
            ShowOrderError::NotFound | ShowOrderError::NotPaid => Self::NoOrder,
        }
    }
}

impl HasKind for MailingError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoOrder | Self::NoMail => Kind::NotFound,
            Self::NoMailer | Self::Mailer(_) => Kind::Unavailable,
            Self::Store(error) => error.kind(),
        }
    }
}
