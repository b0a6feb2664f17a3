//! Stock: the conditional updates that make overselling impossible (S-7), and the ledger behind every change (S-1).
//!
//! Rows are locked in ascending (variant, location) order before several of them change, so that no two baskets wait
//! for each other. Each function changes columns and ledger in one statement.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::{OrderId, ReservationId, StockLocationId, VariantId};
use sqlx::PgConnection;
use uuid::Uuid;

/// Units wanted of a variant at a location, summed over all lines first (S-6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Demand {
    /// What.
    pub variant_id: VariantId,
    /// Where.
    pub stock_location_id: StockLocationId,
    /// Units, at least 1.
    pub quantity: i32,
    /// Whether it is sold on below zero: then the back-order limit grows with the demand.
    pub sells_without_stock: bool,
}

/// What is left at a row that a statement has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Level {
    /// What.
    pub variant_id: VariantId,
    /// Where.
    pub stock_location_id: StockLocationId,
    /// Available before.
    pub was: i64,
    /// Available now.
    pub available: i64,
}

struct LevelRow {
    variant_id: Uuid,
    stock_location_id: Uuid,
    quantity: i32,
    available: i32,
}

/// Holds every demand that can be met and says what is left there. A demand that is missing from the answer is short;
/// then the caller rolls back.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn hold(conn: &mut PgConnection, demands: &[Demand]) -> Result<Vec<Level>, StoreError> {
    if demands.iter().any(|demand| demand.sells_without_stock) {
        ensure_rows(&mut *conn, demands).await?;
    }
    if demands.len() > 1 {
        lock_demanded(&mut *conn, demands).await?;
    }
    let rows = sqlx::query_as!(
        LevelRow,
        r#"update inventory_levels l
           set held = l.held + d.quantity,
               backorder_limit = case
                   when d.sells_without_stock
                   then greatest(l.backorder_limit, l.allocated + l.held + l.safety + d.quantity - l.on_hand)
                   else l.backorder_limit
               end
           from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::boolean[])
               as d (variant_id, stock_location_id, quantity, sells_without_stock)
           where l.variant_id = d.variant_id
             and l.stock_location_id = d.stock_location_id
             and (
                 d.sells_without_stock
                 or l.on_hand - l.allocated - l.held - l.safety + l.backorder_limit >= d.quantity
             )
           returning l.variant_id, l.stock_location_id, d.quantity as "quantity!",
                     l.on_hand - l.allocated - l.held - l.safety + l.backorder_limit as "available!""#,
        &variants(demands),
        &locations(demands),
        &demands.iter().map(|demand| demand.quantity).collect::<Vec<_>>(),
        &demands
            .iter()
            .map(|demand| demand.sells_without_stock)
            .collect::<Vec<_>>(),
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| row.level(-1)).collect())
}

// A variant that is sold without stock may never have been counted.
async fn ensure_rows(conn: &mut PgConnection, demands: &[Demand]) -> Result<(), StoreError> {
    let uncounted: Vec<_> = demands
        .iter()
        .copied()
        .filter(|demand| demand.sells_without_stock)
        .collect();
    sqlx::query!(
        "insert into inventory_levels (variant_id, stock_location_id)
         select * from unnest($1::uuid[], $2::uuid[])
         order by 1, 2
         on conflict do nothing",
        &variants(&uncounted),
        &locations(&uncounted),
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn lock_demanded(conn: &mut PgConnection, demands: &[Demand]) -> Result<(), StoreError> {
    sqlx::query!(
        "select l.variant_id
         from inventory_levels l
         join unnest($1::uuid[], $2::uuid[]) as d (variant_id, stock_location_id) using (variant_id, stock_location_id)
         order by l.variant_id, l.stock_location_id
         for update of l",
        &variants(demands),
        &locations(demands),
    )
    .fetch_all(conn)
    .await?;
    Ok(())
}

/// Binds held units to a placement that is being paid (S-4).
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn insert_reservations(
    conn: &mut PgConnection,
    order_id: OrderId,
    demands: &[Demand],
    ids: &[ReservationId],
    expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "with made as (
             insert into reservations
                 (reservation_id, order_id, variant_id, stock_location_id, quantity, state, expires_at, created_at)
             select d.reservation_id, $1, d.variant_id, d.stock_location_id, d.quantity, 'in_flight', $6, $7
             from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::integer[])
                 as d (reservation_id, variant_id, stock_location_id, quantity)
             returning reservation_id, variant_id, stock_location_id, quantity
         )
         insert into inventory_movements
             (variant_id, stock_location_id, kind, held_delta, order_id, reservation_id, created_at)
         select variant_id, stock_location_id, 'hold', quantity, $1, reservation_id, $7
         from made",
        order_id.0,
        &ids.iter().map(|id| id.0).collect::<Vec<_>>(),
        &variants(demands),
        &locations(demands),
        &demands.iter().map(|demand| demand.quantity).collect::<Vec<_>>(),
        expires_at,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Makes the held units of an order its own (S-5). What is available does not change.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn allocate(conn: &mut PgConnection, order_id: OrderId, now: DateTime<Utc>) -> Result<(), StoreError> {
    lock_reserved(&mut *conn, order_id).await?;
    sqlx::query!(
        "with moved as (
             update reservations
             set state = 'allocated'
             where order_id = $1
               and state = 'in_flight'
             returning reservation_id, variant_id, stock_location_id, quantity
         ), levels as (
             update inventory_levels l
             set held = l.held - m.quantity, allocated = l.allocated + m.quantity
             from moved m
             where l.variant_id = m.variant_id
               and l.stock_location_id = m.stock_location_id
         )
         insert into inventory_movements
             (variant_id, stock_location_id, kind, held_delta, allocated_delta, order_id, reservation_id, created_at)
         select variant_id, stock_location_id, 'allocate', -quantity, quantity, $1, reservation_id, $2
         from moved",
        order_id.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Gives the held units of an order back, and says what is available now.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn release(conn: &mut PgConnection, order_id: OrderId, now: DateTime<Utc>) -> Result<Vec<Level>, StoreError> {
    lock_reserved(&mut *conn, order_id).await?;
    let rows = sqlx::query_as!(
        LevelRow,
        r#"with gone as (
               delete from reservations
               where order_id = $1
                 and state = 'in_flight'
               returning reservation_id, variant_id, stock_location_id, quantity
           ), noted as (
               insert into inventory_movements
                   (variant_id, stock_location_id, kind, held_delta, order_id, reservation_id, created_at)
               select variant_id, stock_location_id, 'release', -quantity, $1, reservation_id, $2
               from gone
           )
           update inventory_levels l
           set held = l.held - g.quantity
           from gone g
           where l.variant_id = g.variant_id
             and l.stock_location_id = g.stock_location_id
           returning l.variant_id, l.stock_location_id, g.quantity,
                     l.on_hand - l.allocated - l.held - l.safety + l.backorder_limit as "available!""#,
        order_id.0,
        now,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| row.level(1)).collect())
}

