//! Discounts of products (R6): on the line, the best one alone, or several that name each other.

use std::{cmp::Reverse, collections::BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    Eligible, Precedence, PromotionClass, Reduction, Working,
    buy_x_get_y::{Cheapest, Given},
};
use crate::{
    pricing::{Operand, PricingError, Rule, Subject, TieBreak, TraceStep, Witness},
    rounding::RoundingMode,
};

/// What a product discount gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProductBenefit {
    /// Off the whole line.
    Line(Reduction),
    /// Minor units off each unit, not negative.
    EachUnit(i64),
    /// With every `buy + get` units, the cheapest `get` are free (R14).
    BuyXGetY {
        /// Units that are paid.
        buy: u32,
        /// Units that are free.
        get: u32,
    },
}

/// A discount on products.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductDiscount {
    /// Its place among the others.
    pub precedence: Precedence,
    /// What others call it when they allow it beside them.
    pub tag: String,
    /// The tags that it allows beside it. Two meet on one line only if each lists the other's.
    pub combines_with: BTreeSet<String>,
    /// Which lines it may touch.
    pub eligible: Eligible,
    /// What it gives.
    pub benefit: ProductBenefit,
}

// A discount with the amount that it would take of each line if it stood alone.
struct Candidate<'a> {
    discount: &'a ProductDiscount,
    // By position in the slice of lines; what a quantity offer gives away is fixed before other discounts.
    given: Option<Given>,
    // What it would take of all lines together.
    alone_minor: i64,
}

/// Takes the product discounts from the lines.
///
/// On each line the discount with the largest amount is chosen, ties by the lowest id. Others join it, in order of
/// precedence, if they and all that were chosen before allow each other. Then the chosen ones apply in order of
/// precedence, each to what the one before left.
///
/// # Errors
/// [`PricingError::NegativeAmount`] for a discount below zero, [`PricingError::Overflow`].
pub fn apply_product_discounts(
    lines: &mut [Working],
    discounts: &[ProductDiscount],
    mode: RoundingMode,
    trace: &mut impl Witness,
) -> Result<(), PricingError> {
    if discounts.is_empty() {
        return Ok(());
    }
    let cheapest = Cheapest::for_any_of(discounts, lines);
    let mut candidates = discounts
        .iter()
        .map(|discount| Candidate::new(discount, lines, &cheapest))
        .collect::<Result<Vec<_>, _>>()?;
    candidates.sort_by_key(|candidate| candidate.discount.precedence);
    let taken = Choice::new(&mut candidates).of_lines(lines, mode)?;
    for candidate in &candidates {
        trace.step(|| candidate.step(mode));
    }
    for Taken {
        position,
        number,
        tie_break,
    } in taken
    {
        let (candidate, line) = (&candidates[number], &mut lines[position]);
        let base_minor = line.remaining_minor();
        let amount_minor = candidate.amount(position, line, mode)?;
        let promotion_id = candidate.discount.precedence.promotion_id;
        line.take(PromotionClass::Product, promotion_id, amount_minor);
        let operand = || Operand::Promotion {
            promotion_id,
            base_minor,
        };
        let subject = Subject::Line(line.line_seq());
        trace.rounded(Rule::R6, subject, operand, (mode, tie_break), amount_minor);
    }
    Ok(())
}

/// What a discount would take of all lines together if it stood alone.
pub(super) fn alone(lines: &[Working], discount: &ProductDiscount, mode: RoundingMode) -> Result<i64, PricingError> {
    let cheapest = Cheapest::for_any_of(std::slice::from_ref(discount), lines);
    let candidate = Candidate::new(discount, lines, &cheapest)?;
    let eligible = lines.iter().enumerate();
    let mut eligible = eligible.filter(|(_, line)| !line.is_gift() && discount.eligible.holds(line.line_seq()));
    eligible.try_fold(0_i64, |sum, (position, line)| {
        let amount = candidate.amount(position, line, mode)?;
        sum.checked_add(amount).ok_or(PricingError::Overflow)
    })
}

impl<'a> Candidate<'a> {
    fn new(discount: &'a ProductDiscount, lines: &[Working], cheapest: &Cheapest) -> Result<Self, PricingError> {
        let given = match discount.benefit {
            ProductBenefit::BuyXGetY { buy, get } => Some(cheapest.give(lines, &discount.eligible, buy, get)?),
            ProductBenefit::Line(_) | ProductBenefit::EachUnit(_) => None,
        };
        Ok(Self {
            discount,
            given,
            alone_minor: 0,
        })
    }

