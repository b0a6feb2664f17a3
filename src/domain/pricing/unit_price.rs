//! The unit price of a variant (R5). Card, product page, cart and order all ask here, so they cannot disagree.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::TieBreak;
use crate::id::PriceListId;

/// Whom a price list speaks to; the first that has a price wins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriceScope {
    /// One customer.
    Customer,
    /// A group of customers.
    Group,
    /// A channel or market.
    Market,
    /// Everybody.
    #[default]
    Base,
}

/// One price of one variant, in the currency of the call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceRow {
    /// Whom the list speaks to.
    pub scope: PriceScope,
    /// Order among the lists of one scope; the lowest wins.
    pub list_position: i32,
    /// The list; decides ties of position.
    pub list_id: PriceListId,
    /// The row holds from this many units on.
    pub min_quantity: u32,
    /// Price of one unit in minor units.
    pub amount_minor: i64,
    /// A former or recommended price in minor units, above `amount_minor`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compare_at_minor: Option<i64>,
}

/// Most prices that a trace keeps of one line.
const MOST_CONTENDERS: usize = 4;

/// The lowest and the highest price among variants, for one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceRange {
    /// Minor units of the cheapest variant.
    pub min_minor: i64,
    /// Minor units of the dearest variant.
    pub max_minor: i64,
    /// What the cheapest variant is compared with; of several equally cheap ones, the first that was given.
    pub compare_at_minor: Option<i64>,
}

/// The row that prices `quantity` units of a variant, out of all rows of that variant; `None` where nothing is for sale.
///
/// The best list that has any row for the quantity wins (scope, position, id), within it the largest quantity break.
pub fn unit_price(rows: &[PriceRow], quantity: u32) -> Option<&PriceRow> {
    rows.iter()
        .filter(|row| row.min_quantity <= quantity)
        .min_by_key(|row| rank(row))
}

/// The prices that `quantity` units could have had, of each list the one that counts, the best first and at most four: out
/// of these [`unit_price`] finds what it finds out of all. Without what they are compared with, which decides nothing.
pub fn contenders(rows: &[PriceRow], quantity: u32) -> Vec<PriceRow> {
    let mut reached: Vec<&PriceRow> = rows.iter().filter(|row| row.min_quantity <= quantity).collect();
    reached.sort_by_key(|row| rank(row));
    reached.dedup_by_key(|row| row.list_id);
    let plain = |row: &PriceRow| PriceRow {
        compare_at_minor: None,
        ..row.clone()
    };
    reached.into_iter().take(MOST_CONTENDERS).map(plain).collect()
}

/// What decided between the price that was found and the next best, where scope and position did not.
pub(super) fn tie_break(contenders: &[PriceRow]) -> Option<TieBreak> {
    let [best, next, ..] = contenders else { return None };
    let is_tied = (best.scope, best.list_position) == (next.scope, next.list_position);
    is_tied.then_some(TieBreak::PriceListId)
}

fn rank(row: &PriceRow) -> (PriceScope, i32, PriceListId, Reverse<u32>) {
    (row.scope, row.list_position, row.list_id, Reverse(row.min_quantity))
}

/// The range that a card shows: [`unit_price`] of one unit over the variants' rows. `None` where none has a price.
pub fn price_range<'a>(variants: impl IntoIterator<Item = &'a [PriceRow]>) -> Option<PriceRange> {
    let single = variants.into_iter().filter_map(|rows| unit_price(rows, 1));
    single.fold(None, |range, row| Some(widened(range, row)))
}

