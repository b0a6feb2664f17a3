//! Promotions as merchants read them, and what publishing asks about those that are there.

use super::row::{PromotionRow, unreadable};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::promotion::{Benefit, InCurrency, Promotion, PromotionStatus};
use sqlx::PgConnection;
use sqlx::types::Json;

/// One promotion in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Identity in files.
    pub handle: String,
    /// What shoppers read.
    pub name: String,
    /// Stable word of its class.
    pub class: String,
    /// Whether it is published.
    pub status: PromotionStatus,
    /// From here on.
    pub starts_at: Option<DateTime<Utc>>,
    /// Until before this.
    pub ends_at: Option<DateTime<Utc>>,
    /// Its codes, at most ten.
    pub codes: Vec<String>,
    /// Orders that have it, drafts too.
    pub used: i64,
    /// Orders that may have it.
    pub total_limit: Option<i32>,
}

/// Every active promotion, for the search for conflicts. At most 1000, which publishing keeps them below.
///
/// # Errors
/// [`StoreError`] when the statement fails or a row is not readable.
pub async fn list_active(conn: &mut PgConnection) -> Result<Vec<Promotion>, StoreError> {
    let rows = sqlx::query_as!(
        PromotionRow,
        r#"select promotion_id, handle, name, class, benefit as "benefit: Json<Benefit>", priority, tag,
                  combines_with_tags, combines_with_classes, status, starts_at, ends_at, by_code, total_limit,
                  customer_limit, min_subtotal_minor, min_quantity, currency, collection_ids, product_ids, variant_ids,
                  market_ids, customer_groups, first_order,
                  in_currencies as "in_currencies: Json<Vec<InCurrency>>"
           from promotions
           where status = 'active'
           order by promotion_id
           limit 1000"#
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Which of these handles are there.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_known(conn: &mut PgConnection, handles: &[String]) -> Result<Vec<String>, StoreError> {
    let known = sqlx::query_scalar!("select handle from promotions where handle = any ($1)", handles)
        .fetch_all(conn)
        .await?;
    Ok(known)
}

/// Which of these codes another promotion has.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_foreign_codes(
    conn: &mut PgConnection,
    handle: &str,
    codes: &[String],
) -> Result<Vec<String>, StoreError> {
    let foreign = sqlx::query_scalar!(
        "select c.code
         from promotion_codes c
         join promotions p using (promotion_id)
         where c.code = any ($2)
           and p.handle <> $1
         order by c.code",
        handle,
        codes,
    )
    .fetch_all(conn)
    .await?;
    Ok(foreign)
}

/// Promotions, the ones in force first, at most 500.
///
/// # Errors
/// [`StoreError`] when the statement fails or a row is not readable.
pub async fn list_summaries(conn: &mut PgConnection) -> Result<Vec<Summary>, StoreError> {
    let rows = sqlx::query!(
        r#"select p.handle, p.name, p.class, p.status, p.starts_at, p.ends_at, p.total_limit,
                  array(select code from promotion_codes c where c.promotion_id = p.promotion_id order by code limit 10)
                      as "codes!",
                  (select count(*) from promotion_usages u where u.promotion_id = p.promotion_id) as "used!"
           from promotions p
           order by p.status = 'active' desc, p.status = 'draft' desc, p.priority, p.handle
           limit 500"#
    )
    .fetch_all(conn)
    .await?;
    let summaries = rows.into_iter().map(|row| {
        Ok(Summary {
            handle: row.handle,
            name: row.name,
            class: row.class,
            status: PromotionStatus::from_word(&row.status).ok_or_else(|| unreadable("promotions.status"))?,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            codes: row.codes,
            used: row.used,
            total_limit: row.total_limit,
        })
    });
    summaries.collect()
}
