//! What a promotion gives.

use serde::{Deserialize, Serialize};

use super::PromotionClass;
use crate::{id::VariantId, pricing::discount::Reduction, rate::Rate};

/// How much, and of what. Amounts in minor units, above zero.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Benefit {
    /// A share of each line, of the goods, or of the delivery, by class.
    Percent {
        /// At most 1.
        rate: Rate,
    },
    /// Off each unit.
    FixedPerUnit {
        /// At most the price is taken.
        amount_minor: i64,
    },
    /// Off each line, whatever its quantity.
    FixedPerLine {
        /// At most the line is taken.
        amount_minor: i64,
    },
    /// Off the goods together.
    FixedOrder {
        /// At most the goods are taken.
        amount_minor: i64,
    },
    /// With every `buy + get` units the cheapest `get` are free (R14).
    BuyXGetY {
        /// Units that are paid, at least 1.
        buy: u32,
        /// Units that are free, at least 1.
        get: u32,
    },
    /// More for more: the highest tier that the eligible goods reach counts alone.
    Tiers {
        /// By rising subtotal, at least one.
        tiers: Vec<Tier>,
    },
    /// The delivery costs nothing.
    FreeDelivery,
    /// Units of a variant, as a line of their own that costs nothing.
    Gift {
        /// What is given.
        variant_id: VariantId,
        /// Units, 1 to 99.
        quantity: u32,
    },
}

/// From a subtotal on, this much off the goods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tier {
    /// List amounts of the eligible goods, minor units.
    pub min_subtotal_minor: i64,
    /// What comes off.
    pub off: Off,
}

/// A share or an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Off {
    /// At most 1.
    Percent(Rate),
    /// Minor units.
    AmountMinor(i64),
}

impl Benefit {
    /// Whether a promotion of this class can give it.
    pub const fn fits(&self, class: PromotionClass) -> bool {
        match self {
            Self::Percent { .. } => true,
            Self::FixedPerUnit { .. } | Self::FixedPerLine { .. } | Self::BuyXGetY { .. } | Self::Gift { .. } => {
                matches!(class, PromotionClass::Product)
            }
            Self::FixedOrder { .. } | Self::Tiers { .. } => matches!(class, PromotionClass::Order),
            Self::FreeDelivery => matches!(class, PromotionClass::Delivery),
        }
    }

    /// The largest share that it can take, where it is one.
    pub fn largest_rate(&self) -> Option<Rate> {
        match self {
            Self::Percent { rate } => Some(*rate),
            Self::Tiers { tiers } => tiers.iter().filter_map(|tier| tier.off.rate()).max(),
            Self::FreeDelivery => Some(Rate::ONE),
            _ => None,
        }
    }

    /// Whether it speaks of amounts, which are in one currency.
    pub const fn has_amounts(&self) -> bool {
        matches!(
            self,
            Self::FixedPerUnit { .. } | Self::FixedPerLine { .. } | Self::FixedOrder { .. } | Self::Tiers { .. }
        )
    }

    /// The subtotal from which it gives anything.
    pub fn first_tier_minor(&self) -> Option<i64> {
        match self {
            Self::Tiers { tiers } => tiers.iter().map(|tier| tier.min_subtotal_minor).min(),
            _ => None,
        }
    }

    /// The variant that it gives, and how many units.
    pub const fn gift(&self) -> Option<(VariantId, u32)> {
        match self {
            Self::Gift { variant_id, quantity } => Some((*variant_id, *quantity)),
            _ => None,
        }
    }

    // What an order promotion takes of goods of this subtotal.
    pub(super) fn order_reduction(&self, subtotal_minor: i64) -> Option<Reduction> {
        match self {
            Self::Percent { rate } => Some(Reduction::Percent(*rate)),
            Self::FixedOrder { amount_minor } => Some(Reduction::Fixed(*amount_minor)),
            Self::Tiers { tiers } => tiers
                .iter()
                .filter(|tier| tier.min_subtotal_minor <= subtotal_minor)
                .max_by_key(|tier| tier.min_subtotal_minor)
                .map(|tier| tier.off.reduction()),
            _ => None,
        }
    }
}

impl Off {
    const fn rate(self) -> Option<Rate> {
        match self {
            Self::Percent(rate) => Some(rate),
            Self::AmountMinor(_) => None,
        }
    }

    const fn reduction(self) -> Reduction {
        match self {
            Self::Percent(rate) => Reduction::Percent(rate),
            Self::AmountMinor(minor) => Reduction::Fixed(minor),
        }
    }
}
