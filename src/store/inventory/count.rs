//! What people and outside systems say about stock: counts, differences, limits (S-9). Rows that cannot be done are left
//! out of the answer's changes and hold up no other row.

use super::{Level, LevelRow};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::{StockLocationId, VariantId};
use sqlx::PgConnection;
use std::collections::BTreeSet;
use uuid::Uuid;

/// "So many were there then."
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// What.
    pub variant_id: VariantId,
    /// Where. Each (variant, place) comes once in a call.
    pub stock_location_id: StockLocationId,
    /// Units on the shelf, at least 0.
    pub on_hand: i32,
    /// When that was so: what left or came since is counted on top.
    pub as_of: DateTime<Utc>,
    /// The outside system's name for it.
    pub external_ref: Option<String>,
}

/// "So many came or went."
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjustment {
    /// What.
    pub variant_id: VariantId,
    /// Where. Each (variant, place) comes once in a call.
    pub stock_location_id: StockLocationId,
    /// Units, below zero for those that went.
    pub delta: i32,
    /// The outside system's name for it.
    pub external_ref: Option<String>,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountOutcome {
    /// Done.
    Done {
        /// On the shelf now.
        on_hand: i32,
        /// Promised beyond that.
        deficit: i32,
    },
    /// Done before, under the same name.
    Known,
    /// There is a later count.
    Older {
        /// Of when.
        last: DateTime<Utc>,
    },
    /// Less would be left than is promised, or than nothing.
    TooFew {
        /// On the shelf.
        on_hand: i32,
        /// Promised to orders and carts.
        promised: i32,
    },
}

/// What became of the rows of a call, in their order, and the levels that changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Adjusted {
    /// One a row.
    pub outcomes: Vec<CountOutcome>,
    /// For whoever shows stock.
    pub levels: Vec<Level>,
}

/// Locks rows of levels before several calls change some of them each, and makes those that are missing: in ascending
/// order over all of them (S-7).
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn lock_places(
    conn: &mut PgConnection,
    places: &BTreeSet<(VariantId, StockLocationId)>,
) -> Result<(), StoreError> {
    let arrays = Arrays {
        variants: places.iter().map(|(variant_id, _)| variant_id.0).collect(),
        places: places.iter().map(|(_, place)| place.0).collect(),
    };
    lock(conn, &arrays).await
}

struct Arrays {
    variants: Vec<Uuid>,
    places: Vec<Uuid>,
}

async fn lock(conn: &mut PgConnection, arrays: &Arrays) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into inventory_levels (variant_id, stock_location_id)
         select * from unnest($1::uuid[], $2::uuid[])
         order by 1, 2
         on conflict do nothing",
        &arrays.variants,
        &arrays.places,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "select l.variant_id
         from inventory_levels l
         join unnest($1::uuid[], $2::uuid[]) as d (variant_id, stock_location_id) using (variant_id, stock_location_id)
         order by l.variant_id, l.stock_location_id
         for update of l",
        &arrays.variants,
        &arrays.places,
    )
    .fetch_all(conn)
    .await?;
    Ok(())
}

