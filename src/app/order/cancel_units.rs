//! Gives some units of an order up before they go out, and their money back (OS5).

use super::open::{Open, open};
use super::record_refund::{self, Wanted};
use super::{OrderError, fulfil};
use crate::App;
use domain::id::{OrderId, OrderLineId, RefundId};
use domain::order::{Actor, LineUnits, OrderRefusal, RefundWish};
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
        return_id: None,
    };
    let known = record_refund::find_replay(&mut order, &wanted).await?;
    if known.is_some() || store::order::has_event(&mut order.tx, order_id, TOLD, command.client_ref).await? {
        return Ok(known);
    }
    order.facts().may_change()?;
    let units = order.check_units(command.units, LineUnits::unshipped)?;
    release(&mut order, &units).await?;
    order.add_units(Counter::Cancelled, &units).await?;
    let refund_id = give_back(&mut order, &wanted).await?;
    let data = json!({ "units": order.told(&units), "refund_id": refund_id, "client_ref": command.client_ref });
    order.tell(TOLD, data).await?;
    order.finish_derived().await?;
    Ok(refund_id)
}

/// What was free, or is not paid yet, owes nothing back.
async fn give_back(order: &mut Open<'_>, wanted: &Wanted<'_>) -> Result<Option<RefundId>, OrderError> {
    if order.balance.left_minor() == 0 {
        return Ok(None);
    }
    match record_refund::record(order, wanted).await {
        Ok(refund_id) => Ok(Some(refund_id)),
        Err(OrderError::Refused(OrderRefusal::NothingToRefund)) => Ok(None),
        Err(error) => Err(error),
    }
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
