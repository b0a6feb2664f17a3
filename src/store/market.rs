//! Markets, price lists and taxes, the changes that shoppers and merchants make to them, and the read model of prices.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::{MarketId, PriceListId, ProductId, VariantId};
use domain::market::{Market, is_in_economic_area};
use domain::money::Currency;
use domain::pricing::PriceList;
use domain::rounding::RoundingMode;
use domain::tax::{DeliveryTax, EnginePolicy, TaxBasis, TaxRow, TaxTable};
use serde::Deserialize;
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

#[derive(Debug, Deserialize)]
struct MarketRow {
    market_id: Uuid,
    code: String,
    name: String,
    countries: Vec<String>,
    country: String,
    currency: String,
    language: String,
    tax_basis: String,
    rounding_mode: String,
    delivery_tax: String,
    is_default: bool,
    shows_lowest_price: Option<bool>,
    asks_vat_id: bool,
    tax_engine: String,
}

#[derive(Debug, Deserialize)]
struct ListRow {
    price_list_id: Uuid,
    currency: String,
    market_id: Option<Uuid>,
    channel: Option<String>,
    customer_group: Option<String>,
    position: i32,
    starts_at: Option<DateTime<Utc>>,
    ends_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Deserialize)]
struct TaxRateRow {
    country: String,
    region: String,
    postal_prefix: String,
    postal_codes: String,
    tax_category: String,
    name: String,
    rate_ppm: i64,
}

/// What prices depend on, beside the prices themselves.
#[derive(Debug, Clone)]
pub struct MarketFacts {
    /// The default one first, then in the merchant's order.
    pub markets: Vec<Market>,
    /// All of them, in force or not.
    pub price_lists: Vec<PriceList>,
    /// Rates by place and category.
    pub taxes: TaxTable,
}

/// Every market, the default one first, then in the merchant's order; every price list; every tax rate. One
/// statement, since every price needs all three.
///
/// # Errors
/// [`StoreError`] when the statement fails or a stored value is not readable.
pub async fn find_all(conn: &mut PgConnection) -> Result<MarketFacts, StoreError> {
    let row = sqlx::query!(
        r#"select
               (select coalesce(json_agg(m order by not m.is_default, m.position, m.code), '[]')
                from markets m) as "markets!: Json<Vec<MarketRow>>",
               (select coalesce(json_agg(json_build_object(
                           'price_list_id', l.price_list_id, 'currency', l.currency, 'market_id', l.market_id,
                           'channel', l.channel, 'customer_group', l.customer_group, 'position', l.position,
                           'starts_at', l.starts_at at time zone s.time_zone,
                           'ends_at', l.ends_at at time zone s.time_zone)), '[]')
                from price_lists l
                cross join shops s) as "lists!: Json<Vec<ListRow>>",
               (select coalesce(
                           json_agg(t order by t.country, t.region, t.postal_prefix, t.postal_codes, t.tax_category,
                                    t.position, t.name),
                           '[]')
                from tax_rates t) as "taxes!: Json<Vec<TaxRateRow>>""#
    )
    .fetch_one(conn)
    .await?;
    let (markets, lists, taxes) = (row.markets.0, row.lists.0, row.taxes.0);
    let taxes = taxes.into_iter().map(TaxRow::try_from).collect::<Result<_, _>>()?;
    Ok(MarketFacts {
        markets: markets.into_iter().map(Market::try_from).collect::<Result<_, _>>()?,
        price_lists: lists.into_iter().map(PriceList::try_from).collect::<Result<_, _>>()?,
        taxes: TaxTable::new(taxes),
    })
}

impl TryFrom<TaxRateRow> for TaxRow {
    type Error = StoreError;

    fn try_from(row: TaxRateRow) -> Result<Self, StoreError> {
        let region = Some(row.region).filter(|region| !region.is_empty());
        let tax = Self::new(row.country, region, row.tax_category, row.name, row.rate_ppm)
            .map_err(|error| StoreError::corrupt("tax_rates.rate_ppm", error))?;
        tax.in_part(&row.postal_prefix, &row.postal_codes)
            .map_err(|error| StoreError::corrupt("tax_rates.postal_codes", error))
    }
}

impl TryFrom<MarketRow> for Market {
    type Error = StoreError;

