//! There will be no order: goods that were kept are free again, and value that was credited goes back as money.

use super::pay_out::{pay_out, wished_credit};
use super::{again, numbered, settle};
use crate::App;
use crate::order::OrderError;
use crate::order::open::{Open, open_in};
use domain::id::OrderId;
use domain::order::{Actor, ExchangeState, LapseReason, OrderRefusal};
use serde_json::json;
use store::order::Exchange;

/// Gives the exchange of a return up because somebody wants so. Doing it again changes nothing.
///
/// # Errors
/// [`OrderError`]; `wrong_state` when it is placed, or being paid right now.
pub async fn give_up(app: &App, actor: &Actor, order_id: OrderId, return_seq: u32) -> Result<(), OrderError> {
    let mut conn = app.pool.acquire().await?;
    let exchange = numbered(&mut conn, order_id, return_seq).await?;
    drop(conn);
    if exchange.state == ExchangeState::Lapsed || lapse(app, actor, &exchange, LapseReason::GivenUp).await? {
        return Ok(());
    }
    Err(OrderRefusal::WrongState.into())
}

/// Gives an exchange up, unless it is placed or a payment of its cart is on its way: then false.
pub(super) async fn lapse(
    app: &App,
    actor: &Actor,
    exchange: &Exchange,
    reason: LapseReason,
) -> Result<bool, OrderError> {
    let credit = wished_credit(app, exchange).await?;
    let mut tx = app.pool.begin().await?;
    if let Some(cart_id) = exchange.cart_id {
        let cart = store::lock::cart_by_id(&mut tx, cart_id).await?;
        if cart.as_ref().is_some_and(|cart| cart.completed_at.is_some()) {
            drop(tx);
            settle::finish(app, exchange).await?;
            return Ok(false);
        }
        if cart.is_some_and(|cart| cart.completing_at.is_some()) {
            return Ok(false);
        }
    }
    let mut order = open_in(app, tx, actor, exchange.order_id).await?;
    let exchange = again(&mut order, exchange.exchange_id).await?;
    if !exchange.state.is_open() {
        return Ok(exchange.state == ExchangeState::Lapsed);
    }
    pay_out(&mut order, &exchange, credit).await?;
    give_up_open(&mut order, &exchange, reason).await?;
    order.finish_derived().await?;
    Ok(true)
}

/// The same in the commit of whatever is the reason, of an exchange whose value is not credited: nobody can be paying it.
pub(in crate::order) async fn give_up_open(
    order: &mut Open<'_>,
    exchange: &Exchange,
    reason: LapseReason,
) -> Result<(), OrderError> {
    exchange.state.transition(ExchangeState::Lapsed)?;
    if let Some(cart_id) = exchange.cart_id {
        let levels = store::inventory::give_back(&mut order.tx, cart_id, order.now).await?;
        crate::stock::changed(&mut order.tx, order.app, &levels).await?;
    }
    store::order::update_exchange_lapsed(&mut order.tx, exchange.exchange_id, reason, order.now).await?;
    order
        .tell(
            "exchange.lapsed",
            json!({ "return": exchange.return_seq, "why": reason }),
        )
        .await
}
