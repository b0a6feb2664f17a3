//! The way of a mail: queued, claimed, sent or failed, dead in the end.

use super::Mail;
use super::read::MailRow;
use crate::error::StoreError;
use chrono::{DateTime, Duration, Utc};
use domain::id::{MailId, OrderId};
use domain::mail::Template;
use sqlx::PgConnection;
use uuid::Uuid;

/// A mail to be sent. No `Debug`: it holds an address.
#[derive(Clone, Copy)]
pub struct NewMail<'a> {
    /// Id; part of the Message-ID.
    pub mail_id: MailId,
    /// The event that it answers.
    pub event_id: Uuid,
    /// What it is about.
    pub template: Template,
    /// One address.
    pub recipient: &'a str,
    /// Whose order.
    pub order_id: Option<OrderId>,
    /// One line.
    pub subject: &'a str,
    /// For readers without HTML.
    pub text: &'a str,
    /// For the others.
    pub html: &'a str,
    /// When.
    pub now: DateTime<Utc>,
    /// Not worth sending from then on.
    pub expires_at: DateTime<Utc>,
}

/// Queues a mail; false when the same mail (event, template, recipient) is there already.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn insert(conn: &mut PgConnection, mail: &NewMail<'_>) -> Result<bool, StoreError> {
    let inserted = sqlx::query!(
        "insert into mails (
             mail_id, event_id, template, recipient, order_id, subject, text_body, html_body, next_attempt_at,
             expires_at, created_at, updated_at
         )
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9, $9)
         on conflict (event_id, template, recipient) do nothing",
        mail.mail_id.0,
        mail.event_id,
        mail.template.as_str(),
        mail.recipient,
        mail.order_id.map(|id| id.0),
        mail.subject,
        mail.text,
        mail.html,
        mail.now,
        mail.expires_at,
    )
    .execute(conn)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// Takes the mail that has been due longest, for as long as the lease: a sender that dies leaves it to be tried again
/// then. Counts as a try.
///
/// # Errors
/// [`StoreError`] when the statement fails or the row is not readable.
pub async fn claim(conn: &mut PgConnection, now: DateTime<Utc>, lease: Duration) -> Result<Option<Mail>, StoreError> {
    sqlx::query_as!(
        MailRow,
        "update mails
         set attempts = attempts + 1, state = 'failed', next_attempt_at = $2, updated_at = $1
         where mail_id = (
             select mail_id
             from mails
             where state in ('queued', 'failed')
               and next_attempt_at <= $1
             order by next_attempt_at, mail_id
             limit 1
             for update skip locked
         )
         returning mail_id, template, recipient, order_id, subject, text_body, html_body, state, attempts, last_error,
                   next_attempt_at, expires_at, sent_by, created_at",
        now,
        now + lease,
    )
    .fetch_optional(conn)
    .await?
    .map(Mail::try_from)
    .transpose()
}

/// Notes that a claimed mail was taken by `sent_by`; false when somebody else has tried it since. A text that holds a
/// secret is forgotten, but for the development mailbox, which is there to show it.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn mark_sent(
    conn: &mut PgConnection,
    mail: &Mail,
    sent_by: &str,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let done = sqlx::query!(
        "update mails
         set state = 'sent', sent_by = $3, sent_at = $4, updated_at = $4, next_attempt_at = null, last_error = null,
             text_body = case when $5 then '' else text_body end, html_body = case when $5 then '' else html_body end
         where mail_id = $1
           and attempts = $2
           and state = 'failed'",
        mail.head.mail_id.0,
        mail.head.attempts,
        sent_by,
        now,
        mail.head.template.holds_secret() && sent_by != "mailbox",
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes why a claimed mail did not leave, and when it is tried again.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn mark_failed(
    conn: &mut PgConnection,
    mail: &Mail,
    error: &str,
    retry_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update mails
         set last_error = left($3, 2000), next_attempt_at = $4, updated_at = $5
         where mail_id = $1
           and attempts = $2
           and state = 'failed'",
        mail.head.mail_id.0,
        mail.head.attempts,
        error,
        retry_at,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Gives a claimed mail up; false when somebody else has tried it since. A text that holds a secret is forgotten.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn mark_dead(
    conn: &mut PgConnection,
    mail: &Mail,
    error: &str,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let done = sqlx::query!(
        "update mails
         set state = 'dead', last_error = left($3, 2000), next_attempt_at = null, updated_at = $4,
             text_body = case when $5 then '' else text_body end, html_body = case when $5 then '' else html_body end
         where mail_id = $1
           and attempts = $2
           and state = 'failed'",
        mail.head.mail_id.0,
        mail.head.attempts,
        error,
        now,
        mail.head.template.holds_secret(),
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Starts a failed or dead mail anew, due now; false when there is no such mail. One that was sent stays sent, and one
/// whose text is forgotten stays dead: its link has expired.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn requeue(
    conn: &mut PgConnection,
    mail_id: MailId,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let done = sqlx::query!(
        "update mails
         set state = 'queued', attempts = 0, next_attempt_at = $2, expires_at = $3, updated_at = $2
         where mail_id = $1
           and state in ('failed', 'dead')
           and text_body <> ''",
        mail_id.0,
        now,
        expires_at,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Forgets mails that were sent before `sent` or given up before `dead`, at most `limit` rows a call: they hold addresses.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn delete_old(
    conn: &mut PgConnection,
    sent: DateTime<Utc>,
    dead: DateTime<Utc>,
    limit: i64,
) -> Result<u64, StoreError> {
    let gone = sqlx::query!(
        "delete from mails
         where mail_id in (
             select mail_id
             from mails
             where (state = 'sent' and created_at < $1)
                or (state = 'dead' and created_at < $2)
             order by created_at
             limit $3
         )",
        sent,
        dead,
        limit,
    )
    .execute(conn)
    .await?;
    Ok(gone.rows_affected())
}
