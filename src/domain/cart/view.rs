//! A cart as every surface prints it: drawer, page, checkout.

use crate::catalog::Picture;
use crate::id::{LineItemId, VariantId};
use crate::money::Money;
use crate::pricing::QuoteId;
use crate::promotion::CodeView;
use serde::{Deserialize, Serialize};

/// The whole cart with totals; what every cart command returns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartView {
    /// Rises with every change.
    pub version: i64,
    /// Code of the market that it is priced in.
    pub market: String,
    /// Lines in the order in which they were added.
    pub lines: Vec<CartLineView>,
    /// Units in all lines.
    pub item_count: u32,
    /// Sum of the line totals on the shop's tax basis, before order discounts and delivery.
    pub subtotal: Money,
    /// For people.
    pub subtotal_text: String,
    /// What promotions take of the goods together, as (name, amount below zero).
    pub discounts: Vec<(String, String)>,
    /// The goods after those, for people; empty where there are none.
    pub total_text: String,
    /// Codes that were entered, with what became of them.
    pub codes: Vec<CodeView>,
    /// What else is to be known of promotions, such as that a gift has run out, as (name, words).
    #[serde(default)]
    pub notes: Vec<(String, String)>,
    /// "Tax included" or "Tax is added at checkout", after a word where prices are those of a customer's group.
    pub tax_text: String,
    /// The shopper's note to the shop.
    pub note: String,
    /// Why checkout cannot start; empty when it can. The same list that placement checks.
    pub blocks_checkout: Vec<BlockingReason>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartLineView {
    /// Id.
    pub line_item_id: LineItemId,
    /// What is bought.
    pub variant_id: VariantId,
    /// Address of the product page at this variant.
    pub address: String,
    /// Product name.
    pub title: String,
    /// "Coral / M"; may be empty.
    pub variant_title: String,
    /// Stock code; may be empty.
    pub sku: String,
    /// Picture.
    pub picture: Option<Picture>,
    /// Whether a promotion gives it: then it cannot be changed or taken out.
    #[serde(default)]
    pub is_gift: bool,
    /// Units.
    pub quantity: u32,
    /// Most units that can be asked for now: the lower of stock and the line limit. 0 when sold out.
    pub max_quantity: u32,
    /// One unit now.
    pub unit_price: Money,
    /// For people.
    pub unit_price_text: String,
    /// What the reference measure costs at that price, where the goods are measured: `€8.63 per 100 g`.
    pub per_measure_text: Option<String>,
    /// Names that price in its circumstances: for one unit and a shopper in no group, the id that the page carries.
    /// `None` where the line has no price any more.
    pub quote_id: Option<QuoteId>,
    /// What one unit was before a sale, for people.
    pub compare_at_text: Option<String>,
    /// The line now, on the shop's tax basis, after what promotions take of it alone.
    pub line_total: Money,
    /// For people.
    pub line_total_text: String,
    /// What it would be without those, for people; `None` where there are none.
    pub before_text: Option<String>,
    /// Those, as (name, amount below zero).
    pub discounts: Vec<(String, String)>,
    /// Set when the price is not what it was when the line was added.
    pub price_change: Option<PriceChange>,
    /// Set when this line keeps the cart from being bought, in words.
    pub problem: Option<String>,
}

/// A price that moved while the line lay in the cart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceChange {
    /// One unit when it was added, for people; in another currency where the market was changed since.
    pub was_text: String,
    /// Whether it costs more now; never where the currencies differ.
    pub is_increase: bool,
}

/// One reason why checkout cannot start or finish.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockingReason {
    /// Stable word: `empty_cart`, `insufficient_stock`, `not_sold`, `not_sold_in_market`, `email_missing`, `address_missing`, `delivery_missing`.
    pub code: String,
    /// Words that say what to do.
    pub text: String,
    /// The line at fault, if it is one.
    pub line_item_id: Option<LineItemId>,
}

impl CartView {
    /// A cart with nothing in it, for a shopper who has none yet.
    pub fn empty(currency: crate::money::Currency, subtotal_text: String) -> Self {
        Self {
            version: 0,
            market: String::new(),
            lines: Vec::new(),
            item_count: 0,
            subtotal: Money::zero(currency),
            subtotal_text,
            discounts: Vec::new(),
            total_text: String::new(),
            codes: Vec::new(),
            notes: Vec::new(),
            tax_text: String::new(),
            note: String::new(),
            blocks_checkout: Vec::new(),
        }
    }
}
