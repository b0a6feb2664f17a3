//! Stock for those who look after it: levels, history, what does not add up, and which orders are short.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::{OrderId, StockLocationId, VariantId};
use sqlx::PgConnection;

/// A level with its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelSummary {
    /// What.
    pub variant_id: VariantId,
    /// Its stock code; may be empty.
    pub sku: String,
    /// "Linen shirt, Coral / M".
    pub name: String,
    /// The place's name.
    pub location: String,
    /// On the shelf.
    pub on_hand: i32,
    /// Promised to orders.
    pub allocated: i32,
    /// Held by carts and payments.
    pub held: i32,
    /// Never promised.
    pub safety: i32,
    /// May be promised beyond what is there.
    pub backorder_limit: i32,
    /// Promised and not there (S-9).
    pub deficit: i32,
    /// On hand less allocated, held and safety (S-1).
    pub available: i32,
}

/// Levels in the order of product, variant and place, of a place or of all, at most `limit`; only those of which at most
/// `at_most` are available, where that is given.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_levels(
    conn: &mut PgConnection,
    stock_location_id: Option<StockLocationId>,
    sku: Option<&str>,
    at_most: Option<i32>,
    limit: i64,
) -> Result<Vec<LevelSummary>, StoreError> {
    let rows = sqlx::query_as!(
        LevelSummary,
        r#"select l.variant_id, coalesce(v.sku, '') as "sku!",
                  concat_ws(', ', p.title, nullif(concat_ws(' / ', v.option1, v.option2, v.option3), '')) as "name!",
                  s.name as location, l.on_hand, l.allocated, l.held, l.safety, l.backorder_limit, l.deficit,
                  l.on_hand - l.allocated - l.held - l.safety as "available!"
           from inventory_levels l
           join variants v using (variant_id)
           join products p using (product_id)
           join stock_locations s using (stock_location_id)
           where ($1::uuid is null or l.stock_location_id = $1)
             and ($2::text is null or v.sku = $2)
             and ($3::integer is null or l.on_hand - l.allocated - l.held - l.safety <= $3)
           order by p.title, v.position, v.variant_id, s.position, s.stock_location_id
           limit $4"#,
        stock_location_id.map(|id| id.0),
        sku,
        at_most,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// One entry of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    /// When.
    pub created_at: DateTime<Utc>,
    /// Stable word: `ship`, `recount` …
    pub kind: String,
    /// The place's name.
    pub location: String,
    /// Change of what is on the shelf.
    pub on_hand_delta: i32,
    /// Change of what is promised to orders.
    pub allocated_delta: i32,
    /// Change of what carts and payments hold.
    pub held_delta: i32,
    /// Whose order.
    pub order_number: Option<i64>,
    /// An outside system's name for it.
    pub external_ref: Option<String>,
    /// Why; may be empty.
    pub reason: String,
}

/// The ledger of a variant, newest first.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_movements(
    conn: &mut PgConnection,
    variant_id: VariantId,
    limit: i64,
) -> Result<Vec<Movement>, StoreError> {
    let rows = sqlx::query_as!(
        Movement,
        r#"select m.created_at, m.kind, coalesce(s.name, '') as "location!", m.on_hand_delta, m.allocated_delta,
                  m.held_delta, o.order_number as "order_number?", m.external_ref, m.reason
           from inventory_movements m
           left join stock_locations s using (stock_location_id)
           left join orders o using (order_id)
           where m.variant_id = $1
           order by m.inventory_movement_id desc
           limit $2"#,
        variant_id.0,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// A figure that is not what it adds up to (S-12).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What.
    pub variant_id: VariantId,
    /// Its stock code; may be empty.
    pub sku: String,
    /// Where.
    pub stock_location_id: StockLocationId,
    /// The place's name.
    pub location: String,
    /// "held by carts and payments".
    pub figure: String,
    /// What the column says.
    pub stored: i64,
    /// What it adds up to.
    pub proven: i64,
}

/// Figures that do not add up, at most `limit`. Reads the whole ledger.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_differences(conn: &mut PgConnection, limit: i64) -> Result<Vec<Difference>, StoreError> {
    let rows = sqlx::query_as!(
        Difference,
        r#"select d.variant_id as "variant_id!", coalesce(v.sku, '') as "sku!",
                  d.stock_location_id as "stock_location_id!", s.name as location, d.figure as "figure!",
                  d.stored as "stored!", d.proven::bigint as "proven!"
           from stock_differences d
           join variants v using (variant_id)
           join stock_locations s using (stock_location_id)
           order by d.variant_id, d.stock_location_id, d.figure
           limit $1"#,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// An order that was promised units which are not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShortOrder {
    /// Which.
    pub order_id: OrderId,
    /// As people call it.
    pub order_number: Option<i64>,
    /// Stock code of what is missing; may be empty.
    pub sku: String,
    /// The place's name.
    pub location: String,
    /// Units.
    pub missing: i32,
}

/// Orders that are short (S-9), newest first, at most `limit`.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_short_orders(conn: &mut PgConnection, limit: i64) -> Result<Vec<ShortOrder>, StoreError> {
    let rows = sqlx::query_as!(
        ShortOrder,
        r#"select h.order_id as "order_id!", o.order_number, coalesce(v.sku, '') as "sku!", s.name as location,
                  h.missing as "missing!"
           from short_orders h
           join orders o using (order_id)
           join variants v using (variant_id)
           join stock_locations s using (stock_location_id)
           order by o.placed_at desc, h.order_id, h.variant_id
           limit $1"#,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}
