//! Opening and killing a payment session: one effect an idempotency key.

use super::{Fault, TestProvider, ledger, manual};
use crate::payment::{Capture, Outcome, PaymentError, Session, SessionRequest, idempotency_key};
use domain::id::PaymentAttemptId;
use domain::money::Money;
use sha2::{Digest as _, Sha256};

pub(super) async fn create(provider: &TestProvider, request: &SessionRequest) -> Result<Session, PaymentError> {
    let fault = provider.script.next();
    before_commit(&fault).await?;
    let takes = if let Fault::Take(money) = fault {
        money
    } else {
        request.amount
    };
    let session = commit(provider, request, takes).await?;
    after_commit(&fault).await?;
    if fault == Fault::CaptureFirst {
        let captured = capture_first(provider, request.attempt_id).await;
        captured.map_err(PaymentError::lost)?;
    }
    Ok(session)
}

/// A call that tells what is true, or makes it so, with what goes wrong in it.
pub(super) async fn told(
    fault: Fault,
    run: impl Future<Output = Result<Outcome, sqlx::Error>> + Send,
) -> Result<Outcome, PaymentError> {
    before_commit(&fault).await?;
    let outcome = run.await.map_err(PaymentError::lost)?;
    after_commit(&fault).await?;
    Ok(outcome)
}

/// What goes wrong on the way back.
pub(super) async fn after_commit(fault: &Fault) -> Result<(), PaymentError> {
    match fault {
        Fault::TimeOutAfterCommit => std::future::pending().await,
        Fault::CommitThenDrop => Err(PaymentError::unknown()),
        _ => Ok(()),
    }
}

/// What goes wrong on the way there.
pub(super) async fn before_commit(fault: &Fault) -> Result<(), PaymentError> {
    match fault {
        Fault::TimeOutBeforeCommit => std::future::pending().await,
        Fault::ServerError => Err(PaymentError::unknown()),
        Fault::Refuse(code) => Err(PaymentError::Refused {
            code: (*code).to_owned(),
        }),
        Fault::Delay(time) => {
            tokio::time::sleep(*time).await;
            Ok(())
        }
        _ => Ok(()),
    }
}

async fn commit(provider: &TestProvider, request: &SessionRequest, takes: Money) -> Result<Session, PaymentError> {
    let key = idempotency_key(request.attempt_id);
    let fingerprint = fingerprint(request);
    let new = ledger::NewSession {
        key: &key,
        fingerprint: &fingerprint,
        request,
        takes,
        is_manual: provider.options.capture == Capture::Manual,
        now: provider.clock.now(),
    };
    if let Some(token) = ledger::insert_session(&provider.pool, &new)
        .await
        .map_err(PaymentError::lost)?
    {
        return Ok(answer(request, &token));
    }
    let used = ledger::use_key_again(&provider.pool, &key)
        .await
        .map_err(PaymentError::lost)?;
    match used {
        ledger::UsedKey {
            token: Some(token),
            fingerprint: Some(first),
        } if first == fingerprint => Ok(answer(request, &token)),
        ledger::UsedKey { token: None, .. } => Err(PaymentError::Refused {
            code: "cancelled".to_owned(),
        }),
        ledger::UsedKey { .. } => Err(PaymentError::Refused {
            code: "idempotency_key_reused".to_owned(),
        }),
    }
}

/// Money is taken and the webhook delivered before the merchant even knows the session.
async fn capture_first(provider: &TestProvider, attempt_id: PaymentAttemptId) -> Result<(), sqlx::Error> {
    if let Some(session) = ledger::find_session_of(&provider.pool, attempt_id).await? {
        ledger::pay(&provider.pool, &session, provider.clock.now(), 1).await?;
    }
    provider.deliver_due(8).await?;
    Ok(())
}

pub(super) async fn cancel(provider: &TestProvider, attempt_id: PaymentAttemptId) -> Result<Outcome, sqlx::Error> {
    let key = idempotency_key(attempt_id);
    if !ledger::insert_dead_key(&provider.pool, &key).await? {
        // Until it is certainly over: the shopper may answer at the same moment, which moves it on, but only forward.
        while let Some(session) = ledger::find_session_of(&provider.pool, attempt_id).await?
            && !has_ended(provider, &session).await?
        {}
        provider.wake.notify_one();
    }
    ledger::find_outcome(&provider.pool, attempt_id).await
}

/// Ends a session that waits for its shopper, and lets money go that is only set aside. True when it is over, now or
/// since before, or cannot be stopped.
async fn has_ended(provider: &TestProvider, session: &ledger::SessionRow) -> Result<bool, sqlx::Error> {
    let (pool, now) = (&provider.pool, provider.clock.now());
    match session.status.as_str() {
        "authorized" => manual::void(pool, session, now).await,
        _ if session.waits_for_shopper() => ledger::fail(pool, session, "cancelled", now).await,
        _ => Ok(true),
    }
}

// The hosted page is at the origin that the shopper comes home to: this provider has no address of its own.
fn answer(request: &SessionRequest, token: &str) -> Session {
    let origin = url::Url::parse(&request.return_url)
        .map(|url| url.origin().ascii_serialization())
        .unwrap_or_default();
    Session {
        reference: format!("tps_{}", request.attempt_id),
        redirect_url: format!("{origin}/test-provider/pay/{token}"),
    }
}

fn fingerprint(request: &SessionRequest) -> Vec<u8> {
    let mut digest = Sha256::new();
    let amount = request.amount.minor.to_string();
    let order_id = request.order_id.to_string();
    for part in [
        &amount,
        request.amount.currency.code(),
        &order_id,
        &request.return_url,
        &request.cancel_url,
    ] {
        digest.update(part.as_bytes());
        digest.update([0]);
    }
    digest.finalize().to_vec()
}
