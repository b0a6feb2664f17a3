//! Promotions as merchants write them.

use crate::error::StoreError;
use crate::written::Written;
use chrono::{DateTime, Utc};
use domain::id::{MarketId, PromotionId, VariantId};
use domain::promotion::{Goods, Promotion};
use sqlx::PgConnection;
use sqlx::types::Json;
use std::collections::BTreeSet;

/// What the names of goods and markets in a file stand for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resolved {
    /// The goods that are there.
    pub goods: Goods,
    /// What is given, if it is there.
    pub gift: Option<VariantId>,
    /// The markets that are there.
    pub markets: BTreeSet<MarketId>,
    /// Handles of collections that are not.
    pub unknown_collections: Vec<String>,
    /// Handles of products that are not.
    pub unknown_products: Vec<String>,
    /// Stock codes that no variant has.
    pub unknown_skus: Vec<String>,
    /// Codes of markets that are not there.
    pub unknown_markets: Vec<String>,
}

/// Makes publishing wait for publishing, until the transaction ends: what is checked together is written together.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn lock_publishing(conn: &mut PgConnection) -> Result<(), StoreError> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('vitrine promotions'))")
        .execute(conn)
        .await?;
    Ok(())
}

/// The names of one promotion of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// Handles.
    pub collections: Vec<String>,
    /// Handles.
    pub products: Vec<String>,
    /// The stock code of what is given.
    pub gift: Option<String>,
    /// Stock codes of variants.
    pub skus: Vec<String>,
    /// Codes.
    pub markets: Vec<String>,
}

/// Looks up what a promotion of a file names.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn resolve(conn: &mut PgConnection, names: &Names) -> Result<Resolved, StoreError> {
    let row = sqlx::query!(
        r#"select
               array(select collection_id from collections where handle = any ($1)) as "collections!",
               array(select product_id from products where handle = any ($2)) as "products!",
               array(select variant_id from variants where sku = any ($3)) as "variants!",
               array(select market_id from markets where code = any ($4)) as "markets!",
               array(select n from unnest($1::text[]) n where not exists (select from collections where handle = n))
                   as "unknown_collections!",
               array(select n from unnest($2::text[]) n where not exists (select from products where handle = n))
                   as "unknown_products!",
               array(select n from unnest($3::text[]) n where not exists (select from variants where sku = n))
                   as "unknown_skus!",
               array(select n from unnest($4::text[]) n where not exists (select from markets where code = n))
                   as "unknown_markets!",
               (select variant_id from variants where sku = $5) as gift"#,
        &names.collections,
        &names.products,
        &names.skus,
        &names.markets,
        names.gift.as_deref(),
    )
    .fetch_one(conn)
    .await?;
    Ok(Resolved {
        goods: Goods {
            collections: row.collections.into_iter().map(Into::into).collect(),
            products: row.products.into_iter().map(Into::into).collect(),
            variants: row.variants.into_iter().map(Into::into).collect(),
        },
        gift: row.gift.map(Into::into),
        markets: row.markets.into_iter().map(Into::into).collect(),
        unknown_collections: row.unknown_collections,
        unknown_products: row.unknown_products,
        unknown_skus: row.unknown_skus,
        unknown_markets: row.unknown_markets,
    })
}

/// Writes a promotion and its codes by its handle; the id of one that is there stays.
///
/// # Errors
/// [`StoreError`] when a statement fails. A code that another promotion has is left out: see [`super::list_foreign_codes`].
pub async fn upsert(
    conn: &mut PgConnection,
    promotion: &Promotion,
    codes: &[(String, Option<u32>)],
    now: DateTime<Utc>,
) -> Result<Written, StoreError> {
    let (promotion_id, written) = upsert_row(&mut *conn, promotion, now).await?;
    let changed = replace_codes(conn, promotion_id, codes).await?;
    Ok(match written {
        Written::Unchanged if changed => Written::Updated,
        written => written,
    })
}

