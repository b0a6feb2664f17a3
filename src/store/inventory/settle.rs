//! What becomes of units in flight: the order's own (P-4), the cart's again (P-3), or everybody's.

use super::{Level, LevelRow, ids};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::{CartId, OrderId, VariantId};
use domain::inventory::{HOLD_AT_MOST, hold_until};
use sqlx::PgConnection;

/// Makes the held units of an order its own (S-5). What is available does not change. True when less is held than the
/// order has: the goods are gone.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn allocate(conn: &mut PgConnection, order_id: OrderId, now: DateTime<Utc>) -> Result<bool, StoreError> {
    // The levels are locked in order before anything else is done: counting them needs all of them.
    let is_short = sqlx::query_scalar!(
        r#"with locked as (
             select l.variant_id
             from inventory_levels l
             join reservations r using (variant_id, stock_location_id)
             where r.order_id = $1
               and r.state = 'in_flight'
             order by l.variant_id, l.stock_location_id
             for update of l
         ), moved as (
             update reservations
             set state = 'allocated'
             where order_id = $1
               and state = 'in_flight'
               and (select count(*) from locked) > 0
             returning reservation_id, variant_id, stock_location_id, quantity
         ), levels as (
             update inventory_levels l
             set held = l.held - m.quantity, allocated = l.allocated + m.quantity
             from moved m
             where l.variant_id = m.variant_id
               and l.stock_location_id = m.stock_location_id
         ), told as (
             insert into inventory_movements
                 (variant_id, stock_location_id, kind, held_delta, allocated_delta, order_id, reservation_id, created_at)
             select variant_id, stock_location_id, 'allocate', -quantity, quantity, $1, reservation_id, $2
             from moved
         )
         select exists (
             select
             from order_lines o
             join variants v using (variant_id)
             where o.order_id = $1
               and v.tracks_inventory
               and v.inventory_policy <> 'continue'
             group by o.variant_id
             having sum(o.quantity) > coalesce((
                 select sum(r.quantity)
                 from reservations r
                 where r.order_id = $1
                   and r.variant_id = o.variant_id
             ), 0)
         ) as "is_short!""#,
        order_id.0,
        now,
    )
    .fetch_one(conn)
    .await?;
    Ok(is_short)
}

/// Gives the units in flight of an order back to its cart, with the time of checkout (P-3): those whose time for paying
/// is not over, and whose hold is not an hour old. The others are for [`release`].
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn return_to_cart(
    conn: &mut PgConnection,
    order_id: OrderId,
    cart_id: CartId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update reservations
         set state = 'held', order_id = null, cart_id = $2,
             expires_at = least($4, created_at + ($5::timestamptz - $3::timestamptz))
         where order_id = $1
           and state = 'in_flight'
           and expires_at > $3
           and created_at + ($5::timestamptz - $3::timestamptz) > $3",
        order_id.0,
        cart_id.0,
        now,
        hold_until(now, now),
        now + HOLD_AT_MOST,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Gives the units in flight of an order back to everybody, and says what is available now.
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
           set held = l.held - g.quantity,
               -- A deficit ends with the commitments that made it (S-9).
               deficit = least(l.deficit, greatest(0, l.allocated + l.held - g.quantity - l.backorder_limit - l.on_hand))
           from gone g
           where l.variant_id = g.variant_id
             and l.stock_location_id = g.stock_location_id
           returning l.variant_id, l.stock_location_id,
                     l.on_hand - l.allocated - l.held - l.safety + l.backorder_limit - g.quantity as "was!",
                     l.on_hand - l.allocated - l.held - l.safety + l.backorder_limit as "available!""#,
        order_id.0,
        now,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Level::from).collect())
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
        r#"select order_id as "order_id!"
           from reservations
           where variant_id = any ($1)
             and state = 'in_flight'
             and expires_at <= $2
           group by order_id
           order by min(expires_at)
           limit $3"#,
        &ids(variant_ids),
        now,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}
