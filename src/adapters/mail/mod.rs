//! Mail out: SMTP, or the development mailbox, behind one trait.
//!
//! Who sends needs one distinction: *for good* (the server will never take this mail) against *not now*. A mail may
//! arrive twice when the connection breaks after the server took it; its Message-ID is the same then, so that mail
//! programs show it once.

mod error;
mod mailbox;
mod message;
mod smtp;

pub use error::MailError;
pub use mailbox::Mailbox;
pub use message::{OutgoingMail, is_sender};
pub use smtp::{Limits, SmtpMailer, is_safe_address};

use async_trait::async_trait;

/// Somebody who takes mails.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Stable word for tables: `smtp` or `mailbox`.
    fn name(&self) -> &'static str;

    /// Hands one mail over, within a bounded time.
    ///
    /// # Errors
    /// [`MailError::Refused`] when it will never be taken; the others when another try may work, and also when it is
    /// not known whether this one did.
    async fn send(&self, mail: &OutgoingMail<'_>) -> Result<(), MailError>;

    /// Connects, greets and signs in without sending anything.
    ///
    /// # Errors
    /// [`MailError`] with the reason in words.
    async fn check(&self) -> Result<(), MailError>;
}
