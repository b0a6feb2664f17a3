//! Starts a mail anew that failed or was given up.

use super::{DEAD_MAIL_ALERT, MailingError};
use crate::App;
use domain::id::MailId;
use domain::mail::LIFETIME;

/// Makes a mail due now, with all its tries before it, and closes the alert about it.
///
/// # Errors
/// [`MailingError::NoMail`] when there is none that failed; one that was sent stays sent.
pub async fn retry(app: &App, mail_id: MailId) -> Result<(), MailingError> {
    let now = app.clock.now();
    let mut tx = app.pool.begin().await?;
    if !store::mail::requeue(&mut tx, mail_id, now, now + LIFETIME).await? {
        return Err(MailingError::NoMail);
    }
    store::alert::resolve(&mut tx, DEAD_MAIL_ALERT, &mail_id.to_string(), now).await?;
    tx.commit().await?;
    Ok(())
}
