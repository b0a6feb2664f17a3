//! Takes money that was set aside, all of it or a part; the rest is let go. A job asks the provider, which takes an
//! attempt's money once: whoever asks again is told what is true, and that is noted once.

use super::OrderError;
use super::open::{Open, open};
use super::record_refund::{Wanted, record_plan, record_rest};
use super::release_authorization::note;
use crate::App;
use crate::steps::Step;
use adapters::payment::{CaptureRequest, Outcome, PaymentError};
use domain::id::OrderId;
use domain::money::Money;
use domain::order::{Actor, OrderStatus, RefundPlan, RefundWish};
use serde_json::json;
use store::payment::{Attempt, FactKind};

/// The job that does [`settle_capture`].
pub const CAPTURE_JOB: &str = "settle_capture";

/// Asks for money that was set aside: `amount`, or all of it that is still owed. What has been taken already is not asked
/// for again.
///
/// # Errors
/// [`OrderError::Invalid`] when nothing is set aside or owed, or less than `amount`, or while a capture is under way.
pub async fn capture(app: &App, actor: &Actor, order_id: OrderId, amount: Option<Money>) -> Result<(), OrderError> {
    let mut order = open(app, actor, order_id).await?;
    if order.head.status == OrderStatus::Cancelled || order.money.authorized == 0 {
        return Err(OrderError::Invalid("No money is set aside for this order."));
    }
    let takeable = order.takeable_minor()?;
    if takeable == 0 {
        return Err(OrderError::Invalid("Nothing is owed for this order any more."));
    }
    let amount = amount.unwrap_or_else(|| order.money(takeable));
    if amount.currency != order.head.currency || !(1..=takeable).contains(&amount.minor) {
        return Err(OrderError::Invalid(
            "The amount is more than what is set aside and still owed, or none.",
        ));
    }
    let payload = json!({ "order_id": order_id, "amount": amount });
    let key = order_id.to_string();
    if !store::job::append(&mut order.tx, CAPTURE_JOB, Some(&key), &payload, 20, order.now).await? {
        return Err(OrderError::Invalid("A capture is already under way."));
    }
    order
        .tell("payment.capture_requested", json!({ "amount": amount }))
        .await?;
    order.finish_derived().await
}

/// Has the provider take the money, and notes what it says. Doing it twice is doing it once. What is not owed any more is
/// not asked for, though it was when the capture was: units, or the whole order, may have been given up since.
///
/// # Errors
/// [`OrderError`]; a provider that does not answer is asked again by the job's next try.
pub async fn settle_capture(app: &App, order_id: OrderId, amount: Money) -> Result<(), OrderError> {
    let order = open(app, &Actor::System, order_id).await?;
    let (is_cancelled, takeable) = (order.head.status == OrderStatus::Cancelled, order.takeable_minor()?);
    drop(order);
    if is_cancelled || takeable == 0 {
        return Ok(());
    }
    let amount = Money::new(amount.minor.min(takeable), amount.currency);
    let Some(attempt) = open_authorization(app, order_id).await? else {
        return Ok(());
    };
    let request = CaptureRequest {
        attempt_id: attempt.attempt_id,
        amount,
    };
    let provider = app.payment.as_deref().filter(|it| it.name() == attempt.provider);
    let provider = provider.ok_or(OrderError::NoSuchPart("payment"))?;
    let outcome = match provider.capture(&request).await {
        // What is true is asked for once more: the money may have been taken under an earlier try, or be lost.
        Err(PaymentError::Refused { .. }) => provider.find_attempt(attempt.attempt_id).await,
        outcome => outcome,
    };
    app.steps.reached(Step::CaptureAsked)?;
    note_outcome(app, order_id, &attempt, outcome).await
}

/// The provider has reason to tell something of a payment that is known: money that was set aside may have been taken or
/// let go on its own pages.
///
/// # Errors
/// [`OrderError`]; asking again is safe.
pub async fn look_after_authorization(app: &App, order_id: OrderId) -> Result<(), OrderError> {
    let Some(attempt) = open_authorization(app, order_id).await? else {
        return Ok(());
    };
    let provider = app.payment.as_deref().filter(|it| it.name() == attempt.provider);
    let provider = provider.ok_or(OrderError::NoSuchPart("payment"))?;
    match provider.find_attempt(attempt.attempt_id).await {
        Ok(Outcome::Authorized { .. }) => Ok(()),
        outcome => note_outcome(app, order_id, &attempt, outcome).await,
    }
}

async fn open_authorization(app: &App, order_id: OrderId) -> Result<Option<Attempt>, OrderError> {
    let mut conn = app.pool.acquire().await?;
    let money = store::payment::get_money(&mut conn, order_id).await?;
    if money.authorized == 0 {
        return Ok(None);
    }
    Ok(store::payment::find_latest(&mut conn, order_id).await?)
}

async fn note_outcome(
    app: &App,
    order_id: OrderId,
    attempt: &Attempt,
    outcome: Result<Outcome, PaymentError>,
) -> Result<(), OrderError> {
    let mut order = open(app, &Actor::System, order_id).await?;
    let set_aside = order.money.authorized;
    if set_aside == 0 {
        return Ok(());
    }
    match outcome {
        Ok(Outcome::Captured { amount, reference }) if amount.currency == order.head.currency => {
            note(&mut order, attempt.attempt_id, FactKind::Capture, amount, &reference).await?;
            let released = order.money(order.money.authorized);
            if released.minor > 0 {
                note(&mut order, attempt.attempt_id, FactKind::Void, released, "rest").await?;
            }
            let told = json!({ "amount": amount, "released": released });
            order.tell("payment.captured", told).await?;
            // Taken on the provider's pages, or while it was to be let go.
            order.balance = store::order::get_balance(&mut order.tx, order_id).await?;
            if order.head.status == OrderStatus::Cancelled {
                record_rest(&mut order, "captured", "").await?;
            } else {
                give_back_excess(&mut order).await?;
            }
        }
        // A cancelled order lets it go by itself; any other has lost its cover.
        Ok(Outcome::Failed { code }) => {
            let lost = order.money(set_aside);
            note(&mut order, attempt.attempt_id, FactKind::Void, lost, "void").await?;
            if order.head.status != OrderStatus::Cancelled {
                raise_lost(&mut order, attempt, lost, &code).await?;
            }
            order.tell("payment.voided", json!({ "amount": lost })).await?;
        }
        _ => return Err(OrderError::Invalid("The payment provider has not taken the money yet.")),
    }
    app.steps.reached(Step::CaptureNoted)?;
    order.finish_derived().await
}

/// Gives back what was taken for units that were given up before.
async fn give_back_excess(order: &mut Open<'_>) -> Result<(), OrderError> {
    let plan = RefundPlan {
        adjustment_minor: order.taken_too_much_minor()?,
        ..RefundPlan::default()
    };
    if plan.adjustment_minor > 0 {
        let wanted = Wanted {
            wish: RefundWish::default(),
            client_ref: "captured:units",
            reason: "",
            ..Wanted::default()
        };
        record_plan(order, &wanted, &plan).await?;
    }
    Ok(())
}

async fn raise_lost(order: &mut Open<'_>, attempt: &Attempt, lost: Money, code: &str) -> Result<(), OrderError> {
    let detail = json!({ "order_id": order.head.order_id, "amount": lost, "code": code });
    let subject = attempt.attempt_id.to_string();
    if store::alert::raise(&mut order.tx, "authorization_lost", &subject, &detail, order.now).await? {
        tracing::error!(
            payment.attempt = subject,
            "Money that was set aside for an order is gone"
        );
    }
    Ok(())
}
