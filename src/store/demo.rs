//! What the demo store brings besides products: taxes, delivery, collections, and the order of its pictures.
//!
//! Everything here may be written again: what is there stays or becomes the same.

use crate::error::StoreError;
use crate::job::JOBS_CHANNEL;
use chrono::{DateTime, Utc};
use domain::catalog::CollectionRule;
use domain::id::{CollectionId, DeliveryMethodId, MarketId, MediaId};
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

/// A country's standard tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountryTax {
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// As receipts call it.
    pub name: &'static str,
    /// Parts per million.
    pub rate_ppm: i32,
}

/// A tax of a region, or of some postal codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RegionTax {
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// ISO 3166-2, without the country; empty with a prefix.
    pub region: &'static str,
    /// Empty with a region.
    pub postal_prefix: &'static str,
    /// As `domain::tax::PostalCodes` writes them; empty with either.
    pub postal_codes: &'static str,
    /// As receipts call it.
    pub name: &'static str,
    /// Parts per million.
    pub rate_ppm: i32,
    /// Order among those of one place.
    pub position: i16,
}

/// A way of delivering to a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewDeliveryMethod {
    /// Unique in its zone.
    pub name: &'static str,
    /// One sentence.
    pub description: &'static str,
    /// Fewest and most days.
    pub days: (i16, i16),
    /// Price from each subtotal on, both in minor units.
    pub bands: &'static [(i64, i64)],
}

/// Where to, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewDeliveryZone {
    /// Unique name.
    pub name: &'static str,
    /// ISO 3166-1 alpha-2.
    pub countries: &'static [&'static str],
    /// In the order in which they are offered.
    pub methods: &'static [NewDeliveryMethod],
}

/// A collection without its members.
#[derive(Debug, Clone)]
pub struct NewCollection<'a> {
    /// Last part of its address; its identity.
    pub handle: &'a str,
    /// Name.
    pub title: &'a str,
    /// Clean HTML.
    pub description_html: &'a str,
    /// What puts products into it; `None`: they are listed by hand.
    pub rule: Option<CollectionRule>,
    /// Its picture.
    pub media_id: MediaId,
    /// What the picture shows.
    pub media_alt: &'a str,
    /// Order among collections.
    pub position: i32,
    /// For search engines.
    pub seo_description: &'a str,
}

/// Whether the database has no shop yet.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn is_empty(conn: &mut PgConnection) -> Result<bool, StoreError> {
    let empty = sqlx::query_scalar!(
        r#"select not exists (select 1 from shops) and not exists (select 1 from products) as "empty!""#
    )
    .fetch_one(conn)
    .await?;
    Ok(empty)
}

