//! What carts hold from the start of checkout until they are paid or the time is up (S-3, S-7, S-10).

use super::{Level, LevelRow};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::{CartId, OrderId, ReservationId, StockLocationId, VariantId};
use domain::inventory::{HOLD_AT_MOST, Reason, Take, hold_until};
use sqlx::PgConnection;
use uuid::Uuid;

/// Units that a cart holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// What.
    pub variant_id: VariantId,
    /// Units, at least 1.
    pub quantity: u32,
    /// Whether it has not lapsed, and the place is in use and serves the country.
    pub is_good: bool,
}

struct Arrays {
    variants: Vec<Uuid>,
    places: Vec<Uuid>,
    quantities: Vec<i32>,
    without: Vec<bool>,
}

impl Arrays {
    fn of(takes: &[Take]) -> Self {
        Self {
            variants: takes.iter().map(|take| take.variant_id.0).collect(),
            places: takes.iter().map(|take| take.stock_location_id.0).collect(),
            quantities: takes
                .iter()
                .map(|take| i32::try_from(take.quantity).unwrap_or(i32::MAX))
                .collect(),
            without: takes.iter().map(|take| take.sells_without_stock).collect(),
        }
    }
}

/// What a cart holds, kept from being given back until this transaction ends. The caller holds the cart's lock.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn claim(
    conn: &mut PgConnection,
    cart_id: CartId,
    country: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Vec<Held>, StoreError> {
    let rows = sqlx::query!(
        r#"select r.variant_id, r.quantity,
                  r.expires_at > $2
                      and s.active
                      and (cardinality(s.countries) = 0 or $3::text is null or $3 = any (s.countries)) as "is_good!"
           from reservations r
           join stock_locations s using (stock_location_id)
           where r.cart_id = $1
           for update of r"#,
        cart_id.0,
        now,
        country,
    )
    .fetch_all(conn)
    .await?;
    let held = rows.into_iter().map(|row| Held {
        variant_id: row.variant_id.into(),
        quantity: row.quantity.unsigned_abs(),
        is_good: row.is_good,
    });
    Ok(held.collect())
}

/// The levels that a cart's wishes are about, locked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locked {
    /// Whether the cart holds anything.
    pub holds_some: bool,
    levels: Vec<(VariantId, StockLocationId)>,
}

impl Locked {
    /// Whether everything that is taken lies where a lock is; a place that never had a variant has no row to lock.
    pub fn has_all(&self, takes: &[Take]) -> bool {
        let mut takes = takes.iter();
        takes.all(|take| self.levels.contains(&(take.variant_id, take.stock_location_id)))
    }
}

/// Locks every level of some variants, and those of what the cart holds, in order: what is read afterwards stays true.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn lock_wanted(
    conn: &mut PgConnection,
    cart_id: CartId,
    variant_ids: &[VariantId],
) -> Result<Locked, StoreError> {
    let rows = sqlx::query!(
        r#"with d as (
               select variant_id, stock_location_id
               from inventory_levels
               where variant_id = any ($1)
               union
               select variant_id, stock_location_id
               from reservations
               where cart_id = $2
           )
           select l.variant_id, l.stock_location_id,
                  exists (select from reservations where cart_id = $2) as "holds_some!"
           from inventory_levels l
           join d using (variant_id, stock_location_id)
           order by l.variant_id, l.stock_location_id
           for update of l"#,
        &super::ids(variant_ids),
        cart_id.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(Locked {
        holds_some: rows.iter().any(|row| row.holds_some),
        levels: rows
            .into_iter()
            .map(|row| (row.variant_id.into(), row.stock_location_id.into()))
            .collect(),
    })
}

/// Gives back what has lapsed at the places of what is taken, and what the cart no longer wants. Follows [`lock_wanted`].
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn unhold(
    conn: &mut PgConnection,
    cart_id: CartId,
    takes: &[Take],
    now: DateTime<Utc>,
) -> Result<Vec<Level>, StoreError> {
    let arrays = Arrays::of(takes);
    end_holds(conn, Some(cart_id), (&arrays.variants, &arrays.places), now).await
}

