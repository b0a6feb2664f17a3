//! Reading mails: one whole, lists of heads, counts.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::{MailId, OrderId};
use domain::mail::Template;
use sqlx::PgConnection;
use uuid::Uuid;

/// A mail without its text. No `Debug`: it holds an address.
#[derive(Clone, PartialEq, Eq)]
pub struct MailHead {
    /// Id.
    pub mail_id: MailId,
    /// What it is about.
    pub template: Template,
    /// One address.
    pub recipient: String,
    /// Whose order.
    pub order_id: Option<OrderId>,
    /// One line.
    pub subject: String,
    /// Stable word: `queued`, `failed`, `sent`, `dead`.
    pub state: String,
    /// Tries so far.
    pub attempts: i32,
    /// What the last try met.
    pub last_error: Option<String>,
    /// Due from then on.
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// Not worth sending from then on.
    pub expires_at: DateTime<Utc>,
    /// What took it.
    pub sent_by: Option<String>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
}

/// A mail with its text. No `Debug`: it holds an address.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// All but the text.
    pub head: MailHead,
    /// For readers without HTML.
    pub text: String,
    /// For the others.
    pub html: String,
}

pub(super) struct MailRow {
    pub mail_id: Uuid,
    pub template: String,
    pub recipient: String,
    pub order_id: Option<Uuid>,
    pub subject: String,
    pub text_body: String,
    pub html_body: String,
    pub state: String,
    pub attempts: i32,
    pub last_error: Option<String>,
    pub next_attempt_at: Option<DateTime<Utc>>,
    pub expires_at: DateTime<Utc>,
    pub sent_by: Option<String>,
    pub created_at: DateTime<Utc>,
}

impl TryFrom<MailRow> for Mail {
    type Error = StoreError;

    fn try_from(row: MailRow) -> Result<Self, StoreError> {
        Ok(Self {
            head: MailHead {
                mail_id: row.mail_id.into(),
                template: Template::parse(&row.template).ok_or(StoreError::Corrupt {
                    what: "mails.template",
                    source: None,
                })?,
                recipient: row.recipient,
                order_id: row.order_id.map(Into::into),
                subject: row.subject,
                state: row.state,
                attempts: row.attempts,
                last_error: row.last_error,
                next_attempt_at: row.next_attempt_at,
                expires_at: row.expires_at,
                sent_by: row.sent_by,
                created_at: row.created_at,
            },
            text: row.text_body,
            html: row.html_body,
        })
    }
}

/// One mail.
///
/// # Errors
/// [`StoreError`] when the statement fails or the row is not readable.
pub async fn find(conn: &mut PgConnection, mail_id: MailId) -> Result<Option<Mail>, StoreError> {
    sqlx::query_as!(
        MailRow,
        "select mail_id, template, recipient, order_id, subject, text_body, html_body, state, attempts, last_error,
                next_attempt_at, expires_at, sent_by, created_at
         from mails
         where mail_id = $1",
        mail_id.0,
    )
    .fetch_optional(conn)
    .await?
    .map(Mail::try_from)
    .transpose()
}

/// The latest mails, newest first; only those that failed or were given up where `only_troubled`.
///
/// # Errors
/// [`StoreError`] when the statement fails or a row is not readable.
pub async fn list_recent(
    conn: &mut PgConnection,
    only_troubled: bool,
    limit: i64,
) -> Result<Vec<MailHead>, StoreError> {
    let rows = sqlx::query_as!(
        MailRow,
        r#"select mail_id, template, recipient, order_id, subject, '' as "text_body!", '' as "html_body!", state, attempts,
                  last_error, next_attempt_at, expires_at, sent_by, created_at
           from mails
           where not $1
              or state in ('failed', 'dead')
           order by created_at desc, mail_id desc
           limit $2"#,
        only_troubled,
        limit,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| Mail::try_from(row).map(|mail| mail.head))
        .collect()
}

/// The latest mails to an address, newest first.
///
/// # Errors
/// [`StoreError`] when the statement fails or a row is not readable.
pub async fn list_to(conn: &mut PgConnection, recipient: &str, limit: i64) -> Result<Vec<MailHead>, StoreError> {
    let rows = sqlx::query_as!(
        MailRow,
        r#"select mail_id, template, recipient, order_id, subject, '' as "text_body!", '' as "html_body!", state, attempts,
                  last_error, next_attempt_at, expires_at, sent_by, created_at
           from mails
           where lower(recipient) = lower($1)
           order by created_at desc, mail_id desc
           limit $2"#,
        recipient,
        limit,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| Mail::try_from(row).map(|mail| mail.head))
        .collect()
}

/// Mails that are on their way, and mails that were given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Depth {
    /// Not tried yet.
    pub queued: i64,
    /// Tried in vain, and tried again.
    pub failed: i64,
    /// Given up.
    pub dead: i64,
}

/// How many mails have not left.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn get_depth(conn: &mut PgConnection) -> Result<Depth, StoreError> {
    let depth = sqlx::query_as!(
        Depth,
        r#"select count(*) filter (where state = 'queued') as "queued!",
                  count(*) filter (where state = 'failed') as "failed!",
                  count(*) filter (where state = 'dead') as "dead!"
           from mails
           where state <> 'sent'"#,
    )
    .fetch_one(conn)
    .await?;
    Ok(depth)
}
