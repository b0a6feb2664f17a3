//! Alerts: what a person must look at. One open alert for a kind and subject, however often it is raised.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;

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
