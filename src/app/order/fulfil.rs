//! Sends goods: units that leave one place together are one fulfilment. A hold blocks this and nothing else.

use super::OrderError;
use super::open::{Open, open};
use crate::App;
use crate::steps::Step;
use adapters::rng;
use domain::id::{FulfilmentId, OrderId, OrderLineId, StockLocationId, VariantId};
use domain::inventory::{Needs, choose};
use domain::order::{Actor, LineUnits, OrderRefusal};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use store::order::{Allocation, Counter, Leaving, NewFulfilment};

/// Which units of an order.
#[derive(Debug, Clone)]
pub enum Which<'a> {
    /// All that still have to go out.
    All,
    /// These, by line.
    Units(&'a [(OrderLineId, u32)]),
}

/// Records that units have left, as one fulfilment for each place that they leave, and returns the first. The same
/// `client_ref` again gives the first fulfilment.
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
    let mut first = None;
    let parcels = ship(&mut order, &units).await?;
    app.steps.reached(Step::GoodsTaken)?;
    for parcel in parcels {
        let fulfilment_id: FulfilmentId = rng::new_id();
        // What leaves other places is found by the first: the caller has one name for all.
        let own_ref = if first.is_none() {
            client_ref.to_owned()
        } else {
            fulfilment_id.to_string()
        };
        let new = NewFulfilment {
            fulfilment_id,
            order_id,
            stock_location_id: parcel.place,
            client_ref: &own_ref,
            units: &parcel.units,
        };
        store::order::insert_fulfilment(&mut order.tx, &new, order.now).await?;
        order.add_units(Counter::Shipped, &parcel.units).await?;
        let told = order.told(&parcel.units);
        let data = json!({ "fulfilment_id": fulfilment_id, "units": told });
        order.tell("order.fulfilled", data).await?;
        first = first.or(Some(fulfilment_id));
    }
    app.steps.reached(Step::FulfilmentWritten)?;
    order.finish_derived().await?;
    app.steps.reached(Step::Fulfilled)?;
    first.ok_or(OrderRefusal::NoUnits.into())
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

/// Units that leave one place together.
struct Parcel {
    /// Absent when nobody counts any of them.
    place: Option<StockLocationId>,
    units: Vec<(OrderLineId, u32)>,
}

/// Takes the units out of stock: from one place where one has all of them, else from each place what it has for the order.
async fn ship(order: &mut Open<'_>, units: &[(OrderLineId, u32)]) -> Result<Vec<Parcel>, OrderError> {
    let order_id = order.head.order_id;
    let mut needs = by_variant(order, units);
    let variants: Vec<_> = needs.keys().copied().collect();
    let tracked = store::inventory::list_tracked(&mut order.tx, &variants).await?;
    needs.retain(|variant_id, _| tracked.iter().any(|(id, _)| id == variant_id));
    if needs.is_empty() {
        let units = units.to_vec();
        return Ok(vec![Parcel { place: None, units }]);
    }
    // Once and in order, before what the order has and what it lacks are looked at (S-7).
    let of_order: Vec<_> = order.lines.iter().map(|line| line.variant_id).collect();
    store::inventory::lock_levels(&mut order.tx, &of_order).await?;
    let mut allocations = store::order::lock_allocations(&mut order.tx, order_id).await?;
    if shares(&allocations, &needs).is_none() {
        allocate_missing(order, &allocations, &needs).await?;
        allocations = store::order::lock_allocations(&mut order.tx, order_id).await?;
    }
    let takes = shares(&allocations, &needs).ok_or(OrderRefusal::NotInStock)?;
    match store::order::take(&mut order.tx, order_id, &takes, Leaving::Shipped, order.now).await {
        Ok(_) => Ok(parcels(order, units, &takes)),
        // Sold on back-order and not here yet.
        Err(error) if error.constraint() == Some("inventory_levels_on_hand_check") => {
            Err(OrderRefusal::NotInStock.into())
        }
        Err(error) => Err(error.into()),
    }
}

/// What each allocation gives; `None` when all of them together are not enough.
fn shares(allocations: &[Allocation], needs: &BTreeMap<VariantId, u32>) -> Option<Vec<Allocation>> {
    let one = place_of_all(allocations, needs);
    let mut takes = Vec::new();
    for (variant_id, count) in needs {
        let mut left = *count;
        let of_variant = allocations
            .iter()
            .filter(|it| it.variant_id == *variant_id && one.is_none_or(|place| it.stock_location_id == place));
        for allocation in of_variant {
            let quantity = left.min(allocation.quantity);
            left -= quantity;
            if quantity > 0 {
                takes.push(Allocation {
                    quantity,
                    ..*allocation
                });
            }
        }
        if left > 0 {
            return None;
        }
    }
    Some(takes)
}

/// The units by the places that they leave, in id order. What nobody counts goes with the first.
fn parcels(order: &Open<'_>, units: &[(OrderLineId, u32)], takes: &[Allocation]) -> Vec<Parcel> {
    let mut left: Vec<_> = takes.to_vec();
    let places: BTreeSet<_> = takes.iter().map(|take| take.stock_location_id).collect();
    let mut parcels: BTreeMap<StockLocationId, Vec<(OrderLineId, u32)>> = BTreeMap::new();
    for (order_line_id, count) in units {
        let line = order.lines.iter().find(|line| line.order_line_id == *order_line_id);
        let variant_id = line.map(|line| line.variant_id);
        let mut rest = *count;
        for take in left.iter_mut().filter(|take| Some(take.variant_id) == variant_id) {
            let quantity = rest.min(take.quantity);
            (rest, take.quantity) = (rest - quantity, take.quantity - quantity);
            if quantity > 0 {
                parcels
                    .entry(take.stock_location_id)
                    .or_default()
                    .push((*order_line_id, quantity));
            }
        }
        if let Some(first) = places.first().filter(|_| rest > 0) {
            parcels.entry(*first).or_default().push((*order_line_id, rest));
        }
    }
    let parcel = |(place, units)| Parcel {
        place: Some(place),
        units,
    };
    parcels.into_iter().map(parcel).collect()
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

/// An order whose stock was gone when its money came has nothing allocated: what there is now becomes its own. From one
/// place, where one has all that is missing. The caller has locked the levels.
async fn allocate_missing(
    order: &mut Open<'_>,
    allocations: &[Allocation],
    needs: &BTreeMap<VariantId, u32>,
) -> Result<(), OrderError> {
    let mut missing = Needs::default();
    for (variant_id, count) in needs {
        let of_variant = allocations.iter().filter(|it| it.variant_id == *variant_id);
        let allocated: u32 = of_variant.map(|it| it.quantity).sum();
        missing.add(*variant_id, count.saturating_sub(allocated), false);
    }
    let (variants, now) = (missing.variants(), order.now);
    let (shelves, _) = store::inventory::list_shelves(&mut order.tx, &variants, None, None, now).await?;
    let choice = choose(&missing, &shelves).map_err(|_| OrderRefusal::NotInStock)?;
    let mut levels = Vec::new();
    for take in choice.takes {
        let wanted = Allocation {
            reservation_id: rng::new_id(),
            variant_id: take.variant_id,
            stock_location_id: take.stock_location_id,
            quantity: take.quantity,
        };
        let level = store::order::allocate_late(&mut order.tx, order.head.order_id, wanted, now).await?;
        levels.push(level.ok_or(OrderRefusal::NotInStock)?);
    }
    crate::stock::changed(&mut order.tx, order.app, &levels).await?;
    Ok(())
}
