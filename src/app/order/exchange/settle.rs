//! Brings an exchange on, from whatever is stored: places its cart where its value pays for all of it, notes the order that
//! its cart became, gives it up when the time is over, and pays out what is left.

use super::again;
use super::give_up::lapse;
use super::pay_out::{pay_out, pay_out_rest, wished_credit};
use super::prepare::{blocked, quoted};
use crate::App;
use crate::checkout::place_order::{PlaceOrder, PlaceOrderError, Placement, place_order};
use crate::order::OrderError;
use crate::order::open::open;
use crate::scope::Scope;
use crate::steps::Step;
use chrono::Duration;
use domain::id::ExchangeId;
use domain::order::{Actor, ExchangeState, LapseReason, OrderStatus};
use serde_json::json;
use store::cart::Cart;
use store::order::Exchange;

/// The job that does [`settle`].
pub const EXCHANGE_JOB: &str = "settle_exchange";
/// An exchange is not looked at more often.
const PAUSE: Duration = Duration::seconds(30);

/// Does what can be done for an exchange now. Doing it twice is doing it once.
///
/// # Errors
/// [`OrderError`]; asking again is safe.
pub async fn settle(app: &App, exchange_id: ExchangeId) -> Result<(), OrderError> {
    let mut conn = app.pool.acquire().await?;
    let exchange = store::order::find_exchange(&mut conn, exchange_id).await?;
    let exchange = exchange.ok_or(OrderError::NoSuchPart("exchange"))?;
    let cart = match exchange.cart_id {
        Some(cart_id) => store::cart::find_by_id(&mut conn, cart_id).await?,
        None => None,
    };
    drop(conn);
    let is_over = exchange.lapses_at.is_some_and(|end| end <= app.clock.now());
    match (exchange.state, cart) {
        (ExchangeState::Wanted, _) => Ok(()),
        (ExchangeState::Placed | ExchangeState::Lapsed, _) => pay_out_rest(app, &exchange).await,
        (ExchangeState::Reserved | ExchangeState::Credited, None) => end(app, &exchange, LapseReason::NotSold).await,
        (ExchangeState::Reserved, _) if is_over => end(app, &exchange, LapseReason::NotSent).await,
        (ExchangeState::Reserved, _) => keep(app, &exchange).await,
        (ExchangeState::Credited, Some(cart)) if cart.completed_at.is_some() => finish(app, &exchange).await,
        // A payment is on its way: whoever hears of it places the order or frees the cart.
        (ExchangeState::Credited, Some(cart)) if cart.completing_at.is_some() => Ok(()),
        (ExchangeState::Credited, _) if is_over => end(app, &exchange, LapseReason::NotPaid).await,
        (ExchangeState::Credited, Some(cart)) => place(app, &exchange, &cart).await,
    }
}

/// The same right after a commit that made something to be settled; what fails is done by the job.
pub(in crate::order) async fn soon(app: &App, exchange_id: Option<ExchangeId>) {
    let Some(exchange_id) = exchange_id else { return };
    if let Err(error) = settle(app, exchange_id).await {
        tracing::warn!(exchange.id = %exchange_id, error = &error as &dyn std::error::Error, "An exchange is settled later");
    }
}

async fn end(app: &App, exchange: &Exchange, reason: LapseReason) -> Result<(), OrderError> {
    lapse(app, &Actor::System, exchange, reason).await?;
    Ok(())
}

async fn keep(app: &App, exchange: &Exchange) -> Result<(), OrderError> {
    let mut conn = app.pool.acquire().await?;
    Ok(store::order::keep_goods(&mut conn, exchange.exchange_id, app.clock.now()).await?)
}

/// Places the cart through the one placement, where nothing is left to pay. What is left to pay, the shopper pays.
async fn place(app: &App, exchange: &Exchange, cart: &Cart) -> Result<(), OrderError> {
    keep(app, exchange).await?;
    let mut conn = app.pool.acquire().await?;
    let quote = quoted(&mut conn, app, cart.cart_id, app.clock.now()).await?;
    drop(conn);
    if let Some(reason) = blocked(&quote) {
        return end(app, exchange, reason).await;
    }
    if quote.due().minor > 0 {
        return Ok(());
    }
    let command = PlaceOrder {
        expected_total: Some(quote.total()),
        expected_due: Some(quote.due()),
    };
    match place_order(app, &scope(exchange), command).await {
        Ok(Placement::Placed { .. } | Placement::Replayed { .. }) => finish(app, exchange).await,
        Ok(Placement::Pay { .. } | Placement::Processing { .. }) => Ok(()),
        Err(PlaceOrderError::InsufficientStock { .. }) => end(app, exchange, LapseReason::SoldOut).await,
        Err(error) => Err(OrderError::Exchange(Box::new(error))),
    }
}

/// Who places the cart of an exchange: nobody's browser has its token.
pub(super) fn scope(exchange: &Exchange) -> Scope {
    Scope {
        cart_token: exchange.cart_token.clone(),
        market: None,
    }
}

/// Notes the order that the cart became, and pays out what it did not need.
pub(super) async fn finish(app: &App, exchange: &Exchange) -> Result<(), OrderError> {
    let credit = wished_credit(app, exchange).await?;
    let mut order = open(app, &Actor::System, exchange.order_id).await?;
    let exchange = again(&mut order, exchange.exchange_id).await?;
    let placed = match exchange.cart_id {
        Some(cart_id) => store::order::find_by_cart(&mut order.tx, cart_id).await?,
        None => None,
    };
    let placed = placed.filter(|head| head.status != OrderStatus::Draft);
    let (ExchangeState::Credited, Some(placed)) = (exchange.state, placed) else {
        return Ok(());
    };
    exchange.state.transition(ExchangeState::Placed)?;
    store::order::update_exchange_placed(&mut order.tx, exchange.exchange_id, placed.order_id, order.now).await?;
    let noted = again(&mut order, exchange.exchange_id).await?;
    let data = json!({
        "return": exchange.return_seq,
        "order_id": placed.order_id,
        "order_number": noted.placed_number,
    });
    order.tell("exchange.placed", data).await?;
    let data = json!({ "of_order": exchange.order_number, "return": exchange.return_seq });
    let who = Actor::System;
    store::order::append_event(
        &mut order.tx,
        placed.order_id,
        &who,
        "exchange.ordered",
        &data,
        order.now,
    )
    .await?;
    pay_out(&mut order, &exchange, credit).await?;
    app.steps.reached(Step::ExchangePlaced)?;
    order.finish_derived().await
}

/// Settles at most `limit` exchanges that wait for something. Run every minute, on any number of machines.
///
/// # Errors
/// [`OrderError`] when the list cannot be read; one exchange that fails does not keep the others waiting.
pub async fn sweep(app: &App, limit: i64) -> Result<usize, OrderError> {
    let now = app.clock.now();
    let mut conn = app.pool.acquire().await?;
    let waiting = store::order::list_waiting_exchanges(&mut conn, now - PAUSE, limit, now).await?;
    drop(conn);
    for exchange_id in &waiting {
        soon(app, Some(*exchange_id)).await;
    }
    Ok(waiting.len())
}
