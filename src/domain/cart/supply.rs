//! How many units a line may hold: the one merge and cap rule of every cart command (S-2).
//!
//! Adding and changing a quantity come to the same question: a line holds `present` units, the shopper wants `wanted`.
//! A shopper gets what can be had and is told when that is less; going down is always possible, so that a cart can be
//! put right after stock has dropped.

use crate::quantity::Quantity;
use serde::{Deserialize, Serialize};

/// What can be had of a variant now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Supply {
    /// It has no price, is not published, or was taken out of the shop.
    NotSold,
    /// This many units; none means sold out.
    UpTo(u32),
    /// Stock is not counted, or it is sold on without.
    Unlimited,
}

/// What a line holds after a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// Units, 1 to [`Quantity::MAX`].
    pub quantity: u32,
    /// Why it is less than was wanted, if it is.
    pub cap: Option<Cap>,
}

/// Why a line holds fewer units than were wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cap {
    /// There are no more.
    Stock,
    /// [`Quantity::MAX`].
    LineLimit,
}

/// Why a line cannot grow at all. The words are for shoppers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Shortage {
    /// See [`Supply::NotSold`].
    #[error("This item is not for sale at the moment.")]
    NotSold,
    /// Nothing is left.
    #[error("This item is sold out.")]
    SoldOut,
    /// The line holds all there is.
    #[error("Your cart already holds all that is left of this item ({left}).")]
    AllInCart {
        /// Units that can be had.
        left: u32,
    },
    /// The line is at [`Quantity::MAX`].
    #[error("Your cart already holds {max} of this item, the most that one order takes.", max = Quantity::MAX)]
    LineFull,
}

impl Supply {
    /// The supply of a variant with `available` units, which may be negative after a recount.
    pub fn of(is_sold: bool, is_tracked: bool, sells_without_stock: bool, available: i64) -> Self {
        if !is_sold {
            Self::NotSold
        } else if !is_tracked || sells_without_stock {
            Self::Unlimited
        } else {
            Self::UpTo(u32::try_from(available.max(0)).unwrap_or(u32::MAX))
        }
    }

    /// Most units that one line can hold now: the lower of the supply and [`Quantity::MAX`].
    pub const fn most(self) -> u32 {
        match self {
            Self::NotSold => 0,
            Self::UpTo(units) if units < Quantity::MAX => units,
            Self::UpTo(_) | Self::Unlimited => Quantity::MAX,
        }
    }

    /// What is wrong with a line of `quantity` units, in words that say what to do; `None` when it can be bought.
    pub fn problem(self, quantity: u32) -> Option<String> {
        match (self, self.most()) {
            (_, most) if quantity <= most => None,
            (Self::NotSold, _) => Some("This is not for sale any more. Remove it to go on.".to_owned()),
            (_, 0) => Some("Sold out. Remove it to go on.".to_owned()),
            (_, most) => Some(format!("Only {most} left. Lower the quantity to go on.")),
        }
    }
}

/// What a line of `present` units (0 for a new one) holds when the shopper wants `wanted` (at least 1) in all.
///
/// # Errors
/// [`Shortage`] when more is wanted than it holds, and not one more can be had.
pub fn settle(present: u32, wanted: u32, supply: Supply) -> Result<Settled, Shortage> {
    if wanted <= present {
        return Ok(Settled {
            quantity: wanted,
            cap: None,
        });
    }
    let quantity = wanted.min(supply.most());
    if quantity <= present {
        return Err(shortage(supply));
    }
    let cap = (quantity < wanted).then_some(if quantity == Quantity::MAX {
        Cap::LineLimit
    } else {
        Cap::Stock
    });
    Ok(Settled { quantity, cap })
}

fn shortage(supply: Supply) -> Shortage {
    match (supply, supply.most()) {
        (Supply::NotSold, _) => Shortage::NotSold,
        (_, 0) => Shortage::SoldOut,
        (_, Quantity::MAX) => Shortage::LineFull,
        (_, left) => Shortage::AllInCart { left },
    }
}

impl Settled {
    /// The words that tell of a cap.
    pub fn notice(self) -> Option<String> {
        let quantity = self.quantity;
        self.cap.map(|cap| match cap {
            Cap::Stock => format!("Only {quantity} left, so your cart holds {quantity}."),
            Cap::LineLimit => format!("One order takes at most {quantity} of an item, so your cart holds {quantity}."),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn units_that_are_not_there_are_left_out_and_told() {
        let settled = settle(2, 2 + 5, Supply::UpTo(3)).unwrap();

        assert_eq!(
            settled,
            Settled {
                quantity: 3,
                cap: Some(Cap::Stock)
            }
        );
        assert_eq!(settled.notice().unwrap(), "Only 3 left, so your cart holds 3.");
    }

    #[test]
    fn a_line_that_cannot_grow_says_why() {
        assert_eq!(settle(0, 1, Supply::NotSold), Err(Shortage::NotSold));
        assert_eq!(settle(0, 1, Supply::of(true, true, false, -4)), Err(Shortage::SoldOut));
        assert_eq!(settle(3, 4, Supply::UpTo(2)), Err(Shortage::AllInCart { left: 2 }));
        assert_eq!(settle(99, 100, Supply::Unlimited), Err(Shortage::LineFull));
    }

    #[test]
    fn a_line_may_always_shrink() {
        assert_eq!(settle(5, 4, Supply::NotSold), Ok(Settled { quantity: 4, cap: None }));
    }

    fn supplies() -> impl Strategy<Value = Supply> {
        prop_oneof![
            Just(Supply::NotSold),
            Just(Supply::Unlimited),
            (0u32..150).prop_map(Supply::UpTo)
        ]
    }

    /// Adds units as the add command does; a refusal leaves the line as it was.
    fn add(present: u32, units: u32, supply: Supply) -> u32 {
        settle(present, present + units, supply).map_or(present, |settled| settled.quantity)
    }

    proptest! {
        #[test]
        fn growth_never_passes_the_line_limit_or_the_stock(present in 0u32..=99, wanted in 1u32..500, supply in supplies()) {
            if let Ok(settled) = settle(present, wanted, supply) {
                prop_assert!((1..=wanted).contains(&settled.quantity));
                prop_assert!(settled.quantity <= Quantity::MAX);
                prop_assert!(settled.quantity <= supply.most() || wanted <= present);
                prop_assert_eq!(settled.cap.is_some(), settled.quantity < wanted);
            } else {
                prop_assert!(wanted > present && supply.most() <= present);
            }
        }

        #[test]
        fn adding_never_takes_units_away(present in 0u32..=99, units in 1u32..200, supply in supplies()) {
            prop_assert!(add(present, units, supply) >= present);
        }

        #[test]
        fn adding_in_parts_comes_to_the_same_in_any_order(a in 1u32..120, b in 1u32..120, supply in supplies()) {
            let one_way = add(add(0, a, supply), b, supply);

            prop_assert_eq!(one_way, add(add(0, b, supply), a, supply));
            prop_assert_eq!(one_way, add(0, a + b, supply));
        }

        #[test]
        fn a_line_without_a_problem_is_within_the_supply(quantity in 1u32..=99, supply in supplies()) {
            prop_assert_eq!(supply.problem(quantity).is_none(), quantity <= supply.most());
        }
    }
}
