//! Gives some units of an order up before they go out, and their money back (OS5).

use super::open::{Open, open};
use super::record_refund::{self, Wanted};
use super::{OrderError, fulfil};
use crate::App;
use domain::id::{OrderId, OrderLineId, RefundId};
use domain::order::{Actor, LineUnits, RefundWish};
use serde_json::json;
use store::order::{Counter, Leaving};

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
    if let Some(refund_id) = record_refund::find_replay(&mut order, &wanted).await? {
        return Ok(Some(refund_id));
    }
    order.facts().may_change()?;
    let units = order.check_units(command.units, LineUnits::unshipped)?;
    release(&mut order, &units).await?;
    order.add_units(Counter::Cancelled, &units).await?;
    let refund_id = record_refund::record(&mut order, &wanted).await?;
    let told = order.told(&units);
    order
        .tell(
            "order.units_cancelled",
            json!({ "units": told, "refund_id": refund_id }),
        )
        .await?;
    order.finish_derived().await?;
    Ok(Some(refund_id))
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
