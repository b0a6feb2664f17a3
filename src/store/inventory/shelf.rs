//! Reading stock: what each place can promise, and what a variant has in all of them.

use super::ids;
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::{CartId, VariantId};
use domain::inventory::{Place, Shelf};
use sqlx::PgConnection;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What every place that is in use and serves the country can promise of some variants, in ascending (variant, place)
/// order; nothing where a place never had any. Without a country all places count. Says as well whether some of it is
/// held by others whose time is over, who may still be quicker.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_shelves(
    conn: &mut PgConnection,
    variant_ids: &[VariantId],
    country: Option<&str>,
    cart_id: Option<CartId>,
    now: DateTime<Utc>,
) -> Result<(Vec<Shelf>, bool), StoreError> {
    let rows = sqlx::query!(
        r#"select w.variant_id as "variant_id!", s.stock_location_id, s.position,
                  coalesce(l.on_hand - l.allocated - l.held - l.safety + l.backorder_limit, 0)
                      + coalesce(r.quantity, 0) as "available!",
                  coalesce(r.has_lapsed, false) as "has_lapsed!"
           from unnest($1::uuid[]) as w (variant_id)
           cross join stock_locations s
           left join inventory_levels l on l.variant_id = w.variant_id and l.stock_location_id = s.stock_location_id
           left join lateral (
               select sum(r.quantity) as quantity, bool_or(r.cart_id is distinct from $3) as has_lapsed
               from reservations r
               where r.variant_id = w.variant_id
                 and r.stock_location_id = s.stock_location_id
                 and r.state = 'held'
                 and (r.cart_id = $3 or r.expires_at <= $4)
           ) r on true
           where s.active
             and (cardinality(s.countries) = 0 or $2::text is null or $2 = any (s.countries))
           order by w.variant_id, s.stock_location_id"#,
        &ids(variant_ids),
        country,
        cart_id.map(|id| id.0),
        now,
    )
    .fetch_all(conn)
    .await?;
    let has_lapsed = rows.iter().any(|row| row.has_lapsed);
    let shelves = rows.into_iter().map(|row| Shelf {
        place: Place {
            position: row.position,
            stock_location_id: row.stock_location_id.into(),
        },
        variant_id: row.variant_id.into(),
        available: row.available,
    });
    Ok((shelves.collect(), has_lapsed))
}

/// Locks every level of some variants, in order: what is read afterwards stays true.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn lock_levels(conn: &mut PgConnection, variant_ids: &[VariantId]) -> Result<(), StoreError> {
    sqlx::query!(
        "select variant_id
         from inventory_levels
         where variant_id = any ($1)
         order by variant_id, stock_location_id
         for update",
        &ids(variant_ids),
    )
    .fetch_all(conn)
    .await?;
    Ok(())
}

/// Makes others wait who also tell of these variants, in order; taken after the locks of levels. A lock of its own, since
/// importers lock variants before levels.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn lock_variants(conn: &mut PgConnection, variant_ids: &[VariantId]) -> Result<(), StoreError> {
    sqlx::query!(
        "select pg_advisory_xact_lock(hashtextextended('stock:' || v.id, 0))
         from (select id from unnest($1::uuid[]) as id order by id) v",
        &ids(variant_ids),
    )
    .fetch_all(conn)
    .await?;
    Ok(())
}

/// A variant with what all places in use can promise of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    /// Which.
    pub variant_id: VariantId,
    /// Its product.
    pub product_id: Uuid,
    /// Units, back-orders included; at least 0.
    pub available: i64,
}

/// What can be promised of some variants.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_totals(conn: &mut PgConnection, variant_ids: &[VariantId]) -> Result<Vec<Total>, StoreError> {
    let rows = sqlx::query!(
        r#"select v.variant_id, v.product_id, coalesce(s.available, 0) as "available!"
           from variants v
           left join sellable_stock s using (variant_id)
           where v.variant_id = any ($1)
           order by v.variant_id"#,
        &ids(variant_ids),
    )
    .fetch_all(conn)
    .await?;
    let totals = rows.into_iter().map(|row| Total {
        variant_id: row.variant_id.into(),
        product_id: row.product_id,
        available: row.available,
    });
    Ok(totals.collect())
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
        &ids(variant_ids),
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.variant_id.into(), row.sells_without_stock))
        .collect())
}

/// The variants of some stock codes.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_by_sku(conn: &mut PgConnection, skus: &[String]) -> Result<BTreeMap<String, VariantId>, StoreError> {
    let rows = sqlx::query!(
        r#"select sku as "sku!", variant_id
           from variants
           where sku = any ($1)"#,
        skus,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.sku, row.variant_id.into())).collect())
}

/// A variant as those who wait for it are told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Which.
    pub variant_id: VariantId,
    /// Address part of its product.
    pub handle: String,
    /// Product name.
    pub title: String,
    /// "Coral / M"; empty without options.
    pub variant_title: String,
    /// Units that can be promised; at least 0.
    pub available: i64,
    /// Stock is not counted, or it is sold on without.
    pub is_unlimited: bool,
}

impl Offer {
    /// "Linen shirt, Coral / M".
    pub fn name(&self) -> String {
        if self.variant_title.is_empty() {
            self.title.clone()
        } else {
            format!("{}, {}", self.title, self.variant_title)
        }
    }
}

/// A variant of a published product.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn find_offer(
    conn: &mut PgConnection,
    variant_id: VariantId,
    now: DateTime<Utc>,
) -> Result<Option<Offer>, StoreError> {
    let offer = sqlx::query_as!(
        Offer,
        r#"select v.variant_id, p.handle, p.title,
                  concat_ws(' / ', v.option1, v.option2, v.option3) as "variant_title!",
                  coalesce(s.available, 0) as "available!",
                  not v.tracks_inventory or v.inventory_policy = 'continue' as "is_unlimited!"
           from variants v
           join products p using (product_id)
           left join sellable_stock s using (variant_id)
           where v.variant_id = $1
             and p.status = 'active'
             and (p.published_from is null or p.published_from <= $2)
             and (p.published_until is null or p.published_until > $2)"#,
        variant_id.0,
        now,
    )
    .fetch_optional(conn)
    .await?;
    Ok(offer)
}

/// Rebuilds every list row.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn refresh_all_summaries(conn: &mut PgConnection) -> Result<(), StoreError> {
    sqlx::query!("select refresh_product_summaries(null)")
        .fetch_one(conn)
        .await?;
    Ok(())
}
