//! Search in Postgres: words and prefixes by full text, slips of the keyboard by trigrams.

use super::card::{COLUMNS, Card, CardRow, push_page, push_prices, push_visible};
use super::facet::push_filter;
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::catalog::{ListFilter, Sort};
use domain::id::MarketId;
use sqlx::{PgConnection, Postgres, QueryBuilder};

/// Most products that one search ranks and counts: nobody reads on, and a common word must not cost more.
const MAX_FOUND: i64 = 1000;

/// A row with how many were found in all.
#[derive(sqlx::FromRow)]
struct FoundRow {
    #[sqlx(flatten)]
    card: CardRow,
    found: i64,
}

/// Products whose words match `tsquery` (in the syntax of `to_tsquery`), best first, and how many there are, up to
/// 1,000. The count is 0 on a page past the end.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_found(
    conn: &mut PgConnection,
    market_id: MarketId,
    tsquery: &str,
    filter: &ListFilter,
    now: DateTime<Utc>,
) -> Result<(Vec<Card>, i64), StoreError> {
    let mut query = start();
    query.push("ts_rank_cd(s.search_vector, q.q) as score from product_summaries s");
    push_prices(&mut query, market_id);
    query.push(" cross join (select to_tsquery('simple', fold_text(");
    query.push_bind(tsquery.to_owned());
    query.push(")) as q) q where s.search_vector @@ q.q and ");
    finish(query, filter, now)
        .build_query_as::<FoundRow>()
        .fetch_all(conn)
        .await
        .map(split)
        .map_err(StoreError::from)
}

/// Products whose names resemble `text`, most similar first.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_similar(
    conn: &mut PgConnection,
    market_id: MarketId,
    text: &str,
    filter: &ListFilter,
    now: DateTime<Utc>,
) -> Result<(Vec<Card>, i64), StoreError> {
    let mut query = start();
    query.push("q.score from similar_products(fold_text(");
    query.push_bind(text.to_owned());
    query.push("), ");
    query.push_bind(i32::try_from(MAX_FOUND).unwrap_or(i32::MAX));
    query.push(") q join product_summaries s using (product_id)");
    push_prices(&mut query, market_id);
    query.push(" where ");
    finish(query, filter, now)
        .build_query_as::<FoundRow>()
        .fetch_all(conn)
        .await
        .map(split)
        .map_err(StoreError::from)
}

fn start() -> QueryBuilder<Postgres> {
    let mut query = QueryBuilder::new("select s.*, count(*) over () as found from (select ");
    query.push(COLUMNS);
    query.push(", s.created_at, ");
    query
}

fn finish(mut query: QueryBuilder<Postgres>, filter: &ListFilter, now: DateTime<Utc>) -> QueryBuilder<Postgres> {
    push_visible(&mut query, now);
    push_filter(&mut query, filter);
    query.push(" limit ");
    query.push_bind(MAX_FOUND);
    query.push(match filter.sort {
        Sort::Featured => ") s order by s.score desc, s.created_at desc, s.product_id",
        Sort::Newest => ") s order by s.created_at desc, s.product_id",
        Sort::PriceAscending => ") s order by s.price_min_minor, s.product_id",
        Sort::PriceDescending => ") s order by s.price_min_minor desc, s.product_id",
        Sort::Title => ") s order by s.title, s.product_id",
    });
    push_page(&mut query, filter.page);
    query
}

fn split(rows: Vec<FoundRow>) -> (Vec<Card>, i64) {
    let found = rows.first().map_or(0, |row| row.found);
    (rows.into_iter().map(|row| row.card.into()).collect(), found)
}
