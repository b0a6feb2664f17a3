//! A cart with everything that its price depends on.

use chrono::{DateTime, Utc};
use domain::money::Currency;
use domain::pricing::Destination;
use domain::promotion::Definition;
use domain::settings::Settings;
use domain::tax::TaxTreatment;
use serde::{Deserialize, Serialize};

/// See the crate's documentation. Numbers name things: `product: 3` is the third product, whatever its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// The shop's currency, in which its base list is.
    pub shop_currency: Currency,
    /// One market, price lists, taxes and delivery, as in a file of settings.
    pub settings: Settings,
    /// The one reading of the clock.
    pub now: DateTime<Utc>,
    /// Of the catalogue.
    pub catalog_version: i64,
    /// Where the goods go.
    pub destination: Destination,
    /// Whether the buyer owes tax.
    pub treatment: TaxTreatment,
    /// Groups of the customer; `None` for a guest.
    pub customer_groups: Option<Vec<String>>,
    /// In the cart.
    pub lines: Vec<CartLine>,
    /// Promotions with what is known of their use.
    pub offers: Vec<Offered>,
    /// Minor units of gift cards and credit, in turn.
    pub tenders: Vec<i64>,
    /// One after the other.
    pub refunds: Vec<Refund>,
}

/// A line of the cart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartLine {
    /// Creation order.
    pub line_seq: u32,
    /// Which product; two lines may share one.
    pub product: u8,
    /// Which variant.
    pub variant: u8,
    /// Units.
    pub quantity: u32,
    /// In the tax table.
    pub tax_category: String,
    /// False for gift cards.
    pub is_discountable: bool,
    /// Collections of its product.
    pub collections: Vec<u8>,
    /// Its prices in the lists.
    pub prices: Vec<Price>,
}

/// A price of a list, from so many units on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// Position of the list in the settings.
    pub list: u8,
    /// From so many units on.
    pub min_quantity: u32,
    /// Minor units; of the source's currency where the list is converted.
    pub amount_minor: i64,
    /// Likewise.
    pub compare_at_minor: Option<i64>,
    /// In force since so many hours ago, for the lowest price of before.
    pub hours_ago: u16,
    /// For so many hours; absent: until now.
    pub hours: Option<u16>,
}

/// A promotion as it meets the cart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    /// As in a file. Goods and markets in it are names; these are what they were found to be.
    pub definition: Definition,
    /// Collections that it is about.
    pub collections: Vec<u8>,
    /// Products that it is about.
    pub products: Vec<u8>,
    /// Variants that it is about.
    pub variants: Vec<u8>,
    /// Whether it is for the market of the cart, for another, or for all.
    pub market: Option<bool>,
    /// Other orders that have it.
    pub used: u32,
    /// Other orders of this shopper.
    pub used_by_customer: u32,
    /// Whether the shopper has ordered before.
    pub has_ordered: bool,
    /// How many of its codes were typed.
    pub codes_entered: u8,
}

/// A wish to give back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    /// Position of the line, units.
    pub units: Vec<(u8, u32)>,
    /// The delivery as well.
    pub delivery: bool,
    /// Goodwill, or kept back below zero.
    pub adjustment_minor: i64,
}
