//! Membership of rule-based collections, written out so that reading a collection is one index walk.

use crate::error::StoreError;
use chrono::{DateTime, Duration, Utc};
use domain::catalog::CollectionRule;
use domain::id::CollectionId;
use sqlx::PgConnection;
use sqlx::types::Json;

/// Writes the members of every rule-based collection anew, newest products first. Set-based, idempotent.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn refresh_members(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<(), StoreError> {
    let rows = sqlx::query!(
        r#"select collection_id, rule as "rule!: Json<CollectionRule>" from collections where kind = 'rule' order by collection_id"#
    )
    .fetch_all(&mut *conn)
    .await?;
    for row in rows {
        refresh(&mut *conn, row.collection_id.into(), &row.rule.0, now).await?;
    }
    Ok(())
}

async fn refresh(
    conn: &mut PgConnection,
    collection_id: CollectionId,
    rule: &CollectionRule,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let newer_than = rule.newer_than_days.map(|days| now - Duration::days(days.into()));
    sqlx::query!(
        "with members as (
             select s.product_id, (row_number() over (order by s.created_at desc, s.product_id))::integer as position
             from product_summaries s
             where s.visible
               and (cardinality($2::text[]) = 0 or s.tags && $2)
               and (cardinality($3::text[]) = 0 or s.product_type = any ($3))
               and (cardinality($4::text[]) = 0 or s.vendor = any ($4))
               and ($5::bigint is null or s.price_min_minor < $5)
               and (not $6 or s.compare_at_minor is not null)
               and ($7::timestamptz is null or s.created_at >= $7)
         ), gone as (
             delete from collection_products
             where collection_id = $1
               and product_id not in (select product_id from members)
         )
         insert into collection_products (collection_id, product_id, position)
         select $1, product_id, position from members
         on conflict (collection_id, product_id) do update
             set position = excluded.position
             where collection_products.position <> excluded.position",
        collection_id.0,
        &rule.any_tag,
        &rule.any_type,
        &rule.any_vendor,
        rule.price_below_minor,
        rule.on_sale,
        newer_than,
    )
    .execute(conn)
    .await?;
    Ok(())
}
