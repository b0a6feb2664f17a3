//! Alerts: what a person must look at. One open alert for a kind and subject, however often it is raised.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use sqlx::PgConnection;

/// An alert that nobody has closed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OpenAlert {
    /// Counts up.
    pub alert_id: i64,
    /// Stable word: what happened.
    pub kind: String,
    /// To what: an id, or a name.
    pub subject: String,
    /// Ids and amounts.
    pub detail: Value,
    /// When it was raised.
    pub created_at: DateTime<Utc>,
}

/// How many alerts are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenCount {
    /// That many.
    pub open: i64,
    /// Since when the oldest of them is.
    pub oldest_at: Option<DateTime<Utc>>,
}

/// Raises an alert unless the same one is open. `detail` holds ids and amounts, never personal data.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn raise(
    conn: &mut PgConnection,
    kind: &str,
    subject: &str,
    detail: &Value,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let raised = sqlx::query!(
        "insert into alerts (kind, subject, detail, created_at)
         values ($1, $2, $3, $4)
         on conflict do nothing",
        kind,
        subject,
        detail,
        now,
    )
    .execute(conn)
    .await?;
    Ok(raised.rows_affected() == 1)
}

/// Closes the open alert of a kind and subject, when what it told of is mended.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn resolve(conn: &mut PgConnection, kind: &str, subject: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    sqlx::query!(
        "update alerts
         set resolved_at = $3
         where kind = $1
           and subject = $2
           and resolved_at is null",
        kind,
        subject,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Open alerts after the one of an id, the oldest first.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_open(conn: &mut PgConnection, after: i64, limit: i64) -> Result<Vec<OpenAlert>, StoreError> {
    let alerts = sqlx::query_as!(
        OpenAlert,
        "select alert_id, kind, subject, detail, created_at
         from alerts
         where resolved_at is null
           and alert_id > $1
         order by alert_id
         limit $2",
        after,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(alerts)
}

/// Counts open alerts.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn count_open(conn: &mut PgConnection) -> Result<OpenCount, StoreError> {
    let count = sqlx::query_as!(
        OpenCount,
        r#"select count(*) as "open!", min(created_at) as oldest_at
           from alerts
           where resolved_at is null"#,
    )
    .fetch_one(conn)
    .await?;
    Ok(count)
}

/// Closes an alert by its id. False when there is none, or it is closed.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn resolve_by_id(conn: &mut PgConnection, alert_id: i64, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let closed = sqlx::query!(
        "update alerts
         set resolved_at = $2
         where alert_id = $1
           and resolved_at is null",
        alert_id,
        now,
    )
    .execute(conn)
    .await?;
    Ok(closed.rows_affected() == 1)
}
