//! From which places an order is sent (S-8): from one, where one has everything; else from as few as possible. Of several
//! ways of the same size the one whose places stand first by priority and id. Pure and independent of the order in which
//! places are read, so that the same stock always gives the same answer.

use super::{Need, Needs};
use crate::id::{StockLocationId, VariantId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Places among which the fewest are looked for exactly; when these cannot do it, all are taken in turn.
pub const MOST_WEIGHED: usize = 10;

/// A place that may send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Lower goes first.
    pub position: i32,
    /// Which.
    pub stock_location_id: StockLocationId,
}

/// What a place can promise of a variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shelf {
    /// Where.
    pub place: Place,
    /// What.
    pub variant_id: VariantId,
    /// Units, back-orders included; may be negative after a recount.
    pub available: i64,
}

/// Units of a variant from a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Take {
    /// What.
    pub variant_id: VariantId,
    /// Where.
    pub stock_location_id: StockLocationId,
    /// Units, at least 1.
    pub quantity: u32,
    /// Whether it is sold on below zero.
    pub sells_without_stock: bool,
}

/// Why these places; kept in the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// One place has everything.
    Whole,
    /// No place has everything; these are as few as do.
    Fewest,
    /// What is missing is sold on below zero.
    WithoutStock,
}

/// From where what is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// In ascending (variant, place) order: the order of locks (S-7).
    pub takes: Vec<Take>,
    /// Why so.
    pub reason: Reason,
}

/// A variant of which there is not enough anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Short {
    /// Which.
    pub variant_id: VariantId,
    /// What is needed.
    pub wanted: u32,
    /// What all places together can promise.
    pub available: u32,
}

impl Short {
    /// Units that are missing.
    pub const fn missing(&self) -> u32 {
        self.wanted.saturating_sub(self.available)
    }
}

impl Reason {
    /// Stable word for the ledger.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Fewest => "fewest",
            Self::WithoutStock => "without_stock",
        }
    }
}

/// Chooses. Every place that may send is given with each variant it has a shelf for.
///
/// # Errors
/// Every variant that is short, in ascending order.
pub fn choose(needs: &Needs, shelves: &[Shelf]) -> Result<Choice, Vec<Short>> {
    let stock = Stock::of(shelves);
    let shorts: Vec<_> = needs.iter().filter_map(|(id, need)| stock.short(id, need)).collect();
    if !shorts.is_empty() {
        return Err(shorts);
    }
    for rule in [Rule::InStock, Rule::OrWithout] {
        if let Some(places) = stock.fewest(needs, rule) {
            let reason = match (rule, places.len()) {
                (Rule::OrWithout, _) => Reason::WithoutStock,
                (Rule::InStock, 0 | 1) => Reason::Whole,
                (Rule::InStock, _) => Reason::Fewest,
            };
            let takes = stock.takes(needs, &places);
            return Ok(Choice { takes, reason });
        }
    }
    // Only what is sold on without stock can get here, where no place has ever had a shelf for it.
    Err(needs
        .iter()
        .map(|(variant_id, need)| Short {
            variant_id,
            wanted: need.quantity,
            available: 0,
        })
        .collect())
}

/// What counts as covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// What is there.
    InStock,
    /// Also what is sold on below zero.
    OrWithout,
}

struct Stock {
    places: Vec<Place>,
    units: BTreeMap<(VariantId, Place), u64>,
}

impl Stock {
    fn of(shelves: &[Shelf]) -> Self {
        let places: BTreeSet<_> = shelves.iter().map(|shelf| shelf.place).collect();
        let units = shelves.iter().map(|shelf| {
            let units = u64::try_from(shelf.available.max(0)).unwrap_or_default();
            ((shelf.variant_id, shelf.place), units)
        });
        Self {
            places: places.into_iter().collect(),
            units: units.collect(),
        }
    }

    fn at(&self, variant_id: VariantId, place: Place) -> u64 {
        self.units.get(&(variant_id, place)).copied().unwrap_or_default()
    }

    fn sum(&self, variant_id: VariantId, places: &[Place]) -> u64 {
        places.iter().map(|place| self.at(variant_id, *place)).sum()
    }

    fn short(&self, variant_id: VariantId, need: Need) -> Option<Short> {
        let available = self.sum(variant_id, &self.places);
        (!need.sells_without_stock && available < u64::from(need.quantity)).then(|| Short {
            variant_id,
            wanted: need.quantity,
            available: u32::try_from(available).unwrap_or(u32::MAX),
        })
    }

    fn covers(&self, needs: &Needs, places: &[Place], rule: Rule) -> bool {
        !places.is_empty()
            && needs.iter().all(|(variant_id, need)| {
                (rule == Rule::OrWithout && need.sells_without_stock)
                    || self.sum(variant_id, places) >= u64::from(need.quantity)
            })
    }

    /// Smallest set first, and of the same size the one whose places stand first.
    fn fewest(&self, needs: &Needs, rule: Rule) -> Option<Vec<Place>> {
        let weighed = &self.places[..self.places.len().min(MOST_WEIGHED)];
        for size in 1..=weighed.len() {
            let mut picked = Vec::with_capacity(size);
            if self.pick(needs, rule, weighed, size, &mut picked) {
                return Some(picked);
            }
        }
        self.covers(needs, &self.places, rule).then(|| self.places.clone())
    }

