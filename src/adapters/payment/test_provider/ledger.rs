//! The test provider's books: sessions, idempotency keys, charges, and webhooks to be sent.

use super::{event, manual};
use crate::payment::{Outcome, SessionRequest, idempotency_key};
use crate::rng;
use chrono::{DateTime, Utc};
use domain::id::PaymentAttemptId;
use domain::money::{Currency, Money};
use sqlx::PgPool;
use uuid::Uuid;

/// Money that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charge {
    /// The provider's name for it.
    pub reference: String,
    /// How much.
    pub amount: Money,
}

pub(super) struct NewSession<'a> {
    pub key: &'a str,
    pub fingerprint: &'a [u8],
    pub request: &'a SessionRequest,
    pub takes: Money,
    pub is_manual: bool,
    pub now: DateTime<Utc>,
}

pub(super) struct UsedKey {
    pub token: Option<String>,
    pub fingerprint: Option<Vec<u8>>,
}

pub(super) struct SessionRow {
    pub session_id: Uuid,
    pub attempt_id: Uuid,
    pub token: String,
    pub amount_minor: i64,
    pub currency: String,
    pub capture_minor: i64,
    pub capture_currency: String,
    pub description: String,
    pub return_url: String,
    pub cancel_url: String,
    pub status: String,
    pub is_manual: bool,
    pub is_to_fail: bool,
}

impl SessionRow {
    pub(super) fn waits_for_shopper(&self) -> bool {
        matches!(self.status.as_str(), "open" | "challenge")
    }

    pub(super) fn asked(&self) -> Result<Money, sqlx::Error> {
        money(self.amount_minor, &self.currency)
    }
}

/// The secret of the one account; `fresh` becomes it on first use.
pub(super) async fn account_secret(pool: &PgPool, fresh: &str) -> Result<String, sqlx::Error> {
    sqlx::query!(
        "insert into test_provider.accounts (webhook_secret) values ($1) on conflict do nothing",
        fresh
    )
    .execute(pool)
    .await?;
    sqlx::query_scalar!("select webhook_secret from test_provider.accounts")
        .fetch_one(pool)
        .await
}

/// Key and session in one statement, so that neither exists alone; `None` when the key was used before.
pub(super) async fn insert_session(pool: &PgPool, new: &NewSession<'_>) -> Result<Option<String>, sqlx::Error> {
    let request = new.request;
    sqlx::query_scalar!(
        r#"with k as (
               insert into test_provider.idempotency_keys (idempotency_key, fingerprint, session_id)
               values ($1, $2, $3)
               on conflict do nothing
               returning session_id
           )
           insert into test_provider.sessions
               (session_id, token, attempt_id, amount_minor, currency, capture_minor, capture_currency, description,
                return_url, cancel_url, is_manual, created_at)
           select k.session_id, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14
           from k
           returning token"#,
        new.key,
        new.fingerprint,
        rng::new_id::<Uuid>(),
        rng::new_token(),
        request.attempt_id.0,
        request.amount.minor,
        request.amount.currency.code(),
        new.takes.minor,
        new.takes.currency.code(),
        request.description,
        request.return_url,
        request.cancel_url,
        new.is_manual,
        new.now,
    )
    .fetch_optional(pool)
    .await
}

/// Counts another request with a key and says what the first one made.
pub(super) async fn use_key_again(pool: &PgPool, key: &str) -> Result<UsedKey, sqlx::Error> {
    sqlx::query_as!(
        UsedKey,
        r#"with k as (
               update test_provider.idempotency_keys
               set requests = requests + 1
               where idempotency_key = $1
               returning fingerprint, session_id
           )
           select s.token as "token?", k.fingerprint
           from k
           left join test_provider.sessions s using (session_id)"#,
        key,
    )
    .fetch_one(pool)
    .await
}