/// Adds taxes for countries that have none of that name.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn insert_taxes(conn: &mut PgConnection, taxes: &[CountryTax]) -> Result<(), StoreError> {
    let countries: Vec<String> = taxes.iter().map(|tax| tax.country.to_owned()).collect();
    let names: Vec<String> = taxes.iter().map(|tax| tax.name.to_owned()).collect();
    let rates: Vec<i32> = taxes.iter().map(|tax| tax.rate_ppm).collect();
    sqlx::query!(
        "insert into tax_rates (country, region, tax_category, name, rate_ppm)
         select d.country, '', 'standard', d.name, d.rate_ppm
         from unnest($1::text[], $2::text[], $3::integer[]) as d (country, name, rate_ppm)
         where not exists (
             select 1
             from tax_rates t
             where t.country = d.country
               and t.tax_category = 'standard'
         )
         on conflict do nothing",
        &countries,
        &names,
        &rates,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Adds taxes of regions that are not there.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn insert_region_taxes(conn: &mut PgConnection, taxes: &[RegionTax]) -> Result<(), StoreError> {
    let text =
        |of: fn(&RegionTax) -> &'static str| -> Vec<String> { taxes.iter().map(|tax| of(tax).to_owned()).collect() };
    let rates: Vec<i32> = taxes.iter().map(|tax| tax.rate_ppm).collect();
    let positions: Vec<i16> = taxes.iter().map(|tax| tax.position).collect();
    sqlx::query!(
        "insert into tax_rates (country, region, postal_prefix, postal_codes, tax_category, name, rate_ppm, position)
         select d.country, d.region, d.postal_prefix, d.postal_codes, 'standard', d.name, d.rate_ppm, d.position
         from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::integer[], $6::smallint[], $7::text[])
             as d (country, region, postal_prefix, name, rate_ppm, position, postal_codes)
         on conflict do nothing",
        &text(|tax| tax.country),
        &text(|tax| tax.region),
        &text(|tax| tax.postal_prefix),
        &text(|tax| tax.name),
        &rates,
        &positions,
        &text(|tax| tax.postal_codes),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Adds a zone of one market, or of all, with its methods and prices, unless a zone of that name exists; `new_id` makes ids.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn insert_delivery(
    conn: &mut PgConnection,
    zone: &NewDeliveryZone,
    market_id: Option<MarketId>,
    new_id: fn() -> Uuid,
) -> Result<(), StoreError> {
    let zone_id = new_id();
    let countries: Vec<String> = zone.countries.iter().map(ToString::to_string).collect();
    let inserted = sqlx::query!(
        "insert into delivery_zones (delivery_zone_id, name, countries, market_id)
         values ($1, $2, $3::text[]::char(2)[], $4)
         on conflict do nothing",
        zone_id,
        zone.name,
        &countries as &[String],
        market_id.map(|id| id.0),
    )
    .execute(&mut *conn)
    .await?
    .rows_affected();
    if inserted == 0 {
        return Ok(());
    }
    for (position, method) in (1_i32..).zip(zone.methods) {
        insert_method(&mut *conn, zone_id, DeliveryMethodId(new_id()), position, method).await?;
    }
    Ok(())
}

async fn insert_method(
    conn: &mut PgConnection,
    zone_id: Uuid,
    method_id: DeliveryMethodId,
    position: i32,
    method: &NewDeliveryMethod,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into delivery_methods (
             delivery_method_id, delivery_zone_id, name, description, days_min, days_max, position
         )
         values ($1, $2, $3, $4, $5, $6, $7)",
        method_id.0,
        zone_id,
        method.name,
        method.description,
        method.days.0,
        method.days.1,
        position,
    )
    .execute(&mut *conn)
    .await?;
    let (minimums, prices): (Vec<i64>, Vec<i64>) = method.bands.iter().copied().unzip();
    sqlx::query!(
        "insert into delivery_rates (delivery_method_id, min_subtotal_minor, price_minor)
         select $1, d.minimum, d.price
         from unnest($2::bigint[], $3::bigint[]) as d (minimum, price)",
        method_id.0,
        &minimums,
        &prices,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The picture with this source; a new one gets a row and a job of the given kind and priority.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn ensure_media(
    conn: &mut PgConnection,
    source: &str,
    new_id: MediaId,
    fetch_job: &str,
    priority: i16,
) -> Result<MediaId, StoreError> {
    let row = sqlx::query!(
        r#"insert into media (media_id, source)
           values ($1, $2)
           on conflict (source) do update
           set source = excluded.source
           returning media_id, state = 'pending' as "is_pending!""#,
        new_id.0,
        source,
    )
    .fetch_one(&mut *conn)
    .await?;
    if row.is_pending {
        sqlx::query!(
            "insert into jobs (kind, dedupe_key, payload, priority)
             values ($1, ($2::uuid)::text, jsonb_build_object('media_id', $2::uuid), $3)
             on conflict do nothing",
            fetch_job,
            row.media_id,
            priority,
        )
        .execute(&mut *conn)
        .await?;
        sqlx::query!("select pg_notify($1, '')", JOBS_CHANNEL)
            .fetch_one(conn)
            .await?;
    }
    Ok(row.media_id.into())
}

/// Writes a collection; says whether anything changed.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn upsert_collection(
    conn: &mut PgConnection,
    collection: &NewCollection<'_>,
    new_id: CollectionId,
) -> Result<bool, StoreError> {
    let kind = if collection.rule.is_some() { "rule" } else { "manual" };
    let changed = sqlx::query!(
        "insert into collections as c (
             collection_id, handle, title, description_html, kind, rule, media_id, media_alt, position, seo_description
         )
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (handle) do update
         set title = excluded.title,
             description_html = excluded.description_html,
             kind = excluded.kind,
             rule = excluded.rule,
             media_id = excluded.media_id,
             media_alt = excluded.media_alt,
             position = excluded.position,
             seo_description = excluded.seo_description,
             updated_at = now()
         where (c.title, c.description_html, c.kind, c.rule, c.media_id, c.media_alt, c.position, c.seo_description)
             is distinct from (excluded.title, excluded.description_html, excluded.kind, excluded.rule,
                               excluded.media_id, excluded.media_alt, excluded.position, excluded.seo_description)",
        new_id.0,
        collection.handle,
        collection.title,
        collection.description_html,
        kind,
        collection.rule.as_ref().map(Json) as Option<Json<&CollectionRule>>,
        collection.media_id.0,
        collection.media_alt,
        collection.position,
        collection.seo_description,
    )
    .execute(conn)
    .await?
    .rows_affected();
    Ok(changed > 0)
}

/// Gives a hand-made collection exactly these products, in this order; says whether anything changed.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn set_members(
    conn: &mut PgConnection,
    collection_handle: &str,
    product_handles: &[String],
) -> Result<bool, StoreError> {
    let changed = sqlx::query_scalar!(
        r#"with wanted as (
               select c.collection_id, p.product_id, d.position::integer as position
               from unnest($2::text[]) with ordinality as d (handle, position)
               join products p using (handle)
               join collections c on c.handle = $1
           ), gone as (
               delete from collection_products cp
               using collections c
               where c.handle = $1
                 and cp.collection_id = c.collection_id
                 and cp.product_id not in (select product_id from wanted)
               returning 1
           ), here as (
               insert into collection_products as cp (collection_id, product_id, position)
               select collection_id, product_id, position
               from wanted
               on conflict (collection_id, product_id) do update
               set position = excluded.position
               where cp.position <> excluded.position
               returning 1
           )
           select (select count(*) from gone) + (select count(*) from here) as "changed!""#,
        collection_handle,
        product_handles,
    )
    .fetch_one(conn)
    .await?;
    Ok(changed > 0)
}

