//! Somebody has looked at what came back: units that can be sold again go on the shelf, the others are written off.

use super::step::{find, finish, save};
use crate::App;
use crate::order::OrderError;
use crate::shop::ShopFacts;
use crate::steps::Step;
use domain::id::{OrderId, OrderLineId};
use domain::order::{Actor, OrderRefusal, ReturnState};

/// Inspects a return that was received: `restocked` units by line are sold again, all others are unusable.
///
/// # Errors
/// [`OrderError`].
pub async fn inspect(
    app: &App,
    actor: &Actor,
    order_id: OrderId,
    return_seq: u32,
    restocked: &[(OrderLineId, u32)],
) -> Result<(), OrderError> {
    let (mut order, goods) = find(app, actor, order_id, return_seq).await?;
    if goods.state == ReturnState::Inspected {
        return Ok(());
    }
    let mut units = Vec::new();
    for (position, (order_line_id, count)) in restocked.iter().enumerate() {
        let is_repeated = restocked[..position]
            .iter()
            .any(|(earlier, _)| earlier == order_line_id);
        let back = goods.lines.iter().find(|line| line.order_line_id == *order_line_id);
        let line = order.lines.iter().find(|line| line.order_line_id == *order_line_id);
        let (Some(back), Some(line), false) = (back, line, is_repeated) else {
            return Err(OrderRefusal::NoSuchLine.into());
        };
        if *count > back.quantity {
            return Err(OrderRefusal::TooManyUnits {
                available: back.quantity,
            }
            .into());
        }
        units.push((line.variant_id, *count));
    }
    store::order::update_inspected(&mut order.tx, goods.return_id, restocked).await?;
    let place = ShopFacts::read(&mut order.tx).await?.shop.stock_location_id;
    units.retain(|(_, count)| *count > 0);
    let levels = store::order::restock(&mut order.tx, order_id, place, &units, order.now).await?;
    crate::stock::changed(&mut order.tx, app, &levels).await?;
    app.steps.reached(Step::Restocked)?;
    save(&mut order, &goods, ReturnState::Inspected, "").await?;
    finish(order).await
}
