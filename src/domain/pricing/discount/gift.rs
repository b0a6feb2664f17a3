//! Gifts: a line that one promotion gives away whole. No other promotion counts its units or touches it.

use super::Working;
use crate::{
    id::PromotionId,
    pricing::{Operand, Rule, Subject, Witness},
};

/// A line that a promotion gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GiftDiscount {
    /// Which promotion.
    pub promotion_id: PromotionId,
    /// The line; not one that the shopper has put into the cart.
    pub line_seq: u32,
}

/// Takes all of the lines that are gifts and keeps them from other discounts. A gift that has no line gives nothing.
pub fn apply_gifts(lines: &mut [Working], gifts: &[GiftDiscount], trace: &mut impl Witness) {
    for gift in gifts {
        let Some(line) = lines.iter_mut().find(|line| line.line_seq() == gift.line_seq) else {
            continue;
        };
        let base_minor = line.remaining_minor();
        line.give(gift.promotion_id);
        let operand = || Operand::Gift {
            promotion_id: gift.promotion_id,
            base_minor,
        };
        // The whole line, as R6 has it for a discount of 100 %.
        trace.exact(Rule::R6, Subject::Line(gift.line_seq), operand, base_minor);
    }
}

/// What a gift takes off its line if it stands alone.
pub(super) fn alone(lines: &[Working], gift: &GiftDiscount) -> i64 {
    let line = lines.iter().find(|line| line.line_seq() == gift.line_seq);
    line.map_or(0, Working::remaining_minor)
}

#[cfg(test)]
mod tests {
    use super::super::{
        Discounts, Eligible, OrderDiscount, Precedence, ProductBenefit, ProductDiscount, Reduction, apply,
    };
    use super::*;
    use crate::pricing::Trace;
    use crate::rounding::RoundingMode;
    use std::collections::BTreeSet;
    use uuid::Uuid;

    fn precedence(id: u128) -> Precedence {
        Precedence {
            priority: 0,
            promotion_id: PromotionId(Uuid::from_u128(id)),
        }
    }

    fn product(id: u128, benefit: ProductBenefit) -> ProductDiscount {
        ProductDiscount {
            precedence: precedence(id),
            tag: String::new(),
            combines_with: BTreeSet::new(),
            eligible: Eligible::All,
            benefit,
        }
    }

    #[test]
    fn a_gift_costs_nothing_and_counts_for_nobody_else() {
        let mut lines = vec![Working::new(1, 3000, 2).unwrap(), Working::new(2, 690, 1).unwrap()];
        let discounts = Discounts {
            gifts: vec![GiftDiscount {
                promotion_id: precedence(9).promotion_id,
                line_seq: 2,
            }],
            // Three units would be two to pay and the cheapest free; the gift is none of them.
            products: vec![
                product(1, ProductBenefit::BuyXGetY { buy: 2, get: 1 }),
                product(2, ProductBenefit::EachUnit(100)),
            ],
            order: vec![OrderDiscount {
                precedence: precedence(3),
                eligible: Eligible::All,
                reduction: Reduction::Fixed(580),
            }],
            ..Discounts::default()
        };

        apply(&mut lines, &discounts, RoundingMode::HalfUp, &mut Trace::default()).unwrap();

        let left: Vec<_> = lines.iter().map(Working::remaining_minor).collect();
        assert_eq!(left, [6000 - 200 - 580, 0]);
        let takers: Vec<_> = lines[1].applied().iter().map(|taken| taken.promotion_id).collect();
        assert_eq!(takers, [precedence(9).promotion_id]);
    }

    #[test]
    fn a_gift_without_a_line_gives_nothing() {
        let mut lines = vec![Working::new(1, 3000, 2).unwrap()];
        let gift = GiftDiscount {
            promotion_id: precedence(9).promotion_id,
            line_seq: 7,
        };

        apply_gifts(&mut lines, &[gift], &mut Trace::default());

        assert_eq!(lines[0].discount_minor(), 0);
    }
}
