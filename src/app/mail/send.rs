//! Hands queued mails to the mailer.

use super::{DEAD_MAIL_ALERT, MailingError, message_id};
use crate::App;
use crate::steps::Step;
use adapters::mail::{MailError, Mailer, OutgoingMail};
use chrono::Duration;
use domain::mail::retry_after;
use serde_json::json;
use store::error::StoreError;
use store::mail::Mail;

/// Longer than any mailer takes for one mail: who still has not answered then is dead, and the mail is tried again.
const LEASE: Duration = Duration::minutes(5);

/// What one round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sent {
    /// Taken by the mailer.
    pub sent: u32,
    /// Not taken, and tried again later.
    pub failed: u32,
    /// Given up.
    pub dead: u32,
}

/// Sends what is due, at most `most` mails; nothing where no mailer is configured. Stops early when the server cannot be
/// used at all, so that an outage costs one mail's try and not everybody's.
///
/// # Errors
/// [`MailingError::Store`] when the database does not answer; a mail that left meanwhile is sent again, under the same
/// Message-ID.
pub async fn send_due(app: &App, most: u32) -> Result<Sent, MailingError> {
    let mut round = Sent::default();
    let Some(mailer) = app.mailer.as_deref() else {
        return Ok(round);
    };
    let reply_to = app.shop().await?.shop.email.clone();
    for _ in 0..most {
        let mut conn = app.pool.acquire().await?;
        let Some(mail) = store::mail::claim(&mut conn, app.clock.now(), LEASE).await? else {
            break;
        };
        drop(conn);
        app.steps.reached(Step::MailClaimed)?;
        if mail.head.expires_at <= app.clock.now() {
            give_up(app, &mail, "it waited too long to be news").await?;
            round.dead += 1;
            continue;
        }
        match hand_over(app, mailer, &reply_to, &mail).await {
            Ok(()) => {
                app.steps.reached(Step::MailSent)?;
                let mut conn = app.pool.acquire().await?;
                store::mail::mark_sent(&mut conn, &mail, mailer.name(), app.clock.now()).await?;
                app.steps.reached(Step::MailNoted)?;
                round.sent += 1;
            }
            Err(error) => {
                if failed(app, &mail, &error).await? {
                    round.dead += 1;
                } else {
                    round.failed += 1;
                }
                if error.concerns_all() {
                    break;
                }
            }
        }
    }
    Ok(round)
}

async fn hand_over(app: &App, mailer: &dyn Mailer, reply_to: &str, mail: &Mail) -> Result<(), MailError> {
    let message_id = message_id(app, mail.head.mail_id);
    mailer
        .send(&OutgoingMail {
            message_id: &message_id,
            recipient: &mail.head.recipient,
            reply_to: Some(reply_to),
            subject: &mail.head.subject,
            text: &mail.text,
            html: &mail.html,
            written_at: mail.head.created_at,
        })
        .await
}

// Whether it was given up.
async fn failed(app: &App, mail: &Mail, error: &MailError) -> Result<bool, StoreError> {
    let wait = retry_after(mail.head.attempts.unsigned_abs()).filter(|_| !error.is_final());
    let Some(wait) = wait else {
        give_up(app, mail, &error.to_string()).await?;
        return Ok(true);
    };
    // The reason may hold the address, so it goes to the row and not to the log.
    tracing::warn!(mail.id = %mail.head.mail_id, mail.attempts = mail.head.attempts, "A mail did not leave; it is tried again");
    let now = app.clock.now();
    let mut conn = app.pool.acquire().await?;
    store::mail::mark_failed(&mut conn, mail, &error.to_string(), now + wait, now).await?;
    Ok(false)
}

async fn give_up(app: &App, mail: &Mail, reason: &str) -> Result<(), StoreError> {
    let now = app.clock.now();
    let mut tx = app.pool.begin().await?;
    if store::mail::mark_dead(&mut tx, mail, reason, now).await? {
        let detail =
            json!({ "template": mail.head.template, "order_id": mail.head.order_id, "attempts": mail.head.attempts });
        store::alert::raise(&mut tx, DEAD_MAIL_ALERT, &mail.head.mail_id.to_string(), &detail, now).await?;
        tracing::error!(mail.id = %mail.head.mail_id, "A mail was given up");
    }
    tx.commit().await?;
    Ok(())
}