    fn step(&self, mode: RoundingMode) -> TraceStep {
        let given = self.given.as_ref();
        let is_tied = given.is_some_and(|given| given.is_tied);
        TraceStep {
            rule: if given.is_some() { Rule::R14 } else { Rule::R6 },
            subject: Subject::Cart,
            operand: Operand::ProductOffer {
                discount: Box::new(self.discount.clone()),
                free: given.map(|given| given.free.clone()).unwrap_or_default(),
            },
            rounding: Some(mode),
            tie_break: is_tied.then_some(TieBreak::LineSeq),
            result_minor: self.alone_minor,
        }
    }

    // What the discount takes of what is left of the line.
    fn amount(&self, position: usize, line: &Working, mode: RoundingMode) -> Result<i64, PricingError> {
        let remaining = line.remaining_minor();
        match self.discount.benefit {
            ProductBenefit::Line(reduction) => reduction.of(remaining, mode),
            ProductBenefit::EachUnit(minor) => {
                // More than 64 bits of discount is more than any line holds.
                Reduction::Fixed(minor.saturating_mul(i64::from(line.quantity()))).of(remaining, mode)
            }
            ProductBenefit::BuyXGetY { .. } => {
                let given = self.given.as_ref().and_then(|given| given.amounts.get(position));
                let free = given.copied().unwrap_or(0);
                Reduction::Fixed(free).of(remaining, mode)
            }
        }
    }

    fn allows(&self, other: &Self) -> bool {
        self.discount.combines_with.contains(&other.discount.tag)
            && other.discount.combines_with.contains(&self.discount.tag)
    }
}

// That a line takes one of the candidates.
struct Taken {
    position: usize,
    number: usize,
    tie_break: Option<TieBreak>,
}

// Chooses line by line. What is the same for all lines is worked out once, and the lists are used again.
struct Choice<'a, 'b> {
    // In order of precedence.
    candidates: &'b mut [Candidate<'a>],
    // Who allows whom, row by row.
    allowed: Vec<bool>,
    // Those that would take anything of the line, with how much.
    alone: Vec<(usize, i64)>,
    // The discounts of the line.
    chosen: Vec<usize>,
}

