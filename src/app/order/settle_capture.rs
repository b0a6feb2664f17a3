//! Takes money that was set aside, all of it or a part; the rest is let go. A job asks the provider, which takes an
//! attempt's money once: whoever asks again is told what is true, and that is noted once.

use super::OrderError;
use super::authorization::{list_open, note_outcome, provider_of};
use super::open::open;
use crate::App;
use adapters::payment::{CaptureRequest, Outcome, PaymentError};
use domain::id::{OrderId, PaymentAttemptId};
use domain::money::Money;
use domain::order::{Actor, OrderStatus};
use serde_json::json;
use store::payment::Authorization;

/// The job that does [`settle_capture`].
pub const CAPTURE_JOB: &str = "settle_capture";

/// Asks for money that was set aside: `amount`, or all of it that is still owed. What has been taken already is not asked
/// for again. It is taken of one authorisation: of the oldest that has as much.
///
/// # Errors
/// [`OrderError::Invalid`] when nothing is set aside or owed, or less than `amount`, or while a capture is under way.
pub async fn capture(app: &App, actor: &Actor, order_id: OrderId, amount: Option<Money>) -> Result<(), OrderError> {
    let mut order = open(app, actor, order_id).await?;
    request(&mut order, amount).await?;
    order.finish_derived().await
}

/// The same in the transaction of whatever causes it.
pub(super) async fn request(order: &mut super::open::Open<'_>, amount: Option<Money>) -> Result<(), OrderError> {
    let order_id = order.head.order_id;
    let open = list_open(order).await?;
    let owed = order.owed_minor()?;
    let authorization = choose(&open, amount.map_or(owed, |amount| amount.minor));
    let Some(authorization) = authorization.filter(|_| order.head.status != OrderStatus::Cancelled) else {
        return Err(OrderError::Invalid("No money is set aside for this order."));
    };
    if owed <= 0 {
        return Err(OrderError::Invalid("Nothing is owed for this order any more."));
    }
    let takeable = owed.min(authorization.open.minor);
    let amount = amount.unwrap_or_else(|| order.money(takeable));
    if amount.currency != order.head.currency || !(1..=takeable).contains(&amount.minor) {
        return Err(OrderError::Invalid(
            "The amount is more than what is set aside and still owed, or none.",
        ));
    }
    let payload = json!({ "order_id": order_id, "attempt_id": authorization.attempt_id, "amount": amount });
    let key = order_id.to_string();
    if !store::job::append(&mut order.tx, CAPTURE_JOB, Some(&key), &payload, 20, order.now).await? {
        return Err(OrderError::Invalid("A capture is already under way."));
    }
    order
        .tell("payment.capture_requested", json!({ "amount": amount }))
        .await
}

/// The oldest that has as much, or the largest.
fn choose(open: &[Authorization], minor: i64) -> Option<&Authorization> {
    let first = open.iter().find(|it| it.open.minor >= minor);
    first.or_else(|| open.iter().max_by_key(|it| it.open.minor))
}

/// Has the provider take the money of an authorisation, the one of this attempt where it is named, and notes what it
/// says. Doing it twice is doing it once. What is not owed any more is not asked for, though it was when the capture was:
/// units, or the whole order, may have been given up since.
///
/// # Errors
/// [`OrderError`]; a provider that does not answer is asked again by the job's next try.
pub async fn settle_capture(
    app: &App,
    order_id: OrderId,
    attempt_id: Option<PaymentAttemptId>,
    amount: Money,
) -> Result<(), OrderError> {
    let mut order = open(app, &Actor::System, order_id).await?;
    let open = list_open(&mut order).await?;
    let owed = order.owed_minor()?;
    drop(order);
    let authorization = match attempt_id {
        Some(attempt_id) => open.iter().find(|it| it.attempt_id == attempt_id),
        None => choose(&open, amount.minor),
    };
    let Some(authorization) = authorization.filter(|_| owed > 0) else {
        return Ok(());
    };
    let most = owed.min(authorization.open.minor);
    let amount = Money::new(amount.minor.min(most), amount.currency);
    let request = CaptureRequest {
        attempt_id: authorization.attempt_id,
        amount,
    };
    let provider = provider_of(app, authorization)?;
    let outcome = match provider.capture(&request).await {
        // What is true is asked for once more: the money may have been taken under an earlier try, or be lost.
        Err(PaymentError::Refused { .. }) => provider.find_attempt(authorization.attempt_id).await,
        outcome => outcome,
    };
    note_outcome(app, authorization, Some(amount), outcome).await
}

/// The provider has reason to tell something of a payment that is known: money that was set aside may have been taken or
/// let go on its own pages.
///
/// # Errors
/// [`OrderError`]; asking again is safe.
pub async fn look_after_authorization(app: &App, attempt_id: PaymentAttemptId) -> Result<(), OrderError> {
    let mut conn = app.pool.acquire().await?;
    let authorization = store::payment::find_authorization(&mut conn, attempt_id).await?;
    drop(conn);
    let Some(authorization) = authorization.filter(|it| it.open.minor > 0) else {
        return Ok(());
    };
    let provider = provider_of(app, &authorization)?;
    match provider.find_attempt(attempt_id).await {
        Ok(Outcome::Authorized { .. }) => Ok(()),
        outcome => note_outcome(app, &authorization, None, outcome).await,
    }
}
