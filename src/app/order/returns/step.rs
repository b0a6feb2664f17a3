//! One step of a return, under the order's lock.

use crate::App;
use crate::order::open::{Open, open};
use crate::order::{OrderError, exchange};
use crate::steps::Step;
use domain::id::OrderId;
use domain::order::{Actor, ExchangeState, LapseReason, ReturnState};
use serde_json::json;
use store::order::Return;

/// Takes a return to a state and tells of it. Being there already is done already.
pub(super) async fn step(
    app: &App,
    actor: &Actor,
    (order_id, return_seq): (OrderId, u32),
    to: ReturnState,
    answer: &str,
) -> Result<(), OrderError> {
    let (mut order, goods) = find(app, actor, order_id, return_seq).await?;
    if goods.state == to {
        return Ok(());
    }
    save(&mut order, &goods, to, answer).await?;
    finish(order).await
}

/// An order under its lock and one of its returns.
pub(super) async fn find<'a>(
    app: &'a App,
    actor: &'a Actor,
    order_id: OrderId,
    return_seq: u32,
) -> Result<(Open<'a>, Return), OrderError> {
    let mut order = open(app, actor, order_id).await?;
    let returns = store::order::list_returns(&mut order.tx, order_id).await?;
    let goods = returns.into_iter().find(|it| it.return_seq == return_seq);
    Ok((order, goods.ok_or(OrderError::NoSuchPart("return"))?))
}

/// Writes the state, if there is such a step.
pub(super) async fn save(
    order: &mut Open<'_>,
    goods: &Return,
    to: ReturnState,
    answer: &str,
) -> Result<(), OrderError> {
    let state = goods.state.transition(to)?;
    let answer: String = answer.chars().filter(|c| *c != '\0').take(500).collect();
    store::order::update_return(&mut order.tx, goods.return_id, state, answer.trim(), order.now).await?;
    let units: Vec<_> = goods
        .lines
        .iter()
        .map(|line| (line.order_line_id, line.quantity))
        .collect();
    let data = json!({ "return_id": goods.return_id, "return": goods.return_seq, "units": order.told(&units) });
    order.tell(name(state), data).await?;
    order.app.steps.reached(Step::ReturnMoved)?;
    Ok(())
}

/// Gives up what was wanted instead of goods that do not come back. Value that is credited already stays: the goods did.
pub(super) async fn give_up_exchange(
    order: &mut Open<'_>,
    goods: &Return,
    reason: LapseReason,
) -> Result<(), OrderError> {
    let all = store::order::list_exchanges(&mut order.tx, order.head.order_id).await?;
    let waiting = all.iter().find(|exchange| {
        exchange.return_id == goods.return_id
            && matches!(exchange.state, ExchangeState::Wanted | ExchangeState::Reserved)
    });
    match waiting {
        Some(exchange) => exchange::give_up_open(order, exchange, reason).await,
        None => Ok(()),
    }
}

/// Derives the axes anew: a return that ends may complete the order.
pub(super) async fn finish(mut order: Open<'_>) -> Result<(), OrderError> {
    order.balance = store::order::get_balance(&mut order.tx, order.head.order_id).await?;
    let app = order.app;
    order.finish_derived().await?;
    app.steps.reached(Step::ReturnSaved)?;
    Ok(())
}

const fn name(state: ReturnState) -> &'static str {
    match state {
        ReturnState::Requested => "return.requested",
        ReturnState::Approved => "return.approved",
        ReturnState::Rejected => "return.rejected",
        ReturnState::InTransit => "return.in_transit",
        ReturnState::Received => "return.received",
        ReturnState::Inspected => "return.inspected",
        ReturnState::Closed => "return.closed",
    }
}
