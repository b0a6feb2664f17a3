//! Browsers that are signed in. Each is found by the digest of its cookie, and only while neither of its limits is over.

use crate::error::StoreError;
use chrono::{DateTime, Duration, Utc};
use domain::id::{CustomerId, CustomerSessionId};
use sqlx::PgConnection;

/// A session to be made. The secrets are known by their digests.
#[derive(Debug, Clone, Copy)]
pub struct NewSession<'a> {
    /// Id.
    pub customer_session_id: CustomerSessionId,
    /// Who signs in.
    pub customer_id: CustomerId,
    /// Of the session's cookie.
    pub token_hash: &'a [u8; 32],
    /// Of the cart's cookie.
    pub cart_token_hash: &'a [u8; 32],
    /// "Firefox on Linux".
    pub device: &'a str,
    /// When.
    pub now: DateTime<Utc>,
    /// Over from then on.
    pub expires_at: DateTime<Utc>,
}

/// Who a session belongs to. No `Debug`: it holds an address.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// The session.
    pub customer_session_id: CustomerSessionId,
    /// The customer.
    pub customer_id: CustomerId,
    /// Proven address.
    pub email: String,
    /// Full name.
    pub name: String,
    /// May be empty.
    pub phone: String,
    /// When the browser was last seen, before now.
    pub last_seen_at: DateTime<Utc>,
}

/// One row of the list of sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Id.
    pub customer_session_id: uuid::Uuid,
    /// "Firefox on Linux".
    pub device: String,
    /// When it signed in.
    pub created_at: DateTime<Utc>,
    /// When it was last seen, roughly.
    pub last_seen_at: DateTime<Utc>,
}

/// Makes a session. Beyond `most` of a customer, those that were away longest end. The customer is locked by the caller.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn insert(conn: &mut PgConnection, session: &NewSession<'_>, most: i64) -> Result<(), StoreError> {
    sqlx::query!(
        "delete from customer_sessions
         where customer_session_id in (
             select customer_session_id
             from customer_sessions
             where customer_id = $1
             order by last_seen_at desc, customer_session_id desc
             offset $2
         )",
        session.customer_id.0,
        most - 1,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into customer_sessions (
             customer_session_id, customer_id, token_hash, cart_token_hash, device, created_at, last_seen_at, expires_at
         )
         values ($1, $2, $3, $4, $5, $6, $6, $7)",
        session.customer_session_id.0,
        session.customer_id.0,
        session.token_hash,
        session.cart_token_hash,
        session.device,
        session.now,
        session.expires_at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Who is signed in with this cookie.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn find(
    conn: &mut PgConnection,
    token_hash: &[u8; 32],
    idle: Duration,
    now: DateTime<Utc>,
) -> Result<Option<SignedIn>, StoreError> {
    let row = sqlx::query!(
        "select s.customer_session_id, s.customer_id, s.last_seen_at, c.email, c.name, c.phone
         from customer_sessions s
         join customers c using (customer_id)
         where s.token_hash = $1
           and s.expires_at > $2
           and s.last_seen_at > $3",
        token_hash,
        now,
        now - idle,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| SignedIn {
        customer_session_id: row.customer_session_id.into(),
        customer_id: row.customer_id.into(),
        email: row.email,
        name: row.name,
        phone: row.phone,
        last_seen_at: row.last_seen_at,
    }))
}

/// Notes that a browser was seen.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn touch(
    conn: &mut PgConnection,
    session_id: CustomerSessionId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update customer_sessions
         set last_seen_at = greatest(last_seen_at, $2)
         where customer_session_id = $1",
        session_id.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Gives a session other secrets: the old cookies are worth nothing from then on. Returns the digest of the old cart
/// cookie; `None` when the session is over.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn rotate(
    conn: &mut PgConnection,
    session_id: CustomerSessionId,
    token_hash: &[u8; 32],
    cart_token_hash: &[u8; 32],
) -> Result<Option<Vec<u8>>, StoreError> {
    let old = sqlx::query_scalar!(
        "update customer_sessions s
         set token_hash = $2, cart_token_hash = $3
         from customer_sessions was
         where s.customer_session_id = $1
           and was.customer_session_id = $1
         returning was.cart_token_hash",
        session_id.0,
        token_hash,
        cart_token_hash,
    )
    .fetch_optional(conn)
    .await?;
    Ok(old)
}

/// Ends the session of a cookie, if there is one.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn delete_by_token(conn: &mut PgConnection, token_hash: &[u8; 32]) -> Result<(), StoreError> {
    sqlx::query!(
        "delete from customer_sessions
         where token_hash = $1",
        token_hash,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends one session of a customer; false when it is not theirs, or over.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn delete(
    conn: &mut PgConnection,
    customer_id: CustomerId,
    session_id: CustomerSessionId,
) -> Result<bool, StoreError> {
    let gone = sqlx::query!(
        "delete from customer_sessions
         where customer_id = $1
           and customer_session_id = $2",
        customer_id.0,
        session_id.0,
    )
    .execute(conn)
    .await?;
    Ok(gone.rows_affected() == 1)
}

/// Ends all sessions of a customer but one, or all.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn delete_others(
    conn: &mut PgConnection,
    customer_id: CustomerId,
    kept: Option<CustomerSessionId>,
) -> Result<u64, StoreError> {
    let gone = sqlx::query!(
        "delete from customer_sessions
         where customer_id = $1
           and customer_session_id is distinct from $2",
        customer_id.0,
        kept.map(|id| id.0),
    )
    .execute(conn)
    .await?;
    Ok(gone.rows_affected())
}

/// The live sessions of a customer, the one that was seen last first.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list(
    conn: &mut PgConnection,
    customer_id: CustomerId,
    idle: Duration,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<SessionRow>, StoreError> {
    let rows = sqlx::query_as!(
        SessionRow,
        "select customer_session_id, device, created_at, last_seen_at
         from customer_sessions
         where customer_id = $1
           and expires_at > $2
           and last_seen_at > $3
         order by last_seen_at desc, customer_session_id desc
         limit $4",
        customer_id.0,
        now,
        now - idle,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// Forgets sessions that are over, at most `limit` a call.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn delete_over(
    conn: &mut PgConnection,
    idle: Duration,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<u64, StoreError> {
    let gone = sqlx::query!(
        "delete from customer_sessions
         where customer_session_id in (
             select customer_session_id
             from customer_sessions
             where expires_at <= $1
                or last_seen_at <= $2
             limit $3
             for update skip locked
         )",
        now,
        now - idle,
        limit,
    )
    .execute(conn)
    .await?;
    Ok(gone.rows_affected())
}
