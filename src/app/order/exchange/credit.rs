//! The goods are back: their value goes to the account of the exchange.

use super::prepare::quoted;
use super::settle::EXCHANGE_JOB;
use super::{PAY_WITHIN, give_up_open, is_refusal, of_return};
use crate::App;
use crate::order::OrderError;
use crate::order::open::{Open, open};
use crate::order::record_refund::{Wanted, record_plan};
use crate::steps::Step;
use adapters::rng;
use domain::id::{ExchangeId, OrderId, RefundId, TenderAccountId};
use domain::money::Money;
use domain::order::{Actor, ExchangeState, LapseReason, OrderRefusal, RefundPlan, ReturnState, split_refund};
use serde_json::json;
use store::order::{Exchange, Return};

/// Credits the value before the goods are back, because the shop trusts that they come. Doing it again changes nothing.
///
/// # Errors
/// [`OrderError`]; `wrong_state` unless the return is approved and the exchange kept ready.
pub async fn credit_now(app: &App, actor: &Actor, order_id: OrderId, return_seq: u32) -> Result<(), OrderError> {
    let mut order = open(app, actor, order_id).await?;
    let returns = store::order::list_returns(&mut order.tx, order_id).await?;
    let goods = returns.into_iter().find(|it| it.return_seq == return_seq);
    let goods = goods.ok_or(OrderError::NoSuchPart("return"))?;
    let exchange = of_return(&mut order, goods.return_id).await?;
    match exchange.ok_or(OrderError::NoSuchPart("exchange"))?.state {
        ExchangeState::Credited | ExchangeState::Placed => return Ok(()),
        ExchangeState::Reserved if goods.state != ReturnState::Closed => {}
        _ => return Err(OrderRefusal::WrongState.into()),
    }
    let credited = credit(&mut order, &goods).await?;
    order.balance = store::order::get_balance(&mut order.tx, order_id).await?;
    order.finish_derived().await?;
    super::settle::soon(app, credited).await;
    Ok(())
}

/// Credits the value of an exchange that is kept ready, in the commit of whatever is the reason. Says which exchange is to
/// be settled then. Where there is no money for it, it is an ordinary return.
pub(in crate::order) async fn credit(order: &mut Open<'_>, goods: &Return) -> Result<Option<ExchangeId>, OrderError> {
    let Some(exchange) = of_return(order, goods.return_id).await? else {
        return Ok(None);
    };
    if exchange.state != ExchangeState::Reserved {
        return Ok(None);
    }
    let Some(cart_id) = exchange.cart_id else {
        give_up_open(order, &exchange, LapseReason::NotSold).await?;
        return Ok(None);
    };
    let Some(plan) = value(order, &exchange)? else {
        give_up_open(order, &exchange, LapseReason::GivenUp).await?;
        return Ok(None);
    };
    let until = order.now + PAY_WITHIN;
    let account_id = rng::new_id();
    store::order::update_exchange_credited(&mut order.tx, exchange.exchange_id, account_id, until, order.now).await?;
    book(order, &exchange, account_id, &plan).await?;
    store::order::keep_goods(&mut order.tx, exchange.exchange_id, order.now).await?;
    let due = quoted(&mut order.tx, order.app, cart_id, order.now).await?.due();
    tell(order, goods, order.money(plan.amount_minor()), due).await?;
    let payload = json!({ "exchange_id": exchange.exchange_id });
    store::job::append(&mut order.tx, EXCHANGE_JOB, None, &payload, 20, order.now).await?;
    order.app.steps.reached(Step::ExchangeCredited)?;
    Ok(Some(exchange.exchange_id))
}

/// What the units are worth by their slots (R13), at most what is left of the money; `None` where that is nothing, or
/// cannot be given back as one refund.
fn value(order: &Open<'_>, exchange: &Exchange) -> Result<Option<RefundPlan>, OrderError> {
    let units: Vec<_> = exchange
        .lines
        .iter()
        .map(|line| (line.order_line_id, line.quantity))
        .collect();
    let planned = order.refundable().plan_unsent(&units, false).map_err(OrderError::from);
    let plan = match planned {
        Ok(plan) => plan,
        Err(error) if is_refusal(&error) => None,
        Err(error) => return Err(error),
    };
    let minor = |parts: &mut dyn Iterator<Item = i64>| parts.collect::<Vec<_>>();
    let payments = minor(&mut order.balance.attempts.iter().map(|(_, left)| *left));
    let tenders = minor(&mut order.balance.tenders.iter().map(|(_, left)| *left));
    Ok(plan.filter(|plan| split_refund(plan.amount_minor(), &payments, &tenders).is_some()))
}

// Nobody is asked: the money stays in the house, so the refund succeeds in the same commit.
async fn book(
    order: &mut Open<'_>,
    exchange: &Exchange,
    account_id: TenderAccountId,
    plan: &RefundPlan,
) -> Result<(), OrderError> {
    let client_ref = format!("exchange:{}", exchange.exchange_id);
    let wanted = Wanted {
        client_ref: &client_ref,
        reason: "exchange",
        return_id: Some(exchange.return_id),
        credit: Some(account_id),
        ..Wanted::default()
    };
    let refund_id: RefundId = record_plan(order, &wanted, plan).await?;
    store::tender::give_back(&mut order.tx, refund_id, order.now, order.now).await?;
    store::order::update_refund_succeeded(&mut order.tx, refund_id, None, order.now).await?;
    Ok(())
}

async fn tell(order: &mut Open<'_>, goods: &Return, value: Money, due: Money) -> Result<(), OrderError> {
    let data = json!({ "return": goods.return_seq, "amount": value, "due": due });
    order.tell("exchange.credited", data.clone()).await?;
    if due.minor > 0 {
        order.tell("exchange.payable", data).await?;
    }
    Ok(())
}
