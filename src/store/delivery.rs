//! Ways of delivering with their zones and price bands.

use crate::error::StoreError;
use domain::checkout::{DeliveryMethod, RateBand};
use domain::market::Market;
use sqlx::PgConnection;

/// Every active method of a market that has a price, in the merchant's order: those of the market's own zones and, where it
/// sells in the shop's currency, those of zones for all. A shop has a handful, so they are read together.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_methods(conn: &mut PgConnection, market: &Market) -> Result<Vec<DeliveryMethod>, StoreError> {
    let rows = sqlx::query!(
        r#"select m.delivery_method_id, m.name, m.description, m.tax_category, m.days_min, m.days_max,
                  z.countries::text[] as "countries!",
                  array_agg(r.min_subtotal_minor) as "minimums!", array_agg(r.price_minor) as "prices!"
           from delivery_methods m
           join delivery_zones z using (delivery_zone_id)
           join delivery_rates r using (delivery_method_id)
           where m.active
             and (
                 z.market_id = $1
                 or (z.market_id is null and $2 = (select s.currency from shops s))
             )
           group by m.delivery_method_id, z.delivery_zone_id
           order by m.position, m.delivery_method_id"#,
        market.market_id.0,
        market.currency.code(),
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| DeliveryMethod {
            delivery_method_id: row.delivery_method_id.into(),
            name: row.name,
            description: row.description,
            tax_category: row.tax_category,
            days_min: row.days_min.unsigned_abs(),
            days_max: row.days_max.unsigned_abs(),
            countries: row
                .countries
                .into_iter()
                .filter(|country| market.sells_to(country))
                .collect(),
            bands: bands(&row.minimums, &row.prices),
        })
        .collect())
}

fn bands(minimums: &[i64], prices: &[i64]) -> Vec<RateBand> {
    let pairs = minimums.iter().zip(prices);
    pairs
        .map(|(minimum, price)| RateBand {
            min_subtotal_minor: *minimum,
            price_minor: *price,
        })
        .collect()
}

/// Codes of the countries that something is delivered to in any market, in alphabetical order.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_countries(conn: &mut PgConnection) -> Result<Vec<String>, StoreError> {
    let countries = sqlx::query_scalar!(
        r#"select distinct c.code::text as "code!"
           from delivery_methods m
           join delivery_zones z using (delivery_zone_id)
           cross join unnest(z.countries) c (code)
           where m.active
           order by 1
           limit 300"#
    )
    .fetch_all(conn)
    .await?;
    Ok(countries)
}
