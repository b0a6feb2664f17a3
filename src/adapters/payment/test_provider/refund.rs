//! Giving charged money back: one effect an idempotency key, never more than the charge.

use super::ledger::{Charge, money};
use super::{Fault, TestProvider};
use crate::payment::{PaymentError, RefundOutcome, RefundRequest, refund_key};
use crate::rng;
use domain::id::PaymentAttemptId;
use domain::money::Money;
use sha2::{Digest as _, Sha256};
use sqlx::PgPool;
use uuid::Uuid;

pub(super) async fn refund(provider: &TestProvider, request: &RefundRequest) -> Result<RefundOutcome, PaymentError> {
    let fault = provider.refund_script.next();
    match &fault {
        Fault::TimeOutBeforeCommit => std::future::pending().await,
        Fault::ServerError => return Err(PaymentError::unknown()),
        Fault::Refuse(code) => return refused(code),
        Fault::Delay(time) => tokio::time::sleep(*time).await,
        _ => {}
    }
    let given = if let Fault::Take(other) = &fault {
        *other
    } else {
        request.amount
    };
    let outcome = commit(provider, request, given).await.map_err(PaymentError::lost)?;
    match fault {
        Fault::TimeOutAfterCommit => std::future::pending().await,
        Fault::CommitThenDrop => Err(PaymentError::unknown()),
        _ => outcome.map_or_else(refused, Ok),
    }
}

fn refused(code: &str) -> Result<RefundOutcome, PaymentError> {
    Err(PaymentError::Refused { code: code.to_owned() })
}

/// The refund, or the code of a certain refusal.
async fn commit(
    provider: &TestProvider,
    request: &RefundRequest,
    given: Money,
) -> Result<Result<RefundOutcome, &'static str>, sqlx::Error> {
    let key = refund_key(request.refund_id);
    let fingerprint = fingerprint(request);
    let mut tx = provider.pool.begin().await?;
    // The charge's lock makes refunds of one charge wait for each other, those of one key among them.
    let charge = sqlx::query!(
        "select c.charge_id, c.amount_minor, c.currency
         from test_provider.charges c
         join test_provider.sessions s using (session_id)
         where s.attempt_id = $1
         for update of c",
        request.attempt_id.0,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(charge) = charge else {
        return Ok(Err("no_charge"));
    };
    let known = sqlx::query_scalar!(
        "update test_provider.refunds
         set requests = requests + 1
         where idempotency_key = $1
         returning fingerprint",
        key,
    )
    .fetch_optional(&mut *tx)
    .await?;
    if let Some(first) = known {
        tx.commit().await?;
        if first != fingerprint {
            return Ok(Err("idempotency_key_reused"));
        }
        return find(&provider.pool, request).await.map(Ok);
    }
    let refunded = sqlx::query_scalar!(
        r#"select coalesce(sum(amount_minor), 0)::bigint as "minor!"
           from test_provider.refunds
           where charge_id = $1"#,
        charge.charge_id,
    )
    .fetch_one(&mut *tx)
    .await?;
    if request.amount.currency.code() != charge.currency {
        return Ok(Err("wrong_currency"));
    }
    if request.amount.minor <= 0 || request.amount.minor > charge.amount_minor - refunded {
        return Ok(Err("amount_too_large"));
    }
    sqlx::query!(
        "insert into test_provider.refunds
             (provider_refund_id, idempotency_key, fingerprint, charge_id, amount_minor, currency, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        rng::new_id::<Uuid>(),
        key,
        fingerprint,
        charge.charge_id,
        given.minor,
        given.currency.code(),
        provider.clock.now(),
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    find(&provider.pool, request).await.map(Ok)
}

pub(super) async fn find(pool: &PgPool, request: &RefundRequest) -> Result<RefundOutcome, sqlx::Error> {
    let row = sqlx::query!(
        "select provider_refund_id, amount_minor, currency
         from test_provider.refunds
         where idempotency_key = $1",
        refund_key(request.refund_id),
    )
    .fetch_optional(pool)
    .await?;
    let Some(row) = row else {
        return Ok(RefundOutcome::NotFound);
    };
    Ok(RefundOutcome::Succeeded {
        amount: money(row.amount_minor, &row.currency)?,
        reference: reference(row.provider_refund_id),
    })
}

pub(super) async fn list(pool: &PgPool, attempt_id: PaymentAttemptId) -> Result<Vec<Charge>, sqlx::Error> {
    let rows = sqlx::query!(
        "select r.provider_refund_id, r.amount_minor, r.currency
         from test_provider.refunds r
         join test_provider.charges c using (charge_id)
         join test_provider.sessions s using (session_id)
         where s.attempt_id = $1
         order by r.provider_refund_id",
        attempt_id.0,
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Charge {
                reference: reference(row.provider_refund_id),
                amount: money(row.amount_minor, &row.currency)?,
            })
        })
        .collect()
}

fn reference(id: Uuid) -> String {
    format!("re_{}", id.simple())
}

fn fingerprint(request: &RefundRequest) -> Vec<u8> {
    let text = format!(
        "{} {} {}",
        request.attempt_id,
        request.amount.minor,
        request.amount.currency.code()
    );
    Sha256::digest(text).to_vec()
}
