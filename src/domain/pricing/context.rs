//! What a pricing call is told: everything that a result may depend on, and nothing read on the side (R4).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::PriceRow;
use crate::{
    id::VariantId,
    money::Currency,
    rounding::RoundingMode,
    tax::{DeliveryTax, TaxBasis, TaxTreatment},
};

/// The version of the rules below; stored with every order, so that its trace can be read years later.
pub const ENGINE_VERSION: &str = "1";

/// Where goods go, as far as tax cares.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Destination {
    /// ISO 3166-1 code.
    pub country: String,
    /// State or province, where the country has such taxes.
    pub region: Option<String>,
    /// Where parts of the country are taxed otherwise; spaces and case do not matter.
    #[serde(default)]
    pub postal_code: Option<String>,
}

/// The circumstances of one pricing call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PricingContext {
    /// Currency of every amount in the call.
    pub currency: Currency,
    /// Whether prices contain tax.
    pub basis: TaxBasis,
    /// What happens to half a minor unit.
    pub rounding: RoundingMode,
    /// The request's one reading of the clock.
    pub now: DateTime<Utc>,
    /// Version of the catalogue that the prices come from.
    pub catalog_version: i64,
    /// Usually [`ENGINE_VERSION`].
    pub engine_version: &'static str,
    /// Where tax is due.
    pub destination: Destination,
    /// Who owes it.
    pub treatment: TaxTreatment,
    /// By which rates the delivery is taxed (R9).
    pub delivery_tax: DeliveryTax,
}

/// One line to be priced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CartLineInput {
    /// Creation order in the cart: the tie-break of every allocation. Unique in a call.
    pub line_seq: u32,
    /// What is bought.
    pub variant_id: VariantId,
    /// Units, at least one.
    pub quantity: u32,
    /// What [`super::unit_price`] found, in minor units, not negative.
    pub unit_price_minor: i64,
    /// Out of which prices, for the trace: what [`super::contenders`] says. Nothing where the price is of no list.
    pub prices: Vec<PriceRow>,
    /// Category of goods in the tax table.
    pub tax_category: String,
    /// Whether promotions may touch it at all; never for gift cards (R7).
    pub is_discountable: bool,
}

/// The chosen delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryInput {
    /// What the shopper chose.
    pub name: String,
    /// Minor units, on the tax basis of the prices, not negative.
    pub price_minor: i64,
    /// Category of the delivery in the tax table.
    pub tax_category: String,
}
