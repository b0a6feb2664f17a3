//! What prices were, as the database wrote it down when each ended.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::VariantId;
use domain::pricing::DatedPrice;
use sqlx::PgConnection;
use uuid::Uuid;

/// Most prices of one product that are looked at, the newest first: a hundred variants that change daily for two months.
const MOST: i64 = 6_000;

/// The prices of one unit of some variants, in all lists: those that hold, and those that ended after `since`.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_dated_prices(
    conn: &mut PgConnection,
    variant_ids: &[VariantId],
    since: DateTime<Utc>,
) -> Result<Vec<(VariantId, DatedPrice)>, StoreError> {
    let ids: Vec<Uuid> = variant_ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"select variant_id as "variant_id!", price_list_id as "price_list_id!", amount_minor as "amount_minor!",
                  since as "from!", null::timestamptz as "until"
           from prices
           where variant_id = any ($1)
             and min_quantity = 1
           union all
           select variant_id, price_list_id, amount_minor, valid_from, valid_until
           from price_history
           where variant_id = any ($1)
             and min_quantity = 1
             and valid_until > $2
           order by 5 desc nulls first
           limit $3"#,
        &ids,
        since,
        MOST,
    )
    .fetch_all(conn)
    .await?;
    let dated = rows.into_iter().map(|row| {
        let price = DatedPrice {
            list_id: row.price_list_id.into(),
            amount_minor: row.amount_minor,
            from: row.from,
            until: row.until,
        };
        (row.variant_id.into(), price)
    });
    Ok(dated.collect())
}