impl<'a, 'b> Choice<'a, 'b> {
    fn new(candidates: &'b mut [Candidate<'a>]) -> Self {
        let count = candidates.len();
        let mut allowed = vec![false; count * count];
        for (number, one) in candidates.iter().enumerate() {
            for (other_number, other) in candidates[..number].iter().enumerate() {
                let is_allowed = one.allows(other);
                allowed[number * count + other_number] = is_allowed;
                allowed[other_number * count + number] = is_allowed;
            }
        }
        Self {
            candidates,
            allowed,
            alone: Vec::new(),
            chosen: Vec::new(),
        }
    }

    // What each line takes, in the order of application.
    fn of_lines(mut self, lines: &[Working], mode: RoundingMode) -> Result<Vec<Taken>, PricingError> {
        let mut taken = Vec::with_capacity(lines.len());
        let bought = lines.iter().enumerate().filter(|(_, line)| !line.is_gift());
        for (position, line) in bought {
            let best = self.of_line(position, line, mode)?;
            taken.extend(self.chosen.iter().map(|&number| Taken {
                position,
                number,
                tie_break: best.and_then(|(best, tie_break)| tie_break.filter(|_| best == number)),
            }));
        }
        Ok(taken)
    }

    // Fills `chosen`; answers which of it is the best, and what decided if another takes as much.
    fn of_line(
        &mut self,
        position: usize,
        line: &Working,
        mode: RoundingMode,
    ) -> Result<Option<(usize, Option<TieBreak>)>, PricingError> {
        self.alone.clear();
        self.chosen.clear();
        for (number, candidate) in self.candidates.iter_mut().enumerate() {
            if candidate.discount.eligible.holds(line.line_seq()) {
                let amount = candidate.amount(position, line, mode)?;
                if amount > 0 {
                    candidate.alone_minor = candidate
                        .alone_minor
                        .checked_add(amount)
                        .ok_or(PricingError::Overflow)?;
                    self.alone.push((number, amount));
                }
            }
        }
        let candidates = &*self.candidates;
        let id = |number: usize| candidates[number].discount.precedence.promotion_id;
        let best = self
            .alone
            .iter()
            .min_by_key(|(number, amount)| (Reverse(*amount), id(*number)));
        let Some(&(best, most)) = best else {
            return Ok(None);
        };
        self.chosen.push(best);
        let mut is_tied = false;
        for &(number, amount) in self.alone.iter().filter(|(number, _)| *number != best) {
            is_tied |= amount == most;
            if self
                .chosen
                .iter()
                .all(|other| self.allowed[number * candidates.len() + other])
            {
                self.chosen.push(number);
            }
        }
        self.chosen.sort_unstable();
        Ok(Some((best, is_tied.then_some(TieBreak::PromotionId))))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{id::PromotionId, rate::Rate};

    fn discount(
        priority: i32,
        id: u128,
        tag: &str,
        combines_with: &[&str],
        benefit: ProductBenefit,
    ) -> ProductDiscount {
        ProductDiscount {
            precedence: Precedence {
                priority,
                promotion_id: PromotionId(Uuid::from_u128(id)),
            },
            tag: tag.to_owned(),
            combines_with: combines_with.iter().map(|tag| (*tag).to_owned()).collect(),
            eligible: Eligible::All,
            benefit,
        }
    }

    fn off(minor: i64) -> ProductBenefit {
        ProductBenefit::Line(Reduction::Fixed(minor))
    }

    // What each promotion took, by the number of its id.
    fn taken(unit_minor: i64, quantity: u32, discounts: &[ProductDiscount]) -> Vec<(u128, i64)> {
        let mut lines = [Working::new(1, unit_minor, quantity).unwrap()];
        apply_product_discounts(&mut lines, discounts, RoundingMode::HalfUp, &mut ()).unwrap();
        lines[0]
            .applied()
            .iter()
            .map(|applied| (applied.promotion_id.0.as_u128(), applied.amount_minor))
            .collect()
    }

    #[test]
    fn strangers_do_not_combine_and_the_largest_amount_wins() {
        let discounts = [discount(1, 1, "a", &[], off(300)), discount(2, 2, "b", &[], off(500))];

        assert_eq!(taken(2000, 1, &discounts), [(2, 500)]);
    }

    #[test]
    fn of_two_equal_amounts_the_lowest_id_wins_whatever_the_priority() {
        let discounts = [discount(1, 7, "a", &[], off(300)), discount(2, 3, "b", &[], off(300))];

        assert_eq!(taken(2000, 1, &discounts), [(3, 300)]);
    }

    #[test]
    fn one_sided_permission_is_no_permission() {
        let discounts = [
            discount(1, 1, "a", &["b"], off(300)),
            discount(2, 2, "b", &[], off(500)),
        ];

        assert_eq!(taken(2000, 1, &discounts), [(2, 500)]);
    }

    #[test]
    fn a_third_must_be_allowed_by_both() {
        let discounts = [
            discount(1, 1, "a", &["b", "c"], off(100)),
            discount(2, 2, "b", &["a"], off(500)),
            discount(3, 3, "c", &["a"], off(200)),
        ];

        assert_eq!(taken(2000, 1, &discounts), [(1, 100), (2, 500)]);
    }

    #[test]
    fn discounts_stop_at_the_price() {
        let discounts = [
            discount(1, 1, "a", &["b"], ProductBenefit::EachUnit(900)),
            discount(
                2,
                2,
                "b",
                &["a"],
                ProductBenefit::Line(Reduction::Percent(Rate::from_ppm(900_000))),
            ),
        ];

        assert_eq!(taken(1000, 2, &discounts), [(1, 1800), (2, 180)]);
        assert_eq!(taken(500, 2, &discounts), [(1, 1000)]);
    }

    #[test]
    fn a_line_that_is_not_eligible_keeps_its_price() {
        let elsewhere = Eligible::Lines([9].into());
        let discounts = [ProductDiscount {
            eligible: elsewhere,
            ..discount(1, 1, "a", &[], off(300))
        }];

        assert!(taken(1000, 1, &discounts).is_empty());
    }

    #[test]
    fn free_units_are_a_discount_like_any_other() {
        let discounts = [discount(1, 1, "a", &[], ProductBenefit::BuyXGetY { buy: 2, get: 1 })];

        assert_eq!(taken(1000, 3, &discounts), [(1, 1000)]);
    }

    #[test]
    fn a_discount_below_zero_is_refused() {
        let mut lines = [Working::new(1, 1000, 1).unwrap()];
        let discounts = [discount(1, 1, "a", &[], off(-1))];

        let refused = apply_product_discounts(&mut lines, &discounts, RoundingMode::HalfUp, &mut ());

        assert_eq!(refused, Err(PricingError::NegativeAmount));
    }
}
