//! Gives some units of an order up before they go out, and their money back (OS5).

use super::open::{Open, open};
use super::record_refund::{self, Wanted};
use super::{OrderError, authorization, fulfil};
use crate::App;
use crate::steps::Step;
use domain::id::{OrderId, OrderLineId, RefundId};
use domain::order::{Actor, LineUnits, RefundPlan, RefundWish, Refundable};
use serde_json::json;
use store::order::{Counter, Leaving};

/// What the timeline calls it; a reference is looked for there.
const TOLD: &str = "order.units_cancelled";

/// Which units, and why.
#[derive(Debug, Clone)]
pub struct CancelUnits<'a> {
    /// Units by line.
    pub units: &'a [(OrderLineId, u32)],
    /// Why; may be empty.
    pub reason: &'a str,
    /// The caller's name for it: a repetition does nothing.
    pub client_ref: &'a str,
}

/// Cancels units that have not gone out. Returns the refund, where money was captured for them.
///
/// # Errors
/// [`OrderError`].
pub async fn cancel_units(
    app: &App,
    actor: &Actor,
    order_id: OrderId,
    command: CancelUnits<'_>,
) -> Result<Option<RefundId>, OrderError> {
    let mut order = open(app, actor, order_id).await?;
    let wish = RefundWish {
        units: command.units.to_vec(),
        ..RefundWish::default()
    };
    let client_ref = format!("units:{}", command.client_ref);
    let wanted = Wanted {
        wish,
        client_ref: &client_ref,
        reason: command.reason,
        ..Wanted::default()
    };
    let known = record_refund::find_replay(&mut order, &wanted).await?;
    if known.is_some() || store::order::has_event(&mut order.tx, order_id, TOLD, command.client_ref).await? {
        return Ok(known);
    }
    order.facts().may_change()?;
    let units = order.check_units(command.units, LineUnits::unshipped)?;
    let refund_id = give_up(&mut order, &units, &wanted, command.client_ref).await?;
    order.finish_derived().await?;
    Ok(refund_id)
}

/// Gives checked units up, in the transaction of whatever causes it.
pub(super) async fn give_up(
    order: &mut Open<'_>,
    units: &[(OrderLineId, u32)],
    wanted: &Wanted<'_>,
    client_ref: &str,
) -> Result<Option<RefundId>, OrderError> {
    let plan = owed(order, units)?;
    release(order, units).await?;
    order.add_units(Counter::Cancelled, units).await?;
    let refund_id = match plan {
        Some(plan) => Some(record_refund::record_plan(order, wanted, &plan).await?),
        None => None,
    };
    authorization::release_spares(order).await?;
    let data = json!({ "units": order.told(units), "refund_id": refund_id, "client_ref": client_ref });
    order.tell(TOLD, data).await?;
    order.app.steps.reached(Step::UnitsGivenUp)?;
    Ok(refund_id)
}

/// What these units still owe: nothing for those that were free, not paid yet, or given back before.
fn owed(order: &Open<'_>, units: &[(OrderLineId, u32)]) -> Result<Option<RefundPlan>, OrderError> {
    let refundable = Refundable {
        left_minor: order.left_without_minor(units)?,
        ..order.refundable()
    };
    let counts = |id: OrderLineId| {
        units
            .iter()
            .filter(|(line, _)| *line == id)
            .map(|(_, count)| *count)
            .sum::<u32>()
    };
    let mut owed = Vec::new();
    for line in &refundable.lines {
        let Some(state) = order.lines.iter().find(|it| it.order_line_id == line.order_line_id) else {
            continue;
        };
        let refunded = line.ordered - line.left();
        let count = state.units.owed(counts(line.order_line_id), refunded).min(line.left());
        if count > 0 {
            owed.push((line.order_line_id, count));
        }
    }
    let is_the_last = order
        .lines
        .iter()
        .all(|line| line.units.shipped == 0 && line.units.unshipped() == counts(line.order_line_id));
    Ok(refundable.plan_unsent(&owed, is_the_last)?)
}

/// Frees what is allocated beyond what is still to be sent.
async fn release(order: &mut Open<'_>, units: &[(OrderLineId, u32)]) -> Result<(), OrderError> {
    let order_id = order.head.order_id;
    let allocations = store::order::lock_allocations(&mut order.tx, order_id).await?;
    let mut takes = Vec::new();
    for (variant_id, mut wanted) in fulfil::by_variant(order, units) {
        for allocation in allocations.iter().filter(|it| it.variant_id == variant_id) {
            let quantity = wanted.min(allocation.quantity);
            wanted -= quantity;
            if quantity > 0 {
                takes.push(store::order::Allocation {
                    quantity,
                    ..*allocation
                });
            }
        }
    }
    let levels = store::order::take(&mut order.tx, order_id, &takes, Leaving::Released, order.now).await?;
    crate::stock::changed(&mut order.tx, order.app, &levels).await?;
    Ok(())
}
