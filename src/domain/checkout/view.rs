//! The checkout page's data.

use super::{DetailsInput, FieldError};
use crate::cart::{BlockingReason, CartView};
use crate::id::DeliveryMethodId;
use crate::money::Money;
use crate::tender::TendersView;
use serde::{Deserialize, Serialize};

/// A way of delivering to the given address, with its price for this cart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryChoice {
    /// Id.
    pub delivery_method_id: DeliveryMethodId,
    /// "Standard".
    pub name: String,
    /// "Arrives in 2 to 4 working days".
    pub description: String,
    /// "€4.95" or "Free".
    pub price_text: String,
    /// Whether it is chosen.
    pub selected: bool,
}

/// The sums, in words and as the number that placement guards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TotalsView {
    /// The lines' totals together, on the shop's tax basis.
    pub subtotal_text: String,
    /// What promotions take of the goods together, as (name, amount below zero).
    pub discounts: Vec<(String, String)>,
    /// Delivery before discounts; `None` until a method is chosen.
    pub delivery_text: Option<String>,
    /// What promotions take of the delivery, as (name, amount below zero).
    pub delivery_discounts: Vec<(String, String)>,
    /// One row a tax, as (name, amount).
    pub taxes: Vec<(String, String)>,
    /// Whether the taxes are part of the prices.
    pub tax_included: bool,
    /// Tax that the prices hold and that is not charged, as (name, amount below zero).
    pub relief: Option<(String, String)>,
    /// What a receipt has to say of the tax, or why it is charged to a business.
    pub tax_note: Option<String>,
    /// What the order comes to; final once address and delivery are known.
    pub total: Money,
    /// For people.
    pub total_text: String,
    /// What gift cards and store credit pay of it, as (label, amount below zero).
    pub tenders: Vec<(String, String)>,
    /// What is left after these; the total where there are none.
    pub due: Money,
    /// What that is called: "Left to pay".
    pub due_label: String,
    /// For people.
    pub due_text: String,
    /// Whether anything can still change the total.
    pub is_final: bool,
}

/// Everything the checkout page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckoutView {
    /// The goods.
    pub cart: CartView,
    /// What is filled in so far.
    pub details: DetailsInput,
    /// Countries served, as (code, name).
    pub countries: Vec<(String, String)>,
    /// Ways to deliver to the country chosen, with prices.
    pub delivery: Vec<DeliveryChoice>,
    /// Gift cards and store credit.
    pub tenders: TendersView,
    /// The sums.
    pub totals: TotalsView,
    /// Whether a VAT id is asked for.
    pub asks_vat_id: bool,
    /// Why it cannot be paid yet; empty when it can.
    pub blocks_checkout: Vec<BlockingReason>,
    /// Faults of the last submission.
    pub errors: Vec<FieldError>,
    /// An honest sentence when paying is not possible now, because the provider does not answer.
    pub unavailable: Option<String>,
}
