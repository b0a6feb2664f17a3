//! What orders do to stock after placement: units go out, are given up, or come back. Columns and ledger change in one
//! statement, rows are locked in ascending (variant, location) order, as in [`crate::inventory`].

use crate::error::StoreError;
use crate::inventory::Level;
use chrono::{DateTime, Utc};
use domain::id::{OrderId, ReservationId, StockLocationId, VariantId};
use sqlx::PgConnection;
use uuid::Uuid;

/// Units of a variant that are allocated to an order at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allocation {
    /// Which.
    pub reservation_id: ReservationId,
    /// What.
    pub variant_id: VariantId,
    /// Where.
    pub stock_location_id: StockLocationId,
    /// Units, at least 1.
    pub quantity: u32,
}

/// Allocations of an order with their stock rows locked, in id order.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn lock_allocations(conn: &mut PgConnection, order_id: OrderId) -> Result<Vec<Allocation>, StoreError> {
    let rows = sqlx::query!(
        "select r.reservation_id, r.variant_id, r.stock_location_id, r.quantity
         from reservations r
         join inventory_levels l using (variant_id, stock_location_id)
         where r.order_id = $1
           and r.state = 'allocated'
         order by r.variant_id, r.stock_location_id
         for update of l",
        order_id.0,
    )
    .fetch_all(conn)
    .await?;
    let allocation = rows.into_iter().map(|row| Allocation {
        reservation_id: row.reservation_id.into(),
        variant_id: row.variant_id.into(),
        stock_location_id: row.stock_location_id.into(),
        quantity: row.quantity.unsigned_abs(),
    });
    Ok(allocation.collect())
}

/// What happens to allocated units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaving {
    /// They go out: less is there.
    Shipped,
    /// They are given up: more is available.
    Released,
}

struct LevelRow {
    variant_id: Uuid,
    stock_location_id: Uuid,
    was: i32,
    available: i32,
}

impl From<LevelRow> for Level {
    fn from(row: LevelRow) -> Self {
        Self {
            variant_id: row.variant_id.into(),
            stock_location_id: row.stock_location_id.into(),
            was: row.was.into(),
            available: row.available.into(),
        }
    }
}

/// Takes units out of allocations that [`lock_allocations`] has locked, and says what is available then.
///
/// # Errors
/// [`StoreError`] when the statement fails; constraint `inventory_levels_on_hand_check` when more goes out than is there.
pub async fn take(
    conn: &mut PgConnection,
    order_id: OrderId,
    takes: &[Allocation],
    leaving: Leaving,
    now: DateTime<Utc>,
) -> Result<Vec<Level>, StoreError> {
    let is_shipped = leaving == Leaving::Shipped;
    let rows = sqlx::query_as!(
        LevelRow,
        r#"with d as (
               select *
               from unnest($2::uuid[], $3::integer[]) as d (reservation_id, quantity)
           ), gone as (
               delete from reservations r
               using d
               where r.reservation_id = d.reservation_id
                 and r.quantity = d.quantity
           ), lessened as (
               update reservations r
               set quantity = r.quantity - d.quantity
               from d
               where r.reservation_id = d.reservation_id
                 and r.quantity > d.quantity
           ), taken as (
               select r.reservation_id, r.variant_id, r.stock_location_id, d.quantity
               from reservations r
               join d using (reservation_id)
           ), noted as (
               insert into inventory_movements
                   (variant_id, stock_location_id, kind, on_hand_delta, allocated_delta, order_id, reservation_id,
                    created_at)
               select variant_id, stock_location_id, case when $4 then 'ship' else 'deallocate' end,
                      case when $4 then -quantity else 0 end, -quantity, $1, reservation_id, $5
               from taken
           )
           update inventory_levels l
           set on_hand = l.on_hand - case when $4 then t.quantity else 0 end,
               allocated = l.allocated - t.quantity,
               -- A deficit ends with the commitments that made it (S-9).
               deficit = case
                   when $4 then l.deficit
                   else least(l.deficit, greatest(0, l.allocated - t.quantity + l.held - l.backorder_limit - l.on_hand))
               end
           from taken t
           where l.variant_id = t.variant_id
             and l.stock_location_id = t.stock_location_id
           returning l.variant_id, l.stock_location_id,
                     l.on_hand - l.allocated - l.held - l.safety + l.backorder_limit
                         - case when $4 then 0 else t.quantity end as "was!",
                     l.on_hand - l.allocated - l.held - l.safety + l.backorder_limit as "available!""#,
        order_id.0,
        &takes.iter().map(|take| take.reservation_id.0).collect::<Vec<_>>(),
        &takes
            .iter()
            .map(|take| i32::try_from(take.quantity).unwrap_or(i32::MAX))
            .collect::<Vec<_>>(),
        is_shipped,
        now,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Level::from).collect())
}

