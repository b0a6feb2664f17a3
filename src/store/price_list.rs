//! Price lists and the prices in them, as merchants fill and publish them.

use crate::error::StoreError;
use crate::settings::{charm, currency, rate};
use chrono::{DateTime, NaiveDateTime, Utc};
use domain::id::{PriceListId, ProductId, VariantId};
use domain::money::Currency;
use domain::rounding::RoundingMode;
use domain::settings::Conversion;
use sqlx::PgConnection;
use uuid::Uuid;

/// A list by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedList {
    /// Id.
    pub list_id: PriceListId,
    /// Of its prices.
    pub currency: Currency,
    /// Whether publishing writes it, so that nobody else should.
    pub is_converted: bool,
}

/// A list that is made from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConvertedList {
    /// Id.
    pub list_id: PriceListId,
    /// Name.
    pub name: String,
    /// Of its prices.
    pub currency: Currency,
    /// The list that it is made from.
    pub source_id: PriceListId,
    /// Of the source's prices.
    pub source_currency: Currency,
    /// That of its market, or of the default one.
    pub rounding: RoundingMode,
    /// How.
    pub conversion: Conversion,
}

/// What a merchant wants to know of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListOverview {
    /// Name.
    pub name: String,
    /// ISO 4217.
    pub currency: String,
    /// Code of the market that it is for.
    pub market: Option<String>,
    /// Group of customers that it is for.
    pub customer_group: Option<String>,
    /// On the shop's clocks.
    pub starts_at: Option<NaiveDateTime>,
    /// On the shop's clocks.
    pub ends_at: Option<NaiveDateTime>,
    /// How many prices it has, quantity breaks included.
    pub prices: i64,
    /// The list that it is made from.
    pub source: Option<String>,
    /// When it was last made.
    pub published_at: Option<DateTime<Utc>>,
    /// Prices of the source that are newer than that.
    pub newer: i64,
}

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

/// Looks a list up.
///
/// # Errors
/// [`StoreError`] when the statement fails or a stored value is not readable.
pub async fn find_by_name(conn: &mut PgConnection, name: &str) -> Result<Option<NamedList>, StoreError> {
    let row = sqlx::query!(
        r#"select price_list_id, currency, source_list_id is not null as "is_converted!"
           from price_lists
           where name = $1"#,
        name
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(NamedList {
            list_id: row.price_list_id.into(),
            currency: currency(&row.currency, "price_lists.currency")?,
            is_converted: row.is_converted,
        })
    })
    .transpose()
}

/// Every list, the base list first.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_overviews(conn: &mut PgConnection) -> Result<Vec<ListOverview>, StoreError> {
    let lists = sqlx::query_as!(
        ListOverview,
        r#"select l.name, l.currency, m.code as "market?", l.customer_group, l.starts_at, l.ends_at, s.name as "source?",
                  l.published_at,
                  (select count(*) from prices p where p.price_list_id = l.price_list_id) as "prices!",
                  (select count(*) from prices p
                   where p.price_list_id = l.source_list_id
                     and (l.published_at is null or p.updated_at > l.published_at)) as "newer!"
           from price_lists l
           left join markets m using (market_id)
           left join price_lists s on s.price_list_id = l.source_list_id
           order by not l.is_base, l.position, l.name"#
    )
    .fetch_all(conn)
    .await?;
    Ok(lists)
}

/// The lists that are made from others.
///
/// # Errors
/// [`StoreError`] when the statement fails or a stored value is not readable.
pub async fn list_converted(conn: &mut PgConnection) -> Result<Vec<ConvertedList>, StoreError> {
    let rows = sqlx::query!(
        r#"select l.price_list_id, l.name, l.currency, s.price_list_id as source_id, s.currency as source_currency,
                  l.rate_ppm as "rate_ppm!", l.charm_ending_minor, l.charm_step_minor,
                  coalesce(m.rounding_mode, (select rounding_mode from markets where is_default), 'half_up') as "rounding!"
           from price_lists l
           join price_lists s on s.price_list_id = l.source_list_id
           left join markets m on m.market_id = l.market_id
           order by l.name"#
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(ConvertedList {
                list_id: row.price_list_id.into(),
                name: row.name,
                currency: currency(&row.currency, "price_lists.currency")?,
                source_id: row.source_id.into(),
                source_currency: currency(&row.source_currency, "price_lists.currency")?,
                rounding: RoundingMode::parse(&row.rounding).unwrap_or_default(),
                conversion: Conversion {
                    rate: rate(row.rate_ppm, "price_lists.rate_ppm")?,
                    charm: charm(row.charm_ending_minor, row.charm_step_minor),
                },
            })
        })
        .collect()
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

/// Says that a list was made now.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn mark_published(
    conn: &mut PgConnection,
    list_id: PriceListId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update price_lists set published_at = $2 where price_list_id = $1 and source_list_id is not null",
        list_id.0,
        now
    )
    .execute(conn)
    .await?;
    Ok(())
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
