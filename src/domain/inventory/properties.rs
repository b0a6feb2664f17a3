//! What is true of every choice of places, whatever the stock.

use super::{Need, Needs, Place, Reason, Shelf, choose};
use crate::id::VariantId;
use proptest::prelude::*;
use std::collections::BTreeSet;
use uuid::Uuid;

fn place(number: usize) -> Place {
    Place {
        // Some share their position.
        position: i32::try_from(number / 2).unwrap(),
        stock_location_id: Uuid::from_u128(100 + number as u128).into(),
    }
}

fn variant(number: usize) -> VariantId {
    Uuid::from_u128(number as u128).into()
}

/// Units of up to 4 variants on shelves of up to 5 places.
fn shelves() -> impl Strategy<Value = Vec<Shelf>> {
    proptest::collection::vec(proptest::collection::vec(-2i64..8, 4), 1..=5).prop_map(|rows| {
        let shelf = |at: usize, id: usize, available: i64| Shelf {
            place: place(at),
            variant_id: variant(id),
            available,
        };
        rows.iter()
            .enumerate()
            .flat_map(|(at, row)| row.iter().enumerate().map(move |(id, units)| shelf(at, id, *units)))
            .collect()
    })
}

fn needs() -> impl Strategy<Value = Needs> {
    proptest::collection::vec((0u32..9, proptest::bool::weighted(0.2)), 1..=4).prop_map(|rows| {
        let mut needs = Needs::default();
        for (id, (quantity, without)) in rows.into_iter().enumerate() {
            needs.add(variant(id), quantity, without);
        }
        needs
    })
}

fn units(shelves: &[Shelf], variant_id: VariantId, places: &BTreeSet<Place>) -> i64 {
    let here = shelves
        .iter()
        .filter(|shelf| shelf.variant_id == variant_id && places.contains(&shelf.place));
    here.map(|shelf| shelf.available.max(0)).sum()
}

/// The smallest number of places that has everything, by trying all of them.
fn fewest(needs: &Needs, shelves: &[Shelf]) -> Option<usize> {
    let all: Vec<_> = shelves
        .iter()
        .map(|shelf| shelf.place)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let sets = (1u32..1 << all.len()).map(|bits| {
        let taken = all.iter().enumerate().filter(|(at, _)| bits & (1 << at) != 0);
        taken.map(|(_, place)| *place).collect::<BTreeSet<_>>()
    });
    let has_all = |set: &BTreeSet<Place>| {
        needs
            .iter()
            .all(|(id, need)| units(shelves, id, set) >= i64::from(need.quantity))
    };
    sets.filter(has_all).map(|set| set.len()).min()
}

proptest! {
    #[test]
    fn each_variant_is_taken_in_full_and_never_beyond_what_a_place_has(needs in needs(), shelves in shelves()) {
        let everywhere: BTreeSet<_> = shelves.iter().map(|shelf| shelf.place).collect();
        match choose(&needs, &shelves) {
            Ok(choice) => {
                for (variant_id, need) in needs.iter() {
                    let of_it = || choice.takes.iter().filter(|take| take.variant_id == variant_id);
                    prop_assert_eq!(of_it().map(|take| take.quantity).sum::<u32>(), need.quantity);
                    for take in of_it().filter(|_| !need.sells_without_stock) {
                        let there = shelves.iter().find(|shelf| {
                            shelf.variant_id == variant_id && shelf.place.stock_location_id == take.stock_location_id
                        });
                        prop_assert!(there.is_some_and(|shelf| shelf.available >= i64::from(take.quantity)));
                    }
                }
                prop_assert!(choice.takes.is_sorted());
            }
            Err(shorts) => {
                prop_assert!(!shorts.is_empty());
                for short in shorts {
                    prop_assert_eq!(i64::from(short.available), units(&shelves, short.variant_id, &everywhere));
                    prop_assert!(short.missing() > 0);
                }
            }
        }
    }

    #[test]
    fn no_other_way_needs_fewer_parcels(needs in needs(), shelves in shelves()) {
        prop_assume!(!needs.is_empty());
        if let Ok(choice) = choose(&needs, &shelves)
            && choice.reason != Reason::WithoutStock
        {
            let parcels = choice.takes.iter().map(|take| take.stock_location_id).collect::<BTreeSet<_>>().len();
            prop_assert_eq!(Some(parcels), fewest(&needs, &shelves));
            prop_assert_eq!(choice.reason == Reason::Whole, parcels == 1);
        }
    }

    #[test]
    fn the_order_in_which_shelves_are_read_does_not_matter(needs in needs(), shelves in shelves(), turn in 0usize..20) {
        let mut turned = shelves.clone();
        turned.rotate_left(turn % shelves.len());
        turned.reverse();

        prop_assert_eq!(choose(&needs, &turned), choose(&needs, &shelves));
    }

    #[test]
    fn what_one_unit_less_leaves_short_was_short_before(needs in needs(), shelves in shelves()) {
        let mut less = Needs::default();
        for (id, Need { quantity, sells_without_stock }) in needs.iter() {
            less.add(id, quantity - 1, sells_without_stock);
        }
        if choose(&needs, &shelves).is_ok() {
            prop_assert!(choose(&less, &shelves).is_ok() || less.is_empty());
        }
    }
}