// Ends what a cart no longer wants, and what has lapsed at the places that are named; the caller has locked their levels.
// Without a cart it is only the latter.
async fn end_holds(
    conn: &mut PgConnection,
    cart_id: Option<CartId>,
    (variants, places): (&[Uuid], &[Uuid]),
    now: DateTime<Utc>,
) -> Result<Vec<Level>, StoreError> {
    let rows = sqlx::query_as!(
        LevelRow,
        r#"with d as (
               select *
               from unnest($1::uuid[], $2::uuid[]) as d (variant_id, stock_location_id)
           ), ending as (
               select r.reservation_id
               from reservations r
               left join d using (variant_id, stock_location_id)
               where r.cart_id = $3
                 and (d.variant_id is null or r.expires_at <= $4)
               union
               select r.reservation_id
               from reservations r
               join d using (variant_id, stock_location_id)
               where r.state = 'held'
                 and r.expires_at <= $4
           ), over as (
               select r.reservation_id
               from reservations r
               join ending using (reservation_id)
               where r.state = 'held'
               for update of r skip locked
           ), gone as (
               delete from reservations r
               using over
               where r.reservation_id = over.reservation_id
               returning r.reservation_id, r.variant_id, r.stock_location_id, r.quantity
           ), noted as (
               insert into inventory_movements
                   (variant_id, stock_location_id, kind, held_delta, reservation_id, reason, created_at)
               select variant_id, stock_location_id, 'release', -quantity, reservation_id, 'hold_ended', $4
               from gone
           ), sums as (
               select variant_id, stock_location_id, sum(quantity)::integer as quantity
               from gone
               group by variant_id, stock_location_id
           )
           update inventory_levels l
           set held = l.held - g.quantity,
               deficit = least(l.deficit, greatest(0, l.allocated + l.held - g.quantity - l.backorder_limit - l.on_hand))
           from sums g
           where l.variant_id = g.variant_id
             and l.stock_location_id = g.stock_location_id
           returning l.variant_id, l.stock_location_id,
                     l.on_hand - l.allocated - l.held - l.safety + l.backorder_limit - g.quantity as "was!",
                     l.on_hand - l.allocated - l.held - l.safety + l.backorder_limit as "available!""#,
        variants,
        places,
        cart_id.map(|cart_id| cart_id.0),
        now,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Level::from).collect())
}

