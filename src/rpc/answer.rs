//! What server functions answer with: finished words, so that the browser neither computes nor formats anything, and
//! few types, since each costs every shopper the bytes of its reader.

use domain::id::LineItemId;
use domain::kind::Kind;
use serde::{Deserialize, Serialize};

/// The cart after a command, as the drawer and the cart page print it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartReply {
    /// Rises with every change of the cart.
    pub version: i64,
    /// Units in all lines.
    pub item_count: u32,
    /// Lines in the order in which they were added.
    pub lines: Vec<LineReply>,
    /// Sum of the lines before order discounts and delivery, for people.
    pub subtotal_text: String,
    /// What promotions take of the goods together, as (name, amount).
    pub discounts: Vec<(String, String)>,
    /// The goods after those; empty where there are none.
    pub after_text: String,
    /// Entered codes as (code, what became of it), and what else is to be known of promotions.
    pub codes: Vec<(String, String)>,
    /// "Tax included" or "Tax is added at checkout".
    pub tax_text: String,
    /// Why checkout cannot start, in words; empty when it can.
    pub reasons: Vec<String>,
    /// What the shopper should be told, such as that fewer units were left than asked for; may be empty.
    pub notice: String,
}

/// Address of a picture that is none: an image element without one would load the page itself.
pub const NO_PICTURE: &str = "data:,";

/// One line of the cart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineReply {
    /// Id.
    pub line_item_id: LineItemId,
    /// Address of the product page at this variant.
    pub address: String,
    /// Product name.
    pub title: String,
    /// "Coral / M"; may be empty.
    pub variant_title: String,
    /// A small picture, or [`NO_PICTURE`].
    pub picture_address: String,
    /// Says that it is a gift, which cannot be changed or taken out; empty for what is bought.
    #[serde(default)]
    pub gift_text: String,
    /// Units.
    pub quantity: u32,
    /// Most units that can be asked for now.
    pub max_quantity: u32,
    /// One unit, for people, with what it was when it was added if that differs.
    pub unit_text: String,
    /// What a measure of it costs, for people; empty where it is not measured.
    #[serde(default)]
    pub measure_text: String,
    /// Names that price; empty for none.
    #[serde(default)]
    pub quote: String,
    /// The line, for people.
    pub total_text: String,
    /// What it would be without its own discounts; empty where there are none.
    pub before_text: String,
    /// Those, with their amounts; may be empty.
    pub discount_text: String,
    /// What keeps the line from being bought; may be empty.
    pub problem: String,
}

/// Why a command changed nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// What sort of refusal it is.
    pub kind: Kind,
    /// What the shopper reads.
    pub text: String,
}

/// The cart, or why it stayed as it was.
pub type CartAnswer = Result<CartReply, Refusal>;
