//! Gives money back: units by their slots (R13), the delivery, an amount of goodwill, or any of these together.

use super::OrderError;
use super::open::open;
use super::record_refund::{Wanted, find_replay, record};
use crate::App;
use domain::id::{OrderId, RefundId};
use domain::order::{Actor, RefundWish};

/// What to give back, and why.
#[derive(Debug, Clone)]
pub struct RefundOrder<'a> {
    /// Units, delivery, adjustment.
    pub wish: RefundWish,
    /// Why; may be empty, at most 200 characters are kept.
    pub reason: &'a str,
    /// The return that it is for, by its number in the order.
    pub return_seq: Option<u32>,
    /// The caller's name for it, 1 to 255 characters: a repetition gives the first refund.
    pub client_ref: &'a str,
}

/// Records a refund; a job asks the provider for it. Never more than is left of the captured money.
///
/// # Errors
/// [`OrderError`].
pub async fn refund(
    app: &App,
    actor: &Actor,
    order_id: OrderId,
    command: RefundOrder<'_>,
) -> Result<RefundId, OrderError> {
    let mut order = open(app, actor, order_id).await?;
    let return_id = match command.return_seq {
        Some(seq) => {
            let returns = store::order::list_returns(&mut order.tx, order_id).await?;
            let found = returns.iter().find(|it| it.return_seq == seq);
            Some(found.ok_or(OrderError::NoSuchPart("return"))?.return_id)
        }
        None => None,
    };
    let wanted = Wanted {
        wish: command.wish,
        client_ref: command.client_ref,
        reason: command.reason,
        return_id,
    };
    if let Some(known) = find_replay(&mut order, &wanted).await? {
        return Ok(known);
    }
    // A cancelled order may owe money still, as when a payment came after all; its goods and axes stay as they are.
    if order.head.status == domain::order::OrderStatus::Draft {
        return Err(domain::order::OrderRefusal::NotPlaced.into());
    }
    let refund_id = record(&mut order, &wanted).await?;
    order.finish_derived().await?;
    Ok(refund_id)
}
