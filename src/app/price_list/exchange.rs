//! Prices of a list from a file, and into one.

use super::file::{PriceRow, RowFault, VariantKey};
use super::{BATCH, PriceListError, announce, find_list};
use crate::App;
use domain::id::VariantId;
use sqlx::PgConnection;
use std::collections::{BTreeMap, BTreeSet};
use store::error::StoreError;
use store::price_list::{
    Changed, ListPrice, NamedList, list_known_variants, list_prices_after, list_skus, list_variants_by_sku,
    remove_prices, upsert_prices,
};

/// Most faults that are told at once.
pub const MAX_FAULTS: usize = 100;

/// Writes the rows of a file into a list, all or none; prices that the file does not name stay. With `only_try` it says
/// what would change. The same file again changes nothing.
///
/// # Errors
/// [`PriceListError`]; every row at fault is told, up to [`MAX_FAULTS`].
pub async fn import_prices(
    app: &App,
    list: &str,
    rows: &[PriceRow],
    only_try: bool,
) -> Result<Changed, PriceListError> {
    let mut tx = app.pool.begin().await?;
    store::import::lock_imports(&mut tx).await?;
    let found = find_list(&mut tx, list).await?;
    if found.is_converted {
        return Err(PriceListError::Converted(list.to_owned()));
    }
    let variants = resolve(&mut tx, rows).await?;
    let mut changed = Changed::default();
    for batch in rows.chunks(BATCH) {
        changed.add(write(app, &mut tx, &found, batch, &variants).await?);
    }
    announce(app, &mut tx, &mut changed).await?;
    if only_try {
        tx.rollback().await?;
    } else {
        tx.commit().await?;
    }
    Ok(changed)
}

async fn resolve<'a>(
    conn: &mut PgConnection,
    rows: &'a [PriceRow],
) -> Result<BTreeMap<&'a VariantKey, VariantId>, PriceListError> {
    let mut found: BTreeMap<VariantKey, VariantId> = BTreeMap::new();
    for batch in rows.chunks(BATCH) {
        let (mut skus, mut ids) = (Vec::new(), Vec::new());
        for row in batch {
            match &row.key {
                VariantKey::Sku(sku) => skus.push(sku.clone()),
                VariantKey::Id(id) => ids.push(*id),
            }
        }
        let by_sku = list_variants_by_sku(&mut *conn, &skus).await?;
        found.extend(by_sku.into_iter().map(|(sku, id)| (VariantKey::Sku(sku), id)));
        let known = list_known_variants(&mut *conn, &ids).await?;
        found.extend(known.into_iter().map(|id| (VariantKey::Id(id), id)));
    }
    let mut faults = Vec::new();
    let (mut seen, mut variants) = (BTreeSet::new(), BTreeMap::new());
    for row in rows {
        let column = match row.key {
            VariantKey::Sku(_) => "sku",
            VariantKey::Id(_) => "variant_id",
        };
        let mut fault = |reason: String| {
            faults.push(RowFault {
                line: row.line,
                column,
                reason,
            });
        };
        match found.get(&row.key) {
            Some(id) if !seen.insert((*id, row.min_quantity)) => {
                fault(format!(
                    "“{}” is there twice for {} and more",
                    row.key, row.min_quantity
                ));
            }
            Some(id) => {
                variants.insert(&row.key, *id);
            }
            None => fault(format!("no variant is called “{}”", row.key)),
        }
        if faults.len() >= MAX_FAULTS {
            break;
        }
    }
    if faults.is_empty() {
        Ok(variants)
    } else {
        Err(PriceListError::Rows(faults))
    }
}

async fn write(
    app: &App,
    conn: &mut PgConnection,
    list: &NamedList,
    rows: &[PriceRow],
    variants: &BTreeMap<&VariantKey, VariantId>,
) -> Result<Changed, StoreError> {
    let (mut set, mut gone) = (Vec::new(), Vec::new());
    for row in rows {
        let Some(variant_id) = variants.get(&row.key).copied() else {
            continue;
        };
        match row.price {
            Some((amount_minor, compare_at_minor)) => set.push(ListPrice {
                variant_id,
                min_quantity: row.min_quantity,
                amount_minor,
                compare_at_minor,
            }),
            None => gone.push((variant_id, row.min_quantity)),
        }
    }
    let mut changed = upsert_prices(&mut *conn, list.list_id, &set, app.clock.now()).await?;
    if !gone.is_empty() {
        changed.add(remove_prices(conn, list.list_id, &gone).await?);
    }
    Ok(changed)
}

/// Every price of a list, in the currency of the list, by stock code where the variant has one.
///
/// # Errors
/// [`PriceListError::NoList`], [`PriceListError::Store`].
pub async fn export_prices(app: &App, list: &str) -> Result<(NamedList, Vec<PriceRow>), PriceListError> {
    let mut conn = app.pool.acquire().await?;
    let found = find_list(&mut conn, list).await?;
    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        let limit = i64::try_from(BATCH).unwrap_or(i64::MAX);
        let batch = list_prices_after(&mut conn, found.list_id, after, limit).await?;
        let Some(last) = batch.last() else { break };
        after = Some((last.variant_id, last.min_quantity));
        let ids: Vec<VariantId> = batch.iter().map(|price| price.variant_id).collect();
        let skus: BTreeMap<VariantId, String> = list_skus(&mut conn, &ids).await?.into_iter().collect();
        for price in batch {
            let sku = skus.get(&price.variant_id).cloned();
            rows.push(row(rows.len(), sku, &price));
        }
    }
    Ok((found, rows))
}

fn row(index: usize, sku: Option<String>, price: &ListPrice) -> PriceRow {
    PriceRow {
        // After the line of names.
        line: index as u64 + 2,
        key: sku.map_or(VariantKey::Id(price.variant_id), VariantKey::Sku),
        min_quantity: price.min_quantity,
        price: Some((price.amount_minor, price.compare_at_minor)),
    }
}