async fn lock_reserved(conn: &mut PgConnection, order_id: OrderId) -> Result<(), StoreError> {
    sqlx::query!(
        "select l.variant_id
         from inventory_levels l
         join reservations r using (variant_id, stock_location_id)
         where r.order_id = $1
           and r.state = 'in_flight'
         order by l.variant_id, l.stock_location_id
         for update of l",
        order_id.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(())
}

/// Units available of some variants at a location, for telling a shopper how many are left.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_available(
    conn: &mut PgConnection,
    stock_location_id: StockLocationId,
    variant_ids: &[VariantId],
) -> Result<Vec<(VariantId, i64)>, StoreError> {
    let rows = sqlx::query!(
        r#"select variant_id, on_hand - allocated - held - safety + backorder_limit as "available!"
           from inventory_levels
           where stock_location_id = $1
             and variant_id = any ($2)"#,
        stock_location_id.0,
        &variant_ids.iter().map(|id| id.0).collect::<Vec<_>>(),
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.variant_id.into(), i64::from(row.available)))
        .collect())
}

/// Orders whose hold on one of the variants has outlived its time: asking the provider about them may free stock.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_stale_holders(
    conn: &mut PgConnection,
    variant_ids: &[VariantId],
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<OrderId>, StoreError> {
    let rows = sqlx::query_scalar!(
        "select order_id
         from reservations
         where variant_id = any ($1)
           and state = 'in_flight'
           and expires_at <= $2
         group by order_id
         order by min(expires_at)
         limit $3",
        &variant_ids.iter().map(|id| id.0).collect::<Vec<_>>(),
        now,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Which of some variants have their stock counted, and whether they are sold on below zero.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_tracked(
    conn: &mut PgConnection,
    variant_ids: &[VariantId],
) -> Result<Vec<(VariantId, bool)>, StoreError> {
    let rows = sqlx::query!(
        r#"select variant_id, inventory_policy = 'continue' as "sells_without_stock!"
           from variants
           where variant_id = any ($1)
             and tracks_inventory"#,
        &variant_ids.iter().map(|id| id.0).collect::<Vec<_>>(),
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.variant_id.into(), row.sells_without_stock))
        .collect())
}

/// Products of some variants, for caches and lists that show their stock.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_products(conn: &mut PgConnection, variant_ids: &[VariantId]) -> Result<Vec<Uuid>, StoreError> {
    let rows = sqlx::query_scalar!(
        "select distinct product_id
         from variants
         where variant_id = any ($1)
         order by product_id",
        &variant_ids.iter().map(|id| id.0).collect::<Vec<_>>(),
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

impl LevelRow {
    fn level(&self, sign: i64) -> Level {
        let available = i64::from(self.available);
        Level {
            variant_id: self.variant_id.into(),
            stock_location_id: self.stock_location_id.into(),
            was: available - sign * i64::from(self.quantity),
            available,
        }
    }
}

fn variants(demands: &[Demand]) -> Vec<Uuid> {
    demands.iter().map(|demand| demand.variant_id.0).collect()
}

fn locations(demands: &[Demand]) -> Vec<Uuid> {
    demands.iter().map(|demand| demand.stock_location_id.0).collect()
}
