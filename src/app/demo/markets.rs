//! Markets of the demo store: Europe in euros with the tax inside, the United States in dollars with the tax of the state on
//! top, Japan in yen, which have no smaller part.

use adapters::rng::new_id;
use chrono::{DateTime, Utc};
use domain::id::{MarketId, PriceListId};
use domain::money::{Currency, Money};
use domain::pricing::{Charm, PricingError, convert};
use domain::rate::Rate;
use domain::rounding::RoundingMode;
use domain::tax::TaxBasis;
use sqlx::PgConnection;
use store::demo::{self as rows, NewDeliveryMethod, NewDeliveryZone, RegionTax};
use store::market::{BasePrice, NewMarket, insert_if_absent, insert_list_if_absent, insert_prices};

use super::load::DemoError;
use super::places::DELIVERY;
use super::territories::TERRITORIES;

/// A market with the prices and the parcels that it has of its own.
struct DemoMarket {
    code: &'static str,
    name: &'static str,
    country: &'static str,
    currency: Currency,
    language: &'static str,
    basis: TaxBasis,
    /// Units of its currency for one euro, in parts per million; fixed when the list was published.
    rate_ppm: u32,
    charm: Charm,
    /// What does not travel there.
    stays_home: &'static [&'static str],
    delivery: NewDeliveryZone,
}

/// Code and name of the market that the shop begins with.
const FIRST: (&str, &str) = ("europe", "Europe and beyond");

const OVERSEAS: &[DemoMarket] = &[
    DemoMarket {
        code: "us",
        name: "United States",
        country: "US",
        currency: Currency::USD,
        language: "en-US",
        basis: TaxBasis::Exclusive,
        rate_ppm: 1_090_000,
        charm: Charm::EndingUp { ending: 0, step: 100 },
        stays_home: &[],
        delivery: NewDeliveryZone {
            name: "United States",
            countries: &["US"],
            methods: &[
                NewDeliveryMethod {
                    name: "By post",
                    description: "Tracked, duties paid by us",
                    days: (5, 9),
                    bands: &[(0, 1400), (20_000, 0)],
                },
                NewDeliveryMethod {
                    name: "By courier",
                    description: "For the weekend after this one",
                    days: (2, 4),
                    bands: &[(0, 2900)],
                },
            ],
        },
    },
    DemoMarket {
        code: "japan",
        name: "Japan",
        country: "JP",
        currency: Currency::JPY,
        language: "ja",
        basis: TaxBasis::Inclusive,
        rate_ppm: 163_000_000,
        charm: Charm::Nearest { step: 100 },
        // No airline takes them at a price that anybody would pay.
        stays_home: &["Surfboard"],
        delivery: NewDeliveryZone {
            name: "Japan",
            countries: &["JP"],
            methods: &[NewDeliveryMethod {
                name: "By air",
                description: "Tracked, duties paid by us",
                days: (6, 10),
                bands: &[(0, 2200), (30_000, 0)],
            }],
        },
    },
];

const fn state(region: &'static str, name: &'static str, rate_ppm: i32) -> RegionTax {
    RegionTax {
        country: "US",
        region,
        postal_prefix: "",
        postal_codes: "",
        name,
        rate_ppm,
        position: 1,
    }
}

const fn in_manhattan(name: &'static str, rate_ppm: i32, position: i16) -> RegionTax {
    RegionTax {
        country: "US",
        region: "",
        postal_prefix: "100",
        postal_codes: "",
        name,
        rate_ppm,
        position,
    }
}

/// Taxes outside Europe: Japan as a whole, states with a coast, and one place within a state that adds its own.
const TAXES: &[RegionTax] = &[
    RegionTax {
        country: "JP",
        region: "",
        postal_prefix: "",
        postal_codes: "",
        name: "Consumption tax",
        rate_ppm: 100_000,
        position: 1,
    },
    state("CA", "California sales tax", 72_500),
    state("FL", "Florida sales tax", 60_000),
    state("HI", "Hawaii excise tax", 40_000),
    state("NC", "North Carolina sales tax", 47_500),
    state("NJ", "New Jersey sales tax", 66_250),
    state("NY", "New York sales tax", 40_000),
    state("TX", "Texas sales tax", 62_500),
    state("WA", "Washington sales tax", 65_000),
    in_manhattan("New York sales tax", 40_000, 1),
    in_manhattan("New York City sales tax", 45_000, 2),
    in_manhattan("Commuter district surcharge", 3_750, 3),
];

/// Opens the markets of a new demo store, with a price list, taxes and delivery each. The goods are there already.
pub async fn open(conn: &mut PgConnection, base: PriceListId, now: DateTime<Utc>) -> Result<(), DemoError> {
    store::market::name_default(&mut *conn, FIRST.0, FIRST.1, &first_countries()).await?;
    rows::insert_region_taxes(&mut *conn, TAXES).await?;
    rows::insert_region_taxes(&mut *conn, TERRITORIES).await?;
    let prices = store::market::list_base_prices(&mut *conn, base).await?;
    for (position, market) in (1..).zip(OVERSEAS) {
        open_market(&mut *conn, market, position, &prices).await?;
    }
    Ok(store::market::refresh_all(conn, now).await?)
}

// Wherever parcels go, but for the countries that have a market of their own.
fn first_countries() -> Vec<String> {
    let served = DELIVERY.iter().flat_map(|zone| zone.countries);
    let others = served.filter(|country| OVERSEAS.iter().all(|market| market.country != **country));
    others.map(ToString::to_string).collect()
}

async fn open_market(
    conn: &mut PgConnection,
    market: &DemoMarket,
    position: i32,
    prices: &[BasePrice],
) -> Result<(), DemoError> {
    let market_id: MarketId = new_id();
    let new = NewMarket {
        market_id,
        code: market.code,
        name: market.name,
        countries: &[market.country.to_owned()],
        country: market.country,
        currency: market.currency,
        language: market.language,
        basis: market.basis,
        rounding: RoundingMode::HalfUp,
        position,
    };
    if !insert_if_absent(&mut *conn, &new).await? {
        return Ok(());
    }
    rows::insert_delivery(&mut *conn, &market.delivery, Some(market_id), new_id).await?;
    let list_id = new_id();
    if insert_list_if_absent(&mut *conn, list_id, market.name, market_id, market.currency).await? {
        insert_prices(conn, list_id, &market.prices(prices)?).await?;
    }
    Ok(())
}

impl DemoMarket {
    fn prices(&self, base: &[BasePrice]) -> Result<Vec<(domain::id::VariantId, i64, Option<i64>)>, PricingError> {
        let here = |minor| {
            let rate = Rate::from_ppm(self.rate_ppm);
            convert(
                Money::new(minor, Currency::EUR),
                self.currency,
                rate,
                RoundingMode::HalfUp,
                self.charm,
            )
        };
        let travelling = base
            .iter()
            .filter(|price| !self.stays_home.contains(&price.product_type.as_str()));
        let priced = travelling.map(|price| {
            let amount = here(price.amount_minor)?.minor;
            let compare_at = price.compare_at_minor.map(here).transpose()?;
            // The charm may have made them one.
            let compare_at = compare_at.map(|money| money.minor).filter(|minor| *minor > amount);
            Ok((price.variant_id, amount, compare_at))
        });
        priced.collect()
    }
}
