//! One attempt to collect the money of an order: written before the provider is called (P-2) and kept for good.

use crate::error::StoreError;
use crate::order::Agreement;
use chrono::{DateTime, Utc};
use domain::id::{CartId, OrderId, PaymentAttemptId};
use domain::money::{Currency, Money};
use domain::order::AttemptStatus;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

/// An attempt as it is stored. No `Debug`: the provider's address lets anybody pay or cancel.
#[derive(Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Id; the provider's idempotency key is derived from it (I-5).
    pub attempt_id: PaymentAttemptId,
    /// Absent once its draft was rolled back.
    pub order_id: Option<OrderId>,
    /// Whose purchase it was.
    pub cart_id: CartId,
    /// Stable word of the provider.
    pub provider: String,
    /// What was asked for.
    pub amount: Money,
    /// How far it is.
    pub status: AttemptStatus,
    /// The payment page, once the provider gave it.
    pub redirect_url: Option<String>,
    /// Why it failed, in the provider's word.
    pub failure_code: Option<String>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
}

pub(crate) struct AttemptRow {
    pub payment_attempt_id: Uuid,
    pub order_id: Option<Uuid>,
    pub cart_id: Uuid,
    pub provider: String,
    pub amount_minor: i64,
    pub currency: String,
    pub status: String,
    pub redirect_url: Option<String>,
    pub failure_code: Option<String>,
    pub created_at: DateTime<Utc>,
}

impl TryFrom<AttemptRow> for Attempt {
    type Error = StoreError;

    fn try_from(row: AttemptRow) -> Result<Self, StoreError> {
        let currency =
            Currency::parse(&row.currency).map_err(|error| StoreError::corrupt("payment_attempts.currency", error))?;
        let status = AttemptStatus::from_word(&row.status).ok_or(StoreError::Corrupt {
            what: "payment_attempts.status",
            source: None,
        })?;
        Ok(Self {
            attempt_id: row.payment_attempt_id.into(),
            order_id: row.order_id.map(Into::into),
            cart_id: row.cart_id.into(),
            provider: row.provider,
            amount: Money::new(row.amount_minor, currency),
            status,
            redirect_url: row.redirect_url,
            failure_code: row.failure_code,
            created_at: row.created_at,
        })
    }
}

/// A draft as it was before it was rolled back: should money come after all, it comes back as it was. No `Debug`: it
/// holds an address and the access token.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptDraft {
    /// Its id.
    pub order_id: OrderId,
    /// The address of its page, which the shopper may have open.
    pub access_token: String,
    /// What was agreed.
    pub agreement: Agreement,
}

/// An attempt to be written.
#[derive(Debug, Clone, Copy)]
pub struct NewAttempt<'a> {
    /// Id.
    pub attempt_id: PaymentAttemptId,
    /// For what.
    pub order_id: OrderId,
    /// Whose.
    pub cart_id: CartId,
    /// Stable word of the provider.
    pub provider: &'a str,
    /// How much, > 0.
    pub amount: Money,
}