/// Uses a key up without a session. False when it is known already.
pub(super) async fn insert_dead_key(pool: &PgPool, key: &str) -> Result<bool, sqlx::Error> {
    let inserted = sqlx::query!(
        "insert into test_provider.idempotency_keys (idempotency_key)
         values ($1)
         on conflict do nothing",
        key,
    )
    .execute(pool)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// What is true of an attempt.
pub(super) async fn find_outcome(pool: &PgPool, attempt_id: PaymentAttemptId) -> Result<Outcome, sqlx::Error> {
    let row = sqlx::query!(
        r#"select s.session_id as "session_id?", s.status as "status?", s.failure_code,
                  s.capture_minor as "capture_minor?", s.capture_currency as "capture_currency?",
                  s.is_reviewed as "is_reviewed?", c.charge_id as "charge_id?", c.amount_minor as "amount_minor?",
                  c.currency as "currency?"
           from test_provider.idempotency_keys k
           left join test_provider.sessions s using (session_id)
           left join test_provider.charges c using (session_id)
           where k.idempotency_key = $1"#,
        idempotency_key(attempt_id),
    )
    .fetch_optional(pool)
    .await?;
    let Some(row) = row else { return Ok(Outcome::NotFound) };
    if let (Some(charge_id), Some(minor), Some(currency)) = (row.charge_id, row.amount_minor, row.currency) {
        return Ok(Outcome::Captured {
            amount: money(minor, &currency)?,
            reference: reference(charge_id),
            is_reviewed: row.is_reviewed.unwrap_or_default(),
        });
    }
    if let (Some("authorized"), Some(session_id), Some(minor), Some(currency)) = (
        row.status.as_deref(),
        row.session_id,
        row.capture_minor,
        row.capture_currency,
    ) {
        let is_reviewed = row.is_reviewed.unwrap_or_default();
        return manual::outcome(session_id, (minor, &currency), is_reviewed);
    }
    Ok(match row.status.as_deref() {
        Some("voided") => Outcome::Failed {
            code: "voided".to_owned(),
        },
        Some("open" | "challenge") => Outcome::Pending,
        Some("failed") => Outcome::Failed {
            code: row.failure_code.unwrap_or_default(),
        },
        Some(_) => Outcome::Unknown,
        None => Outcome::Failed {
            code: "cancelled".to_owned(),
        },
    })
}

pub(super) async fn find_session(pool: &PgPool, token: &str) -> Result<Option<SessionRow>, sqlx::Error> {
    sqlx::query_as!(
        SessionRow,
        "select session_id, attempt_id, token, amount_minor, currency, capture_minor, capture_currency, description,
                return_url, cancel_url, status, is_manual, is_to_fail
         from test_provider.sessions
         where token = $1",
        token,
    )
    .fetch_optional(pool)
    .await
}

pub(super) async fn find_session_of(
    pool: &PgPool,
    attempt_id: PaymentAttemptId,
) -> Result<Option<SessionRow>, sqlx::Error> {
    sqlx::query_as!(
        SessionRow,
        "select session_id, attempt_id, token, amount_minor, currency, capture_minor, capture_currency, description,
                return_url, cancel_url, status, is_manual, is_to_fail
         from test_provider.sessions
         where attempt_id = $1",
        attempt_id.0,
    )
    .fetch_optional(pool)
    .await
}

/// Payments on their way whose time has come.
pub(super) async fn list_due_sessions(
    pool: &PgPool,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<SessionRow>, sqlx::Error> {
    sqlx::query_as!(
        SessionRow,
        "select session_id, attempt_id, token, amount_minor, currency, capture_minor, capture_currency, description,
                return_url, cancel_url, status, is_manual, is_to_fail
         from test_provider.sessions
         where status = 'processing'
           and capture_due_at <= $1
         order by capture_due_at
         limit $2",
        now,
        limit,
    )
    .fetch_all(pool)
    .await
}

// Each change below is one statement that acts on a session only while it stands where it was read, so of two that race
// one does nothing.

/// The shopper has paid: the money is taken, or set aside where the merchant has asked for that.
pub(super) async fn pay(
    pool: &PgPool,
    session: &SessionRow,
    now: DateTime<Utc>,
    copies: i32,
) -> Result<(), sqlx::Error> {
    if session.is_manual {
        return manual::authorize(pool, session, now, copies).await;
    }
    take(pool, session, session.takes()?, now, copies).await
}

/// A payment that was on its way comes to its end.
pub(super) async fn come_through(pool: &PgPool, session: &SessionRow, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    if session.is_to_fail {
        return fail(pool, session, "card_declined", now).await.map(drop);
    }
    pay(pool, session, now, 1).await
}

/// Takes money of a session and stores the webhook that says so. Of a part that was set aside it tells no amount: what was
/// taken is asked for.
pub(super) async fn take(
    pool: &PgPool,
    session: &SessionRow,
    taken: Money,
    now: DateTime<Utc>,
    copies: i32,
) -> Result<(), sqlx::Error> {
    let charge_id: Uuid = rng::new_id();
    let event_id = event::new_id();
    let told = Some(taken).filter(|taken| !session.is_manual || Some(*taken) == session.asked().ok());
    let body = event::captured(&event_id, session.attempt_id, &reference(charge_id), told, now);
    sqlx::query!(
        "with captured as (
             update test_provider.sessions
             set status = 'captured', failure_code = null, capture_due_at = null
             where session_id = $1
               and status = $9
             returning session_id
         ), charged as (
             insert into test_provider.charges (charge_id, session_id, amount_minor, currency, created_at)
             select $2, session_id, $3, $4, $5
             from captured
             on conflict do nothing
             returning session_id
         )
         insert into test_provider.deliveries (delivery_id, session_id, body, copies, next_attempt_at)
         select $6, session_id, $7, $8, $5
         from charged",
        session.session_id,
        charge_id,
        taken.minor,
        taken.currency.code(),
        now,
        event_id,
        body,
        copies,
        session.status,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Ends a session without money and stores the webhook that says so. False when it did not stand there any more.
pub(super) async fn fail(
    pool: &PgPool,
    session: &SessionRow,
    code: &str,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let event_id = event::new_id();
    let body = event::failed(&event_id, session.attempt_id, code, now);
    let failed = sqlx::query!(
        "with failed as (
             update test_provider.sessions
             set status = 'failed', failure_code = $2, capture_due_at = null
             where session_id = $1
               and status = $6
             returning session_id
         )
         insert into test_provider.deliveries (delivery_id, session_id, body, next_attempt_at)
         select $3, session_id, $4, $5
         from failed",
        session.session_id,
        code,
        event_id,
        body,
        now,
        session.status,
    )
    .execute(pool)
    .await?;
    Ok(failed.rows_affected() == 1)
}

/// The bank asks the shopper of an open session once more.
pub(super) async fn update_challenged(pool: &PgPool, session_id: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update test_provider.sessions
         set status = 'challenge'
         where session_id = $1
           and status = 'open'",
        session_id
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Somebody looks at the payment of a session, whether it is a fraud.
pub(super) async fn update_reviewed(pool: &PgPool, session_id: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update test_provider.sessions
         set is_reviewed = true
         where session_id = $1",
        session_id
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// The money of an open session is on its way.
pub(super) async fn update_processing(
    pool: &PgPool,
    session_id: Uuid,
    due_at: DateTime<Utc>,
    is_to_fail: bool,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update test_provider.sessions
         set status = 'processing', capture_due_at = $2, is_to_fail = $3
         where session_id = $1
           and status = 'open'",
        session_id,
        due_at,
        is_to_fail,
    )
    .execute(pool)
    .await?;
    Ok(())
}

pub(super) async fn list_charges(pool: &PgPool, attempt_id: PaymentAttemptId) -> Result<Vec<Charge>, sqlx::Error> {
    let rows = sqlx::query!(
        "select c.charge_id, c.amount_minor, c.currency
         from test_provider.charges c
         join test_provider.sessions s using (session_id)
         where s.attempt_id = $1
         order by c.charge_id",
        attempt_id.0,
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Charge {
                reference: reference(row.charge_id),
                amount: money(row.amount_minor, &row.currency)?,
            })
        })
        .collect()
}

fn reference(charge_id: Uuid) -> String {
    format!("ch_{}", charge_id.simple())
}

pub(super) fn money(minor: i64, currency: &str) -> Result<Money, sqlx::Error> {
    let currency = Currency::parse(currency).map_err(|error| sqlx::Error::Decode(Box::new(error)))?;
    Ok(Money::new(minor, currency))
}
