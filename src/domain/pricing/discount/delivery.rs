//! Discounts of the delivery (R9): one after the other, and never below zero.

use serde::{Deserialize, Serialize};

use super::{Applied, Precedence, PromotionClass, Reduction};
use crate::{
    pricing::{Operand, PricingError, Rule, Subject, Witness},
    rounding::RoundingMode,
};

/// A discount on the delivery; free delivery is 100 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryDiscount {
    /// Its place among the others.
    pub precedence: Precedence,
    /// How much it gives.
    pub reduction: Reduction,
}

/// What is left of a delivery price after the discounts, in minor units, and what each discount took that took anything.
///
/// # Errors
/// [`PricingError::NegativeAmount`] for a discount below zero.
pub fn apply_to_delivery(
    price_minor: i64,
    discounts: &[DeliveryDiscount],
    mode: RoundingMode,
    trace: &mut impl Witness,
) -> Result<(i64, Vec<Applied>), PricingError> {
    let mut ordered = discounts.to_vec();
    ordered.sort_by_key(|discount| discount.precedence);
    let (mut left, mut applied) = (price_minor, Vec::new());
    for discount in ordered {
        let amount_minor = discount.reduction.of(left, mode)?;
        let promotion_id = discount.precedence.promotion_id;
        let operand = || Operand::DeliveryOffer {
            discount,
            base_minor: left,
        };
        trace.rounded(Rule::R9, Subject::Delivery, operand, (mode, None), amount_minor);
        left -= amount_minor;
        if amount_minor > 0 {
            applied.push(Applied {
                class: PromotionClass::Delivery,
                promotion_id,
                amount_minor,
            });
        }
    }
    Ok((left, applied))
}