    fn try_from(row: MarketRow) -> Result<Self, StoreError> {
        let shows_lowest_price = row
            .shows_lowest_price
            .unwrap_or_else(|| is_in_economic_area(&row.country));
        Ok(Self {
            market_id: row.market_id.into(),
            code: row.code,
            name: row.name,
            countries: row.countries,
            country: row.country,
            currency: currency(&row.currency, "markets.currency")?,
            language: row.language,
            basis: TaxBasis::parse(&row.tax_basis).ok_or_else(|| unreadable("markets.tax_basis"))?,
            rounding: RoundingMode::parse(&row.rounding_mode).ok_or_else(|| unreadable("markets.rounding_mode"))?,
            delivery_tax: DeliveryTax::parse(&row.delivery_tax).ok_or_else(|| unreadable("markets.delivery_tax"))?,
            is_default: row.is_default,
            shows_lowest_price,
            asks_vat_id: row.asks_vat_id,
            tax_engine: EnginePolicy::parse(&row.tax_engine).ok_or_else(|| unreadable("markets.tax_engine"))?,
        })
    }
}

impl TryFrom<ListRow> for PriceList {
    type Error = StoreError;

    fn try_from(row: ListRow) -> Result<Self, StoreError> {
        Ok(Self {
            list_id: row.price_list_id.into(),
            currency: currency(&row.currency, "price_lists.currency")?,
            market_id: row.market_id.map(Into::into),
            channel: row.channel,
            customer_group: row.customer_group,
            position: row.position,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
        })
    }
}

fn currency(code: &str, what: &'static str) -> Result<Currency, StoreError> {
    Currency::parse(code).map_err(|error| StoreError::corrupt(what, error))
}

const fn unreadable(what: &'static str) -> StoreError {
    StoreError::Corrupt { what, source: None }
}

/// What a market is to be.
#[derive(Debug, Clone)]
pub struct NewMarket<'a> {
    /// Id, if it is new.
    pub market_id: MarketId,
    /// Its identity.
    pub code: &'a str,
    /// What shoppers choose by.
    pub name: &'a str,
    /// ISO 3166-1 alpha-2; none: wherever there is a way of delivering.
    pub countries: &'a [String],
    /// Taxed until an address is known.
    pub country: &'a str,
    /// ISO 4217.
    pub currency: Currency,
    /// BCP 47.
    pub language: &'a str,
    /// Whether prices contain tax.
    pub basis: TaxBasis,
    /// R3.
    pub rounding: RoundingMode,
    /// Order in the chooser.
    pub position: i32,
}

/// Opens a market, unless one of that code is open.
///
/// # Errors
/// [`StoreError`] when the statement fails, or where the schema refuses a value.
pub async fn insert_if_absent(conn: &mut PgConnection, market: &NewMarket<'_>) -> Result<bool, StoreError> {
    let inserted = sqlx::query!(
        "insert into markets (
             market_id, code, name, countries, country, currency, language, tax_basis, rounding_mode, position
         )
         values ($1, $2, $3, $4::text[]::char(2)[], $5, $6, $7, $8, $9, $10)
         on conflict (code) do nothing",
        market.market_id.0,
        market.code,
        market.name,
        market.countries,
        market.country,
        market.currency.code(),
        market.language,
        market.basis.as_str(),
        market.rounding.as_str(),
        market.position,
    )
    .execute(conn)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// Gives the default market another code and name, and the countries that it sells to.
