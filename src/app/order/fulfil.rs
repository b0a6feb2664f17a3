//! Sends goods: units leave one place together. A hold blocks this and nothing else.

use super::OrderError;
use super::open::{Open, open};
use crate::App;
use crate::shop::ShopFacts;
use adapters::rng;
use domain::id::{FulfilmentId, OrderId, OrderLineId, StockLocationId, VariantId};
use domain::order::{Actor, LineUnits, OrderRefusal};
use serde_json::json;
use std::collections::BTreeMap;
use store::order::{Allocation, Counter, Leaving, NewFulfilment};

/// Which units of an order.
#[derive(Debug, Clone)]
pub enum Which<'a> {
    /// All that still have to go out.
    All,
    /// These, by line.
    Units(&'a [(OrderLineId, u32)]),
}

/// Records that units have left. The same `client_ref` again gives the first fulfilment.
///
/// # Errors
/// [`OrderError`]; `on_hold`, `too_many_units`, `not_in_stock`.
pub async fn fulfil(
    app: &App,
    actor: &Actor,
    order_id: OrderId,
    which: Which<'_>,
    client_ref: &str,
) -> Result<FulfilmentId, OrderError> {
    if !(1..=255).contains(&client_ref.len()) {
        return Err(OrderError::Invalid("The reference has to have 1 to 255 characters."));
    }
    let mut order = open(app, actor, order_id).await?;
    if let Some(known) = store::order::find_fulfilment_by_ref(&mut order.tx, order_id, client_ref).await? {
        return Ok(known);
    }
    order.facts().may_fulfil()?;
    let all = unshipped(&order);
    let units = match which {
        Which::All => order.check_units(&all, LineUnits::unshipped)?,
        Which::Units(units) => order.check_units(units, LineUnits::unshipped)?,
    };
    let stock_location_id = ship(&mut order, &units).await?;
    let new = NewFulfilment {
        fulfilment_id: rng::new_id(),
        order_id,
        stock_location_id,
        client_ref,
        units: &units,
    };
    store::order::insert_fulfilment(&mut order.tx, &new, order.now).await?;
    order.add_units(Counter::Shipped, &units).await?;
    let told = order.told(&units);
    order
        .tell(
            "order.fulfilled",
            json!({ "fulfilment_id": new.fulfilment_id, "units": told }),
        )
        .await?;
    order.finish_derived().await?;
    Ok(new.fulfilment_id)
}

fn unshipped(order: &Open<'_>) -> Vec<(OrderLineId, u32)> {
    let lines = order.lines.iter();
    lines.map(|line| (line.order_line_id, line.units.unshipped())).collect()
}

/// Units of some lines summed by variant (S-6), in the order in which stock is locked.
pub(super) fn by_variant(order: &Open<'_>, units: &[(OrderLineId, u32)]) -> BTreeMap<VariantId, u32> {
    let mut sums = BTreeMap::new();
    for (order_line_id, count) in units {
        for line in order.lines.iter().filter(|line| line.order_line_id == *order_line_id) {
            *sums.entry(line.variant_id).or_default() += count;
        }
    }
    sums
}

/// Takes the units out of stock, all from one place. `None` when nobody counts any of them.
async fn ship(order: &mut Open<'_>, units: &[(OrderLineId, u32)]) -> Result<Option<StockLocationId>, OrderError> {
    let order_id = order.head.order_id;
    let mut needs = by_variant(order, units);
    let variants: Vec<_> = needs.keys().copied().collect();
    let tracked = store::inventory::list_tracked(&mut order.tx, &variants).await?;
    needs.retain(|variant_id, _| tracked.iter().any(|(id, _)| id == variant_id));
    if needs.is_empty() {
        return Ok(None);
    }
    let mut allocations = store::order::lock_allocations(&mut order.tx, order_id).await?;
    let place = if let Some(place) = place_of_all(&allocations, &needs) {
        place
    } else {
        let place = allocate_missing(order, &allocations, &needs).await?;
        allocations = store::order::lock_allocations(&mut order.tx, order_id).await?;
        place
    };
    let takes: Vec<_> = allocations
        .iter()
        .filter(|it| it.stock_location_id == place)
        .filter_map(|it| {
            let quantity = *needs.get(&it.variant_id)?;
            Some(Allocation { quantity, ..*it })
        })
        .collect();
    match store::order::take(&mut order.tx, order_id, &takes, Leaving::Shipped, order.now).await {
        Ok(_) => Ok(Some(place)),
        // Sold on back-order and not here yet.
        Err(error) if error.constraint() == Some("inventory_levels_on_hand_check") => {
            Err(OrderRefusal::NotInStock.into())
        }
        Err(error) => Err(error.into()),
    }
}

/// The first place, by id, that has everything allocated.
fn place_of_all(allocations: &[Allocation], needs: &BTreeMap<VariantId, u32>) -> Option<StockLocationId> {
    let mut places: Vec<_> = allocations.iter().map(|it| it.stock_location_id).collect();
    places.sort_unstable();
    places.into_iter().find(|place| {
        needs.iter().all(|(variant_id, count)| {
            let is_here = |it: &&Allocation| it.variant_id == *variant_id && it.stock_location_id == *place;
            allocations.iter().find(is_here).is_some_and(|it| it.quantity >= *count)
        })
    })
}

/// An order whose stock was gone when its money came has nothing allocated: what there is now becomes its own.
async fn allocate_missing(
    order: &mut Open<'_>,
    allocations: &[Allocation],
    needs: &BTreeMap<VariantId, u32>,
) -> Result<StockLocationId, OrderError> {
    let place = ShopFacts::read(&mut order.tx).await?.shop.stock_location_id;
    let mut levels = Vec::new();
    for (variant_id, count) in needs {
        let of_variant = || allocations.iter().filter(|it| it.variant_id == *variant_id);
        let here = of_variant().find(|it| it.stock_location_id == place);
        let missing = count.saturating_sub(here.map_or(0, |it| it.quantity));
        let unshipped: u32 = (order.lines.iter())
            .filter(|line| line.variant_id == *variant_id)
            .map(|line| line.units.unshipped())
            .sum();
        let allocated: u32 = of_variant().map(|it| it.quantity).sum();
        // What lies elsewhere for this order is not allocated a second time.
        if allocated + missing > unshipped {
            return Err(OrderRefusal::NotInStock.into());
        }
        if missing > 0 {
            let wanted = Allocation {
                reservation_id: rng::new_id(),
                variant_id: *variant_id,
                stock_location_id: place,
                quantity: missing,
            };
            let level = store::order::allocate_late(&mut order.tx, order.head.order_id, wanted, order.now).await?;
            levels.push(level.ok_or(OrderRefusal::NotInStock)?);
        }
    }
    crate::stock::changed(&mut order.tx, order.app, &levels).await?;
    Ok(place)
}