/// Writes an attempt as `created`.
///
/// # Errors
/// [`StoreError`] when the statement fails; constraint `payment_attempts_live` when the order has one on its way.
pub async fn insert(conn: &mut PgConnection, attempt: NewAttempt<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into payment_attempts
             (payment_attempt_id, order_id, cart_id, provider, amount_minor, currency, status, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, 'created', $7, $7)",
        attempt.attempt_id.0,
        attempt.order_id.0,
        attempt.cart_id.0,
        attempt.provider,
        attempt.amount.minor,
        attempt.amount.currency.code(),
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// An attempt by its id.
///
/// # Errors
/// [`StoreError`] when the statement fails or the row is not readable.
pub async fn find(conn: &mut PgConnection, attempt_id: PaymentAttemptId) -> Result<Option<Attempt>, StoreError> {
    sqlx::query_as!(
        AttemptRow,
        "select payment_attempt_id, order_id, cart_id, provider, amount_minor, currency, status, redirect_url,
                failure_code, created_at
         from payment_attempts
         where payment_attempt_id = $1",
        attempt_id.0,
    )
    .fetch_optional(conn)
    .await?
    .map(Attempt::try_from)
    .transpose()
}

/// The newest attempt of an order.
///
/// # Errors
/// [`StoreError`] when the statement fails or the row is not readable.
pub async fn find_latest(conn: &mut PgConnection, order_id: OrderId) -> Result<Option<Attempt>, StoreError> {
    sqlx::query_as!(
        AttemptRow,
        "select payment_attempt_id, order_id, cart_id, provider, amount_minor, currency, status, redirect_url,
                failure_code, created_at
         from payment_attempts
         where order_id = $1
         order by created_at desc, payment_attempt_id desc
         limit 1",
        order_id.0,
    )
    .fetch_optional(conn)
    .await?
    .map(Attempt::try_from)
    .transpose()
}

/// Notes the provider's session, or, without one, that the provider may have the attempt (P-3); by itself, without waiting
/// for the disk, since asking again under the attempt's key is told the same session.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn save_session(
    conn: &mut PgConnection,
    attempt_id: PaymentAttemptId,
    session: Option<(&str, &str)>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    // Only forward: the webhook may have been quicker than the answer to our own call.
    sqlx::query!(
        "with relaxed as materialized (
             select set_config('synchronous_commit', 'off', true)
         )
         update payment_attempts
         set status = case when status = 'created' then 'processing' else status end,
             provider_reference = coalesce($2, provider_reference),
             redirect_url = coalesce($3, redirect_url),
             updated_at = $4
         from relaxed
         where payment_attempt_id = $1",
        attempt_id.0,
        session.map(|session| session.0),
        session.map(|session| session.1),
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Marks an attempt as certainly over, and keeps the draft that is rolled back with it (P-7).
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn fail(
    conn: &mut PgConnection,
    attempt_id: PaymentAttemptId,
    code: &str,
    draft: Option<&KeptDraft>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update payment_attempts
         set status = 'failed', failure_code = left($2, 200), snapshot = $3, updated_at = $4
         where payment_attempt_id = $1",
        attempt_id.0,
        code,
        draft.map(Json) as _,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The draft that was rolled back with an attempt, while it is kept.
///
/// # Errors
/// [`StoreError`] when the statement fails or the value is not readable.
pub async fn find_draft(
    conn: &mut PgConnection,
    attempt_id: PaymentAttemptId,
) -> Result<Option<KeptDraft>, StoreError> {
    let snapshot = sqlx::query_scalar!(
        r#"select snapshot as "snapshot: Json<KeptDraft>"
           from payment_attempts
           where payment_attempt_id = $1"#,
        attempt_id.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(snapshot.flatten().map(|draft| draft.0))
}

/// Why the order that an access token opened is not there any more: the provider's word, if such a draft is known.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn find_failure_by_token(conn: &mut PgConnection, access_token: &str) -> Result<Option<String>, StoreError> {
    let code = sqlx::query_scalar!(
        "select failure_code
         from payment_attempts
         where snapshot ->> 'access_token' = $1",
        access_token,
    )
    .fetch_optional(conn)
    .await?;
    Ok(code.map(Option::unwrap_or_default))
}

/// The access token of the order that the money of a draft went to, by the draft's own: the draft failed, and the money
/// came after all when its cart had been paid for by another attempt.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn find_token_of_order(conn: &mut PgConnection, former_token: &str) -> Result<Option<String>, StoreError> {
    let token = sqlx::query_scalar!(
        "select o.access_token
         from payment_attempts a
         join orders o using (order_id)
         where a.former_token = $1",
        former_token,
    )
    .fetch_optional(conn)
    .await?;
    Ok(token)
}

/// Attempts on their way that nobody looked at since `looked_at`, the longest ago first (P-6): those made before
/// `made_at`, and those whose shopper was never sent to a payment page.
///
/// # Errors
/// [`StoreError`] when the statement fails or a row is not readable.
pub async fn list_unsettled(
    conn: &mut PgConnection,
    looked_at: DateTime<Utc>,
    made_at: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Attempt>, StoreError> {
    sqlx::query_as!(
        AttemptRow,
        "select payment_attempt_id, order_id, cart_id, provider, amount_minor, currency, status, redirect_url,
                failure_code, created_at
         from payment_attempts
         where status in ('created', 'processing')
           and updated_at <= $1
           and (created_at <= $2 or redirect_url is null)
         order by updated_at
         limit $3",
        looked_at,
        made_at,
        limit,
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(Attempt::try_from)
    .collect()
}

/// Notes that an attempt was looked at, so that the sweeper comes to the others first.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn touch(
    conn: &mut PgConnection,
    attempt_id: PaymentAttemptId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update payment_attempts set updated_at = $2 where payment_attempt_id = $1",
        attempt_id.0,
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets what old failed attempts were to pay for: it holds addresses. At most `limit` a call.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn forget_snapshots(conn: &mut PgConnection, before: DateTime<Utc>, limit: i64) -> Result<u64, StoreError> {
    let forgotten = sqlx::query!(
        "update payment_attempts
         set snapshot = null
         where payment_attempt_id in (
             select payment_attempt_id
             from payment_attempts
             where snapshot is not null
               and updated_at < $1
             limit $2
             for update skip locked
         )",
        before,
        limit,
    )
    .execute(conn)
    .await?;
    Ok(forgotten.rows_affected())
}
