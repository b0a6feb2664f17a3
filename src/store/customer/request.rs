//! What somebody asked for by mail: an account, a new password. A row is used once and lives shortly.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::CustomerRequestId;
use sqlx::PgConnection;
use uuid::Uuid;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestKind {
    /// An account.
    Register,
    /// A new password.
    Reset,
}

impl RequestKind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Reset => "reset",
        }
    }
}

/// A request. No `Debug`: it holds an address.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// Id.
    pub customer_request_id: CustomerRequestId,
    /// What is asked for.
    pub kind: RequestKind,
    /// For whom.
    pub email: String,
    /// The form's operation id.
    pub client_ref: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// Not to be used from then on.
    pub expires_at: DateTime<Utc>,
}

struct RequestRow {
    customer_request_id: Uuid,
    kind: String,
    email: String,
    client_ref: String,
    created_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
}

impl From<RequestRow> for Request {
    fn from(row: RequestRow) -> Self {
        Self {
            customer_request_id: row.customer_request_id.into(),
            kind: if row.kind == "reset" {
                RequestKind::Reset
            } else {
                RequestKind::Register
            },
            email: row.email,
            client_ref: row.client_ref,
            created_at: row.created_at,
            expires_at: row.expires_at,
        }
    }
}

/// Notes a request; false when the same form was sent before.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn insert(conn: &mut PgConnection, request: &Request) -> Result<bool, StoreError> {
    let inserted = sqlx::query!(
        "insert into customer_requests (customer_request_id, kind, email, client_ref, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (client_ref) do nothing",
        request.customer_request_id.0,
        request.kind.as_str(),
        request.email,
        request.client_ref,
        request.created_at,
        request.expires_at,
    )
    .execute(conn)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// A request that can still be answered.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn find_open(
    conn: &mut PgConnection,
    request_id: CustomerRequestId,
    now: DateTime<Utc>,
) -> Result<Option<Request>, StoreError> {
    let row = sqlx::query_as!(
        RequestRow,
        "select customer_request_id, kind, email, client_ref, created_at, expires_at
         from customer_requests
         where customer_request_id = $1
           and used_at is null
           and expires_at > $2",
        request_id.0,
        now,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(Into::into))
}

/// Gives a request the digest of the token that its mail carries.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn arm(
    conn: &mut PgConnection,
    request_id: CustomerRequestId,
    token_hash: &[u8; 32],
) -> Result<(), StoreError> {
    sqlx::query!(
        "update customer_requests
         set token_hash = $2
         where customer_request_id = $1",
        request_id.0,
        token_hash,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The request behind a link, while the link works.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn find_by_token(
    conn: &mut PgConnection,
    kind: RequestKind,
    token_hash: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<Request>, StoreError> {
    let row = sqlx::query_as!(
        RequestRow,
        "select customer_request_id, kind, email, client_ref, created_at, expires_at
         from customer_requests
         where token_hash = $1
           and kind = $2
           and used_at is null
           and expires_at > $3",
        token_hash,
        kind.as_str(),
        now,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(Into::into))
}

/// Uses a request up, and with it every other one of its address: an older link must not work after a newer one. False
/// when it was used up before.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn consume(conn: &mut PgConnection, request: &Request, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let used = sqlx::query!(
        "update customer_requests
         set used_at = $2
         where customer_request_id = $1
           and used_at is null",
        request.customer_request_id.0,
        now,
    )
    .execute(&mut *conn)
    .await?;
    if used.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query!(
        "delete from customer_requests
         where lower(email) = lower($1)
           and customer_request_id <> $2
           and used_at is null",
        request.email,
        request.customer_request_id.0,
    )
    .execute(conn)
    .await?;
    Ok(true)
}

/// Forgets requests that have expired, at most `limit` a call.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn delete_expired(conn: &mut PgConnection, now: DateTime<Utc>, limit: i64) -> Result<u64, StoreError> {
    let gone = sqlx::query!(
        "delete from customer_requests
         where customer_request_id in (
             select customer_request_id
             from customer_requests
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
