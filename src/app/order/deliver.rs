//! Records that goods have arrived.

use super::OrderError;
use super::open::open;
use crate::App;
use domain::id::OrderId;
use domain::order::Actor;
use serde_json::json;
use store::order::Counter;

/// Marks the fulfilment at a position (from 1), or all that are on their way, as delivered. Doing it again changes
/// nothing.
///
/// # Errors
/// [`OrderError`].
pub async fn deliver(app: &App, actor: &Actor, order_id: OrderId, position: Option<u32>) -> Result<(), OrderError> {
    let mut order = open(app, actor, order_id).await?;
    let fulfilments = store::order::list_fulfilments(&mut order.tx, order_id).await?;
    let wanted: Vec<_> = (1_u32..)
        .zip(&fulfilments)
        .filter(|(at, _)| position.is_none_or(|position| position == *at))
        .map(|(_, fulfilment)| fulfilment)
        .collect();
    if wanted.is_empty() {
        return Err(OrderError::NoSuchPart("fulfilment"));
    }
    for fulfilment in wanted {
        if store::order::update_delivered(&mut order.tx, fulfilment.fulfilment_id, order.now).await? {
            order.add_units(Counter::Delivered, &fulfilment.units).await?;
            let told = order.told(&fulfilment.units);
            order
                .tell(
                    "shipment.delivered",
                    json!({ "fulfilment_id": fulfilment.fulfilment_id, "units": told }),
                )
                .await?;
        }
    }
    order.finish_derived().await
}
