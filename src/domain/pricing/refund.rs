//! Refund slots (R13): what each unit of a line is worth, so that refunds in any portions add up to the line.

use super::PricingError;

/// An amount of a line divided over its units. The first slots carry the remainder; nothing is stored a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefundSlots {
    total: i64,
    quantity: u32,
}

/// Divides an amount of a line (its gross, its tax or one of its discounts) over `quantity` units, by R8 with equal
/// weights.
///
/// # Errors
/// [`PricingError::NoUnits`] for a line of no units.
pub fn refund_slots(total: i64, quantity: u32) -> Result<RefundSlots, PricingError> {
    if quantity == 0 {
        return Err(PricingError::NoUnits);
    }
    Ok(RefundSlots { total, quantity })
}

impl RefundSlots {
    /// The value of every slot, lowest first.
    pub fn iter(self) -> impl Iterator<Item = i64> {
        (0..self.quantity).map(move |slot| self.upto(slot + 1) - self.upto(slot))
    }

    /// What a refund of `units` is worth after `used` units were refunded before: the lowest unused slots.
    ///
    /// # Errors
    /// [`PricingError::TooManyUnits`] where fewer units are left.
    pub fn refund(self, used: u32, units: u32) -> Result<i64, PricingError> {
        let end = used
            .checked_add(units)
            .filter(|end| *end <= self.quantity)
            .ok_or(PricingError::TooManyUnits)?;
        Ok(self.upto(end) - self.upto(used))
    }

    // The sum of the slots below `end`: a floor each, and the remainder one by one from the first. Neither product
    // exceeds the total, so nothing overflows.
    fn upto(self, end: u32) -> i64 {
        let (quantity, end) = (i64::from(self.quantity), i64::from(end));
        let (floor, rest) = (self.total / quantity, self.total % quantity);
        floor * end + rest.signum() * rest.abs().min(end)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::pricing::allocate;

    #[test]
    fn more_units_than_are_left_cannot_be_refunded() {
        let slots = refund_slots(3310, 3).unwrap();

        assert_eq!(slots.refund(0, 4), Err(PricingError::TooManyUnits));
        assert_eq!(slots.refund(2, 2), Err(PricingError::TooManyUnits));
        assert_eq!(slots.refund(u32::MAX, 1), Err(PricingError::TooManyUnits));
        assert_eq!(slots.refund(3, 0), Ok(0));
        assert_eq!(refund_slots(1, 0), Err(PricingError::NoUnits));
    }

    #[test]
    fn a_line_of_billions_of_units_costs_nothing_to_refund() {
        let slots = refund_slots(i64::MAX, u32::MAX).unwrap();

        assert_eq!(slots.refund(0, u32::MAX), Ok(i64::MAX));
        assert_eq!(
            refund_slots(i64::MIN, u32::MAX).unwrap().refund(0, u32::MAX),
            Ok(i64::MIN)
        );
    }

    proptest! {
        #[test]
        fn any_sequence_of_refunds_adds_up_to_the_line(
            total in any::<i64>(),
            quantity in 1_u32..60,
            cuts in proptest::collection::btree_set(0_u32..60, 0..10),
        ) {
            let slots = refund_slots(total, quantity).unwrap();
            let mut ends: Vec<u32> = cuts.into_iter().filter(|cut| *cut < quantity).collect();
            ends.push(quantity);
            let mut used = 0;
            let mut refunded: i128 = 0;
            for end in ends {
                refunded += i128::from(slots.refund(used, end - used).unwrap());
                used = end;
            }
            prop_assert_eq!(refunded, i128::from(total));
        }

        #[test]
        fn the_slots_are_the_allocation_with_equal_weights(total in any::<i64>(), quantity in 1_u32..60) {
            let equal: Vec<(u32, i64)> = (1..=quantity).map(|seq| (seq, 1)).collect();
            let slots: Vec<i64> = refund_slots(total, quantity).unwrap().iter().collect();
            prop_assert_eq!(slots, allocate(total, &equal).unwrap());
        }
    }
}