fn widened(range: Option<PriceRange>, row: &PriceRow) -> PriceRange {
    let Some(range) = range else {
        return PriceRange {
            min_minor: row.amount_minor,
            max_minor: row.amount_minor,
            compare_at_minor: row.compare_at_minor,
        };
    };
    let cheaper = row.amount_minor < range.min_minor;
    PriceRange {
        min_minor: range.min_minor.min(row.amount_minor),
        max_minor: range.max_minor.max(row.amount_minor),
        compare_at_minor: if cheaper {
            row.compare_at_minor
        } else {
            range.compare_at_minor
        },
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn row(scope: PriceScope, list_position: i32, list: u128, min_quantity: u32, amount_minor: i64) -> PriceRow {
        let list_id = PriceListId(Uuid::from_u128(list));
        PriceRow {
            scope,
            list_position,
            list_id,
            min_quantity,
            amount_minor,
            compare_at_minor: None,
        }
    }

    fn base(min_quantity: u32, amount_minor: i64) -> PriceRow {
        row(PriceScope::Base, 0, 1, min_quantity, amount_minor)
    }

    fn amount(rows: &[PriceRow], quantity: u32) -> Option<i64> {
        unit_price(rows, quantity).map(|row| row.amount_minor)
    }

    #[test]
    fn the_largest_break_that_the_quantity_reaches_counts() {
        let rows = [base(1, 1000), base(10, 900), base(5, 950)];

        assert_eq!(amount(&rows, 1), Some(1000));
        assert_eq!(amount(&rows, 4), Some(1000));
        assert_eq!(amount(&rows, 5), Some(950));
        assert_eq!(amount(&rows, 99), Some(900));
    }

    #[test]
    fn the_narrowest_scope_wins_even_when_it_is_dearer() {
        let rows = [
            base(1, 1000),
            row(PriceScope::Market, 0, 2, 1, 1100),
            row(PriceScope::Group, 0, 3, 1, 1200),
            row(PriceScope::Customer, 9, 4, 1, 1300),
        ];

        assert_eq!(amount(&rows, 1), Some(1300));
        assert_eq!(amount(&rows[..3], 1), Some(1200));
        assert_eq!(amount(&rows[..2], 1), Some(1100));
    }

    #[test]
    fn within_a_scope_the_lowest_position_wins_and_ties_go_to_the_lowest_id() {
        let rows = [
            row(PriceScope::Market, 2, 1, 1, 100),
            row(PriceScope::Market, 1, 9, 1, 200),
            row(PriceScope::Market, 1, 8, 1, 300),
        ];

        assert_eq!(amount(&rows, 1), Some(300));
    }

    #[test]
    fn a_list_that_starts_at_ten_units_says_nothing_about_one() {
        let rows = [row(PriceScope::Group, 0, 2, 10, 500), base(1, 1000)];

        assert_eq!(amount(&rows, 9), Some(1000));
        assert_eq!(amount(&rows, 10), Some(500));
        assert_eq!(amount(&rows[..1], 9), None);
    }

    #[test]
    fn the_contenders_lead_to_the_same_price_and_say_what_decided() {
        let rows = [
            base(1, 1000),
            base(5, 950),
            row(PriceScope::Market, 1, 9, 1, 200),
            row(PriceScope::Market, 1, 8, 1, 300),
            row(PriceScope::Market, 1, 8, 10, 100),
        ];

        let found = contenders(&rows, 6);

        let amounts: Vec<_> = found.iter().map(|row| row.amount_minor).collect();
        assert_eq!(amounts, [300, 200, 950]);
        assert_eq!(unit_price(&found, 6), unit_price(&rows, 6));
        assert_eq!(tie_break(&found), Some(TieBreak::PriceListId));
        assert_eq!(tie_break(&found[1..]), None);
        assert_eq!(contenders(&rows, 0), []);
    }

    #[test]
    fn a_card_shows_the_range_of_single_units_and_the_comparison_of_the_cheapest() {
        let dear = [base(1, 3000), base(10, 100)];
        let cheap = [PriceRow {
            compare_at_minor: Some(2500),
            ..base(1, 2000)
        }];
        let also_cheap = [PriceRow {
            compare_at_minor: Some(9900),
            ..base(1, 2000)
        }];
        let unpriced: [PriceRow; 0] = [];

        let range = price_range([&dear[..], &cheap, &also_cheap, &unpriced]);

        let expected = PriceRange {
            min_minor: 2000,
            max_minor: 3000,
            compare_at_minor: Some(2500),
        };
        assert_eq!(range, Some(expected));
        assert_eq!(price_range([&unpriced[..]]), None);
    }
}
