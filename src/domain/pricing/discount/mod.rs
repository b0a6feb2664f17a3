//! The stage between list amounts and tax: discounts of products, then of the order, then of the delivery (R6 to R9).
//!
//! Which promotions apply to whom is decided before; this stage is told what each does ([`Discounts`]) and works out how
//! much. It only ever lowers a line's remaining amount, never below zero.

mod amount;
mod buy_x_get_y;
mod delivery;
mod gift;
mod lines;
mod order;
mod product;
mod working;

use serde::{Deserialize, Serialize};

use crate::{
    id::PromotionId,
    pricing::{PricingError, Witness},
    rate::Rate,
    rounding::RoundingMode,
};

pub use amount::{clamp, percent_of};
pub use buy_x_get_y::{FreeUnits, Unit, buy_x_get_y};
pub use delivery::{DeliveryDiscount, apply_to_delivery};
pub use gift::{GiftDiscount, apply_gifts};
pub use lines::LineSet;
pub use order::{OrderDiscount, apply_order_discounts};
pub use product::{ProductBenefit, ProductDiscount, apply_product_discounts};
pub use working::{Applied, Working};

/// The discounts that a cart was found to be entitled to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Discounts {
    /// Lines that are given away whole, before anything else is taken.
    pub gifts: Vec<GiftDiscount>,
    /// On products (R6, R14).
    pub products: Vec<ProductDiscount>,
    /// On the order (R7).
    pub order: Vec<OrderDiscount>,
    /// On the delivery (R9).
    pub delivery: Vec<DeliveryDiscount>,
}

/// What a promotion takes from. Each is a stage of its own: products first, then the order, then the delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PromotionClass {
    /// Single lines (R6, R14).
    Product,
    /// The goods together (R7).
    Order,
    /// The delivery (R9).
    Delivery,
}

impl PromotionClass {
    /// The stable word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Order => "order",
            Self::Delivery => "delivery",
        }
    }

    /// Reads the stable word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Product, Self::Order, Self::Delivery]
            .into_iter()
            .find(|class| class.as_str() == word)
    }
}

/// Which lines a discount may touch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Eligible {
    /// Every line.
    #[default]
    All,
    /// The lines with these `line_seq`.
    Lines(LineSet),
}

/// How much comes off an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reduction {
    /// A fraction of what remains.
    Percent(Rate),
    /// Minor units, not negative, at most what remains.
    Fixed(i64),
}

/// Where a promotion stands among the others: first by priority, then by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Precedence {
    /// The lowest goes first.
    pub priority: i32,
    /// Decides ties.
    pub promotion_id: PromotionId,
}

impl Eligible {
    /// Whether the line may be discounted.
    pub fn holds(&self, line_seq: u32) -> bool {
        match self {
            Self::All => true,
            Self::Lines(lines) => lines.contains(line_seq),
        }
    }
}

/// What each gift and each discount on products and on the order would take of the lines if it stood alone, together:
/// minor units.
///
/// # Errors
/// As [`apply`].
pub fn alone(lines: &[Working], discounts: &Discounts, mode: RoundingMode) -> Result<i64, PricingError> {
    let products = discounts
        .products
        .iter()
        .map(|discount| product::alone(lines, discount, mode));
    let order = discounts
        .order
        .iter()
        .map(|discount| order::alone(lines, discount, mode));
    let gifts = discounts.gifts.iter().map(|gift| Ok(gift::alone(lines, gift)));
    let mut amounts = gifts.chain(products).chain(order);
    amounts.try_fold(0_i64, |sum, amount| {
        sum.checked_add(amount?).ok_or(PricingError::Overflow)
    })
}

/// Gives the gifts, then applies the discounts of products and of the order, in this order.
///
/// # Errors
/// [`PricingError::NegativeAmount`] for a discount below zero.
pub fn apply(
    lines: &mut [Working],
    discounts: &Discounts,
    mode: RoundingMode,
    trace: &mut impl Witness,
) -> Result<(), PricingError> {
    apply_gifts(lines, &discounts.gifts, trace);
    apply_product_discounts(lines, &discounts.products, mode, trace)?;
    apply_order_discounts(lines, &discounts.order, mode, trace)
}
