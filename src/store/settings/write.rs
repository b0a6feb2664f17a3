//! Writes settings by their names; what is the same stays untouched.

use super::read::split;
use crate::error::StoreError;
use crate::written::Written;
use domain::checkout::RateBand;
use domain::settings::{
    Conversion, MarketDefinition, PriceListDefinition, ShopDefinition, TaxDefinition, ZoneDefinition,
};
use domain::tax::PostalCodes;
use sqlx::PgConnection;
use uuid::Uuid;

/// Writes what a file says of the shop itself; `None` before the shop was set up.
///
/// # Errors
/// [`StoreError`] when the statement fails; constraint `shops_time_zone_check` for a zone that the database does not
/// know.
pub async fn update_shop(conn: &mut PgConnection, shop: &ShopDefinition) -> Result<Written, StoreError> {
    let updated = sqlx::query!(
        "update shops
         set name = coalesce($1, name), tagline = coalesce($2, tagline), email = coalesce($3, email),
             time_zone = coalesce($4, time_zone), shows_stock_counts = coalesce($5, shows_stock_counts)
         where (name, tagline, email, time_zone, shows_stock_counts)
             is distinct from (coalesce($1, name), coalesce($2, tagline), coalesce($3, email), coalesce($4, time_zone),
                               coalesce($5, shows_stock_counts))",
        shop.name,
        shop.tagline,
        shop.email,
        shop.time_zone,
        shop.shows_stock_counts,
    )
    .execute(conn)
    .await?;
    Ok(Written::of(true, updated.rows_affected() > 0))
}

/// Whether the database knows a time zone by this name.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn knows_time_zone(conn: &mut PgConnection, name: &str) -> Result<bool, StoreError> {
    let known = sqlx::query_scalar!(
        r#"select exists (select from pg_timezone_names where name = $1) as "known!""#,
        name
    )
    .fetch_one(conn)
    .await?;
    Ok(known)
}

/// Opens or changes the market of this code. One that becomes the default takes that from the other.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn upsert_market(
    conn: &mut PgConnection,
    market: &MarketDefinition,
    new_id: Uuid,
) -> Result<Written, StoreError> {
    if market.is_default {
        sqlx::query!(
            "update markets set is_default = false where is_default and code <> $1",
            market.code
        )
        .execute(&mut *conn)
        .await?;
    }
    let row = sqlx::query!(
        r#"with before as (
               select from markets where code = $2
           ), written as (
               insert into markets as m (
                   market_id, code, name, countries, country, currency, language, tax_basis, rounding_mode, is_default,
                   position, shows_lowest_price, asks_vat_id, tax_engine, delivery_tax
               )
               values ($1, $2, $3, $4::text[]::char(2)[], $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
               on conflict (code) do update
               set name = excluded.name, countries = excluded.countries, country = excluded.country,
                   language = excluded.language, tax_basis = excluded.tax_basis,
                   rounding_mode = excluded.rounding_mode, is_default = m.is_default or excluded.is_default,
                   position = excluded.position, shows_lowest_price = excluded.shows_lowest_price,
                   asks_vat_id = excluded.asks_vat_id, tax_engine = excluded.tax_engine,
                   delivery_tax = excluded.delivery_tax
               where (m.name, m.countries, m.country, m.language, m.tax_basis, m.rounding_mode, m.is_default, m.position,
                      m.shows_lowest_price, m.asks_vat_id, m.tax_engine, m.delivery_tax)
                   is distinct from
                     (excluded.name, excluded.countries, excluded.country, excluded.language, excluded.tax_basis,
                      excluded.rounding_mode, m.is_default or excluded.is_default, excluded.position,
                      excluded.shows_lowest_price, excluded.asks_vat_id, excluded.tax_engine, excluded.delivery_tax)
               returning 1
           )
           select exists (select from before) as "was_there!", exists (select from written) as "is_written!""#,
        new_id,
        market.code,
        market.name,
        &market.countries,
        market.country,
        market.currency.code(),
        market.language,
        market.tax_basis.as_str(),
        market.rounding_mode.as_str(),
        market.is_default,
        market.position,
        market.shows_lowest_price,
        market.asks_vat_id,
        market.tax_engine.as_str(),
        market.delivery_tax.as_str(),
    )
    .fetch_one(conn)
    .await?;
    Ok(Written::of(row.was_there, row.is_written))
}

