//! Mails to shoppers: written from events, sent by the worker, looked at by operators.
//!
//! 1. [`write()`], in the relay's transaction: an event becomes one row, rendered once, unique by event, template and
//!    recipient.
//! 2. [`send_due`], no transaction open: the mailer takes it, or it is tried again later, or it is given up and a person
//!    is told.

mod account;
mod error;
mod letter;
mod list;
mod preview;
mod retry;
mod send;
#[cfg(test)]
mod tests;
mod try_out;
mod write;

pub(crate) use account::write_staff_invitation;
pub use error::MailingError;
pub use letter::Letter;
pub use list::{MAILS_SHOWN, Mail, MailHead, find, list_recent};
pub use preview::preview;
pub use retry::retry;
pub use send::{Sent, send_due};
pub use try_out::try_out;
pub use write::write;
pub(crate) use write::write_back_in_stock;

use crate::App;
use domain::id::MailId;

/// Kind of the alert about a mail that was given up; its subject is the mail's id.
pub const DEAD_MAIL_ALERT: &str = "mail_dead";

// The same for every try, so that a mail which arrives twice is shown once.
fn message_id(app: &App, mail_id: MailId) -> String {
    format!("{mail_id}@{}", app.base_url.host_str().unwrap_or("localhost"))
}
