//! What was written lately.

use super::MailingError;
use crate::App;
use domain::id::MailId;
pub use store::mail::{Mail, MailHead};

/// Most mails that a list shows.
pub const MAILS_SHOWN: i64 = 100;

/// The latest mails, newest first; only those that failed or were given up where `only_troubled`.
///
/// # Errors
/// [`MailingError::Store`].
pub async fn list_recent(app: &App, only_troubled: bool) -> Result<Vec<MailHead>, MailingError> {
    let mut conn = app.pool.acquire().await?;
    Ok(store::mail::list_recent(&mut conn, only_troubled, MAILS_SHOWN).await?)
}

/// One mail with its text.
///
/// # Errors
/// [`MailingError::Store`].
pub async fn find(app: &App, mail_id: MailId) -> Result<Option<Mail>, MailingError> {
    let mut conn = app.pool.acquire().await?;
    Ok(store::mail::find(&mut conn, mail_id).await?)
}
