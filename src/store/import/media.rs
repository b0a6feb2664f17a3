//! Pictures: a row each, a job to fetch what is new, and their places at products.

use std::collections::{BTreeSet, HashMap, HashSet};

use sqlx::PgConnection;
use uuid::Uuid;

use super::{Planned, Target};
use crate::error::StoreError;
use crate::job::JOBS_CHANNEL;

/// Less urgent than what shoppers wait for.
const PRIORITY: i16 = 200;

/// Makes sure that every picture of the batch has a row, and says their ids by source.
pub async fn write(
    conn: &mut PgConnection,
    plans: &[Planned<'_>],
    target: &Target,
) -> Result<HashMap<String, Uuid>, StoreError> {
    // Ordered, so that two runs lock rows in the same order.
    let wanted: BTreeSet<&String> = plans
        .iter()
        .flat_map(|plan| &plan.draft.images)
        .map(|image| &image.source)
        .collect();
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    let sources: Vec<String> = wanted.into_iter().cloned().collect();
    let ids: Vec<Uuid> = sources.iter().map(|_| (target.new_id)()).collect();
    let inserted = sqlx::query_scalar!(
        "insert into media (media_id, source)
         select d.media_id, d.source
         from unnest($1::uuid[], $2::text[]) as d (media_id, source)
         on conflict (source) do nothing
         returning media_id",
        &ids,
        &sources,
    )
    .fetch_all(&mut *conn)
    .await?;
    append_jobs(conn, &inserted, target.fetch_job).await?;
    let rows = sqlx::query!("select media_id, source from media where source = any ($1)", &sources)
        .fetch_all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| (row.source, row.media_id)).collect())
}

async fn append_jobs(conn: &mut PgConnection, media: &[Uuid], kind: &str) -> Result<(), StoreError> {
    if media.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "insert into jobs (kind, dedupe_key, payload, priority)
         select $1, media_id::text, jsonb_build_object('media_id', media_id), $2
         from unnest($3::uuid[]) as media_id
         on conflict do nothing",
        kind,
        PRIORITY,
        media,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("select pg_notify($1, '')", JOBS_CHANNEL)
        .fetch_one(conn)
        .await?;
    Ok(())
}

/// Gives products their pictures. A product whose draft has pictures has these afterwards and no others; one whose
/// draft has none keeps what it has.
pub async fn attach(
    conn: &mut PgConnection,
    plans: &[Planned<'_>],
    media: &HashMap<String, Uuid>,
) -> Result<(), StoreError> {
    let (mut products, mut ids, mut positions, mut alts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    // Two addresses may turn out to be one picture.
    let mut attached = HashSet::new();
    for plan in plans {
        for (position, image) in (1_i32..).zip(&plan.draft.images) {
            let Some(media_id) = media.get(&image.source) else {
                continue;
            };
            if !attached.insert((plan.product_id, *media_id)) {
                continue;
            }
            products.push(plan.product_id);
            ids.push(*media_id);
            positions.push(position);
            alts.push(image.alt.clone());
        }
    }
    let known: Vec<Uuid> = plans
        .iter()
        .filter(|plan| plan.known.is_some() && !plan.draft.images.is_empty())
        .map(|plan| plan.product_id)
        .collect();
    if !known.is_empty() {
        delete_others(conn, &known, &products, &ids).await?;
    }
    sqlx::query!(
        "insert into product_media (product_id, media_id, position, alt)
         select d.product_id, d.media_id, d.position, d.alt
         from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::text[]) as d (product_id, media_id, position, alt)
         on conflict (product_id, media_id) do update
         set position = excluded.position, alt = excluded.alt",
        &products,
        &ids,
        &positions,
        &alts,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn delete_others(
    conn: &mut PgConnection,
    known: &[Uuid],
    products: &[Uuid],
    media: &[Uuid],
) -> Result<(), StoreError> {
    sqlx::query!(
        "delete from product_media pm
         where pm.product_id = any ($1)
           and not exists (
               select 1
               from unnest($2::uuid[], $3::uuid[]) as d (product_id, media_id)
               where d.product_id = pm.product_id
                 and d.media_id = pm.media_id
           )",
        known,
        products,
        media,
    )
    .execute(conn)
    .await?;
    Ok(())
}