async fn upsert_row(
    conn: &mut PgConnection,
    promotion: &Promotion,
    now: DateTime<Utc>,
) -> Result<(PromotionId, Written), StoreError> {
    let (goods, eligibility) = (&promotion.goods, &promotion.eligibility);
    let groups: Vec<String> = eligibility.customer_groups.iter().cloned().collect();
    let tags: Vec<String> = promotion.combines_with_tags.iter().cloned().collect();
    let classes = promotion
        .combines_with_classes
        .iter()
        .map(|class| class.as_str().to_owned());
    let row = sqlx::query!(
        r#"with before as (
               select promotion_id
               from promotions
               where handle = $2
           ), written as (
               insert into promotions as p (
                   promotion_id, handle, name, class, benefit, priority, tag, combines_with_tags,
                   combines_with_classes, status, starts_at, ends_at, by_code, total_limit, customer_limit,
                   min_subtotal_minor, min_quantity, currency, collection_ids, product_ids, variant_ids, market_ids,
                   customer_groups, first_order, created_at, updated_at, in_currencies
               )
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
                       $22, $23, $24, $25, $25, $26)
               on conflict (handle) do update
               set name = excluded.name, class = excluded.class, benefit = excluded.benefit,
                   priority = excluded.priority, tag = excluded.tag, combines_with_tags = excluded.combines_with_tags,
                   combines_with_classes = excluded.combines_with_classes, status = excluded.status,
                   starts_at = excluded.starts_at, ends_at = excluded.ends_at, by_code = excluded.by_code,
                   total_limit = excluded.total_limit, customer_limit = excluded.customer_limit,
                   min_subtotal_minor = excluded.min_subtotal_minor, min_quantity = excluded.min_quantity,
                   currency = excluded.currency, collection_ids = excluded.collection_ids,
                   product_ids = excluded.product_ids, variant_ids = excluded.variant_ids,
                   market_ids = excluded.market_ids, customer_groups = excluded.customer_groups,
                   first_order = excluded.first_order, in_currencies = excluded.in_currencies, updated_at = $25
               where (p.name, p.class, p.benefit, p.priority, p.tag, p.combines_with_tags, p.combines_with_classes,
                      p.status, p.starts_at, p.ends_at, p.by_code, p.total_limit, p.customer_limit,
                      p.min_subtotal_minor, p.min_quantity, p.currency, p.collection_ids, p.product_ids, p.variant_ids,
                      p.market_ids, p.customer_groups, p.first_order, p.in_currencies)
                   is distinct from
                     (excluded.name, excluded.class, excluded.benefit, excluded.priority, excluded.tag,
                      excluded.combines_with_tags, excluded.combines_with_classes, excluded.status, excluded.starts_at,
                      excluded.ends_at, excluded.by_code, excluded.total_limit, excluded.customer_limit,
                      excluded.min_subtotal_minor, excluded.min_quantity, excluded.currency, excluded.collection_ids,
                      excluded.product_ids, excluded.variant_ids, excluded.market_ids, excluded.customer_groups,
                      excluded.first_order, excluded.in_currencies)
               returning promotion_id
           )
           select coalesce((select promotion_id from before), $1) as "promotion_id!",
                  exists (select from before) as "was_there!", exists (select from written) as "is_written!""#,
        promotion.promotion_id.0,
        promotion.handle,
        promotion.name,
        promotion.class.as_str(),
        Json(&promotion.benefit) as _,
        promotion.priority,
        promotion.tag,
        &tags,
        &classes.collect::<Vec<_>>(),
        promotion.status.as_str(),
        promotion.starts_at,
        promotion.ends_at,
        promotion.by_code,
        promotion.limits.total.map(integer),
        promotion.limits.per_customer.map(integer),
        promotion.minimum.subtotal_minor,
        promotion.minimum.quantity.map(integer),
        promotion.currency.map(|currency| currency.code()),
        &goods.collections.iter().map(|id| id.0).collect::<Vec<_>>(),
        &goods.products.iter().map(|id| id.0).collect::<Vec<_>>(),
        &goods.variants.iter().map(|id| id.0).collect::<Vec<_>>(),
        &eligibility.markets.iter().map(|id| id.0).collect::<Vec<_>>(),
        &groups,
        eligibility.first_order,
        now,
        Json(&promotion.in_currencies) as _,
    )
    .fetch_one(conn)
    .await?;
    let written = Written::of(row.was_there, row.is_written);
    Ok((row.promotion_id.into(), written))
}

// Codes that the file does not name any more go, also out of open carts. Usages keep their word.
async fn replace_codes(
    conn: &mut PgConnection,
    promotion_id: PromotionId,
    codes: &[(String, Option<u32>)],
) -> Result<bool, StoreError> {
    let words: Vec<String> = codes.iter().map(|(code, _)| code.clone()).collect();
    let limits: Vec<Option<i32>> = codes.iter().map(|(_, limit)| limit.map(integer)).collect();
    let changed = sqlx::query_scalar!(
        r#"with gone as (
               delete from promotion_codes
               where promotion_id = $1
                 and code <> all ($2)
               returning 1
           ), written as (
               insert into promotion_codes as c (code, promotion_id, usage_limit)
               select d.code, $1, d.usage_limit
               from unnest($2::text[], $3::integer[]) as d (code, usage_limit)
               where not exists (
                   select
                   from promotion_codes k
                   where k.code = d.code
                     and k.promotion_id = $1
                     and k.usage_limit is not distinct from d.usage_limit
               )
               on conflict (code) do update
               set usage_limit = excluded.usage_limit, updated_at = now()
               where c.promotion_id = excluded.promotion_id
               returning 1
           )
           select (select count(*) from gone) + (select count(*) from written) as "changed!""#,
        promotion_id.0,
        &words,
        &limits as _,
    )
    .fetch_one(conn)
    .await?;
    Ok(changed > 0)
}

fn integer(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
