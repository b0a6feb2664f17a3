//! What is left in the account of an exchange goes back the way that the first order was paid, or to store credit where the
//! customer or the shop wants that.

use super::{again, numbered};
use crate::App;
use crate::order::open::{Open, open};
use crate::order::record_refund::{Sources, Wanted, record_from};
use crate::order::{OrderError, refund};
use adapters::rng;
use domain::id::{OrderId, RefundId, TenderAccountId};
use domain::order::{Actor, ExchangeState, OrderRefusal, RefundPlan, RefundTo};
use domain::tender::TenderKind;
use store::error::StoreError;
use store::order::{Exchange, Refund};

/// Where the customer wants money of this return to go. Asked before the order is locked: the account comes first. An
/// account that is gone means the way that the money came.
pub(super) async fn wished_credit(app: &App, exchange: &Exchange) -> Result<Option<TenderAccountId>, OrderError> {
    let mut conn = app.pool.acquire().await?;
    let returns = store::order::list_returns(&mut conn, exchange.order_id).await?;
    let goods = returns.iter().find(|goods| goods.return_id == exchange.return_id);
    if goods.is_none_or(|goods| goods.refund_to == RefundTo::Payment) {
        return Ok(None);
    }
    match refund::store_credit(&mut conn, app, exchange.order_id).await {
        Ok(account_id) => Ok(Some(account_id)),
        Err(OrderError::Refused(OrderRefusal::NoAccount)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Records the refund of everything that lies in the account, under the lock of the order that it came from; `None` where
/// nothing does. The balance is taken in the same commit, so that it goes back once.
pub(super) async fn pay_out(
    order: &mut Open<'_>,
    exchange: &Exchange,
    credit: Option<TenderAccountId>,
) -> Result<Option<RefundId>, OrderError> {
    let Some(account_id) = exchange.account_id else {
        return Ok(None);
    };
    store::lock::tender_accounts(&mut order.tx, &[account_id]).await?;
    let left = store::tender::find_credit_left(&mut order.tx, account_id).await?;
    if left.balance_minor == 0 {
        return Ok(None);
    }
    let plan = RefundPlan {
        adjustment_minor: left.balance_minor,
        ..RefundPlan::default()
    };
    let client_ref = format!("exchange-rest:{}", rng::new_token());
    let wanted = Wanted {
        client_ref: &client_ref,
        reason: "exchange",
        return_id: Some(exchange.return_id),
        credit,
        drawn: Some(account_id),
        ..Wanted::default()
    };
    let sources = Sources {
        payments: left.payments,
        tenders: left.tenders,
    };
    let refund_id = record_from(order, &wanted, &plan, &sources).await?;
    if !store::tender::draw(&mut order.tx, refund_id, order.now).await? {
        return Err(OrderError::Store(StoreError::Corrupt {
            what: "a credit that is locked",
            source: None,
        }));
    }
    Ok(Some(refund_id))
}

/// Pays out what lies in the account of an exchange that is over, again if a refund of it failed; to where `to` says, or
/// else the customer. `None` where nothing does.
///
/// # Errors
/// [`OrderError`]; `wrong_state` while the exchange may still use it.
pub async fn pay_out_again(
    app: &App,
    actor: &Actor,
    (order_id, return_seq): (OrderId, u32),
    to: Option<RefundTo>,
) -> Result<Option<RefundId>, OrderError> {
    let mut conn = app.pool.acquire().await?;
    let exchange = numbered(&mut conn, order_id, return_seq).await?;
    let credit = match to {
        None => wished_credit(app, &exchange).await?,
        Some(RefundTo::Payment) => None,
        Some(RefundTo::StoreCredit) => Some(refund::store_credit(&mut conn, app, order_id).await?),
    };
    drop(conn);
    over(app, actor, &exchange, credit).await
}

async fn over(
    app: &App,
    actor: &Actor,
    exchange: &Exchange,
    credit: Option<TenderAccountId>,
) -> Result<Option<RefundId>, OrderError> {
    let mut order = open(app, actor, exchange.order_id).await?;
    let exchange = again(&mut order, exchange.exchange_id).await?;
    if exchange.state.is_open() {
        return Err(OrderRefusal::WrongState.into());
    }
    let refund_id = pay_out(&mut order, &exchange, credit).await?;
    order.finish_derived().await?;
    Ok(refund_id)
}

/// The same for the sweeper: what a refund of the new order gave back.
pub(super) async fn pay_out_rest(app: &App, exchange: &Exchange) -> Result<(), OrderError> {
    let credit = wished_credit(app, exchange).await?;
    over(app, &Actor::System, exchange, credit).await?;
    Ok(())
}

/// A refund of an order succeeded: what it gave to the credit of an exchange goes on, to how the first order was paid. If
/// this is killed, the sweeper does it.
pub(in crate::order) async fn after_refund(app: &App, refund: &Refund) -> Result<(), OrderError> {
    if !refund.tenders.iter().any(|tender| tender.kind == TenderKind::Exchange) {
        return Ok(());
    }
    let mut conn = app.pool.acquire().await?;
    let exchanges = store::order::list_exchanges(&mut conn, refund.order_id).await?;
    drop(conn);
    for exchange in exchanges {
        if exchange.state == ExchangeState::Placed && exchange.placed_order_id == Some(refund.order_id) {
            pay_out_rest(app, &exchange).await?;
        }
    }
    Ok(())
}
