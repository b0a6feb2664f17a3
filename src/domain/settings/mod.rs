//! What a merchant writes in a file about the shop: where it sells, at whose prices, with which taxes, and how it delivers.
//!
//! The words are those of the schema. Amounts are decimals in quotes in the currency of what they belong to, percentages
//! are decimals of a hundred. What a file does not name stays as it is.

mod check;
mod conversion;
mod faults;
mod places;
#[cfg(test)]
mod tests;

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::money::Currency;
use crate::rate::Rate;
use crate::rounding::RoundingMode;
use crate::tax::{DeliveryTax, EnginePolicy, STANDARD_CATEGORY, TaxBasis};

pub use check::{Known, KnownList, KnownMarket, SettingsFault, checked};
pub use conversion::{CharmDefinition, Conversion};

use crate::checkout::RateBand;

/// A file of settings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The shop itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shop: Option<ShopDefinition>,
    /// Each known by its code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub markets: Vec<MarketDefinition>,
    /// Each known by its name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub price_lists: Vec<PriceListDefinition>,
    /// Each known by its country, whose rates are replaced together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taxes: Vec<TaxDefinition>,
    /// Each known by its name; methods that a zone does not name any more are no longer offered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub delivery_zones: Vec<ZoneDefinition>,
}

/// What every page says of the shop. An absent field stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShopDefinition {
    /// In the header and on receipts: one line of 1 to 80 characters.
    #[serde(default)]
    pub name: Option<String>,
    /// One sentence of at most 200 characters.
    #[serde(default)]
    pub tagline: Option<String>,
    /// Where shoppers write to.
    #[serde(default)]
    pub email: Option<String>,
    /// Of the windows of price lists: a name such as `Europe/Lisbon`.
    #[serde(default)]
    pub time_zone: Option<String>,
    /// Whether pages may say how many are left (S-11).
    #[serde(default)]
    pub shows_stock_counts: Option<bool>,
}

/// A market: see [`crate::market::Market`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarketDefinition {
    /// Identity, in cookies and on orders.
    pub code: String,
    /// What shoppers choose by: one line of 1 to 60 characters.
    pub name: String,
    /// Where it sells to, ISO 3166-1 alpha-2; empty: wherever there is a way of delivering.
    #[serde(default)]
    pub countries: Vec<String>,
    /// Where a cart is taxed until an address is known.
    pub country: String,
    /// ISO 4217. Stays for ever.
    pub currency: Currency,
    /// BCP 47.
    #[serde(default = "english")]
    pub language: String,
    /// Whether prices contain tax.
    pub tax_basis: TaxBasis,
    /// R3.
    #[serde(default)]
    pub rounding_mode: RoundingMode,
    /// By which rates the delivery is taxed (R9).
    #[serde(default)]
    pub delivery_tax: DeliveryTax,
    /// Whether it becomes the one of shoppers who have not chosen; `false` says nothing, since one has to be.
    #[serde(default)]
    pub is_default: bool,
    /// Order in the chooser.
    #[serde(default)]
    pub position: i32,
    /// Whether a reduced price comes with the lowest of the thirty days before; absent: as the law of its country has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shows_lowest_price: Option<bool>,
    /// Whether the checkout asks businesses for a VAT id.
    #[serde(default)]
    pub asks_vat_id: bool,
    /// Whether an outside engine works the taxes out (R16), and what is done without its answer.
    #[serde(default)]
    pub tax_engine: EnginePolicy,
}

/// A price list, without its prices: see [`crate::pricing::PriceList`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceListDefinition {
    /// Identity: one line of 1 to 60 characters.
    pub name: String,
    /// ISO 4217. Stays for ever.
    pub currency: Currency,
    /// Only for this market, by code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub market: Option<String>,
    /// Only for this channel: `web`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// Only for this group of customers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_group: Option<String>,
    /// Among the lists of one scope the lowest wins.
    #[serde(default)]
    pub position: i32,
    /// In force from then on, on the clocks of the shop's time zone: `"2026-11-27T00:00:00"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_at: Option<NaiveDateTime>,
    /// In force until before then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<NaiveDateTime>,
    /// Made from another list whenever it is published (R15).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub converted: Option<ConversionDefinition>,
}

/// How a list is made from another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConversionDefinition {
    /// Name of the list that it is made from; not a converted one itself.
    pub from: String,
    /// Units of this list's currency for one of the other's, above zero: `"1.09"`.
    pub rate: Rate,
    /// How the prices are to look.
    #[serde(default, skip_serializing_if = "CharmDefinition::is_plain")]
    pub charm: CharmDefinition,
}

/// The rates of one country, all of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaxDefinition {
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Those of one place and category add up, in this order on invoices. Empty: nothing is taxed there.
    pub rates: Vec<RateDefinition>,
}

/// A rate of a country, of one of its regions, or of some of its postal codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateDefinition {
    /// As receipts call it.
    pub name: String,
    /// A decimal of a hundred, four places at most: `"7.25"`.
    pub percent: String,
    /// ISO 3166-2 without the country; adds to the country's rates.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub region: String,
    /// Beginning of postal codes; replaces the rates of country and region there.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub postal_prefix: String,
    /// Postal codes as [`crate::tax::PostalCodes`] reads them; replaces the rates of country and region there.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub postal_codes: String,
    /// Kind of goods.
    #[serde(default = "standard", skip_serializing_if = "is_standard")]
    pub tax_category: String,
}

/// Where to, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ZoneDefinition {
    /// Identity.
    pub name: String,
    /// Only for this market, by code, in its currency; absent: for every market in the shop's own currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub market: Option<String>,
    /// ISO 3166-1 alpha-2, at least one.
    pub countries: Vec<String>,
    /// In the order in which they are offered.
    pub methods: Vec<MethodDefinition>,
}

/// A way of delivering.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MethodDefinition {
    /// Identity within its zone.
    pub name: String,
    /// One sentence for shoppers.
    #[serde(default)]
    pub description: String,
    /// Category of its own tax.
    #[serde(default = "standard", skip_serializing_if = "is_standard")]
    pub tax_category: String,
    /// Fewest working days until it arrives.
    pub days_min: u16,
    /// Most of them.
    pub days_max: u16,
    /// From each subtotal of the goods on: at least one, 50 at most. For goods below the lowest it is not offered.
    pub prices: Vec<BandDefinition>,
}

/// From a subtotal on, a price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BandDefinition {
    /// "50.00".
    pub from: String,
    /// "4.95".
    pub price: String,
}

/// Settings without a fault, with the numbers that their decimals stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedSettings<'a> {
    /// As written.
    pub shop: Option<&'a ShopDefinition>,
    /// As written.
    pub markets: &'a [MarketDefinition],
    /// With how each is made, where it is made from another.
    pub price_lists: Vec<(&'a PriceListDefinition, Option<Conversion>)>,
    /// With the rates in parts per million, in order.
    pub taxes: Vec<(&'a TaxDefinition, Vec<u32>)>,
    /// With the bands of each method.
    pub delivery_zones: Vec<(&'a ZoneDefinition, Vec<Vec<RateBand>>)>,
}

fn english() -> String {
    "en".to_owned()
}

fn standard() -> String {
    STANDARD_CATEGORY.to_owned()
}

fn is_standard(category: &String) -> bool {
    category == STANDARD_CATEGORY
}
