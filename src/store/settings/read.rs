//! The settings as they are, in the words of a file.

use crate::error::StoreError;
use domain::money::{Currency, Money};
use domain::pricing::Charm;
use domain::rate::Rate;
use domain::rounding::RoundingMode;
use domain::settings::{
    BandDefinition, CharmDefinition, ConversionDefinition, Known, KnownList, KnownMarket, MarketDefinition,
    MethodDefinition, PriceListDefinition, RateDefinition, Settings, ShopDefinition, TaxDefinition, ZoneDefinition,
};
use domain::tax::{DeliveryTax, EnginePolicy, TaxBasis};
use serde::Deserialize;
use sqlx::PgConnection;
use sqlx::types::Json;
use std::collections::BTreeSet;

/// The settings of a shop, and what a file may refer to.
#[derive(Debug, Clone)]
pub struct Stored {
    /// As a file would say them.
    pub settings: Settings,
    /// Currencies, markets and lists.
    pub known: Known,
}

#[derive(Debug, Deserialize)]
struct MethodRow {
    name: String,
    description: String,
    tax_category: String,
    days_min: u16,
    days_max: u16,
    bands: Vec<(i64, i64)>,
}

/// All settings; `None` before the shop was set up.
///
/// # Errors
/// [`StoreError`] when a statement fails or a stored value is not readable.
pub async fn find(conn: &mut PgConnection) -> Result<Option<Stored>, StoreError> {
    let Some((shop, currency)) = find_shop(&mut *conn).await? else {
        return Ok(None);
    };
    let markets = list_markets(&mut *conn).await?;
    let lists = list_price_lists(&mut *conn).await?;
    let taxes = list_taxes(&mut *conn).await?;
    let delivery_zones = list_zones(conn, currency).await?;
    let sources: BTreeSet<&str> = lists
        .iter()
        .filter_map(|(list, _)| Some(list.converted.as_ref()?.from.as_str()))
        .collect();
    let known = Known {
        currency,
        markets: markets
            .iter()
            .map(|market| {
                (
                    market.code.clone(),
                    KnownMarket {
                        currency: market.currency,
                    },
                )
            })
            .collect(),
        price_lists: lists
            .iter()
            .map(|(list, is_base)| {
                let known = KnownList {
                    currency: list.currency,
                    is_base: *is_base,
                    is_converted: list.converted.is_some(),
                    is_source: sources.contains(list.name.as_str()),
                };
                (list.name.clone(), known)
            })
            .collect(),
    };
    let settings = Settings {
        shop: Some(shop),
        markets,
        price_lists: lists.into_iter().map(|(list, _)| list).collect(),
        taxes,
        delivery_zones,
    };
    Ok(Some(Stored { settings, known }))
}

async fn find_shop(conn: &mut PgConnection) -> Result<Option<(ShopDefinition, Currency)>, StoreError> {
    let row = sqlx::query!("select name, tagline, email, time_zone, shows_stock_counts, currency from shops")
        .fetch_optional(conn)
        .await?;
    row.map(|row| {
        let shop = ShopDefinition {
            name: Some(row.name),
            tagline: Some(row.tagline),
            email: Some(row.email),
            time_zone: Some(row.time_zone),
            shows_stock_counts: Some(row.shows_stock_counts),
        };
        Ok((shop, currency(&row.currency, "shops.currency")?))
    })
    .transpose()
}

async fn list_markets(conn: &mut PgConnection) -> Result<Vec<MarketDefinition>, StoreError> {
    let rows = sqlx::query!(
        r#"select code, name, countries::text[] as "countries!", country, currency, language, tax_basis, rounding_mode,
                  is_default, position, shows_lowest_price, asks_vat_id, tax_engine, delivery_tax
           from markets
           order by not is_default, position, code"#
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(MarketDefinition {
                code: row.code,
                name: row.name,
                countries: row.countries,
                country: row.country,
                currency: currency(&row.currency, "markets.currency")?,
                language: row.language,
                tax_basis: TaxBasis::parse(&row.tax_basis).ok_or(unreadable("markets.tax_basis"))?,
                rounding_mode: RoundingMode::parse(&row.rounding_mode).ok_or(unreadable("markets.rounding_mode"))?,
                delivery_tax: DeliveryTax::parse(&row.delivery_tax).ok_or(unreadable("markets.delivery_tax"))?,
                is_default: row.is_default,
                position: row.position,
                shows_lowest_price: row.shows_lowest_price,
                asks_vat_id: row.asks_vat_id,
                tax_engine: EnginePolicy::parse(&row.tax_engine).ok_or(unreadable("markets.tax_engine"))?,
            })
        })
        .collect()
}

