//! Who is to be told when a variant can be bought again.

use super::ids;
use crate::error::StoreError;
use chrono::{DateTime, Duration, Utc};
use domain::id::{StockRequestId, VariantId};
use sqlx::PgConnection;

/// How long a request is kept after its end: so long its mail's link leads somewhere.
const KEPT_FOR: Duration = Duration::days(30);

/// A request to be noted. No `Debug`: it holds an address.
#[derive(Clone, Copy)]
pub struct NewRequest<'a> {
    /// Id.
    pub stock_request_id: StockRequestId,
    /// What for.
    pub variant_id: VariantId,
    /// Whom to tell.
    pub email: &'a str,
    /// The address of the page that takes it back.
    pub token: &'a str,
    /// When.
    pub now: DateTime<Utc>,
    /// Forgotten from then on.
    pub expires_at: DateTime<Utc>,
    /// Requests of this address are counted from then on.
    pub counted_from: DateTime<Utc>,
    /// Most requests that are counted.
    pub at_most: i64,
}

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Requested {
    /// Noted.
    Noted,
    /// The same was noted before.
    Known,
    /// The address has asked too often.
    TooMany,
}

/// Notes a request: one live one for a variant and an address.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn insert_request(conn: &mut PgConnection, new: &NewRequest<'_>) -> Result<Requested, StoreError> {
    // Requests of one address wait for each other, so that the count is right.
    sqlx::query!(
        "select pg_advisory_xact_lock(hashtextextended('stock_request:' || lower($1), 0))",
        new.email,
    )
    .fetch_one(&mut *conn)
    .await?;
    let row = sqlx::query!(
        r#"with asked as (
               select count(*) as often,
                      coalesce(bool_or(variant_id = $2 and state = 'waiting'), false) as is_known
               from stock_requests
               where lower(email) = lower($3)
                 and (created_at >= $7 or (variant_id = $2 and state = 'waiting'))
           ), noted as (
               insert into stock_requests (stock_request_id, variant_id, email, token, created_at, expires_at)
               select $1, $2, $3, $4, $5, $6
               from asked
               where not is_known
                 and often < $8
               returning 1
           )
           select is_known as "is_known!", exists (select from noted) as "is_noted!"
           from asked"#,
        new.stock_request_id.0,
        new.variant_id.0,
        new.email,
        new.token,
        new.now,
        new.expires_at,
        new.counted_from,
        new.at_most,
    )
    .fetch_one(conn)
    .await?;
    Ok(match (row.is_known, row.is_noted) {
        (true, _) => Requested::Known,
        (false, true) => Requested::Noted,
        (false, false) => Requested::TooMany,
    })
}

/// A request whose turn it is. No `Debug`: it holds an address.
#[derive(Clone, PartialEq, Eq)]
pub struct StockRequest {
    /// Id.
    pub stock_request_id: StockRequestId,
    /// Whom to tell.
    pub email: String,
    /// The address of the page that takes it back.
    pub token: String,
}

/// Of some variants those that somebody waits for.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_waited_for(conn: &mut PgConnection, variant_ids: &[VariantId]) -> Result<Vec<VariantId>, StoreError> {
    let rows = sqlx::query_scalar!(
        r#"select id as "id!"
           from unnest($1::uuid[]) as id
           where exists (
               select
               from stock_requests r
               where r.variant_id = id
                 and r.state = 'waiting'
           )"#,
        &ids(variant_ids),
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Locks the requests that have waited longest for a variant, past those that somebody else tells right now.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn claim_waiting(
    conn: &mut PgConnection,
    variant_id: VariantId,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<StockRequest>, StoreError> {
    let rows = sqlx::query_as!(
        StockRequest,
        "select stock_request_id, email, token
         from stock_requests
         where variant_id = $1
           and state = 'waiting'
           and expires_at > $2
         order by created_at, stock_request_id
         limit $3
         for update skip locked",
        variant_id.0,
        now,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// Ends requests whose mail is written.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn mark_told(
    conn: &mut PgConnection,
    request_ids: &[StockRequestId],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update stock_requests
         set state = 'told', ended_at = $2, expires_at = least(expires_at, $3)
         where stock_request_id = any ($1)
           and state = 'waiting'",
        &request_ids.iter().map(|id| id.0).collect::<Vec<_>>(),
        now,
        now + KEPT_FOR,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// How many requests for a variant were told since a moment.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn count_told(
    conn: &mut PgConnection,
    variant_id: VariantId,
    since: DateTime<Utc>,
) -> Result<i64, StoreError> {
    let told = sqlx::query_scalar!(
        r#"select count(*) as "told!"
           from stock_requests
           where variant_id = $1
             and state = 'told'
             and ended_at >= $2"#,
        variant_id.0,
        since,
    )
    .fetch_one(conn)
    .await?;
    Ok(told)
}

/// Whether a token is a request's.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn is_request(conn: &mut PgConnection, token: &str) -> Result<bool, StoreError> {
    let is_known = sqlx::query_scalar!(
        r#"select exists (select from stock_requests where token = $1) as "is_known!""#,
        token,
    )
    .fetch_one(conn)
    .await?;
    Ok(is_known)
}

/// Takes back everything that the address of a request waits for, and says how much that was.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn withdraw_all(conn: &mut PgConnection, token: &str, now: DateTime<Utc>) -> Result<u64, StoreError> {
    let done = sqlx::query!(
        "update stock_requests r
         set state = 'withdrawn', ended_at = $2, expires_at = least(r.expires_at, $3)
         from stock_requests own
         where own.token = $1
           and lower(r.email) = lower(own.email)
           and r.state = 'waiting'",
        token,
        now,
        now + KEPT_FOR,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// Forgets requests whose time is over, at most `limit` a call.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn delete_expired(conn: &mut PgConnection, now: DateTime<Utc>, limit: i64) -> Result<u64, StoreError> {
    let gone = sqlx::query!(
        "delete from stock_requests
         where stock_request_id in (
             select stock_request_id
             from stock_requests
             where expires_at <= $1
             order by expires_at
             limit $2
         )",
        now,
        limit,
    )
    .execute(conn)
    .await?;
    Ok(gone.rows_affected())
}

/// Every variant that somebody waits for; at most 10,000.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_all_waited_for(conn: &mut PgConnection) -> Result<Vec<VariantId>, StoreError> {
    let rows = sqlx::query_scalar!(
        "select distinct variant_id
         from stock_requests
         where state = 'waiting'
         order by variant_id
         limit 10000",
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}
