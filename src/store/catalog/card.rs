//! Products as lists show them, from the read models `product_summaries` and, for the market's prices,
//! `product_prices`. A product that has no price in the market is in none of its lists.

use super::facet::push_filter;
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::catalog::{ListFilter, PAGE_SIZE, Sort};
use domain::id::{CollectionId, MarketId, ProductId};
use domain::pricing::Content;
use sqlx::{PgConnection, Postgres, QueryBuilder};
use uuid::Uuid;

/// A picture of a list row.
#[derive(Debug, Clone)]
pub struct ListedPicture {
    /// Folder of the renditions.
    pub name: String,
    /// Pixels of the original.
    pub width: i32,
    /// Pixels of the original.
    pub height: i32,
    /// Widths as JPEG and WebP.
    pub widths: Vec<i32>,
    /// Widths as AVIF.
    pub avif_widths: Vec<i32>,
    /// `#rrggbb`.
    pub dominant_colour: String,
    /// What it shows.
    pub alt: String,
}

/// A list row.
#[derive(Debug, Clone)]
pub struct Card {
    /// Id.
    pub product_id: ProductId,
    /// Address part.
    pub handle: String,
    /// Name.
    pub title: String,
    /// Brand.
    pub vendor: String,
    /// Lowest price, minor units.
    pub price_min_minor: i64,
    /// Highest price, minor units.
    pub price_max_minor: i64,
    /// Of the cheapest variant.
    pub compare_at_minor: Option<i64>,
    /// What every variant holds, where all cost the same and hold the same.
    pub content: Option<Content>,
    /// `in_stock`, `low_stock` or `out_of_stock`.
    pub stock_level: String,
    /// First picture.
    pub picture: Option<ListedPicture>,
    /// Second picture, without its own size.
    pub second_picture: Option<ListedPicture>,
}

#[derive(sqlx::FromRow)]
pub(super) struct CardRow {
    product_id: Uuid,
    handle: String,
    title: String,
    vendor: String,
    price_min_minor: i64,
    price_max_minor: i64,
    compare_at_minor: Option<i64>,
    content: Option<String>,
    stock_level: String,
    content_name: Option<String>,
    media_width: Option<i32>,
    media_height: Option<i32>,
    media_widths: Vec<i32>,
    media_avif_widths: Vec<i32>,
    dominant_colour: Option<String>,
    media_alt: String,
    second_content_name: Option<String>,
    second_widths: Vec<i32>,
}

pub(super) const COLUMNS: &str = "s.product_id, s.handle, s.title, s.vendor, pp.price_min_minor, pp.price_max_minor, \
     pp.compare_at_minor, pp.content, s.stock_level, s.content_name, s.media_width, s.media_height, s.media_widths, \
     s.media_avif_widths, s.dominant_colour, s.media_alt, s.second_content_name, s.second_widths";

impl From<CardRow> for Card {
    fn from(row: CardRow) -> Self {
        let (width, height) = (row.media_width.unwrap_or(1), row.media_height.unwrap_or(1));
        let picture = |name: String, widths, avif_widths, alt| ListedPicture {
            name,
            width,
            height,
            widths,
            avif_widths,
            dominant_colour: row.dominant_colour.clone().unwrap_or_else(|| "#dddddd".to_owned()),
            alt,
        };
        Self {
            picture: row
                .content_name
                .map(|name| picture(name, row.media_widths, row.media_avif_widths, row.media_alt)),
            second_picture: row
                .second_content_name
                .map(|name| picture(name, row.second_widths, Vec::new(), String::new())),
            product_id: row.product_id.into(),
            handle: row.handle,
            title: row.title,
            vendor: row.vendor,
            price_min_minor: row.price_min_minor,
            price_max_minor: row.price_max_minor,
            compare_at_minor: row.compare_at_minor,
            // Written by us, so it reads.
            content: row.content.as_deref().and_then(|content| content.parse().ok()),
            stock_level: row.stock_level,
        }
    }
}

