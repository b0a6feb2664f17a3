//! Prices of a batch in one list.

use domain::id::PriceListId;
use sqlx::PgConnection;
use uuid::Uuid;

use super::Planned;
use crate::error::StoreError;

/// Sets the price of one unit of each variant. Quantity breaks stay.
pub async fn write(conn: &mut PgConnection, plans: &[Planned<'_>], list: PriceListId) -> Result<(), StoreError> {
    let (mut ids, mut amounts, mut compare_at) = (Vec::new(), Vec::new(), Vec::new());
    for plan in plans {
        for (variant, id) in plan.draft.variants.iter().zip(&plan.variant_ids) {
            ids.push(*id);
            amounts.push(variant.amount_minor);
            compare_at.push(variant.compare_at_minor);
        }
    }
    upsert(conn, list, &ids, &amounts, &compare_at).await
}

async fn upsert(
    conn: &mut PgConnection,
    list: PriceListId,
    ids: &[Uuid],
    amounts: &[i64],
    compare_at: &[Option<i64>],
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into prices (price_list_id, variant_id, min_quantity, amount_minor, compare_at_minor)
         select $1, d.variant_id, 1, d.amount_minor, d.compare_at_minor
         from unnest($2::uuid[], $3::bigint[], $4::bigint[]) as d (variant_id, amount_minor, compare_at_minor)
         on conflict (variant_id, price_list_id, min_quantity) do update
         set amount_minor = excluded.amount_minor,
             compare_at_minor = excluded.compare_at_minor,
             updated_at = now()
         where (prices.amount_minor, prices.compare_at_minor)
             is distinct from (excluded.amount_minor, excluded.compare_at_minor)",
        list.0,
        ids,
        amounts,
        compare_at as &[Option<i64>],
    )
    .execute(conn)
    .await?;
    Ok(())
}
