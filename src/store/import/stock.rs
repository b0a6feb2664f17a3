//! Stock of a batch at one location, with its ledger (S-1).
//!
//! What the file said last time is in the ledger: the sum of the `initial` and `import` movements. Only a quantity that
//! differs from that is news; it is then taken as a count (S-9), and what sales changed in between is booked as a
//! `recount`, so that the ledger still adds up and a count below commitments is carried as a deficit.

use domain::id::StockLocationId;
use sqlx::PgConnection;
use uuid::Uuid;

use super::Planned;
use crate::error::StoreError;
use crate::inventory::{Level, LevelRow};

/// Brings stock in. Variants that nobody counts get a level only if the file has a quantity.
///
/// Answers which levels changed of variants that were here before: somebody may wait for them.
pub async fn write(
    conn: &mut PgConnection,
    plans: &[Planned<'_>],
    place: StockLocationId,
) -> Result<Vec<Level>, StoreError> {
    let (mut new_ids, mut new_quantities) = (Vec::new(), Vec::new());
    let (mut known_ids, mut known_quantities) = (Vec::new(), Vec::new());
    for plan in plans {
        for (index, (variant, id)) in plan.draft.variants.iter().zip(&plan.variant_ids).enumerate() {
            let is_known = plan.known.is_some_and(|known| known.variants[index].is_some());
            match variant.quantity {
                Some(quantity) if is_known => {
                    known_ids.push(*id);
                    known_quantities.push(quantity);
                }
                None if is_known || !variant.tracks_inventory => {}
                quantity => {
                    new_ids.push(*id);
                    new_quantities.push(quantity.unwrap_or(0));
                }
            }
        }
    }
    insert_new(conn, &new_ids, &new_quantities, place).await?;
    if known_ids.is_empty() {
        return Ok(Vec::new());
    }
    lock_levels(conn, &known_ids, place).await?;
    count_known(conn, &known_ids, &known_quantities, place).await
}

async fn insert_new(
    conn: &mut PgConnection,
    ids: &[Uuid],
    quantities: &[i32],
    place: StockLocationId,
) -> Result<(), StoreError> {
    sqlx::query!(
        "with fresh as (
             select d.variant_id, d.quantity
             from unnest($1::uuid[], $2::integer[]) as d (variant_id, quantity)
         ), moved as (
             insert into inventory_movements (variant_id, stock_location_id, kind, on_hand_delta)
             select variant_id, $3, 'import', quantity
             from fresh
             where quantity > 0
         )
         insert into inventory_levels (variant_id, stock_location_id, on_hand)
         select variant_id, $3, quantity
         from fresh",
        ids,
        quantities,
        place.0,
    )
    .execute(conn)
    .await?;
    Ok(())
}

// In the order in which placements lock, and with a row for each.
async fn lock_levels(conn: &mut PgConnection, ids: &[Uuid], place: StockLocationId) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into inventory_levels (variant_id, stock_location_id)
         select id, $2
         from unnest($1::uuid[]) as id
         order by id
         on conflict do nothing",
        ids,
        place.0,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "select variant_id
         from inventory_levels
         where variant_id = any ($1)
           and stock_location_id = $2
         order by variant_id, stock_location_id
         for update",
        ids,
        place.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(())
}

async fn count_known(
    conn: &mut PgConnection,
    ids: &[Uuid],
    quantities: &[i32],
    place: StockLocationId,
) -> Result<Vec<Level>, StoreError> {
    let rows = sqlx::query_as!(
        LevelRow,
        r#"with ledger as (
             select d.variant_id, d.quantity, l.on_hand,
                    coalesce(sum(m.on_hand_delta) filter (where m.kind in ('initial', 'import')), 0)::integer as last
             from unnest($1::uuid[], $2::integer[]) as d (variant_id, quantity)
             join inventory_levels l on l.variant_id = d.variant_id and l.stock_location_id = $3
             left join inventory_movements m on m.variant_id = d.variant_id and m.stock_location_id = $3
             group by d.variant_id, d.quantity, l.on_hand
         ), news as (
             select *
             from ledger
             where quantity <> last
         ), moved as (
             insert into inventory_movements (variant_id, stock_location_id, kind, on_hand_delta)
             select variant_id, $3, 'import', quantity - last
             from news
             union all
             select variant_id, $3, 'recount', last - on_hand
             from news
             where last <> on_hand
         )
         update inventory_levels l
         set on_hand = n.quantity,
             deficit = greatest(0, l.allocated + l.held - l.backorder_limit - n.quantity),
             checked_at = now()
         from news n
         where l.variant_id = n.variant_id
           and l.stock_location_id = $3
         returning l.variant_id, l.stock_location_id,
                   n.on_hand - l.allocated - l.held - l.safety + l.backorder_limit as "was!",
                   l.on_hand - l.allocated - l.held - l.safety + l.backorder_limit as "available!""#,
        ids,
        quantities,
        place.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Level::from).collect())
}
