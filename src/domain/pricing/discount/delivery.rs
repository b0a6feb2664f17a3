//! Discounts of the delivery (R9): one after the other, and never below zero.

use super::{Precedence, Reduction};
use crate::{
    pricing::{Operand, PricingError, Rule, Subject, Trace},
    rounding::RoundingMode,
};

/// A discount on the delivery; free delivery is 100 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeliveryDiscount {
    /// Its place among the others.
    pub precedence: Precedence,
    /// How much it gives.
    pub reduction: Reduction,
}

/// What is left of a delivery price after the discounts, in minor units.
///
/// # Errors
/// [`PricingError::NegativeAmount`] for a discount below zero.
pub fn apply_to_delivery(
    price_minor: i64,
    discounts: &[DeliveryDiscount],
    mode: RoundingMode,
    trace: &mut Trace,
) -> Result<i64, PricingError> {
    let mut ordered = discounts.to_vec();
    ordered.sort_by_key(|discount| discount.precedence);
    ordered.into_iter().try_fold(price_minor, |left, discount| {
        let amount = discount.reduction.of(left, mode)?;
        let operand = Operand::Promotion {
            promotion_id: discount.precedence.promotion_id,
            base_minor: left,
        };
        trace.rounded(Rule::R9, Subject::Delivery, operand, mode, amount);
        Ok(left - amount)
    })
}
