//! Prices of a list, and the variants that files name.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::{PriceListId, ProductId, VariantId};
use sqlx::PgConnection;
use uuid::Uuid;

/// A price of a variant for so many units on, in minor units of its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListPrice {
    /// What is bought.
    pub variant_id: VariantId,
    /// From so many units on, 1 at least.
    pub min_quantity: i32,
    /// What one costs.
    pub amount_minor: i64,
    /// What it is compared with; higher.
    pub compare_at_minor: Option<i64>,
}

/// What writing prices came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changed {
    /// Prices that were not there.
    pub created: u64,
    /// Prices that were different.
    pub updated: u64,
    /// Prices that are gone.
    pub removed: u64,
    /// Products whose prices are among these.
    pub products: Vec<ProductId>,
}

/// The next prices of a list after a variant and quantity, at most `limit`.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_prices_after(
    conn: &mut PgConnection,
    list_id: PriceListId,
    after: Option<(VariantId, i32)>,
    limit: i64,
) -> Result<Vec<ListPrice>, StoreError> {
    let (variant, quantity) = after.unwrap_or((VariantId(Uuid::nil()), 0));
    let prices = sqlx::query_as!(
        ListPrice,
        "select variant_id, min_quantity, amount_minor, compare_at_minor
         from prices
         where price_list_id = $1
           and (variant_id, min_quantity) > ($2, $3)
         order by variant_id, min_quantity
         limit $4",
        list_id.0,
        variant.0,
        quantity,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(prices)
}

/// Writes prices into a list; those that it has besides stay.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn upsert_prices(
    conn: &mut PgConnection,
    list_id: PriceListId,
    prices: &[ListPrice],
    now: DateTime<Utc>,
) -> Result<Changed, StoreError> {
    let variants: Vec<Uuid> = prices.iter().map(|price| price.variant_id.0).collect();
    let quantities: Vec<i32> = prices.iter().map(|price| price.min_quantity).collect();
    let amounts: Vec<i64> = prices.iter().map(|price| price.amount_minor).collect();
    let compare_ats: Vec<Option<i64>> = prices.iter().map(|price| price.compare_at_minor).collect();
    let row = sqlx::query!(
        r#"with written as (
               insert into prices as p (
                   price_list_id, variant_id, min_quantity, amount_minor, compare_at_minor, updated_at
               )
               select $1, d.variant_id, d.min_quantity, d.amount_minor, d.compare_at_minor, $6
               from unnest($2::uuid[], $3::integer[], $4::bigint[], $5::bigint[])
                   as d (variant_id, min_quantity, amount_minor, compare_at_minor)
               on conflict (variant_id, price_list_id, min_quantity) do update
               set amount_minor = excluded.amount_minor, compare_at_minor = excluded.compare_at_minor,
                   updated_at = excluded.updated_at
               where (p.amount_minor, p.compare_at_minor) is distinct from (excluded.amount_minor, excluded.compare_at_minor)
               -- No transaction has locked or deleted a row that was just made.
               returning variant_id, xmax = 0 as is_new
           )
           select count(*) filter (where w.is_new) as "created!", count(*) filter (where not w.is_new) as "updated!",
                  coalesce(array_agg(distinct v.product_id), '{}') as "products!"
           from written w
           join variants v using (variant_id)"#,
        list_id.0,
        &variants,
        &quantities,
        &amounts,
        &compare_ats as &[Option<i64>],
        now,
    )
    .fetch_one(conn)
    .await?;
    Ok(Changed {
        created: row.created.unsigned_abs(),
        updated: row.updated.unsigned_abs(),
        removed: 0,
        products: row.products.into_iter().map(Into::into).collect(),
    })
}

/// Takes prices out of a list, by variant and quantity.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn remove_prices(
    conn: &mut PgConnection,
    list_id: PriceListId,
    prices: &[(VariantId, i32)],
) -> Result<Changed, StoreError> {
    let variants: Vec<Uuid> = prices.iter().map(|price| price.0.0).collect();
    let quantities: Vec<i32> = prices.iter().map(|price| price.1).collect();
    let row = sqlx::query!(
        r#"with gone as (
               delete from prices p
               using unnest($2::uuid[], $3::integer[]) as d (variant_id, min_quantity)
               where p.price_list_id = $1
                 and (p.variant_id, p.min_quantity) = (d.variant_id, d.min_quantity)
               returning p.variant_id
           )
           select count(*) as "removed!", coalesce(array_agg(distinct v.product_id), '{}') as "products!"
           from gone g
           join variants v using (variant_id)"#,
        list_id.0,
        &variants,
        &quantities,
    )
    .fetch_one(conn)
    .await?;
    Ok(removed(row.removed, row.products))
}

/// Takes the prices out of a list that its source does not have any more.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn remove_unsourced(
    conn: &mut PgConnection,
    list_id: PriceListId,
    source_id: PriceListId,
) -> Result<Changed, StoreError> {
    let row = sqlx::query!(
        r#"with gone as (
               delete from prices p
               where p.price_list_id = $1
                 and not exists (
                     select
                     from prices s
                     where s.price_list_id = $2
                       and (s.variant_id, s.min_quantity) = (p.variant_id, p.min_quantity)
                 )
               returning p.variant_id
           )
           select count(*) as "removed!", coalesce(array_agg(distinct v.product_id), '{}') as "products!"
           from gone g
           join variants v using (variant_id)"#,
        list_id.0,
        source_id.0,
    )
    .fetch_one(conn)
    .await?;
    Ok(removed(row.removed, row.products))
}

fn removed(count: i64, products: Vec<Uuid>) -> Changed {
    Changed {
        removed: count.unsigned_abs(),
        products: products.into_iter().map(Into::into).collect(),
        ..Changed::default()
    }
}

/// The variants of these stock codes, in any order; codes that nobody has are left out.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_variants_by_sku(
    conn: &mut PgConnection,
    skus: &[String],
) -> Result<Vec<(String, VariantId)>, StoreError> {
    let rows = sqlx::query!(
        r#"select sku as "sku!", variant_id from variants where sku = any ($1)"#,
        skus
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.sku, row.variant_id.into())).collect())
}

/// Those of these ids that are variants.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_known_variants(conn: &mut PgConnection, ids: &[VariantId]) -> Result<Vec<VariantId>, StoreError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let known = sqlx::query_scalar!("select variant_id from variants where variant_id = any ($1)", &ids)
        .fetch_all(conn)
        .await?;
    Ok(known.into_iter().map(Into::into).collect())
}

/// The stock codes of variants, for a file; a variant without one is left out.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_skus(
    conn: &mut PgConnection,
    variants: &[VariantId],
) -> Result<Vec<(VariantId, String)>, StoreError> {
    let ids: Vec<Uuid> = variants.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"select variant_id, sku as "sku!" from variants where variant_id = any ($1) and sku is not null"#,
        &ids
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.variant_id.into(), row.sku)).collect())
}

impl Changed {
    /// Adds what another batch came to.
    pub fn add(&mut self, other: Self) {
        self.created += other.created;
        self.updated += other.updated;
        self.removed += other.removed;
        self.products.extend(other.products);
    }

    /// Whether anything is different now.
    pub const fn is_anything(&self) -> bool {
        self.created + self.updated + self.removed > 0
    }
}
