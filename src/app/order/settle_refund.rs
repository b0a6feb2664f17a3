//! Asks the provider for a refund and writes down what it says. The call is outside of any transaction and under a key
//! derived from the refund's id: whoever asks again, after a crash or an answer that never came, asks for the same one.

use super::OrderError;
use super::exchange;
use super::open::{Open, open};
use crate::App;
use crate::steps::Step;
use adapters::payment::{PaymentError, RefundOutcome, RefundRequest};
use adapters::rng;
use chrono::Duration;
use domain::id::{OrderId, RefundId};
use domain::order::{Actor, RefundState};
use serde_json::json;
use store::order::Refund;
use store::payment::{FactKind, NewFact};

/// The job that does [`settle_refund`].
pub const REFUND_JOB: &str = "settle_refund";
/// A refund is not asked about more often.
const PAUSE: Duration = Duration::seconds(30);
/// A provider that has not made up its mind by then needs a person.
const UNRESOLVED_AFTER: Duration = Duration::hours(24);
/// A gift card that money goes back to is good for at least as long.
const GOOD_AGAIN_FOR: Duration = Duration::days(90);

/// Brings a refund to its end, if there is one yet. Doing it twice is doing it once.
///
/// # Errors
/// [`OrderError`]; a provider that does not answer is no error: the refund is `unknown` and asked about again.
pub async fn settle_refund(app: &App, refund_id: RefundId) -> Result<RefundState, OrderError> {
    let mut conn = app.pool.acquire().await?;
    let refund = store::order::find_refund(&mut conn, refund_id).await?;
    let refund = refund.ok_or(OrderError::NoSuchPart("refund"))?;
    if !refund.state.is_open() {
        return Ok(refund.state);
    }
    let Some(attempt_id) = refund.attempt_id else {
        drop(conn);
        return succeed(app, &refund, None).await;
    };
    let attempt = store::payment::find(&mut conn, attempt_id).await?;
    drop(conn);
    let provider = app.payment.as_deref();
    let is_known = |name| attempt.as_ref().is_some_and(|attempt| attempt.provider == name);
    let Some(provider) = provider.filter(|provider| is_known(provider.name())) else {
        return wait(app, &refund).await;
    };
    let request = RefundRequest {
        refund_id,
        attempt_id,
        amount: refund.of_payment(),
    };
    // Keys may be forgotten by a provider after a while, refunds are not: what may have been done, perhaps by a process
    // that was killed since, is looked up first.
    let outcome = match provider.find_refund(&request).await {
        Ok(RefundOutcome::NotFound) => provider.refund(&request).await,
        other => other,
    };
    app.steps.reached(Step::RefundAsked)?;
    act(app, &refund, outcome).await
}

async fn act(
    app: &App,
    refund: &Refund,
    outcome: Result<RefundOutcome, PaymentError>,
) -> Result<RefundState, OrderError> {
    match outcome {
        Ok(RefundOutcome::Succeeded { amount, reference }) if amount == refund.of_payment() => {
            succeed(app, refund, Some(&reference)).await
        }
        Ok(RefundOutcome::Succeeded { amount, .. }) => {
            let detail = json!({ "order_id": refund.order_id, "asked": refund.of_payment(), "told": amount });
            let mut conn = app.pool.acquire().await?;
            raise(&mut conn, app, "refund_mismatch", refund, &detail).await?;
            drop(conn);
            wait(app, refund).await
        }
        Ok(RefundOutcome::Failed { code }) | Err(PaymentError::Refused { code }) => fail(app, refund, &code).await,
        Ok(RefundOutcome::Pending | RefundOutcome::NotFound) => wait(app, refund).await,
        Err(error) => {
            tracing::warn!(refund.id = %refund.refund_id, error = &error as &dyn std::error::Error, "The payment provider could not be asked for a refund");
            wait(app, refund).await
        }
    }
}

/// The refund as it is under the order's lock; `None` when somebody else has settled it meanwhile.
async fn open_unsettled<'a>(app: &'a App, refund: &Refund) -> Result<Result<Open<'a>, RefundState>, OrderError> {
    let mut order = open(app, &Actor::System, refund.order_id).await?;
    let now = store::order::find_refund(&mut order.tx, refund.refund_id).await?;
    let state = now.ok_or(OrderError::NoSuchPart("refund"))?.state;
    Ok(if state.is_open() { Ok(order) } else { Err(state) })
}

/// The provider's part is given, if there is one: that is noted, and gift cards and store credit get theirs, which waited
/// for it, since a part that certainly failed takes the whole refund with it.
async fn succeed(app: &App, refund: &Refund, reference: Option<&str>) -> Result<RefundState, OrderError> {
    let mut order = match open_unsettled(app, refund).await? {
        Ok(order) => order,
        Err(state) => return Ok(state),
    };
    if let (Some(attempt_id), Some(reference)) = (refund.attempt_id, reference) {
        let fact = NewFact {
            payment_transaction_id: rng::new_id(),
            attempt_id,
            order_id: refund.order_id,
            kind: FactKind::Refund,
            amount: refund.of_payment(),
            reference,
        };
        store::payment::insert_fact(&mut order.tx, fact, order.now).await?;
    }
    if !refund.tenders.is_empty() {
        store::tender::give_back(&mut order.tx, refund.refund_id, order.now + GOOD_AGAIN_FOR, order.now).await?;
    }
    store::order::update_refund_succeeded(&mut order.tx, refund.refund_id, reference, order.now).await?;
    order.money = store::payment::get_money(&mut order.tx, refund.order_id).await?;
    order
        .tell(
            "refund.succeeded",
            json!({ "refund_id": refund.refund_id, "amount": refund.amount, "tenders": refund.tenders }),
        )
        .await?;
    app.steps.reached(Step::RefundNoted)?;
    order.finish_derived().await?;
    exchange::after_refund(app, refund).await?;
    Ok(RefundState::Succeeded)
}

