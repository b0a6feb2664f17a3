//! Product rows and their options.

use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::Planned;
use super::draft::ProductDraft;
use crate::error::StoreError;

/// Inserts new products and updates known ones; the handle of a known product stays.
pub async fn write(conn: &mut PgConnection, plans: &[Planned<'_>]) -> Result<(), StoreError> {
    upsert(conn, plans).await?;
    replace_options(conn, plans).await
}

async fn upsert(conn: &mut PgConnection, plans: &[Planned<'_>]) -> Result<(), StoreError> {
    let ids: Vec<Uuid> = plans.iter().map(|plan| plan.product_id).collect();
    let text = |get: fn(&ProductDraft) -> &str| plans.iter().map(|plan| get(plan.draft).to_owned()).collect::<Vec<_>>();
    let tags: Vec<Value> = plans.iter().map(|plan| plan.draft.tags.clone().into()).collect();
    let metafields: Vec<Value> = plans
        .iter()
        .map(|plan| serde_json::json!(plan.draft.metafields))
        .collect();
    let published_from: Vec<_> = plans.iter().map(|plan| plan.draft.published_from).collect();
    let digests: Vec<Vec<u8>> = plans.iter().map(|plan| plan.digest.to_vec()).collect();
    sqlx::query!(
        r#"insert into products (
               product_id, handle, title, description_html, vendor, product_type, tags, status, published_from,
               seo_title, seo_description, metafields, import_hash
           )
           select d.product_id, d.handle, d.title, d.description_html, d.vendor, d.product_type,
                  array(select jsonb_array_elements_text(d.tags)), d.status, d.published_from,
                  d.seo_title, d.seo_description, d.metafields, d.import_hash
           from unnest(
               $1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::jsonb[], $8::text[],
               $9::timestamptz[], $10::text[], $11::text[], $12::jsonb[], $13::bytea[]
           ) as d (
               product_id, handle, title, description_html, vendor, product_type, tags, status, published_from,
               seo_title, seo_description, metafields, import_hash
           )
           on conflict (product_id) do update
           set title = excluded.title,
               description_html = excluded.description_html,
               vendor = excluded.vendor,
               product_type = excluded.product_type,
               tags = excluded.tags,
               status = excluded.status,
               published_from = coalesce(excluded.published_from, products.published_from),
               seo_title = excluded.seo_title,
               seo_description = excluded.seo_description,
               metafields = products.metafields || excluded.metafields,
               import_hash = excluded.import_hash,
               version = products.version + 1,
               updated_at = now()"#,
        &ids,
        &text(|draft| &draft.handle),
        &text(|draft| &draft.title),
        &text(|draft| &draft.description_html),
        &text(|draft| &draft.vendor),
        &text(|draft| &draft.product_type),
        &tags,
        &text(|draft| draft.status.as_str()),
        &published_from as &[Option<chrono::DateTime<chrono::Utc>>],
        &text(|draft| &draft.seo_title),
        &text(|draft| &draft.seo_description),
        &metafields,
        &digests,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn replace_options(conn: &mut PgConnection, plans: &[Planned<'_>]) -> Result<(), StoreError> {
    let known: Vec<Uuid> = plans
        .iter()
        .filter(|plan| plan.known.is_some())
        .map(|plan| plan.product_id)
        .collect();
    if !known.is_empty() {
        sqlx::query!("delete from product_options where product_id = any ($1)", &known)
            .execute(&mut *conn)
            .await?;
    }
    let (mut ids, mut positions, mut names, mut values) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for plan in plans {
        for (index, (position, option)) in (1_i16..).zip(&plan.draft.options).enumerate() {
            let kept = plan
                .known
                .and_then(|known| known.kept_values.get(index))
                .into_iter()
                .flatten();
            let all: Vec<&String> = option.values.iter().chain(kept).collect();
            ids.push(plan.product_id);
            positions.push(position);
            names.push(option.name.clone());
            values.push(serde_json::json!(all));
        }
    }
    sqlx::query!(
        r#"insert into product_options (product_id, position, name, "values")
           select d.product_id, d.position, d.name, array(select jsonb_array_elements_text(d.choices))
           from unnest($1::uuid[], $2::smallint[], $3::text[], $4::jsonb[]) as d (product_id, position, name, choices)"#,
        &ids,
        &positions,
        &names,
        &values,
    )
    .execute(conn)
    .await?;
    Ok(())
}
