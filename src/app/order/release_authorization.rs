//! Lets money go that was only set aside for an order that was cancelled, as a whole or unit by unit.

use super::OrderError;
use super::open::{Open, open};
use super::record_refund::record_rest;
use crate::App;
use adapters::payment::Outcome;
use adapters::rng;
use domain::id::{OrderId, PaymentAttemptId};
use domain::money::Money;
use domain::order::{Actor, OrderStatus};
use serde_json::json;
use store::payment::{FactKind, NewFact};

/// The job that does [`release_authorization`].
pub const RELEASE_JOB: &str = "release_authorization";

/// Voids the open authorisation of an order that owes nothing any more; where the provider has taken the money meanwhile, it is given
/// back. Doing it twice is doing it once: cancelling an attempt again has the same answer, and each fact is noted once by
/// its reference.
///
/// # Errors
/// [`OrderError`]; a provider that does not answer is asked again by the job's next try.
pub async fn release_authorization(app: &App, order_id: OrderId) -> Result<(), OrderError> {
    let mut conn = app.pool.acquire().await?;
    let attempt = store::payment::find_latest(&mut conn, order_id).await?;
    drop(conn);
    let (Some(attempt), Some(provider)) = (attempt, app.payment.as_deref()) else {
        return Err(OrderError::NoSuchPart("payment"));
    };
    let outcome = provider.cancel_attempt(attempt.attempt_id).await;
    let mut order = open(app, &Actor::System, order_id).await?;
    let is_owed = order.head.status != OrderStatus::Cancelled && order.takeable_minor()? > 0;
    if is_owed || order.money.authorized == 0 {
        return Ok(());
    }
    match outcome {
        Ok(Outcome::Failed { .. }) => {
            let open_minor = order.money(order.money.authorized);
            note(&mut order, attempt.attempt_id, FactKind::Void, open_minor, "void").await?;
            order.tell("payment.voided", json!({ "amount": open_minor })).await?;
        }
        Ok(Outcome::Captured { amount, reference }) if amount.currency == order.head.currency => {
            note(&mut order, attempt.attempt_id, FactKind::Capture, amount, &reference).await?;
            order.balance = store::order::get_balance(&mut order.tx, order_id).await?;
            record_rest(&mut order, "captured", "").await?;
        }
        _ => {
            return Err(OrderError::Invalid(
                "The payment provider has not let the money go yet.",
            ));
        }
    }
    order.finish_derived().await
}

/// Notes a fact, and reads the money again.
pub(super) async fn note(
    order: &mut Open<'_>,
    attempt_id: PaymentAttemptId,
    kind: FactKind,
    amount: Money,
    reference: &str,
) -> Result<(), OrderError> {
    let order_id = order.head.order_id;
    let fact = NewFact {
        payment_transaction_id: rng::new_id(),
        attempt_id,
        order_id,
        kind,
        amount,
        reference,
    };
    store::payment::insert_fact(&mut order.tx, fact, order.now).await?;
    order.money = store::payment::get_money(&mut order.tx, order_id).await?;
    Ok(())
}