///
/// # Errors
/// [`StoreError`] when the statement fails; constraint `markets_code_key` when another has the code.
pub async fn name_default(
    conn: &mut PgConnection,
    code: &str,
    name: &str,
    countries: &[String],
) -> Result<(), StoreError> {
    sqlx::query!(
        "update markets
         set code = $1, name = $2, countries = $3::text[]::char(2)[]
         where is_default",
        code,
        name,
        countries,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Makes a price list of one market, unless one of that name exists.
///
/// # Errors
/// [`StoreError`] when the statement fails; constraint `price_lists_market` when it is not in the market's currency.
pub async fn insert_list_if_absent(
    conn: &mut PgConnection,
    list_id: PriceListId,
    name: &str,
    market_id: MarketId,
    currency: Currency,
) -> Result<bool, StoreError> {
    let inserted = sqlx::query!(
        "insert into price_lists (price_list_id, name, market_id, currency)
         values ($1, $2, $3, $4)
         on conflict (name) do nothing",
        list_id.0,
        name,
        market_id.0,
        currency.code(),
    )
    .execute(conn)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// What every variant with a price for one unit in a list costs, with its compare-at price and the type of its product.
/// For publishing another list, since nothing is converted at request time (R15).
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_base_prices(conn: &mut PgConnection, list_id: PriceListId) -> Result<Vec<BasePrice>, StoreError> {
    let rows = sqlx::query!(
        "select r.variant_id, p.product_type, r.amount_minor, r.compare_at_minor
         from prices r
         join variants v using (variant_id)
         join products p using (product_id)
         where r.price_list_id = $1
           and r.min_quantity = 1
         order by r.variant_id",
        list_id.0,
    )
    .fetch_all(conn)
    .await?;
    let price = rows.into_iter().map(|row| BasePrice {
        variant_id: row.variant_id.into(),
        product_type: row.product_type,
        amount_minor: row.amount_minor,
        compare_at_minor: row.compare_at_minor,
    });
    Ok(price.collect())
}

/// A price of one unit in the list that another is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BasePrice {
    /// What is bought.
    pub variant_id: VariantId,
    /// What it is.
    pub product_type: String,
    /// Minor units.
    pub amount_minor: i64,
    /// Minor units.
    pub compare_at_minor: Option<i64>,
}

/// Adds prices of one unit to a list, as (variant, price, compare-at price); those that are there stay.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn insert_prices(
    conn: &mut PgConnection,
    list_id: PriceListId,
    prices: &[(VariantId, i64, Option<i64>)],
) -> Result<(), StoreError> {
    let variants: Vec<Uuid> = prices.iter().map(|price| price.0.0).collect();
    let amounts: Vec<i64> = prices.iter().map(|price| price.1).collect();
    let compare_ats: Vec<Option<i64>> = prices.iter().map(|price| price.2).collect();
    sqlx::query!(
        "insert into prices (price_list_id, variant_id, amount_minor, compare_at_minor)
         select $1, d.variant_id, d.amount_minor, d.compare_at_minor
         from unnest($2::uuid[], $3::bigint[], $4::bigint[]) as d (variant_id, amount_minor, compare_at_minor)
         on conflict do nothing",
        list_id.0,
        &variants,
        &amounts,
        &compare_ats as &[Option<i64>],
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The products with a price in a list that came into force, or went out of it, between the moment that the read model
/// was last made for and now. The caller goes on to [`refresh`] them; the shop's row is locked, so that two timers do
/// not do it twice.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn list_turned(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<Vec<ProductId>, StoreError> {
    let Some(since) = sqlx::query_scalar!("select prices_as_of from shops for update")
        .fetch_optional(&mut *conn)
        .await?
    else {
        return Ok(Vec::new());
    };
    let products = sqlx::query_scalar!(
        "select distinct v.product_id
         from shops s
         cross join price_lists l
         join prices r using (price_list_id)
         join variants v using (variant_id)
         where (l.starts_at at time zone s.time_zone > $1 and l.starts_at at time zone s.time_zone <= $2)
            or (l.ends_at at time zone s.time_zone > $1 and l.ends_at at time zone s.time_zone <= $2)",
        since,
        now,
    )
    .fetch_all(&mut *conn)
    .await?;
    if !products.is_empty() {
        sqlx::query!("update shops set prices_as_of = $1", now)
            .execute(conn)
            .await?;
    }
    Ok(products.into_iter().map(Into::into).collect())
}

/// Makes the list rows of some products anew, with their prices as they are at a moment.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn refresh(conn: &mut PgConnection, products: &[ProductId], now: DateTime<Utc>) -> Result<(), StoreError> {
    let ids: Vec<Uuid> = products.iter().map(|id| id.0).collect();
    sqlx::query!("select refresh_product_summaries($1, $2)", &ids, now)
        .execute(conn)
        .await?;
    Ok(())
}

/// Makes the list rows of every product anew.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn refresh_all(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<(), StoreError> {
    sqlx::query!("select refresh_product_summaries(null, $1)", now)
        .execute(conn)
        .await?;
    Ok(())
}