/// Takes counts. A count below what is promised is taken too: the difference is the deficit.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn count(
    conn: &mut PgConnection,
    counts: &[Count],
    reason: &str,
    now: DateTime<Utc>,
) -> Result<Adjusted, StoreError> {
    let arrays = Arrays {
        variants: counts.iter().map(|count| count.variant_id.0).collect(),
        places: counts.iter().map(|count| count.stock_location_id.0).collect(),
    };
    lock(&mut *conn, &arrays).await?;
    let refs: Vec<Option<String>> = counts.iter().map(|count| count.external_ref.clone()).collect();
    let rows = sqlx::query!(
        r#"with d as (
               select d.*,
                      exists (
                          select
                          from inventory_movements m
                          where m.variant_id = d.variant_id
                            and m.stock_location_id = d.stock_location_id
                            and m.external_ref = d.external_ref
                      ) as is_known,
                      l.counted_as_of as last,
                      greatest(0, d.counted + (
                          select coalesce(sum(m.on_hand_delta), 0)
                          from inventory_movements m
                          where m.variant_id = d.variant_id
                            and m.stock_location_id = d.stock_location_id
                            and m.created_at > d.as_of
                            -- Counts say what is there; only what came and went since is news to them.
                            and m.kind in ('ship', 'restock', 'adjust')
                      ))::integer as target
               from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::timestamptz[], $5::text[])
                   with ordinality as d (variant_id, stock_location_id, counted, as_of, external_ref, place_in_list)
               join inventory_levels l using (variant_id, stock_location_id)
           ), news as (
               select d.*, l.on_hand as was
               from d
               join inventory_levels l using (variant_id, stock_location_id)
               where not is_known
                 and (last is null or last <= as_of)
           ), noted as (
               insert into inventory_movements
                   (variant_id, stock_location_id, kind, on_hand_delta, external_ref, reason, created_at)
               select variant_id, stock_location_id, 'recount', target - was, external_ref, $6, $7
               from news
           ), levels as (
               update inventory_levels l
               set on_hand = n.target,
                   deficit = greatest(0, l.allocated + l.held - l.backorder_limit - n.target),
                   counted_as_of = n.as_of,
                   checked_at = $7
               from news n
               where l.variant_id = n.variant_id
                 and l.stock_location_id = n.stock_location_id
               returning l.variant_id, l.stock_location_id, l.on_hand, l.deficit, n.was as was_on_hand,
                         l.on_hand - l.allocated - l.held - l.safety + l.backorder_limit as available
           )
           select d.variant_id as "variant_id!", d.stock_location_id as "stock_location_id!", d.is_known as "is_known!",
                  d.last, l.on_hand as "on_hand?", l.deficit as "deficit?", l.was_on_hand as "was_on_hand?",
                  l.available as "available?"
           from d
           left join levels l using (variant_id, stock_location_id)
           order by d.place_in_list"#,
        &arrays.variants,
        &arrays.places,
        &counts.iter().map(|count| count.on_hand).collect::<Vec<_>>(),
        &counts.iter().map(|count| count.as_of).collect::<Vec<_>>(),
        &refs as &[Option<String>],
        reason,
        now,
    )
    .fetch_all(conn)
    .await?;
    let mut adjusted = Adjusted::default();
    for row in rows {
        let done = row.on_hand.zip(row.deficit).zip(row.was_on_hand).zip(row.available);
        adjusted.outcomes.push(match (done, row.last) {
            (Some((((on_hand, deficit), was_on_hand), available)), _) => {
                let available = i64::from(available);
                adjusted.levels.push(Level {
                    variant_id: row.variant_id.into(),
                    stock_location_id: row.stock_location_id.into(),
                    was: available - i64::from(on_hand) + i64::from(was_on_hand),
                    available,
                });
                CountOutcome::Done { on_hand, deficit }
            }
            (None, Some(last)) if !row.is_known => CountOutcome::Older { last },
            (None, _) => CountOutcome::Known,
        });
    }
    Ok(adjusted)
}

