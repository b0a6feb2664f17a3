//! Finished operations (I-4, I-11): what a form's hidden id has done already, so that a replay does nothing again.
//!
//! The unique key is the lock: of two transactions that do the same operation, one inserts the row, and the other
//! waits for its commit and then finds the row.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// What an operation did. `fingerprint` tells whether a later use of its key means the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// SHA-256 of the command.
    pub fingerprint: Vec<u8>,
    /// What a replay is told.
    pub result: Value,
}

/// What the key has done in the scope, if anything.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn find_done(conn: &mut PgConnection, scope: &str, key: &str) -> Result<Option<Done>, StoreError> {
    let done = sqlx::query_as!(
        Done,
        r#"select fingerprint, result as "result!"
           from operations
           where scope = $1
             and operation_key = $2
             and state = 'done'"#,
        scope,
        key,
    )
    .fetch_optional(conn)
    .await?;
    Ok(done)
}

/// Notes an operation as done, in the transaction that commits its effect. False when the key was used before: then
/// the caller rolls its effect back.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn insert_done(
    conn: &mut PgConnection,
    scope: &str,
    key: &str,
    done: &Done,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let inserted = sqlx::query!(
        "insert into operations
             (scope, operation_key, fingerprint, state, lease_token, leased_until, result, created_at)
         values ($1, $2, $3, 'done', $4, $6, $5, $6)
         on conflict do nothing",
        scope,
        key,
        done.fingerprint,
        // Nothing is leased: the row is born done.
        Uuid::nil(),
        done.result,
        now,
    )
    .execute(conn)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// Forgets operations made before `before`, at most `limit` a call. Those whose scope begins with `order:` stay until
/// `orders_before` (I-10).
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn delete_old(
    conn: &mut PgConnection,
    before: DateTime<Utc>,
    orders_before: DateTime<Utc>,
    limit: i64,
) -> Result<u64, StoreError> {
    let gone = sqlx::query!(
        "delete from operations
         where (scope, operation_key) in (
             select scope, operation_key
             from operations
             where created_at < $1
               and (created_at < $2 or not starts_with(scope, 'order:'))
             order by created_at
             limit $3
             for update skip locked
         )",
        before,
        orders_before,
        limit,
    )
    .execute(conn)
    .await?;
    Ok(gone.rows_affected())
}
