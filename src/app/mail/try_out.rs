//! Whether mail works, asked by sending one.

use super::{MailingError, letter, message_id};
use crate::App;
use adapters::mail::OutgoingMail;
use adapters::rng;

/// Sends a few words to an address, at once and not by the queue, and answers what took them: `smtp` or `mailbox`.
///
/// # Errors
/// [`MailingError::NoMailer`] or [`MailingError::Mailer`] with the server's words.
pub async fn try_out(app: &App, recipient: &str) -> Result<&'static str, MailingError> {
    let mailer = app.mailer.as_deref().ok_or(MailingError::NoMailer)?;
    let facts = app.shop().await?;
    let letter = letter::trial(&facts.shop.name);
    let message_id = message_id(app, rng::new_id());
    let mail = OutgoingMail {
        message_id: &message_id,
        recipient,
        reply_to: Some(&facts.shop.email),
        subject: &letter.subject,
        text: &letter.text,
        html: &letter.html,
        written_at: app.clock.now(),
    };
    mailer.send(&mail).await.map_err(MailingError::Mailer)?;
    Ok(mailer.name())
}
