//! Gives an order up before anything has gone out: stock is free again, and every captured amount is on its way back,
//! in one commit.

use super::open::{Open, open};
use super::record_refund::record_rest;
use super::{OrderError, authorization};
use crate::App;
use crate::steps::Step;
use domain::id::{OrderId, OrderLineId};
use domain::order::{Actor, OrderStatus};
use serde_json::json;
use store::order::{Counter, Leaving};

/// Cancels an order. Doing it again changes nothing.
///
/// # Errors
/// [`OrderError`]; `already_shipped` once a unit has gone out (OS6).
pub async fn cancel(app: &App, actor: &Actor, order_id: OrderId, reason: &str) -> Result<(), OrderError> {
    let mut order = open(app, actor, order_id).await?;
    if order.head.status == OrderStatus::Cancelled {
        return Ok(());
    }
    order.facts().may_cancel()?;
    let status = order
        .head
        .status
        .transition(OrderStatus::Cancelled)
        .map_err(|_| domain::order::OrderRefusal::WrongState)?;
    release_stock(&mut order).await?;
    let units = unshipped(&order);
    order.add_units(Counter::Cancelled, &units).await?;
    let refunds = record_rest(&mut order, "cancel", reason).await?;
    authorization::release_spares(&mut order).await?;
    store::order::note_cancelled(&mut order.tx, order_id, reason, order.now).await?;
    let reason: String = reason.chars().take(200).collect();
    let units = order.told(&units);
    order
        .tell(
            "order.cancelled",
            json!({ "reason": reason, "refunds": refunds, "units": units }),
        )
        .await?;
    tracing::info!(order.id = %order_id, "Cancelled an order");
    app.steps.reached(Step::CancellationWritten)?;
    order.finish(status).await?;
    app.steps.reached(Step::Cancelled)?;
    Ok(())
}

fn unshipped(order: &Open<'_>) -> Vec<(OrderLineId, u32)> {
    let lines = order.lines.iter();
    lines
        .map(|line| (line.order_line_id, line.units.unshipped()))
        .filter(|(_, units)| *units > 0)
        .collect()
}

async fn release_stock(order: &mut Open<'_>) -> Result<(), OrderError> {
    let order_id = order.head.order_id;
    let all = store::order::lock_allocations(&mut order.tx, order_id).await?;
    let levels = store::order::take(&mut order.tx, order_id, &all, Leaving::Released, order.now).await?;
    crate::stock::changed(&mut order.tx, order.app, &levels).await?;
    Ok(())
}
