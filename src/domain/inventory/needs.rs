//! How much of each variant is needed, summed before anything is compared with stock (S-6).

use crate::id::VariantId;
use std::collections::BTreeMap;

/// What is needed of a variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// Units, at least 1.
    pub quantity: u32,
    /// Whether it is sold on below zero.
    pub sells_without_stock: bool,
}

/// Units by variant. Lines of the same variant, and the parts of sets, add up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Needs(BTreeMap<VariantId, Need>);

impl Needs {
    /// Adds units of a variant; none is nothing.
    pub fn add(&mut self, variant_id: VariantId, quantity: u32, sells_without_stock: bool) {
        if quantity == 0 {
            return;
        }
        let need = self.0.entry(variant_id).or_insert(Need {
            quantity: 0,
            sells_without_stock,
        });
        need.quantity = need.quantity.saturating_add(quantity);
    }

    /// In the order of the variants' ids.
    pub fn iter(&self) -> impl Iterator<Item = (VariantId, Need)> + '_ {
        self.0.iter().map(|(variant_id, need)| (*variant_id, *need))
    }

    /// Whether nothing is needed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The variants in ascending order.
    pub fn variants(&self) -> Vec<VariantId> {
        self.0.keys().copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::{Place, Shelf, choose};
    use uuid::Uuid;

    fn shelf(variant_id: VariantId, available: i64) -> Shelf {
        let place = Place {
            stock_location_id: Uuid::from_u128(9).into(),
            position: 0,
        };
        Shelf {
            place,
            variant_id,
            available,
        }
    }

    // IN2
    #[test]
    fn two_lines_of_one_variant_are_one_demand() {
        let ring = VariantId(Uuid::from_u128(1));
        let mut needs = Needs::default();
        needs.add(ring, 3, false);
        needs.add(ring, 3, false);

        let shorts = choose(&needs, &[shelf(ring, 5)]).unwrap_err();

        assert_eq!(
            shorts
                .iter()
                .map(|short| (short.variant_id, short.missing()))
                .collect::<Vec<_>>(),
            [(ring, 1)]
        );
    }

    // IN11
    #[test]
    fn the_parts_of_a_set_are_summed_before_they_are_compared() {
        let (a, b) = (VariantId(Uuid::from_u128(1)), VariantId(Uuid::from_u128(2)));
        let mut needs = Needs::default();
        for _ in 0..4 {
            needs.add(a, 1, false);
            needs.add(b, 2, false);
        }

        let shorts = choose(&needs, &[shelf(a, 5), shelf(b, 7)]).unwrap_err();

        assert_eq!(
            shorts
                .iter()
                .map(|short| (short.variant_id, short.missing()))
                .collect::<Vec<_>>(),
            [(b, 1)]
        );
    }
}
