//! Ways of delivering with their zones and price bands.

use crate::error::StoreError;
use domain::checkout::{DeliveryMethod, RateBand};
use domain::id::MarketId;
use sqlx::PgConnection;

/// A way of delivering, and the market whose zone it is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZonedMethod {
    /// Absent where the zone is for every market in the shop's currency.
    pub market_id: Option<MarketId>,
    /// With all countries of its zone.
    pub method: DeliveryMethod,
}

/// Every active method that has a price, in the merchant's order. A shop has a handful, so they are read together.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_methods(conn: &mut PgConnection) -> Result<Vec<ZonedMethod>, StoreError> {
    let rows = sqlx::query!(
        r#"select m.delivery_method_id, m.name, m.description, m.tax_category, m.days_min, m.days_max,
                  z.market_id, z.countries::text[] as "countries!",
                  array_agg(r.min_subtotal_minor) as "minimums!", array_agg(r.price_minor) as "prices!"
           from delivery_methods m
           join delivery_zones z using (delivery_zone_id)
           join delivery_rates r using (delivery_method_id)
           where m.active
           group by m.delivery_method_id, z.delivery_zone_id
           order by m.position, m.delivery_method_id"#,
    )
    .fetch_all(conn)
    .await?;
    let zoned = rows.into_iter().map(|row| ZonedMethod {
        market_id: row.market_id.map(Into::into),
        method: DeliveryMethod {
            delivery_method_id: row.delivery_method_id.into(),
            name: row.name,
            description: row.description,
            tax_category: row.tax_category,
            days_min: row.days_min.unsigned_abs(),
            days_max: row.days_max.unsigned_abs(),
            countries: row.countries,
            bands: bands(&row.minimums, &row.prices),
        },
    });
    Ok(zoned.collect())
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
