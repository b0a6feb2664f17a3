//! Variant rows.

use std::collections::HashMap;

use sqlx::PgConnection;
use uuid::Uuid;

use super::Planned;
use crate::error::StoreError;

/// Inserts new variants and updates known ones.
pub async fn write(
    conn: &mut PgConnection,
    plans: &[Planned<'_>],
    media: &HashMap<String, Uuid>,
) -> Result<(), StoreError> {
    park(conn, plans).await?;
    upsert(conn, &Columns::gather(plans, media)).await
}

// Variants may swap SKUs or sizes among each other, which no order of single updates survives: those that change get
// out of each other's way first.
async fn park(conn: &mut PgConnection, plans: &[Planned<'_>]) -> Result<(), StoreError> {
    let mut moving = Vec::new();
    for plan in plans {
        let Some(known) = plan.known else { continue };
        for (variant, found) in plan.draft.variants.iter().zip(&known.variants) {
            moving.extend(
                found
                    .iter()
                    .filter(|found| found.sku != variant.sku || found.option_values != variant.option_values)
                    .map(|found| found.variant_id),
            );
        }
    }
    if moving.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "update variants
         set sku = null, option1 = variant_id::text, option2 = null, option3 = null
         where variant_id = any ($1)",
        &moving,
    )
    .execute(conn)
    .await?;
    Ok(())
}

#[derive(Default)]
struct Columns {
    variant_id: Vec<Uuid>,
    product_id: Vec<Uuid>,
    position: Vec<i32>,
    sku: Vec<Option<String>>,
    barcode: Vec<Option<String>>,
    options: [Vec<Option<String>>; 3],
    weight_grams: Vec<i32>,
    requires_shipping: Vec<bool>,
    tax_category: Vec<String>,
    tracks_inventory: Vec<bool>,
    inventory_policy: Vec<String>,
    media_id: Vec<Option<Uuid>>,
    content: Vec<Option<String>>,
}

impl Columns {
    fn gather(plans: &[Planned<'_>], media: &HashMap<String, Uuid>) -> Self {
        let mut columns = Self::default();
        for plan in plans {
            let variants = plan.draft.variants.iter().zip(&plan.variant_ids);
            for (position, (variant, id)) in (1..).zip(variants) {
                columns.variant_id.push(*id);
                columns.product_id.push(plan.product_id);
                columns.position.push(position);
                columns.sku.push(variant.sku.clone());
                columns.barcode.push(variant.barcode.clone());
                for (index, column) in columns.options.iter_mut().enumerate() {
                    column.push(variant.option_values.get(index).cloned());
                }
                columns.weight_grams.push(variant.weight_grams);
                columns.requires_shipping.push(variant.requires_shipping);
                columns.tax_category.push(variant.tax_category.clone());
                columns.tracks_inventory.push(variant.tracks_inventory);
                let policy = if variant.continue_selling { "continue" } else { "deny" };
                columns.inventory_policy.push(policy.to_owned());
                let image = variant.image.and_then(|index| plan.draft.images.get(index));
                columns
                    .media_id
                    .push(image.and_then(|image| media.get(&image.source)).copied());
                columns.content.push(variant.content.map(|content| content.to_string()));
            }
        }
        columns
    }
}

async fn upsert(conn: &mut PgConnection, columns: &Columns) -> Result<(), StoreError> {
    let [option1, option2, option3] = &columns.options;
    sqlx::query!(
        "insert into variants (
             variant_id, product_id, position, sku, barcode, option1, option2, option3, weight_grams,
             requires_shipping, tax_category, tracks_inventory, inventory_policy, media_id, content
         )
         select *
         from unnest(
             $1::uuid[], $2::uuid[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
             $9::integer[], $10::boolean[], $11::text[], $12::boolean[], $13::text[], $14::uuid[], $15::text[]
         )
         on conflict (variant_id) do update
         set position = excluded.position,
             sku = excluded.sku,
             barcode = excluded.barcode,
             option1 = excluded.option1,
             option2 = excluded.option2,
             option3 = excluded.option3,
             weight_grams = excluded.weight_grams,
             requires_shipping = excluded.requires_shipping,
             tax_category = excluded.tax_category,
             tracks_inventory = excluded.tracks_inventory,
             inventory_policy = excluded.inventory_policy,
             media_id = coalesce(excluded.media_id, variants.media_id),
             content = excluded.content,
             updated_at = now()",
        &columns.variant_id,
        &columns.product_id,
        &columns.position,
        &columns.sku as &[Option<String>],
        &columns.barcode as &[Option<String>],
        option1 as &[Option<String>],
        option2 as &[Option<String>],
        option3 as &[Option<String>],
        &columns.weight_grams,
        &columns.requires_shipping,
        &columns.tax_category,
        &columns.tracks_inventory,
        &columns.inventory_policy,
        &columns.media_id as &[Option<Uuid>],
        &columns.content as &[Option<String>],
    )
    .execute(conn)
    .await?;
    Ok(())
}