    fn pick(&self, needs: &Needs, rule: Rule, rest: &[Place], more: usize, picked: &mut Vec<Place>) -> bool {
        if more == 0 {
            return self.covers(needs, picked, rule);
        }
        for (at, place) in rest.iter().enumerate() {
            picked.push(*place);
            if self.pick(needs, rule, &rest[at + 1..], more - 1, picked) {
                return true;
            }
            picked.pop();
        }
        false
    }

    /// Each variant from one of the places, where one has enough of it; else from them in turn.
    fn takes(&self, needs: &Needs, places: &[Place]) -> Vec<Take> {
        let mut takes = Vec::new();
        for (variant_id, need) in needs.iter() {
            let mut add = |place: Place, quantity: u32| {
                takes.push(Take {
                    variant_id,
                    stock_location_id: place.stock_location_id,
                    quantity,
                    sells_without_stock: need.sells_without_stock,
                });
            };
            let wanted = u64::from(need.quantity);
            let one = places.iter().find(|place| self.at(variant_id, **place) >= wanted);
            let first = places.first().filter(|_| self.sum(variant_id, places) < wanted);
            if let Some(place) = one.or(first) {
                add(*place, need.quantity);
                continue;
            }
            let mut left = need.quantity;
            for place in places {
                let there = u32::try_from(self.at(variant_id, *place)).unwrap_or(u32::MAX);
                let quantity = left.min(there);
                left -= quantity;
                if quantity > 0 {
                    add(*place, quantity);
                }
            }
        }
        takes.sort_unstable();
        takes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const A: VariantId = VariantId(Uuid::from_u128(1));
    const B: VariantId = VariantId(Uuid::from_u128(2));

    fn place(number: u128, position: i32) -> Place {
        Place {
            position,
            stock_location_id: Uuid::from_u128(number).into(),
        }
    }

    fn shelf(place: Place, variant_id: VariantId, available: i64) -> Shelf {
        Shelf {
            place,
            variant_id,
            available,
        }
    }

    fn needs(wanted: &[(VariantId, u32)]) -> Needs {
        let mut needs = Needs::default();
        for (variant_id, quantity) in wanted {
            needs.add(*variant_id, *quantity, false);
        }
        needs
    }

    fn places(choice: &Choice) -> Vec<u128> {
        choice
            .takes
            .iter()
            .map(|take| take.stock_location_id.0.as_u128())
            .collect()
    }

    #[test]
    fn one_place_that_has_everything_goes_before_two_of_higher_priority() {
        let (near, far, last) = (place(1, 0), place(2, 1), place(3, 2));
        let shelves = [
            shelf(near, A, 5),
            shelf(far, B, 5),
            shelf(last, A, 1),
            shelf(last, B, 1),
        ];

        let choice = choose(&needs(&[(A, 1), (B, 1)]), &shelves).unwrap();

        assert_eq!((places(&choice), choice.reason), (vec![3, 3], Reason::Whole));
    }

    #[test]
    fn of_places_that_all_have_everything_the_priority_decides_and_then_the_id() {
        let shelves = [
            shelf(place(7, 1), A, 5),
            shelf(place(3, 1), A, 5),
            shelf(place(9, 0), A, 1),
        ];

        assert_eq!(places(&choose(&needs(&[(A, 1)]), &shelves).unwrap()), [9]);
        assert_eq!(places(&choose(&needs(&[(A, 2)]), &shelves).unwrap()), [3]);
    }

    #[test]
    fn what_no_place_has_comes_from_as_few_as_possible() {
        let shelves = [
            shelf(place(1, 0), A, 1),
            shelf(place(2, 1), A, 2),
            shelf(place(3, 2), A, 4),
        ];

        let choice = choose(&needs(&[(A, 5)]), &shelves).unwrap();

        let taken: Vec<_> = choice.takes.iter().map(|take| take.quantity).collect();
        assert_eq!(
            (places(&choice), taken, choice.reason),
            (vec![1, 3], vec![1, 4], Reason::Fewest)
        );
    }

    #[test]
    fn what_is_sold_on_without_stock_is_taken_where_it_is_and_else_from_the_first_place() {
        let mut needs = Needs::default();
        needs.add(A, 3, true);
        let shelves = |far| [shelf(place(1, 0), A, -2), shelf(place(2, 1), A, far)];

        let there = choose(&needs, &shelves(3)).unwrap();
        let nowhere = choose(&needs, &shelves(2)).unwrap();

        assert_eq!((places(&there), there.reason), (vec![2], Reason::Whole));
        assert_eq!((places(&nowhere), nowhere.reason), (vec![1], Reason::WithoutStock));
    }

    #[test]
    fn a_place_that_owes_units_takes_none_from_the_others() {
        let shelves = [shelf(place(1, 0), A, -4), shelf(place(2, 1), A, 3)];

        assert!(choose(&needs(&[(A, 3)]), &shelves).is_ok());
        let short = choose(&needs(&[(A, 4)]), &shelves).unwrap_err();
        assert_eq!((short[0].available, short[0].missing()), (3, 1));
    }
}
