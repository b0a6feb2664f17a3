//! Gives money back: units by their slots (R13), the delivery, an amount of goodwill, or any of these together; the way it
//! came, or as store credit.

use super::OrderError;
use super::open::open;
use super::record_refund::{Wanted, find_replay, record};
use crate::App;
use adapters::rng;
use domain::id::{OrderId, RefundId, ReturnId, TenderAccountId};
use domain::order::{Actor, OrderRefusal, RefundTo, RefundWish};
use sqlx::PgConnection;

/// What to give back, and why.
#[derive(Debug, Clone)]
pub struct RefundOrder<'a> {
    /// Units, delivery, adjustment.
    pub wish: RefundWish,
    /// Why; may be empty, at most 200 characters are kept.
    pub reason: &'a str,
    /// The return that it is for, by its number in the order.
    pub return_seq: Option<u32>,
    /// Where it goes; where nothing is said, what the customer wants for the return, or else the way it came.
    pub to: Option<RefundTo>,
    /// The caller's name for it, 1 to 255 characters: a repetition gives the first refund.
    pub client_ref: &'a str,
}

/// Records a refund; a job asks the provider for it, or books it where it goes to store credit. Never more than is left of
/// the captured money.
///
/// # Errors
/// [`OrderError`].
pub async fn refund(
    app: &App,
    actor: &Actor,
    order_id: OrderId,
    command: RefundOrder<'_>,
) -> Result<RefundId, OrderError> {
    // The customer's account comes before the order's lock.
    let mut conn = app.pool.acquire().await?;
    let (return_id, wished) = of_return(&mut conn, order_id, command.return_seq).await?;
    let credit = match command.to.or(wished).unwrap_or_default() {
        RefundTo::Payment => None,
        RefundTo::StoreCredit => Some(store_credit(&mut conn, app, order_id).await?),
    };
    drop(conn);
    let mut order = open(app, actor, order_id).await?;
    let wanted = Wanted {
        wish: command.wish,
        client_ref: command.client_ref,
        reason: command.reason,
        return_id,
        credit,
        drawn: None,
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

async fn of_return(
    conn: &mut PgConnection,
    order_id: OrderId,
    return_seq: Option<u32>,
) -> Result<(Option<ReturnId>, Option<RefundTo>), OrderError> {
    let Some(seq) = return_seq else {
        return Ok((None, None));
    };
    let returns = store::order::list_returns(conn, order_id).await?;
    let found = returns.iter().find(|it| it.return_seq == seq);
    let found = found.ok_or(OrderError::NoSuchPart("return"))?;
    Ok((Some(found.return_id), Some(found.refund_to)))
}

/// The store credit of the order's customer.
///
/// # Errors
/// [`OrderRefusal::NoAccount`] for an order without an account.
pub(super) async fn store_credit(
    conn: &mut PgConnection,
    app: &App,
    order_id: OrderId,
) -> Result<TenderAccountId, OrderError> {
    let account = store::tender::open_of_order(conn, order_id, rng::new_id(), app.clock.now()).await?;
    Ok(account.ok_or(OrderRefusal::NoAccount)?)
}
