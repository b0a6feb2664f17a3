//! The shop's settings, taxes, markets, price lists and ways of delivering, kept in memory. Whoever acts on a quote
//! compares their version with the database's ([`crate::App::shop_at`]).

use chrono::{DateTime, Utc};
use domain::checkout::DeliveryMethod;
use domain::id::MarketId;
use domain::market::Market;
use domain::money::Money;
use domain::pricing::{
    Audience, Destination, ENGINE_VERSION, PriceBook, PriceList, PricingContext, Quote, QuoteSubject, WEB_CHANNEL,
};
use domain::tax::{TaxTable, TaxTreatment};
use sqlx::PgConnection;
use std::sync::Arc;
use store::delivery::ZonedMethod;
use store::error::StoreError;
use store::shop::Shop;

/// What every price depends on.
#[derive(Debug, Clone)]
pub struct ShopFacts {
    /// Settings.
    pub shop: Shop,
    /// Rates by place and category.
    pub taxes: TaxTable,
    /// The default one first, then in the merchant's order; never empty.
    pub markets: Vec<Market>,
    /// All of them, in force now or not.
    pub price_lists: Vec<PriceList>,
    /// Of all markets, in the merchant's order.
    pub delivery: Vec<ZonedMethod>,
}

impl ShopFacts {
    /// Reads them, in three statements.
    ///
    /// # Errors
    /// [`StoreError`]; `NotFound` before the shop was set up.
    pub async fn read(conn: &mut PgConnection) -> Result<Arc<Self>, StoreError> {
        let shop = store::shop::find(&mut *conn)
            .await?
            .ok_or(StoreError::NotFound("the shop"))?;
        let facts = store::market::find_all(&mut *conn).await?;
        if facts.markets.is_empty() {
            return Err(StoreError::NotFound("a market"));
        }
        Ok(Arc::new(Self {
            shop,
            taxes: facts.taxes,
            markets: facts.markets,
            price_lists: facts.price_lists,
            delivery: store::delivery::list_methods(conn).await?,
        }))
    }

    /// The market of a shopper: the one that was chosen, if there is such a one, or else the default.
    pub fn market(&self, chosen: Option<&str>) -> &Market {
        let wanted = self.markets.iter().find(|market| Some(market.code.as_str()) == chosen);
        // Never empty, as `read` sees to.
        wanted.unwrap_or_else(|| &self.markets[0])
    }

    /// A market by its id.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for one that was opened after these facts were read.
    pub fn market_of(&self, market_id: MarketId) -> Result<&Market, StoreError> {
        let mut markets = self.markets.iter();
        let found = markets.find(|market| market.market_id == market_id);
        found.ok_or(StoreError::NotFound("the market of a cart"))
    }

    /// The price lists that speak to everybody in a market now: those of pages, which are the same for all.
    pub fn price_book(&self, market: &Market, now: DateTime<Utc>) -> PriceBook {
        self.price_book_of(market, &[], now)
    }

    /// The price lists that speak to a customer of some groups in a market now.
    pub fn price_book_of(&self, market: &Market, customer_groups: &[String], now: DateTime<Utc>) -> PriceBook {
        let audience = Audience {
            customer_groups,
            ..Self::everybody(market, now)
        };
        PriceBook::new(&self.price_lists, &audience)
    }

    /// Shoppers of a market of whom nothing else is known.
    pub const fn everybody(market: &Market, now: DateTime<Utc>) -> Audience<'static> {
        Audience {
            market_id: market.market_id,
            currency: market.currency,
            channel: WEB_CHANNEL,
            customer_groups: &[],
            now,
        }
    }

    /// The price of one unit as pages of a market print it, which are the same for everybody: of `amount_minor`, compared
    /// with `compare_at_minor`, both in the market's currency.
    pub const fn quote(
        &self,
        market: &Market,
        subject: QuoteSubject,
        (amount_minor, compare_at_minor): (i64, Option<i64>),
    ) -> Quote<'static> {
        Quote {
            engine_version: ENGINE_VERSION,
            catalog_version: self.shop.catalog_version,
            settings_version: self.shop.settings_version,
            market_id: market.market_id,
            channel: WEB_CHANNEL,
            customer_groups: &[],
            subject,
            quantity: 1,
            unit_price: Money::new(amount_minor, market.currency),
            compare_at_minor,
        }
    }

    /// Ways of delivering in a market, each with the countries that the market sells to: those of its own zones and, where
    /// it sells in the shop's currency, those of zones for all.
    pub fn delivery_methods(&self, market: &Market) -> Vec<DeliveryMethod> {
        let in_shop_currency = market.currency == self.shop.currency;
        let is_ours = |zoned: &&ZonedMethod| zoned.market_id.map_or(in_shop_currency, |id| id == market.market_id);
        let ours = self.delivery.iter().filter(is_ours).map(|zoned| DeliveryMethod {
            countries: zoned
                .method
                .countries
                .iter()
                .filter(|country| market.sells_to(country))
                .cloned()
                .collect(),
            ..zoned.method.clone()
        });
        ours.collect()
    }

    /// The context of one pricing call in a market (R4): `now` is read once a request, by the caller. Without a
    /// destination the market's own country is assumed.
    pub fn context(&self, market: &Market, now: DateTime<Utc>, destination: Option<Destination>) -> PricingContext {
        let home = || Destination {
            country: market.country.clone(),
            region: None,
            postal_code: None,
        };
        PricingContext {
            currency: market.currency,
            basis: market.basis,
            rounding: market.rounding,
            now,
            catalog_version: self.shop.catalog_version,
            engine_version: ENGINE_VERSION,
            destination: destination.unwrap_or_else(home),
            treatment: TaxTreatment::Normal,
            delivery_tax: market.delivery_tax,
        }
    }
}