async fn fail(app: &App, refund: &Refund, code: &str) -> Result<RefundState, OrderError> {
    let mut order = match open_unsettled(app, refund).await? {
        Ok(order) => order,
        Err(state) => return Ok(state),
    };
    store::order::update_refund_failed(&mut order.tx, refund.refund_id, code, order.now).await?;
    let detail = json!({ "order_id": refund.order_id, "amount": refund.amount, "code": code });
    raise(&mut order.tx, app, "refund_failed", refund, &detail).await?;
    order
        .tell(
            "refund.failed",
            json!({ "refund_id": refund.refund_id, "amount": refund.amount, "code": code }),
        )
        .await?;
    order.finish_derived().await?;
    Ok(RefundState::Failed)
}

/// Nobody knows yet: the sweeper asks again.
async fn wait(app: &App, refund: &Refund) -> Result<RefundState, OrderError> {
    let now = app.clock.now();
    let mut conn = app.pool.acquire().await?;
    store::order::update_refund_unknown(&mut conn, refund.refund_id, now).await?;
    if now - refund.created_at >= UNRESOLVED_AFTER {
        let detail = json!({ "order_id": refund.order_id, "amount": refund.amount });
        raise(&mut conn, app, "refund_unresolved", refund, &detail).await?;
    }
    Ok(RefundState::Unknown)
}

/// The provider has reason to tell something of a payment that is known: refunds of it may have ended. One that is booked
/// as given back and has failed all the same calls a person: the money is with the shop again.
///
/// # Errors
/// [`OrderError`]; asking again is safe.
pub async fn look_after_refunds(app: &App, order_id: OrderId) -> Result<(), OrderError> {
    let mut conn = app.pool.acquire().await?;
    let refunds = store::order::list_refunds(&mut conn, order_id).await?;
    drop(conn);
    for refund in refunds {
        match refund.state {
            RefundState::Requested | RefundState::Unknown => drop(settle_refund(app, refund.refund_id).await?),
            RefundState::Succeeded => check_booked(app, &refund).await?,
            RefundState::Failed => {}
        }
    }
    Ok(())
}

async fn check_booked(app: &App, refund: &Refund) -> Result<(), OrderError> {
    let Some(attempt_id) = refund.attempt_id else {
        return Ok(());
    };
    let mut conn = app.pool.acquire().await?;
    let attempt = store::payment::find(&mut conn, attempt_id).await?;
    drop(conn);
    let is_known = |name| attempt.as_ref().is_some_and(|attempt| attempt.provider == name);
    let Some(provider) = app.payment.as_deref().filter(|provider| is_known(provider.name())) else {
        return Ok(());
    };
    let request = RefundRequest {
        refund_id: refund.refund_id,
        attempt_id,
        amount: refund.of_payment(),
    };
    match provider.find_refund(&request).await {
        Ok(RefundOutcome::Failed { code }) => {
            let detail = json!({ "order_id": refund.order_id, "amount": refund.amount, "code": code });
            let mut conn = app.pool.acquire().await?;
            raise(&mut conn, app, "refund_failed", refund, &detail).await
        }
        Ok(_) => Ok(()),
        Err(_) => Err(OrderError::Invalid(
            "The payment provider has not told of the refund yet.",
        )),
    }
}

async fn raise(
    conn: &mut sqlx::PgConnection,
    app: &App,
    kind: &'static str,
    refund: &Refund,
    detail: &serde_json::Value,
) -> Result<(), OrderError> {
    let subject = refund.refund_id.to_string();
    if store::alert::raise(conn, kind, &subject, detail, app.clock.now()).await? {
        tracing::error!(refund.id = %refund.refund_id, alert.kind = kind, "A refund needs a person");
    }
    Ok(())
}

/// Asks about at most `limit` refunds whose end is not known. Run every minute, on any number of machines.
///
/// # Errors
/// [`OrderError`] when the list cannot be read; one refund that fails does not keep the others waiting.
pub async fn sweep_refunds(app: &App, limit: i64) -> Result<usize, OrderError> {
    let mut conn = app.pool.acquire().await?;
    let open = store::order::list_open_refunds(&mut conn, app.clock.now() - PAUSE, limit).await?;
    drop(conn);
    for refund_id in &open {
        if let Err(error) = settle_refund(app, *refund_id).await {
            tracing::warn!(refund.id = %refund_id, error = &error as &dyn std::error::Error, "A refund could not be settled");
        }
    }
    Ok(open.len())
}
