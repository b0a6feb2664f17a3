//! Discounts of the order (R7): on what the product discounts left, divided over the eligible lines (R8).

use serde::{Deserialize, Serialize};

use super::{Eligible, Precedence, PromotionClass, Reduction, Working};
use crate::{
    pricing::{Operand, PricingError, Rule, Subject, TieBreak, Witness, allocation::allocate_noting_ties},
    rounding::RoundingMode,
};

/// A discount on the order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderDiscount {
    /// Its place among the others.
    pub precedence: Precedence,
    /// Which lines it may touch; gift cards never count.
    pub eligible: Eligible,
    /// How much it gives.
    pub reduction: Reduction,
}

/// Takes the order discounts from the lines, in order of precedence, each from what the one before left.
///
/// # Errors
/// [`PricingError::NegativeAmount`] for a discount below zero, [`PricingError::Overflow`].
pub fn apply_order_discounts(
    lines: &mut [Working],
    discounts: &[OrderDiscount],
    mode: RoundingMode,
    trace: &mut impl Witness,
) -> Result<(), PricingError> {
    let mut ordered: Vec<&OrderDiscount> = discounts.iter().collect();
    ordered.sort_by_key(|discount| discount.precedence);
    ordered
        .into_iter()
        .try_for_each(|discount| apply_one(lines, discount, mode, trace))
}

/// What a discount would take of all lines together if it stood alone.
pub(super) fn alone(lines: &[Working], discount: &OrderDiscount, mode: RoundingMode) -> Result<i64, PricingError> {
    let mut weights = lines.iter().map(|line| weight(line, discount));
    let base_minor = weights.try_fold(0_i64, i64::checked_add);
    discount.reduction.of(base_minor.ok_or(PricingError::Overflow)?, mode)
}

fn apply_one(
    lines: &mut [Working],
    discount: &OrderDiscount,
    mode: RoundingMode,
    trace: &mut impl Witness,
) -> Result<(), PricingError> {
    let weights: Vec<(u32, i64)> = lines
        .iter()
        .map(|line| (line.line_seq(), weight(line, discount)))
        .collect();
    let base_minor = weights
        .iter()
        .try_fold(0_i64, |sum, (_, weight)| sum.checked_add(*weight));
    let base_minor = base_minor.ok_or(PricingError::Overflow)?;
    let total = discount.reduction.of(base_minor, mode)?;
    let promotion_id = discount.precedence.promotion_id;
    let (shares, is_tied) = allocate_noting_ties(total, &weights)?;
    let operand = || Operand::OrderOffer {
        discount: Box::new(discount.clone()),
        base_minor,
    };
    let tie_break = is_tied.then_some(TieBreak::LineSeq);
    trace.rounded(Rule::R7, Subject::Cart, operand, (mode, tie_break), total);

    for (line, share) in lines.iter_mut().zip(shares) {
        let base_minor = line.remaining_minor();
        if share > 0 {
            line.take(PromotionClass::Order, promotion_id, share);
            let operand = || Operand::Promotion {
                promotion_id,
                base_minor,
            };
            trace.exact(Rule::R8, Subject::Line(line.line_seq()), operand, share);
        }
    }
    Ok(())
}

fn weight(line: &Working, discount: &OrderDiscount) -> i64 {
    let counts = !(line.is_gift_card() || line.is_gift()) && discount.eligible.holds(line.line_seq());
    if counts { line.remaining_minor() } else { 0 }
}
