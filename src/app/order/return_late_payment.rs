//! Money that came after its payment was given up goes back by itself, where the shop wants it so (P-7).

use super::OrderError;
use super::open::open;
use super::record_refund::record_of_attempt;
use crate::App;
use domain::id::{OrderId, PaymentAttemptId};
use domain::money::Money;
use domain::order::Actor;

/// The job that does [`return_late_order`].
pub const RETURN_ORDER_JOB: &str = "return_late_order";
/// The job that does [`return_second_payment`].
pub const RETURN_PAYMENT_JOB: &str = "return_second_payment";

/// Cancels an order that late money has made and that cannot be kept, which gives the money back or lets it go. One that
/// somebody has taken care of meanwhile stays.
///
/// # Errors
/// [`OrderError`].
pub async fn return_late_order(app: &App, order_id: OrderId) -> Result<(), OrderError> {
    let order = open(app, &Actor::System, order_id).await?;
    let is_waiting = order.head.hold_reason.as_deref() == Some("payment_after_expiry");
    drop(order);
    if is_waiting {
        super::cancel(app, &Actor::System, order_id, "payment_after_expiry").await?;
    }
    Ok(())
}

/// Gives the second payment of an order back. Doing it twice is doing it once: the refund is named after the attempt.
///
/// # Errors
/// [`OrderError`].
pub async fn return_second_payment(
    app: &App,
    order_id: OrderId,
    attempt_id: PaymentAttemptId,
    amount: Money,
) -> Result<(), OrderError> {
    let mut order = open(app, &Actor::System, order_id).await?;
    if record_of_attempt(&mut order, attempt_id, amount.minor).await? {
        order.finish_derived().await?;
    }
    Ok(())
}
