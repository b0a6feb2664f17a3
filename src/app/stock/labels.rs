//! Tells lists, pages, the outbox and those who wait when what is said about stock is no longer true.

use super::TELL_JOB;
use crate::App;
use adapters::rng;
use domain::catalog::{LOW_STOCK_AT, StockLevel};
use domain::event::DomainEvent;
use domain::id::{ProductId, StockLocationId, VariantId};
use serde_json::json;
use sqlx::PgConnection;
use std::collections::BTreeMap;
use store::error::StoreError;
use store::inventory::{Level, Total};
use uuid::Uuid;

/// The job that rebuilds list rows: [`refresh`].
pub const STOCK_JOB: &str = "refresh_stock";

/// Tells of changed levels with the commit of their change: of a new label ("In stock", "Only a few left", "Sold out")
/// once, whatever the number of places and whoever changes stock at the same time. The caller has the locks of the levels.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub(crate) async fn changed(conn: &mut PgConnection, app: &App, levels: &[Level]) -> Result<(), StoreError> {
    if changes(levels).is_empty() {
        return Ok(());
    }
    let inactive = store::inventory::list_inactive(&mut *conn).await?;
    let counted = levels
        .iter()
        .filter(|level| !inactive.contains(&level.stock_location_id));
    let changes = changes(&counted.copied().collect::<Vec<_>>());
    if changes.is_empty() {
        return Ok(());
    }
    let variants: Vec<_> = changes.keys().copied().collect();
    store::inventory::lock_variants(&mut *conn, &variants).await?;
    let totals = store::inventory::list_totals(&mut *conn, &variants).await?;
    let mut stale = Vec::new();
    for total in &totals {
        let was = total.available - changes.get(&total.variant_id).copied().unwrap_or_default();
        let names = crossings(was, total.available);
        for name in names {
            append(&mut *conn, total, name).await?;
        }
        if label(was) != label(total.available) {
            stale.push(total.product_id);
        }
    }
    mark_stale(&mut *conn, app, stale).await?;
    let risen: Vec<_> = changes.iter().filter(|(_, by)| **by > 0).map(|(id, _)| *id).collect();
    tell_later(conn, app, &risen).await
}

/// By how much each variant changed in all, of those that may have another label now. Several changes of one row count
/// as one.
fn changes(levels: &[Level]) -> BTreeMap<VariantId, i64> {
    let mut rows: BTreeMap<(VariantId, StockLocationId), (i64, i64)> = BTreeMap::new();
    for level in levels {
        rows.entry((level.variant_id, level.stock_location_id))
            .and_modify(|(_, available)| *available = level.available)
            .or_insert((level.was, level.available));
    }
    let (mut sums, mut near) = (BTreeMap::<VariantId, i64>::new(), Vec::new());
    for ((variant_id, _), (was, available)) in rows {
        // What a place owes takes nothing from the others.
        *sums.entry(variant_id).or_default() += available.max(0) - was.max(0);
        if was.min(available) <= LOW_STOCK_AT {
            near.push(variant_id);
        }
    }
    sums.retain(|variant_id, by| *by != 0 && near.contains(variant_id));
    sums
}

// Whether it is sold without stock does not matter: such a variant crosses the same lines.
const fn label(available: i64) -> StockLevel {
    StockLevel::of(available, true, false)
}

/// The lines that were crossed on the way, each by its event.
fn crossings(was: i64, now: i64) -> Vec<&'static str> {
    let mut names = Vec::new();
    if was > LOW_STOCK_AT && now <= LOW_STOCK_AT {
        names.push("variant.low_stock");
    }
    if was > 0 && now <= 0 {
        names.push("variant.out_of_stock");
    }
    if was <= 0 && now > 0 {
        names.push("variant.back_in_stock");
    }
    names
}

async fn append(conn: &mut PgConnection, total: &Total, name: &'static str) -> Result<(), StoreError> {
    let event = DomainEvent {
        aggregate_type: "variant",
        aggregate_id: total.variant_id.0,
        name,
        payload: json!({ "variant": {
            "id": total.variant_id,
            "product_id": total.product_id,
            "level": label(total.available).as_str(),
            "available": total.available,
        } }),
    };
    store::outbox::append(conn, rng::new_id::<Uuid>(), &event).await
}

async fn mark_stale(conn: &mut PgConnection, app: &App, mut products: Vec<Uuid>) -> Result<(), StoreError> {
    products.sort_unstable();
    products.dedup();
    for product_id in &products {
        let payload = json!({ "product_id": product_id });
        // No dedupe key: a job that runs right now may have read the stock before this change.
        store::job::append(&mut *conn, STOCK_JOB, None, &payload, 50, app.clock.now()).await?;
    }
    store::notify::catalog_changed(conn, &tags(&products.into_iter().map(Into::into).collect::<Vec<_>>())).await
}

async fn tell_later(conn: &mut PgConnection, app: &App, risen: &[VariantId]) -> Result<(), StoreError> {
    if risen.is_empty() {
        return Ok(());
    }
    for variant_id in store::inventory::list_waited_for(&mut *conn, risen).await? {
        let payload = json!({ "variant_id": variant_id });
        store::job::append(&mut *conn, TELL_JOB, None, &payload, 60, app.clock.now()).await?;
    }
    Ok(())
}

/// Rebuilds the list row of a product and marks its pages stale. Doing it twice is doing it once.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn refresh(app: &App, product_id: ProductId) -> Result<(), StoreError> {
    let mut tx = app.pool.begin().await?;
    store::media::refresh_summaries(&mut tx, &[product_id]).await?;
    store::notify::catalog_changed(&mut tx, &tags(&[product_id])).await?;
    tx.commit().await?;
    Ok(())
}

fn tags(products: &[ProductId]) -> Vec<String> {
    products.iter().map(|id| format!("product:{id}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(place: u128, was: i64, available: i64) -> Level {
        Level {
            variant_id: Uuid::from_u128(1).into(),
            stock_location_id: Uuid::from_u128(place).into(),
            was,
            available,
        }
    }

    #[test]
    fn what_was_given_back_and_held_again_in_one_step_is_no_change() {
        assert!(changes(&[level(1, 0, 2), level(1, 2, 0)]).is_empty());
        assert!(changes(&[level(1, 9, 8)]).is_empty(), "nowhere near a line");
        let sum = changes(&[level(1, 0, 2), level(2, -3, -1), level(2, -1, 1)]);
        assert_eq!(sum.into_values().collect::<Vec<_>>(), [3]);
    }

    #[test]
    fn each_line_that_is_crossed_is_told_and_none_that_is_not() {
        assert_eq!(crossings(9, 3), ["variant.low_stock"]);
        assert_eq!(crossings(9, 0), ["variant.low_stock", "variant.out_of_stock"]);
        assert_eq!(crossings(0, 9), ["variant.back_in_stock"]);
        assert!(crossings(3, 2).is_empty() && crossings(2, 9).is_empty() && crossings(0, 0).is_empty());
    }
}