// A variant that is sold without stock may never have been counted.
async fn ensure_rows(conn: &mut PgConnection, takes: &[Take]) -> Result<(), StoreError> {
    let without: Vec<_> = takes.iter().copied().filter(|take| take.sells_without_stock).collect();
    let arrays = Arrays::of(&without);
    sqlx::query!(
        "insert into inventory_levels (variant_id, stock_location_id)
         select * from unnest($1::uuid[], $2::uuid[])
         order by 1, 2
         on conflict do nothing",
        &arrays.variants,
        &arrays.places,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Holds for a cart what it takes, and extends what it holds already (S-3). `None` when a row has less than was thought;
/// then the caller rolls back. Follows [`lock_wanted`].
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn apply(
    conn: &mut PgConnection,
    cart_id: CartId,
    takes: &[Take],
    ids: &[ReservationId],
    reason: Reason,
    now: DateTime<Utc>,
) -> Result<Option<Vec<Level>>, StoreError> {
    let arrays = Arrays::of(takes);
    if takes.iter().any(|take| take.sells_without_stock) {
        ensure_rows(&mut *conn, takes).await?;
    }
    let rows = sqlx::query!(
        r#"with d as (
               select d.*, d.quantity - coalesce(r.quantity, 0) as more
               from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::integer[], $6::boolean[])
                   as d (reservation_id, variant_id, stock_location_id, quantity, without)
               left join reservations r
                   on r.cart_id = $1 and r.variant_id = d.variant_id and r.stock_location_id = d.stock_location_id
           ), levels as (
               update inventory_levels l
               set held = l.held + d.more,
                   backorder_limit = case
                       when d.without
                       then greatest(l.backorder_limit, l.allocated + l.held + l.safety + d.more - l.on_hand)
                       else l.backorder_limit
                   end
               from d
               where l.variant_id = d.variant_id
                 and l.stock_location_id = d.stock_location_id
                 and (
                     d.without
                     or d.more <= 0
                     or l.on_hand - l.allocated - l.held - l.safety + l.backorder_limit >= d.more
                 )
               returning l.variant_id, l.stock_location_id, d.more,
                         l.on_hand - l.allocated - l.held - l.safety + l.backorder_limit as available
           ), kept as (
               insert into reservations
                   (reservation_id, cart_id, variant_id, stock_location_id, quantity, state, expires_at, created_at)
               select d.reservation_id, $1, d.variant_id, d.stock_location_id, d.quantity, 'held',
                      $8, $7
               from d
               join levels using (variant_id, stock_location_id)
               on conflict (cart_id, variant_id, stock_location_id) where cart_id is not null do update
               set quantity = excluded.quantity,
                   expires_at = least(excluded.expires_at, reservations.created_at + ($9::timestamptz - $7::timestamptz))
               returning reservation_id, variant_id, stock_location_id
           ), noted as (
               insert into inventory_movements
                   (variant_id, stock_location_id, kind, held_delta, reservation_id, reason, created_at)
               select variant_id, stock_location_id, case when more > 0 then 'hold' else 'release' end, more,
                      kept.reservation_id, $10, $7
               from kept
               join levels using (variant_id, stock_location_id)
               where more <> 0
           )
           select variant_id as "variant_id!", stock_location_id as "stock_location_id!", more as "more!",
                  available as "available!"
           from levels"#,
        cart_id.0,
        &ids.iter().map(|id| id.0).collect::<Vec<_>>(),
        &arrays.variants,
        &arrays.places,
        &arrays.quantities,
        &arrays.without,
        now,
        hold_until(now, now),
        now + HOLD_AT_MOST,
        reason.as_str(),
    )
    .fetch_all(conn)
    .await?;
    if rows.len() < takes.len() {
        return Ok(None);
    }
    let levels = rows.into_iter().map(|row| Level {
        variant_id: row.variant_id.into(),
        stock_location_id: row.stock_location_id.into(),
        was: i64::from(row.available) + i64::from(row.more),
        available: row.available.into(),
    });
    Ok(Some(levels.collect()))
}

/// Makes what a cart holds an order's, while its payment is on the way (S-4). Says how many rows that were.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn bind(
    conn: &mut PgConnection,
    cart_id: CartId,
    order_id: OrderId,
    expires_at: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let bound = sqlx::query!(
        "update reservations
         set state = 'in_flight', cart_id = null, order_id = $2, expires_at = $3
         where cart_id = $1",
        cart_id.0,
        order_id.0,
        expires_at,
    )
    .execute(conn)
    .await?;
    Ok(bound.rows_affected())
}

/// Gives back everything that a cart holds, and says what is available then.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn give_back(conn: &mut PgConnection, cart_id: CartId, now: DateTime<Utc>) -> Result<Vec<Level>, StoreError> {
    lock_wanted(&mut *conn, cart_id, &[]).await?;
    unhold(conn, cart_id, &[], now).await
}

/// Gives back what lapsed before `now`, at at most `limit` rows of levels that nobody else works on (S-10).
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn release_lapsed(conn: &mut PgConnection, now: DateTime<Utc>, limit: i64) -> Result<Vec<Level>, StoreError> {
    let locked = sqlx::query!(
        "select l.variant_id, l.stock_location_id
         from inventory_levels l
         where (l.variant_id, l.stock_location_id) in (
             select variant_id, stock_location_id
             from reservations
             where state = 'held'
               and expires_at <= $1
             order by expires_at
             limit $2
         )
         order by l.variant_id, l.stock_location_id
         for update of l skip locked",
        now,
        limit,
    )
    .fetch_all(&mut *conn)
    .await?;
    if locked.is_empty() {
        return Ok(Vec::new());
    }
    let variants: Vec<_> = locked.iter().map(|row| row.variant_id).collect();
    let places: Vec<_> = locked.iter().map(|row| row.stock_location_id).collect();
    end_holds(conn, None, (&variants, &places), now).await
}
