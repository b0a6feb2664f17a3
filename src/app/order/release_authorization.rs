//! Lets money go that was only set aside for an order that was cancelled.

use super::OrderError;
use super::open::{open, tell};
use crate::App;
use adapters::payment::Outcome;
use adapters::rng;
use domain::id::OrderId;
use domain::order::{Actor, OrderStatus};
use serde_json::json;
use store::payment::{FactKind, NewFact};

/// The job that does [`release_authorization`].
pub const RELEASE_JOB: &str = "release_authorization";

/// Voids the open authorisation of a cancelled order. Doing it twice is doing it once: the provider's answer to
/// cancelling the attempt is the same, and the fact is noted once by its reference.
///
/// # Errors
/// [`OrderError`]; `payment_unavailable` inside it when the provider did not answer, which is asked again.
pub async fn release_authorization(app: &App, order_id: OrderId) -> Result<(), OrderError> {
    let mut conn = app.pool.acquire().await?;
    let attempt = store::payment::find_latest(&mut conn, order_id).await?;
    drop(conn);
    let (Some(attempt), Some(provider)) = (attempt, app.payment.as_deref()) else {
        return Err(OrderError::NoSuchPart("payment"));
    };
    let outcome = provider.cancel_attempt(attempt.attempt_id).await;
    let Ok(Outcome::Failed { .. }) = outcome else {
        return Err(OrderError::Invalid("The authorisation could not be let go yet."));
    };
    let mut order = open(app, &Actor::System, order_id).await?;
    if order.head.status != OrderStatus::Cancelled || order.money.authorized == 0 {
        return Ok(());
    }
    let fact = NewFact {
        payment_transaction_id: rng::new_id(),
        attempt_id: attempt.attempt_id,
        order_id,
        kind: FactKind::Void,
        amount: order.money(order.money.authorized),
        reference: "void",
    };
    store::payment::insert_fact(&mut order.tx, fact, order.now).await?;
    order.money = store::payment::get_money(&mut order.tx, order_id).await?;
    let head = order.head.clone();
    tell(&mut order.tx, app, &head, &Actor::System, "payment.voided", json!({})).await?;
    order.finish_derived().await
}