/// Sets the focal points of pictures, by source, at every product that shows them; says whether anything changed.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn update_focal_points(conn: &mut PgConnection, points: &[(String, i32, i32)]) -> Result<bool, StoreError> {
    let sources: Vec<String> = points.iter().map(|point| point.0.clone()).collect();
    let across: Vec<i32> = points.iter().map(|point| point.1).collect();
    let down: Vec<i32> = points.iter().map(|point| point.2).collect();
    let changed = sqlx::query!(
        "update product_media pm
         set focal_x = d.x, focal_y = d.y
         from unnest($1::text[], $2::integer[], $3::integer[]) as d (source, x, y)
         join media m using (source)
         where pm.media_id = m.media_id
           and (pm.focal_x, pm.focal_y) is distinct from (d.x, d.y)",
        &sources,
        &across,
        &down,
    )
    .execute(conn)
    .await?
    .rows_affected();
    Ok(changed > 0)
}

/// Lets the jobs for first pictures of products run before those for the others.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn hasten_first_pictures(conn: &mut PgConnection, fetch_job: &str, priority: i16) -> Result<(), StoreError> {
    sqlx::query!(
        "update jobs j
         set priority = $2
         from product_media pm
         join media m using (media_id)
         where j.kind = $1
           and j.state = 'ready'
           and j.dedupe_key = pm.media_id::text
           and pm.position = 1
           and m.source like 'demo:%'
           and j.priority > $2",
        fetch_job,
        priority,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Notes when the demo store was loaded and which picture stands at the top of the home page. What a merchant chose
/// stays; says whether anything changed.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn mark_loaded(
    conn: &mut PgConnection,
    hero: MediaId,
    hero_alt: &str,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let changed = sqlx::query!(
        "update shops
         set demo_loaded_at = coalesce(demo_loaded_at, $3),
             hero_media_alt = case when hero_media_id is null then $2 else hero_media_alt end,
             hero_media_id = coalesce(hero_media_id, $1),
             updated_at = now()
         where demo_loaded_at is null
            or hero_media_id is null",
        hero.0,
        hero_alt,
        now,
    )
    .execute(conn)
    .await?
    .rows_affected();
    Ok(changed > 0)
}

/// Pictures of the demo store that are not drawn yet, those that are wanted first in front.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_pending_media(conn: &mut PgConnection) -> Result<Vec<MediaId>, StoreError> {
    let rows = sqlx::query_scalar!(
        "select m.media_id
         from media m
         left join product_media pm using (media_id)
         where m.state = 'pending'
           and m.source like 'demo:%'
         order by coalesce(pm.position, 0), m.source"
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(MediaId).collect())
}