/// Allocates available units to an order that came without them (its stock was gone when the money came). False when
/// there are not enough; then nothing has changed.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn allocate_late(
    conn: &mut PgConnection,
    order_id: OrderId,
    allocation: Allocation,
    now: DateTime<Utc>,
) -> Result<Option<Level>, StoreError> {
    let level = sqlx::query_as!(
        LevelRow,
        r#"with level as (
               update inventory_levels
               set allocated = allocated + $4
               where variant_id = $2
                 and stock_location_id = $3
                 and on_hand - allocated - held - safety >= $4
               returning variant_id, stock_location_id,
                         on_hand - allocated - held - safety + backorder_limit as available
           ), reserved as (
               insert into reservations
                   (reservation_id, order_id, variant_id, stock_location_id, quantity, state, expires_at, created_at)
               select $5, $1, variant_id, stock_location_id, $4, 'allocated', $6, $6
               from level
               on conflict (order_id, variant_id, stock_location_id)
                   do update set quantity = reservations.quantity + excluded.quantity
               returning reservation_id
           ), noted as (
               insert into inventory_movements
                   (variant_id, stock_location_id, kind, allocated_delta, order_id, reservation_id, created_at)
               select $2, $3, 'allocate', $4, $1, reservation_id, $6
               from reserved
           )
           select variant_id, stock_location_id, available + $4 as "was!", available as "available!"
           from level"#,
        order_id.0,
        allocation.variant_id.0,
        allocation.stock_location_id.0,
        i32::try_from(allocation.quantity).unwrap_or(i32::MAX),
        allocation.reservation_id.0,
        now,
    )
    .fetch_optional(conn)
    .await?;
    Ok(level.map(Level::from))
}

/// Puts units back on the shelf, also where none of them ever lay, and says what is available then. Variants whose stock
/// nobody counts are left out.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn restock(
    conn: &mut PgConnection,
    order_id: OrderId,
    stock_location_id: StockLocationId,
    units: &[(VariantId, u32)],
    now: DateTime<Utc>,
) -> Result<Vec<Level>, StoreError> {
    let variants: Vec<_> = units.iter().map(|(id, _)| id.0).collect();
    sqlx::query!(
        "insert into inventory_levels (variant_id, stock_location_id)
         select variant_id, $2
         from variants
         where variant_id = any ($1)
           and tracks_inventory
         order by variant_id
         on conflict do nothing",
        &variants,
        stock_location_id.0,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "select variant_id
         from inventory_levels
         where variant_id = any ($1)
           and stock_location_id = $2
         order by variant_id
         for update",
        &variants,
        stock_location_id.0,
    )
    .fetch_all(&mut *conn)
    .await?;
    let rows = sqlx::query_as!(
        LevelRow,
        r#"with d as (
               select d.variant_id, sum(d.quantity)::integer as quantity
               from unnest($3::uuid[], $4::integer[]) as d (variant_id, quantity)
               join variants v on v.variant_id = d.variant_id and v.tracks_inventory
               group by d.variant_id
           ), levels as (
               update inventory_levels l
               set on_hand = l.on_hand + d.quantity,
                   deficit = least(
                       l.deficit,
                       greatest(0, l.allocated + l.held - l.backorder_limit - l.on_hand - d.quantity)
                   )
               from d
               where l.variant_id = d.variant_id
                 and l.stock_location_id = $2
               returning l.variant_id, l.stock_location_id, d.quantity,
                         l.on_hand - l.allocated - l.held - l.safety + l.backorder_limit as available
           ), noted as (
               insert into inventory_movements
                   (variant_id, stock_location_id, kind, on_hand_delta, order_id, created_at)
               select variant_id, stock_location_id, 'restock', quantity, $1, $5
               from levels
           )
           select variant_id, stock_location_id, available - quantity as "was!", available as "available!"
           from levels"#,
        order_id.0,
        stock_location_id.0,
        &variants,
        &units
            .iter()
            .map(|(_, count)| i32::try_from(*count).unwrap_or(i32::MAX))
            .collect::<Vec<_>>(),
        now,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Level::from).collect())
}
