//! Money that is only set aside: taking all of it or a part, once, and letting it go.

use super::ledger::{self, SessionRow, money};
use super::session::{after_commit, before_commit};
use super::{Fault, TestProvider, event};
use crate::payment::{CaptureRequest, Outcome, PaymentError};
use chrono::{DateTime, Utc};
use domain::money::Money;
use sqlx::PgPool;
use uuid::Uuid;

/// Takes money that was set aside; of anything else it says what is true.
pub(super) async fn capture(provider: &TestProvider, request: &CaptureRequest) -> Result<Outcome, PaymentError> {
    let fault = provider.capture_script.next();
    before_commit(&fault).await?;
    let outcome = commit(provider, request, &fault).await.map_err(PaymentError::lost)?;
    let outcome = outcome.map_err(|code| PaymentError::Refused { code: code.to_owned() })?;
    after_commit(&fault).await?;
    Ok(outcome)
}

/// What is true then, or the code of a certain refusal.
async fn commit(
    provider: &TestProvider,
    request: &CaptureRequest,
    fault: &Fault,
) -> Result<Result<Outcome, &'static str>, sqlx::Error> {
    let pool = &provider.pool;
    let Some(session) = ledger::find_session_of(pool, request.attempt_id).await? else {
        return Ok(Err("no_authorization"));
    };
    if session.status == "authorized" {
        let most = session.takes()?;
        let is_within = request.amount.currency == most.currency && (1..=most.minor).contains(&request.amount.minor);
        if !is_within {
            return Ok(Err("amount_too_large"));
        }
        let taken = match fault {
            Fault::Take(other) => *other,
            _ => request.amount,
        };
        ledger::take(pool, &session, taken, provider.clock.now(), 1).await?;
        provider.wake.notify_one();
    }
    ledger::find_outcome(pool, request.attempt_id).await.map(Ok)
}

/// Sets the money of a session aside and stores the webhook that says so.
pub(super) async fn authorize(
    pool: &PgPool,
    session: &SessionRow,
    now: DateTime<Utc>,
    copies: i32,
) -> Result<(), sqlx::Error> {
    let event_id = event::new_id();
    let body = event::authorized(&event_id, session.attempt_id, session.takes()?, now);
    sqlx::query!(
        "with authorized as (
             update test_provider.sessions
             set status = 'authorized', failure_code = null, capture_due_at = null
             where session_id = $1
               and status = $6
             returning session_id
         )
         insert into test_provider.deliveries (delivery_id, session_id, body, copies, next_attempt_at)
         select $2, session_id, $3, $4, $5
         from authorized",
        session.session_id,
        event_id,
        body,
        copies,
        now,
        session.status,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Lets go what was set aside and stores the webhook that says so. False when it did not stand there any more.
pub(super) async fn void(pool: &PgPool, session: &SessionRow, now: DateTime<Utc>) -> Result<bool, sqlx::Error> {
    let event_id = event::new_id();
    let body = event::voided(&event_id, session.attempt_id, now);
    let voided = sqlx::query!(
        "with voided as (
             update test_provider.sessions
             set status = 'voided'
             where session_id = $1
               and status = 'authorized'
             returning session_id
         )
         insert into test_provider.deliveries (delivery_id, session_id, body, next_attempt_at)
         select $2, session_id, $3, $4
         from voided",
        session.session_id,
        event_id,
        body,
        now,
    )
    .execute(pool)
    .await?;
    Ok(voided.rows_affected() == 1)
}

/// What is set aside, by the session's id.
pub(super) fn outcome(
    session_id: Uuid,
    (minor, currency): (i64, &str),
    is_reviewed: bool,
) -> Result<Outcome, sqlx::Error> {
    Ok(Outcome::Authorized {
        amount: money(minor, currency)?,
        reference: format!("auth_{}", session_id.simple()),
        is_reviewed,
    })
}

impl SessionRow {
    /// What is really taken or set aside.
    pub(super) fn takes(&self) -> Result<Money, sqlx::Error> {
        money(self.capture_minor, &self.capture_currency)
    }
}