/// One page of a collection, or of the whole shop without one.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_cards(
    conn: &mut PgConnection,
    market_id: MarketId,
    collection: Option<CollectionId>,
    filter: &ListFilter,
    now: DateTime<Utc>,
) -> Result<Vec<Card>, StoreError> {
    let mut query = QueryBuilder::<Postgres>::new("select ");
    query.push(COLUMNS);
    if let Some(id) = collection {
        query.push(" from collection_products cp join product_summaries s using (product_id)");
        push_prices(&mut query, market_id);
        query.push(" where cp.collection_id = ");
        query.push_bind(id.0);
    } else {
        query.push(" from product_summaries s");
        push_prices(&mut query, market_id);
        query.push(" where true");
    }
    query.push(" and ");
    push_visible(&mut query, now);
    push_filter(&mut query, filter);
    query.push(match (filter.sort, collection) {
        (Sort::Featured, Some(_)) => " order by cp.position, cp.product_id",
        (Sort::Featured | Sort::Newest, _) => " order by s.created_at desc, s.product_id",
        (Sort::PriceAscending, _) => " order by pp.price_min_minor, pp.product_id",
        (Sort::PriceDescending, _) => " order by pp.price_min_minor desc, pp.product_id",
        (Sort::Title, _) => " order by s.title, s.product_id",
    });
    push_page(&mut query, filter.page);
    let rows: Vec<CardRow> = query.build_query_as().fetch_all(conn).await?;
    Ok(rows.into_iter().map(Card::from).collect())
}

/// The prices of a market beside the rows of `s`.
pub(super) fn push_prices(query: &mut QueryBuilder<Postgres>, market_id: MarketId) {
    query.push(" join product_prices pp on pp.product_id = s.product_id and pp.market_id = ");
    query.push_bind(market_id.0);
}

pub(super) fn push_visible(query: &mut QueryBuilder<Postgres>, now: DateTime<Utc>) {
    query.push("s.visible and (s.published_from is null or s.published_from <= ");
    query.push_bind(now);
    query.push(") and (s.published_until is null or s.published_until > ");
    query.push_bind(now);
    query.push(")");
}

pub(super) fn push_page(query: &mut QueryBuilder<Postgres>, page: u32) {
    query.push(" limit ");
    query.push_bind(i64::from(PAGE_SIZE));
    query.push(" offset ");
    query.push_bind(i64::from(page.saturating_sub(1)) * i64::from(PAGE_SIZE));
}

/// The newest visible products.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_newest(
    conn: &mut PgConnection,
    market_id: MarketId,
    limit: i64,
    now: DateTime<Utc>,
) -> Result<Vec<Card>, StoreError> {
    let mut query = QueryBuilder::<Postgres>::new("select ");
    query.push(COLUMNS);
    query.push(" from product_summaries s");
    push_prices(&mut query, market_id);
    query.push(" where s.available and ");
    push_visible(&mut query, now);
    query.push(" order by s.created_at desc, s.product_id limit ");
    query.push_bind(limit);
    let rows: Vec<CardRow> = query.build_query_as().fetch_all(conn).await?;
    Ok(rows.into_iter().map(Card::from).collect())
}

/// Others worth a look: of the same collection, else of the same type; what can be bought first.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_related(
    conn: &mut PgConnection,
    market_id: MarketId,
    product_id: ProductId,
    collection_handle: Option<&str>,
    product_type: &str,
    limit: i64,
    now: DateTime<Utc>,
) -> Result<Vec<Card>, StoreError> {
    let mut query = QueryBuilder::<Postgres>::new("select ");
    query.push(COLUMNS);
    if let Some(handle) = collection_handle {
        query.push(" from collection_products cp join product_summaries s using (product_id)");
        push_prices(&mut query, market_id);
        // The collection as a value and not as a table: so its index gives the order, and the first few rows end it.
        query.push(" where cp.collection_id = (select c.collection_id from collections c where c.handle = ");
        query.push_bind(handle.to_owned());
        query.push(")");
    } else {
        query.push(" from product_summaries s");
        push_prices(&mut query, market_id);
        query.push(" where s.product_type = ");
        query.push_bind(product_type.to_owned());
    }
    query.push(" and s.available and s.product_id <> ");
    query.push_bind(product_id.0);
    query.push(" and ");
    push_visible(&mut query, now);
    query.push(if collection_handle.is_some() {
        " order by cp.position, cp.product_id limit "
    } else {
        " order by s.created_at desc, s.product_id limit "
    });
    query.push_bind(limit);
    let rows: Vec<CardRow> = query.build_query_as().fetch_all(conn).await?;
    Ok(rows.into_iter().map(Card::from).collect())
}
