//! What devices are asked to sign. Each is taken out by the first answer, so that none is answered twice.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::{CustomerId, CustomerPasskeyChallengeId};
use serde_json::Value;
use sqlx::PgConnection;

/// Whose answer counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked<'a> {
    /// Whose new key it is for; `None` for somebody who wants to sign in.
    pub customer_id: Option<CustomerId>,
    /// Digest of a secret that only the asking browser has.
    pub by: &'a [u8; 32],
}

/// Keeps a challenge until `expires_at`.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn insert(
    conn: &mut PgConnection,
    challenge_id: CustomerPasskeyChallengeId,
    asked: Asked<'_>,
    state: &Value,
    expires_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into customer_passkey_challenges
             (customer_passkey_challenge_id, customer_id, asked_by, state, expires_at)
         values ($1, $2, $3, $4, $5)",
        challenge_id.0,
        asked.customer_id.map(|id| id.0),
        asked.by,
        state,
        expires_at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes a challenge out, if it is the asker's and not over.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn take(
    conn: &mut PgConnection,
    challenge_id: CustomerPasskeyChallengeId,
    asked: Asked<'_>,
    now: DateTime<Utc>,
) -> Result<Option<Value>, StoreError> {
    let state = sqlx::query_scalar!(
        "delete from customer_passkey_challenges
         where customer_passkey_challenge_id = $1
           and customer_id is not distinct from $2
           and asked_by = $3
           and expires_at > $4
         returning state",
        challenge_id.0,
        asked.customer_id.map(|id| id.0),
        asked.by,
        now,
    )
    .fetch_optional(conn)
    .await?;
    Ok(state)
}

/// Forgets challenges that nobody answered in time, at most `limit` a call.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn delete_expired(conn: &mut PgConnection, now: DateTime<Utc>, limit: i64) -> Result<u64, StoreError> {
    let gone = sqlx::query!(
        "delete from customer_passkey_challenges
         where customer_passkey_challenge_id in (
             select customer_passkey_challenge_id
             from customer_passkey_challenges
             where expires_at <= $1
             order by expires_at
             limit $2
             for update skip locked
         )",
        now,
        limit,
    )
    .execute(conn)
    .await?;
    Ok(gone.rows_affected())
}
