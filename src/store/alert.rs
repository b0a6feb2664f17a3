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
