//! Facets with counts, kept for a moment: counting reads every row of a collection, and a count may be a little old.

use super::CatalogError;
use crate::App;
use domain::catalog::{Facet, FacetValue, ListFilter, Sort};
use domain::id::{CollectionId, MarketId};
use moka::future::Cache;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use store::catalog::FacetRow;

/// Values of one facet that are offered; those chosen are always among them.
const MAX_VALUES: usize = 30;
/// How old a count may be. Tighter than a list's bound of SEMANTICS section 8.
const KEPT: Duration = Duration::from_secs(30);

/// Counted facets of recent lists. Cheap to clone.
#[derive(Clone)]
pub struct FacetCache(Cache<(MarketId, Option<CollectionId>, ListFilter), Arc<Counted>>);

/// Facets and total of a list under its filter.
#[derive(Debug)]
pub(super) struct Counted {
    pub facets: Vec<Facet>,
    pub total: u32,
}

impl Default for FacetCache {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(2000).time_to_live(KEPT).build())
    }
}

impl FacetCache {
    /// Forgets every count.
    pub fn clear(&self) {
        self.0.invalidate_all();
    }
}

/// Facets and total of a list in a market.
pub(super) async fn counted(
    app: &App,
    market_id: MarketId,
    collection: Option<CollectionId>,
    filter: &ListFilter,
) -> Result<Arc<Counted>, CatalogError> {
    // Order and page do not change a count.
    let key = (
        market_id,
        collection,
        ListFilter {
            sort: Sort::Featured,
            page: 1,
            ..filter.clone()
        },
    );
    if let Some(known) = app.facets.0.get(&key).await {
        return Ok(known);
    }
    let mut conn = app.pool.acquire().await?;
    let rows = store::catalog::list_facets(&mut conn, market_id, collection, filter, app.clock.now()).await?;
    let counted = Arc::new(assemble(rows, filter));
    app.facets.0.insert(key, Arc::clone(&counted)).await;
    Ok(counted)
}

fn assemble(rows: Vec<FacetRow>, filter: &ListFilter) -> Counted {
    let count_of = |row: &FacetRow| u32::try_from(row.count).unwrap_or(u32::MAX);
    let mut total = 0;
    let mut by_key: BTreeMap<String, Vec<FacetValue>> = BTreeMap::new();
    for row in rows {
        let count = count_of(&row);
        if row.key.is_empty() {
            total = count;
            continue;
        }
        let selected = is_selected(filter, &row.key, &row.value);
        by_key.entry(row.key).or_default().push(FacetValue {
            value: row.value,
            count,
            selected,
        });
    }
    let mut facets: Vec<_> = by_key
        .into_iter()
        .filter_map(|(key, values)| facet(key, values))
        .collect();
    // Options first, then what the shop says of its products.
    facets.sort_by_key(|facet| (!facet.key.starts_with("option."), facet.key.clone()));
    Counted { facets, total }
}

fn facet(key: String, mut values: Vec<FacetValue>) -> Option<Facet> {
    values.sort_by(|a, b| {
        b.selected
            .cmp(&a.selected)
            .then(b.count.cmp(&a.count))
            .then(a.value.cmp(&b.value))
    });
    values.truncate(MAX_VALUES);
    let title = match key.as_str() {
        "type" => "Type".to_owned(),
        "vendor" => "Brand".to_owned(),
        option => option.trim_start_matches("option.").to_owned(),
    };
    // One value that everything has narrows nothing; "Title: Default Title" is how platforms say "no options".
    let useful = values.len() > 1 || values.iter().any(|value| value.selected);
    useful.then_some(Facet { key, title, values })
}

fn is_selected(filter: &ListFilter, key: &str, value: &str) -> bool {
    match key {
        "type" => filter.types.iter().any(|chosen| chosen == value),
        "vendor" => filter.vendors.iter().any(|chosen| chosen == value),
        _ => {
            let name = key.trim_start_matches("option.");
            filter
                .options
                .iter()
                .any(|(option, chosen)| option == name && chosen == value)
        }
    }
}
