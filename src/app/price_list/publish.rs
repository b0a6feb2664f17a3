//! Makes lists from other lists (R15): prices in another currency are published, never converted for a request.

use super::{BATCH, PriceListError, announce};
use crate::App;
use domain::money::Money;
use sqlx::PgConnection;
use store::price_list::{
    Changed, ConvertedList, ListPrice, list_converted, list_prices_after, mark_published, remove_unsourced,
    upsert_prices,
};

/// What became of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Its name.
    pub list: String,
    /// Its prices.
    pub changed: Changed,
}

/// Makes the lists of these names from theirs, or every list that is made from another; all of them or none. With
/// `only_try` it says what would change. Publishing again changes nothing until a source or a rate did.
///
/// # Errors
/// [`PriceListError`].
pub async fn publish_prices(app: &App, names: &[String], only_try: bool) -> Result<Vec<Published>, PriceListError> {
    let mut tx = app.pool.begin().await?;
    store::import::lock_imports(&mut tx).await?;
    let mut lists = list_converted(&mut tx).await?;
    for name in names {
        if !lists.iter().any(|list| list.name == *name) {
            super::find_list(&mut tx, name).await?;
            return Err(PriceListError::NotConverted(name.clone()));
        }
    }
    lists.retain(|list| names.is_empty() || names.contains(&list.name));
    let mut published = Vec::with_capacity(lists.len());
    let mut all = Changed::default();
    for list in lists {
        let changed = make(app, &mut tx, &list).await?;
        all.add(changed.clone());
        published.push(Published {
            list: list.name,
            changed,
        });
    }
    announce(app, &mut tx, &mut all).await?;
    if only_try {
        tx.rollback().await?;
    } else {
        tx.commit().await?;
    }
    Ok(published)
}

async fn make(app: &App, conn: &mut PgConnection, list: &ConvertedList) -> Result<Changed, PriceListError> {
    let now = app.clock.now();
    let mut changed = remove_unsourced(&mut *conn, list.list_id, list.source_id).await?;
    let mut after = None;
    loop {
        let limit = i64::try_from(BATCH).unwrap_or(i64::MAX);
        let batch = list_prices_after(&mut *conn, list.source_id, after, limit).await?;
        let Some(last) = batch.last() else { break };
        after = Some((last.variant_id, last.min_quantity));
        let prices = batch
            .iter()
            .map(|price| convert(list, price))
            .collect::<Result<Vec<_>, _>>()?;
        changed.add(upsert_prices(&mut *conn, list.list_id, &prices, now).await?);
    }
    mark_published(conn, list.list_id, now).await?;
    Ok(changed)
}

fn convert(list: &ConvertedList, price: &ListPrice) -> Result<ListPrice, PriceListError> {
    let source = Money::new(price.amount_minor, list.source_currency);
    let converted = list
        .conversion
        .apply(source, price.compare_at_minor, list.currency, list.rounding);
    let (amount_minor, compare_at_minor) = converted.map_err(|source| PriceListError::Conversion {
        list: list.name.clone(),
        source,
    })?;
    Ok(ListPrice {
        amount_minor,
        compare_at_minor,
        ..*price
    })
}