/// Makes or changes the price list of this name; its prices stay. The lists and the market that it names are there.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn upsert_price_list(
    conn: &mut PgConnection,
    list: &PriceListDefinition,
    conversion: Option<Conversion>,
    new_id: Uuid,
) -> Result<Written, StoreError> {
    let (ending, step) = conversion.map_or((None, None), |conversion| split(conversion.charm));
    // At most 10¹² by the type.
    let rate_ppm = conversion.and_then(|conversion| i64::try_from(conversion.rate.ppm()).ok());
    let row = sqlx::query!(
        r#"with before as (
               select from price_lists where name = $2
           ), written as (
               insert into price_lists as l (
                   price_list_id, name, currency, market_id, channel, customer_group, position, starts_at, ends_at,
                   source_list_id, rate_ppm, charm_ending_minor, charm_step_minor
               )
               values ($1, $2, $3, (select market_id from markets where code = $4), $5, $6, $7, $8, $9,
                       (select price_list_id from price_lists where name = $10), $11, $12, $13)
               on conflict (name) do update
               set market_id = excluded.market_id, channel = excluded.channel,
                   customer_group = excluded.customer_group, position = excluded.position,
                   starts_at = excluded.starts_at, ends_at = excluded.ends_at,
                   source_list_id = excluded.source_list_id, rate_ppm = excluded.rate_ppm,
                   charm_ending_minor = excluded.charm_ending_minor, charm_step_minor = excluded.charm_step_minor,
                   published_at = case when excluded.source_list_id is not null then l.published_at end
               where (l.market_id, l.channel, l.customer_group, l.position, l.starts_at, l.ends_at, l.source_list_id,
                      l.rate_ppm, l.charm_ending_minor, l.charm_step_minor)
                   is distinct from
                     (excluded.market_id, excluded.channel, excluded.customer_group, excluded.position,
                      excluded.starts_at, excluded.ends_at, excluded.source_list_id, excluded.rate_ppm,
                      excluded.charm_ending_minor, excluded.charm_step_minor)
               returning 1
           )
           select exists (select from before) as "was_there!", exists (select from written) as "is_written!""#,
        new_id,
        list.name,
        list.currency.code(),
        list.market,
        list.channel,
        list.customer_group,
        list.position,
        list.starts_at,
        list.ends_at,
        list.converted.as_ref().map(|converted| &converted.from),
        rate_ppm,
        ending,
        step,
    )
    .fetch_one(conn)
    .await?;
    Ok(Written::of(row.was_there, row.is_written))
}

/// Gives a country these rates and no others, in parts per million, in this order.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn replace_taxes(
    conn: &mut PgConnection,
    tax: &TaxDefinition,
    rates_ppm: &[u32],
) -> Result<Written, StoreError> {
    let texts = |of: fn(&domain::settings::RateDefinition) -> &String| -> Vec<String> {
        tax.rates.iter().map(|rate| of(rate).clone()).collect()
    };
    // Checked before; stored in one way of writing, so that the same file changes nothing.
    let written = |rate: &domain::settings::RateDefinition| {
        let codes = rate.postal_codes.parse::<PostalCodes>();
        codes.map_or_else(|_| rate.postal_codes.clone(), |codes| codes.to_string())
    };
    let postal_codes: Vec<String> = tax.rates.iter().map(written).collect();
    let ppm: Vec<i32> = rates_ppm.iter().map(|ppm| ppm.cast_signed()).collect();
    let row = sqlx::query!(
        r#"with wanted as (
               select d.name, d.region, d.postal_prefix, d.postal_codes, d.tax_category, d.rate_ppm,
                      row_number() over (
                          partition by d.region, d.postal_prefix, d.postal_codes, d.tax_category
                          order by d.place
                      ) as position
               from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::integer[], $7::text[])
                   with ordinality as d (name, region, postal_prefix, tax_category, rate_ppm, postal_codes, place)
           ), before as (
               select from tax_rates where country = $1
           ), gone as (
               delete from tax_rates t
               where t.country = $1
                 and not exists (
                     select
                     from wanted w
                     where (w.name, w.region, w.postal_prefix, w.postal_codes, w.tax_category)
                         = (t.name, t.region, t.postal_prefix, t.postal_codes, t.tax_category)
                 )
               returning 1
           ), written as (
               insert into tax_rates as t (
                   country, region, postal_prefix, postal_codes, tax_category, name, rate_ppm, position
               )
               select $1, region, postal_prefix, postal_codes, tax_category, name, rate_ppm, position::smallint
               from wanted
               on conflict (country, region, postal_prefix, postal_codes, tax_category, name) do update
               set rate_ppm = excluded.rate_ppm, position = excluded.position
               where (t.rate_ppm, t.position) is distinct from (excluded.rate_ppm, excluded.position)
               returning 1
           )
           select exists (select from before) as "was_there!",
                  exists (select from written) or exists (select from gone) as "is_written!""#,
        tax.country,
        &texts(|rate| &rate.name),
        &texts(|rate| &rate.region),
        &texts(|rate| &rate.postal_prefix),
        &texts(|rate| &rate.tax_category),
        &ppm,
        &postal_codes,
    )
    .fetch_one(conn)
    .await?;
    // A country that had no rates and gets none is as it was.
    Ok(Written::of(row.was_there || !row.is_written, row.is_written))
}