async fn list_price_lists(conn: &mut PgConnection) -> Result<Vec<(PriceListDefinition, bool)>, StoreError> {
    let rows = sqlx::query!(
        r#"select l.name, l.currency, m.code as "market?", l.channel, l.customer_group, l.position, l.starts_at, l.ends_at,
                  l.is_base, s.name as "source?", l.rate_ppm, l.charm_ending_minor, l.charm_step_minor
           from price_lists l
           left join markets m using (market_id)
           left join price_lists s on s.price_list_id = l.source_list_id
           order by not l.is_base, l.position, l.name"#
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let currency = currency(&row.currency, "price_lists.currency")?;
            let converted = row.source.zip(row.rate_ppm).map(|(from, ppm)| {
                Ok::<_, StoreError>(ConversionDefinition {
                    from,
                    rate: rate(ppm, "price_lists.rate_ppm")?,
                    charm: CharmDefinition::of(charm(row.charm_ending_minor, row.charm_step_minor), currency),
                })
            });
            let list = PriceListDefinition {
                name: row.name,
                currency,
                market: row.market,
                channel: row.channel,
                customer_group: row.customer_group,
                position: row.position,
                starts_at: row.starts_at,
                ends_at: row.ends_at,
                converted: converted.transpose()?,
            };
            Ok((list, row.is_base))
        })
        .collect()
}

async fn list_taxes(conn: &mut PgConnection) -> Result<Vec<TaxDefinition>, StoreError> {
    let rows = sqlx::query!(
        "select country, region, postal_prefix, postal_codes, tax_category, name, rate_ppm
         from tax_rates
         order by country, postal_prefix, postal_codes, region, tax_category <> 'standard', tax_category, position, name"
    )
    .fetch_all(conn)
    .await?;
    let mut taxes: Vec<TaxDefinition> = Vec::new();
    for row in rows {
        let rate = RateDefinition {
            name: row.name,
            percent: rate(row.rate_ppm.into(), "tax_rates.rate_ppm")?.to_percent(),
            region: row.region,
            postal_prefix: row.postal_prefix,
            postal_codes: row.postal_codes,
            tax_category: row.tax_category,
        };
        match taxes.last_mut().filter(|tax| tax.country == row.country) {
            Some(tax) => tax.rates.push(rate),
            None => taxes.push(TaxDefinition {
                country: row.country,
                rates: vec![rate],
            }),
        }
    }
    Ok(taxes)
}

async fn list_zones(conn: &mut PgConnection, shop_currency: Currency) -> Result<Vec<ZoneDefinition>, StoreError> {
    let rows = sqlx::query!(
        r#"select z.name, z.countries::text[] as "countries!", k.code as "market?", k.currency as "currency?",
                  coalesce((
                      select json_agg(json_build_object(
                                 'name', m.name, 'description', m.description, 'tax_category', m.tax_category,
                                 'days_min', m.days_min, 'days_max', m.days_max,
                                 'bands', (select coalesce(json_agg(json_build_array(r.min_subtotal_minor, r.price_minor)
                                                                    order by r.min_subtotal_minor), '[]')
                                           from delivery_rates r
                                           where r.delivery_method_id = m.delivery_method_id))
                                 order by m.position, m.delivery_method_id)
                      from delivery_methods m
                      where m.delivery_zone_id = z.delivery_zone_id
                        and m.active), '[]') as "methods!: Json<Vec<MethodRow>>"
           from delivery_zones z
           left join markets k using (market_id)
           order by k.position nulls first, z.name"#
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let currency = match &row.currency {
                Some(code) => currency(code, "markets.currency")?,
                None => shop_currency,
            };
            Ok(ZoneDefinition {
                name: row.name,
                market: row.market,
                countries: row.countries,
                methods: row
                    .methods
                    .0
                    .into_iter()
                    .map(|method| method.definition(currency))
                    .collect(),
            })
        })
        .collect()
}

impl MethodRow {
    fn definition(self, currency: Currency) -> MethodDefinition {
        let text = |minor| Money::new(minor, currency).to_decimal_string();
        let band = |(from, price)| BandDefinition {
            from: text(from),
            price: text(price),
        };
        MethodDefinition {
            name: self.name,
            description: self.description,
            tax_category: self.tax_category,
            days_min: self.days_min,
            days_max: self.days_max,
            prices: self.bands.into_iter().map(band).collect(),
        }
    }
}

/// The two columns of a look of prices: ending and step.
pub(super) const fn split(charm: Charm) -> (Option<i64>, Option<i64>) {
    match charm {
        Charm::AsIs => (None, None),
        Charm::EndingUp { ending, step } => (Some(ending), Some(step)),
        Charm::Nearest { step } => (None, Some(step)),
    }
}

/// The look of prices as its two columns say it.
pub(crate) const fn charm(ending: Option<i64>, step: Option<i64>) -> Charm {
    match (ending, step) {
        (Some(ending), Some(step)) => Charm::EndingUp { ending, step },
        (None, Some(step)) => Charm::Nearest { step },
        _ => Charm::AsIs,
    }
}

pub(crate) fn rate(ppm: i64, what: &'static str) -> Result<Rate, StoreError> {
    Rate::from_stored_ppm(ppm).map_err(|error| StoreError::corrupt(what, error))
}

pub(crate) fn currency(code: &str, what: &'static str) -> Result<Currency, StoreError> {
    Currency::parse(code).map_err(|error| StoreError::corrupt(what, error))
}

const fn unreadable(what: &'static str) -> StoreError {
    StoreError::Corrupt { what, source: None }
}