/// Books what came and went. What would leave less than is promised is refused: a count may say so, a difference may not.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn adjust(
    conn: &mut PgConnection,
    adjustments: &[Adjustment],
    reason: &str,
    now: DateTime<Utc>,
) -> Result<Adjusted, StoreError> {
    let arrays = Arrays {
        variants: adjustments.iter().map(|it| it.variant_id.0).collect(),
        places: adjustments.iter().map(|it| it.stock_location_id.0).collect(),
    };
    lock(&mut *conn, &arrays).await?;
    let refs: Vec<Option<String>> = adjustments.iter().map(|it| it.external_ref.clone()).collect();
    let rows = sqlx::query!(
        r#"with d as (
               select d.*, l.on_hand, l.allocated + l.held as promised,
                      exists (
                          select
                          from inventory_movements m
                          where m.variant_id = d.variant_id
                            and m.stock_location_id = d.stock_location_id
                            and m.external_ref = d.external_ref
                      ) as is_known
               from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::text[])
                   with ordinality as d (variant_id, stock_location_id, delta, external_ref, place_in_list)
               join inventory_levels l using (variant_id, stock_location_id)
           ), levels as (
               update inventory_levels l
               set on_hand = l.on_hand + d.delta,
                   deficit = least(
                       l.deficit,
                       greatest(0, l.allocated + l.held - l.backorder_limit - l.on_hand - d.delta)
                   ),
                   checked_at = $6
               from d
               where l.variant_id = d.variant_id
                 and l.stock_location_id = d.stock_location_id
                 and not d.is_known
                 and (
                     d.delta >= 0
                     or (
                         l.on_hand + d.delta >= 0
                         and l.on_hand + d.delta + l.deficit + l.backorder_limit >= l.allocated + l.held
                     )
                 )
               returning l.variant_id, l.stock_location_id, l.on_hand, l.deficit, d.delta, d.external_ref,
                         l.on_hand - l.allocated - l.held - l.safety + l.backorder_limit as available
           ), noted as (
               insert into inventory_movements
                   (variant_id, stock_location_id, kind, on_hand_delta, external_ref, reason, created_at)
               select variant_id, stock_location_id, 'adjust', delta, external_ref, $5, $6
               from levels
           )
           select d.variant_id as "variant_id!", d.stock_location_id as "stock_location_id!", d.is_known as "is_known!",
                  d.on_hand as "had!", d.promised as "promised!", d.delta as "delta!",
                  l.on_hand as "on_hand?", l.deficit as "deficit?", l.available as "available?"
           from d
           left join levels l using (variant_id, stock_location_id)
           order by d.place_in_list"#,
        &arrays.variants,
        &arrays.places,
        &adjustments.iter().map(|it| it.delta).collect::<Vec<_>>(),
        &refs as &[Option<String>],
        reason,
        now,
    )
    .fetch_all(conn)
    .await?;
    let mut adjusted = Adjusted::default();
    for row in rows {
        let done = row.on_hand.zip(row.deficit).zip(row.available);
        adjusted.outcomes.push(match done {
            Some(((on_hand, deficit), available)) => {
                adjusted.levels.push(Level {
                    variant_id: row.variant_id.into(),
                    stock_location_id: row.stock_location_id.into(),
                    was: i64::from(available) - i64::from(row.delta),
                    available: available.into(),
                });
                CountOutcome::Done { on_hand, deficit }
            }
            None if row.is_known => CountOutcome::Known,
            None => CountOutcome::TooFew {
                on_hand: row.had,
                promised: row.promised,
            },
        });
    }
    Ok(adjusted)
}

/// New limits of a level; what is absent stays.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LevelPatch {
    /// Units that are never promised.
    pub safety: Option<i32>,
    /// Units that may be promised beyond what is there.
    pub backorder_limit: Option<i32>,
}

/// Changes the limits of a level. `None` when more is promised already than the new back-order limit allows; then nothing
/// has changed.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn patch(
    conn: &mut PgConnection,
    variant_id: VariantId,
    stock_location_id: StockLocationId,
    patch: LevelPatch,
) -> Result<Option<Level>, StoreError> {
    let arrays = Arrays {
        variants: vec![variant_id.0],
        places: vec![stock_location_id.0],
    };
    lock(&mut *conn, &arrays).await?;
    let row = sqlx::query_as!(
        LevelRow,
        r#"with before as (
               select on_hand - allocated - held - safety + backorder_limit as available
               from inventory_levels
               where variant_id = $1
                 and stock_location_id = $2
           )
           update inventory_levels l
           set safety = coalesce($3, l.safety),
               backorder_limit = coalesce($4, l.backorder_limit),
               -- A wider limit covers what a count left uncovered.
               deficit = least(
                   l.deficit,
                   greatest(0, l.allocated + l.held - coalesce($4, l.backorder_limit) - l.on_hand)
               )
           from before
           where l.variant_id = $1
             and l.stock_location_id = $2
             and (
                 $4::integer is null
                 or $4 >= l.backorder_limit
                 or l.on_hand + l.deficit + $4 >= l.allocated + l.held
             )
           returning l.variant_id, l.stock_location_id, before.available as "was!",
                     l.on_hand - l.allocated - l.held - l.safety + l.backorder_limit as "available!""#,
        variant_id.0,
        stock_location_id.0,
        patch.safety,
        patch.backorder_limit,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(Level::from))
}