/// Makes or changes the zone of this name and gives it these methods; those that it had besides are no longer offered,
/// since carts may have chosen them.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn upsert_zone(
    conn: &mut PgConnection,
    zone: &ZoneDefinition,
    bands: &[Vec<RateBand>],
    new_id: fn() -> Uuid,
) -> Result<Written, StoreError> {
    let row = sqlx::query!(
        r#"with before as (
               select delivery_zone_id from delivery_zones where name = $2
           ), written as (
               insert into delivery_zones as z (delivery_zone_id, name, countries, market_id)
               values ($1, $2, $3::text[]::char(2)[], (select market_id from markets where code = $4))
               on conflict (name) do update
               set countries = excluded.countries, market_id = excluded.market_id
               where (z.countries, z.market_id) is distinct from (excluded.countries, excluded.market_id)
               returning 1
           )
           select coalesce((select delivery_zone_id from before), $1) as "zone_id!",
                  exists (select from before) as "was_there!", exists (select from written) as "is_written!""#,
        new_id(),
        zone.name,
        &zone.countries,
        zone.market,
    )
    .fetch_one(&mut *conn)
    .await?;
    let mut is_written = row.is_written | retire_methods(&mut *conn, row.zone_id, zone).await?;
    for ((position, method), bands) in (1_i32..).zip(&zone.methods).zip(bands) {
        let method_id = sqlx::query!(
            r#"with before as (
                   select delivery_method_id from delivery_methods where delivery_zone_id = $2 and name = $3
               ), written as (
                   insert into delivery_methods as m (
                       delivery_method_id, delivery_zone_id, name, description, tax_category, days_min, days_max, position
                   )
                   values ($1, $2, $3, $4, $5, $6, $7, $8)
                   on conflict (delivery_zone_id, name) do update
                   set description = excluded.description, tax_category = excluded.tax_category,
                       days_min = excluded.days_min, days_max = excluded.days_max, position = excluded.position,
                       active = true
                   where (m.description, m.tax_category, m.days_min, m.days_max, m.position, m.active)
                       is distinct from (excluded.description, excluded.tax_category, excluded.days_min,
                                         excluded.days_max, excluded.position, true)
                   returning 1
               )
               select coalesce((select delivery_method_id from before), $1) as "method_id!",
                      exists (select from written) as "is_written!""#,
            new_id(),
            row.zone_id,
            method.name,
            method.description,
            method.tax_category,
            method.days_min.cast_signed(),
            method.days_max.cast_signed(),
            position,
        )
        .fetch_one(&mut *conn)
        .await?;
        is_written |= method_id.is_written | replace_bands(&mut *conn, method_id.method_id, bands).await?;
    }
    Ok(Written::of(row.was_there, is_written))
}

async fn retire_methods(conn: &mut PgConnection, zone_id: Uuid, zone: &ZoneDefinition) -> Result<bool, StoreError> {
    let names: Vec<String> = zone.methods.iter().map(|method| method.name.clone()).collect();
    let retired = sqlx::query!(
        "update delivery_methods set active = false where delivery_zone_id = $1 and active and name <> all ($2)",
        zone_id,
        &names,
    )
    .execute(conn)
    .await?;
    Ok(retired.rows_affected() > 0)
}

async fn replace_bands(conn: &mut PgConnection, method_id: Uuid, bands: &[RateBand]) -> Result<bool, StoreError> {
    let minimums: Vec<i64> = bands.iter().map(|band| band.min_subtotal_minor).collect();
    let prices: Vec<i64> = bands.iter().map(|band| band.price_minor).collect();
    let changed = sqlx::query_scalar!(
        r#"with gone as (
               delete from delivery_rates
               where delivery_method_id = $1
                 and min_subtotal_minor <> all ($2)
               returning 1
           ), written as (
               insert into delivery_rates as r (delivery_method_id, min_subtotal_minor, price_minor)
               select $1, d.minimum, d.price
               from unnest($2::bigint[], $3::bigint[]) as d (minimum, price)
               on conflict (delivery_method_id, min_subtotal_minor) do update
               set price_minor = excluded.price_minor
               where r.price_minor <> excluded.price_minor
               returning 1
           )
           select exists (select from gone) or exists (select from written) as "changed!""#,
        method_id,
        &minimums,
        &prices,
    )
    .fetch_one(conn)
    .await?;
    Ok(changed)
}
