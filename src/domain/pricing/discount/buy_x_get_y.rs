//! Buy X, get Y (R14): of every X + Y eligible units the cheapest Y are free.

use serde::{Deserialize, Serialize};

use super::{Eligible, ProductBenefit, ProductDiscount, Working};
use crate::pricing::PricingError;

/// The units of one line, all of one price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Creation order of the line; of equally cheap units the earliest line's are free first.
    pub line_seq: u32,
    /// Price of one unit in minor units, not negative.
    pub unit_minor: i64,
    /// How many there are.
    pub quantity: u32,
}

/// Units of one line that are free.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreeUnits {
    /// Of which line.
    pub line_seq: u32,
    /// Price of one unit in minor units.
    pub unit_minor: i64,
    /// How many, at least one.
    pub quantity: u32,
}

/// What a quantity offer gives away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Given {
    /// By line, the cheapest units first.
    pub free: Vec<FreeUnits>,
    /// Whether `line_seq` decided between units of one price.
    pub is_tied: bool,
    /// Minor units of each line, in the order of the input.
    pub amounts: Vec<i64>,
}

/// What each line gets free, in minor units, in the order of the input.
///
/// Units are counted, not listed, so a line of a million units costs no more than a line of one.
///
/// # Errors
/// [`PricingError::NoUnits`] for an offer of zero plus zero units, [`PricingError::Overflow`].
pub fn buy_x_get_y(units: &[Unit], buy: u32, get: u32) -> Result<Vec<i64>, PricingError> {
    give(units, buy, get).map(|given| given.amounts)
}

fn give(units: &[Unit], buy: u32, get: u32) -> Result<Given, PricingError> {
    let mut cheapest: Vec<usize> = (0..units.len()).collect();
    cheapest.sort_unstable_by_key(|&index| (units[index].unit_minor, units[index].line_seq));
    give_cheapest(&cheapest, |index| units[index], buy, get)
}

// Gives from the first lines of `cheapest`; `unit` says how many of a line count.
fn give_cheapest(cheapest: &[usize], unit: impl Fn(usize) -> Unit, buy: u32, get: u32) -> Result<Given, PricingError> {
    let group = u64::from(buy) + u64::from(get);
    let count: u64 = cheapest.iter().map(|index| u64::from(unit(*index).quantity)).sum();
    let mut left = count.checked_div(group).ok_or(PricingError::NoUnits)? * u64::from(get);
    let mut given = Given {
        amounts: vec![0; cheapest.len()],
        ..Given::default()
    };
    let counting = cheapest.iter().map(|index| (*index, unit(*index)));
    for (index, unit) in counting.filter(|(_, unit)| unit.quantity > 0) {
        let quantity = u32::try_from(left).map_or(unit.quantity, |left| left.min(unit.quantity));
        given.is_tied |= is_tied(given.free.last(), unit, quantity);
        if quantity == 0 {
            break;
        }
        given.amounts[index] = unit
            .unit_minor
            .checked_mul(i64::from(quantity))
            .ok_or(PricingError::Overflow)?;
        given.free.push(FreeUnits {
            line_seq: unit.line_seq,
            unit_minor: unit.unit_minor,
            quantity,
        });
        left -= u64::from(quantity);
    }
    Ok(given)
}

// Whether a unit that is paid costs as much as one of the line before that is free.
fn is_tied(before: Option<&FreeUnits>, unit: Unit, free: u32) -> bool {
    free < unit.quantity && before.is_some_and(|before| before.unit_minor == unit.unit_minor)
}

/// The lines of a cart by the price of a unit, for all quantity offers that it meets.
pub(super) struct Cheapest(Vec<usize>);

impl Cheapest {
    /// Sorted only where there is such an offer.
    pub fn for_any_of(discounts: &[ProductDiscount], lines: &[Working]) -> Self {
        let is_wanted = |discount: &ProductDiscount| matches!(discount.benefit, ProductBenefit::BuyXGetY { .. });
        if !discounts.iter().any(is_wanted) {
            return Self(Vec::new());
        }
        let mut cheapest: Vec<usize> = (0..lines.len()).collect();
        cheapest.sort_unstable_by_key(|&index| (lines[index].unit_minor(), lines[index].line_seq()));
        Self(cheapest)
    }

    /// [`buy_x_get_y`] over the eligible lines; zero for the others.
    pub fn give(&self, lines: &[Working], eligible: &Eligible, buy: u32, get: u32) -> Result<Given, PricingError> {
        give_cheapest(&self.0, |index| unit(&lines[index], eligible), buy, get)
    }
}

fn unit(line: &Working, eligible: &Eligible) -> Unit {
    let quantity = if eligible.holds(line.line_seq()) && !line.is_gift() {
        line.quantity()
    } else {
        0
    };
    Unit {
        line_seq: line.line_seq(),
        unit_minor: line.unit_minor(),
        quantity,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(lines: &[(u32, i64, u32)]) -> Vec<Unit> {
        lines
            .iter()
            .map(|&(line_seq, unit_minor, quantity)| Unit {
                line_seq,
                unit_minor,
                quantity,
            })
            .collect()
    }

    #[test]
    fn the_cheapest_units_are_free() {
        assert_eq!(
            buy_x_get_y(&units(&[(1, 3000, 1), (2, 1000, 1), (3, 2000, 1)]), 2, 1).unwrap(),
            [0, 1000, 0]
        );
    }

    #[test]
    fn free_units_may_span_lines_and_equal_prices_go_to_the_oldest() {
        assert_eq!(
            buy_x_get_y(&units(&[(2, 500, 3), (1, 500, 1)]), 1, 1).unwrap(),
            [500, 500]
        );
        assert_eq!(
            buy_x_get_y(&units(&[(1, 900, 4), (2, 100, 2)]), 1, 1).unwrap(),
            [900, 200]
        );
    }

    #[test]
    fn an_incomplete_group_gets_nothing() {
        assert_eq!(buy_x_get_y(&units(&[(1, 500, 2)]), 2, 1).unwrap(), [0]);
        assert_eq!(buy_x_get_y(&units(&[(1, 500, 5)]), 2, 1).unwrap(), [500]);
        assert_eq!(buy_x_get_y(&units(&[(1, 500, 6)]), 2, 1).unwrap(), [1000]);
        assert_eq!(buy_x_get_y(&[], 2, 1).unwrap(), [] as [i64; 0]);
    }

    #[test]
    fn absurd_offers_and_quantities_are_no_panic() {
        assert_eq!(
            buy_x_get_y(&units(&[(1, 1, u32::MAX), (2, 1, u32::MAX)]), 0, u32::MAX)
                .unwrap()
                .len(),
            2
        );
        assert_eq!(buy_x_get_y(&units(&[(1, 500, 1)]), 0, 0), Err(PricingError::NoUnits));
        let dear = units(&[(1, i64::MAX, 2)]);
        assert_eq!(buy_x_get_y(&dear, 0, 1), Err(PricingError::Overflow));
    }
}
