//! What a list can be narrowed by, with counts.
//!
//! A value's count is what the list would hold if it were chosen: every other facet's choice applies, its own does
//! not. So each row is asked once which facets it fails; it counts for a facet when it fails nothing else.

use super::card::{push_prices, push_visible};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::catalog::ListFilter;
use domain::id::{CollectionId, MarketId};
use sqlx::{PgConnection, Postgres, QueryBuilder};
use std::collections::BTreeMap;

/// One value of a facet.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct FacetRow {
    /// `type`, `vendor`, `option.Size`; empty for the total.
    pub key: String,
    /// The value.
    pub value: String,
    /// Products.
    pub count: i64,
}

/// Counts of every facet value, and the total under the empty key.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_facets(
    conn: &mut PgConnection,
    market_id: MarketId,
    collection: Option<CollectionId>,
    filter: &ListFilter,
    now: DateTime<Utc>,
) -> Result<Vec<FacetRow>, StoreError> {
    let mut query =
        QueryBuilder::<Postgres>::new("with rows as materialized (select s.product_type, s.vendor, s.option_values, ");
    push_failed(&mut query, filter);
    query.push(" as failed from product_summaries s");
    push_prices(&mut query, market_id);
    query.push(" where ");
    push_visible(&mut query, now);
    if let Some(id) = collection {
        query.push(" and s.product_id in (select product_id from collection_products where collection_id = ");
        query.push_bind(id.0);
        query.push(")");
    }
    query.push(
        ") select '' as key, '' as value, count(*) as count from rows where failed = '{}' \
         union all select 'type', product_type, count(*) from rows where failed <@ '{type}' and product_type <> '' group by product_type \
         union all select 'vendor', vendor, count(*) from rows where failed <@ '{vendor}' and vendor <> '' group by vendor \
         union all select 'option.' || split_part(o.pair, ':', 1), substr(o.pair, strpos(o.pair, ':') + 1), count(*) \
         from rows, unnest(option_values) o (pair) \
         where failed <@ array['option.' || split_part(o.pair, ':', 1)] group by o.pair",
    );
    Ok(query.build_query_as().fetch_all(conn).await?)
}

/// The facets that a row fails, as an array of their keys.
fn push_failed(query: &mut QueryBuilder<Postgres>, filter: &ListFilter) {
    query.push("array_remove(array[null::text");
    if !filter.types.is_empty() {
        query.push(", case when not s.product_type = any (");
        query.push_bind(filter.types.clone());
        query.push(") then 'type' end");
    }
    if !filter.vendors.is_empty() {
        query.push(", case when not s.vendor = any (");
        query.push_bind(filter.vendors.clone());
        query.push(") then 'vendor' end");
    }
    for (name, pairs) in option_pairs(filter) {
        query.push(", case when not s.option_values && ");
        query.push_bind(pairs);
        query.push(" then ");
        query.push_bind(format!("option.{name}"));
        query.push(" end");
    }
    if let Some(least) = filter.price_min_minor {
        query.push(", case when pp.price_max_minor < ");
        query.push_bind(least);
        query.push(" then 'price' end");
    }
    if let Some(most) = filter.price_max_minor {
        query.push(", case when pp.price_min_minor > ");
        query.push_bind(most);
        query.push(" then 'price' end");
    }
    if filter.available_only {
        query.push(", case when not s.available then 'available' end");
    }
    query.push("], null)");
}

/// The same choices as conditions of a list.
pub(super) fn push_filter(query: &mut QueryBuilder<Postgres>, filter: &ListFilter) {
    if !filter.types.is_empty() {
        query.push(" and s.product_type = any (");
        query.push_bind(filter.types.clone());
        query.push(")");
    }
    if !filter.vendors.is_empty() {
        query.push(" and s.vendor = any (");
        query.push_bind(filter.vendors.clone());
        query.push(")");
    }
    for pairs in option_pairs(filter).into_values() {
        query.push(" and s.option_values && ");
        query.push_bind(pairs);
    }
    if let Some(least) = filter.price_min_minor {
        query.push(" and pp.price_max_minor >= ");
        query.push_bind(least);
    }
    if let Some(most) = filter.price_max_minor {
        query.push(" and pp.price_min_minor <= ");
        query.push_bind(most);
    }
    if filter.available_only {
        query.push(" and s.available");
    }
}

fn option_pairs(filter: &ListFilter) -> BTreeMap<&str, Vec<String>> {
    let mut pairs: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (name, value) in &filter.options {
        pairs.entry(name).or_default().push(format!("{name}:{value}"));
    }
    pairs
}
