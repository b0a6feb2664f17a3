//! The calculation once more: the steps that the operands of a trace lead to, to be compared with those that it has.

use super::super::{
    Adjustment, CartLineInput, Operand, PricingError, Rule, Subject, Trace, TraceStep, adjustment,
    cart::{delivered, list_amounts},
    discount::{self, Applied, Discounts, GiftDiscount, Working},
    seal::Seals,
    unit_price,
};
use super::at::At;
use super::{Difference, Snapshot};
use crate::id::VariantId;
use crate::rounding::RoundingMode;
use uuid::Uuid;

/// What a step has to be.
enum Expected {
    /// Exactly this.
    Step(TraceStep),
    /// The tax of this, which is worked out where it is compared with the snapshot.
    Tax(Subject),
    /// The total.
    Sum,
    /// Its operands are none that anything could be worked out from.
    Impossible,
}

/// The calculation once more, beside the trace.
pub(super) struct Again<'a> {
    snapshot: &'a Snapshot<'a>,
    expected: std::vec::IntoIter<Expected>,
    adjustments: Vec<Adjustment>,
    // The first step that is not as it was sealed. What comes out before it may come from what was changed in it.
    broken: Option<usize>,
}

impl<'a> Again<'a> {
    pub fn new(snapshot: &'a Snapshot<'a>) -> Self {
        let trace = snapshot.trace;
        let (mut steps, mut adjustments) = (Vec::new(), Vec::new());
        let inputs = Inputs::of(trace);
        // Whatever was worked out before an operand turned out to be impossible is compared first.
        if inputs
            .work_out(snapshot.rounding, &mut steps, &mut adjustments)
            .is_err()
        {
            steps.push(Expected::Impossible);
        }
        Self {
            snapshot,
            expected: steps.into_iter(),
            adjustments,
            broken: first_broken(trace),
        }
    }

    /// The next step of the trace must be the next that comes out, and as it was sealed.
    pub fn compare(&mut self, number: usize, step: &TraceStep) -> Result<(), Difference> {
        let at = At {
            number,
            rule: step.rule,
            subject: step.subject,
        };
        let expected = self.expected.next();
        if self.broken.is_some_and(|broken| number < broken) {
            return Ok(());
        }
        match expected {
            Some(Expected::Step(expected)) => same(at, step, &expected)?,
            Some(Expected::Tax(subject)) if (step.rule, step.subject) == (Rule::R10, subject) => {}
            Some(Expected::Sum) if step.rule == Rule::R11 => {}
            Some(Expected::Impossible) => return Err(at.shape("it cannot be worked out from the steps before it")),
            _ => return Err(at.shape("another step belongs here")),
        }
        let may_be_tied =
            !matches!(step.rule, Rule::R10 | Rule::R11) || matches!(step.operand, Operand::SharedTax { .. });
        if step.tie_break.is_some() && !may_be_tied {
            return Err(at.shape("nothing had to be decided"));
        }
        if self.broken == Some(number) {
            return Err(at.shape("it is not as it was sealed"));
        }
        Ok(())
    }

    /// What no step speaks of.
    pub fn finish(self) -> Result<(), Difference> {
        let stored = &self.snapshot.adjustments;
        let places = 0..stored.len().max(self.adjustments.len());
        for (stored, recomputed) in places.map(|place| (stored.get(place), self.adjustments.get(place))) {
            if stored == recomputed {
                continue;
            }
            let line_seq = recomputed.or(stored).and_then(|taken| taken.line_seq);
            let amount = |taken: Option<&Adjustment>| taken.map_or(0, |taken| taken.amount_minor);
            return Err(Difference::Number {
                step: None,
                rule: None,
                subject: line_seq.map_or(Subject::Delivery, Subject::Line),
                what: "amount that a promotion took",
                stored: amount(stored),
                recomputed: amount(recomputed),
            });
        }
        Ok(())
    }
}

// Counted from 1.
fn first_broken(trace: &Trace) -> Option<usize> {
    let mut seals = Seals::new(trace);
    let is_broken = |(place, step): (usize, &TraceStep)| trace.seal(place) != Some(seals.of(step).as_str());
    trace
        .steps
        .iter()
        .enumerate()
        .position(is_broken)
        .map(|place| place + 1)
}

fn same(at: At, step: &TraceStep, expected: &TraceStep) -> Result<(), Difference> {
    if (step.rule, step.subject) != (expected.rule, expected.subject) {
        return Err(at.shape("another step belongs here"));
    }
    at.same("result of the step", step.result_minor, expected.result_minor)?;
    if step.rounding != expected.rounding {
        return Err(at.shape("its rounding is not that of its rule"));
    }
    if step.tie_break != expected.tie_break {
        return Err(at.shape("its tie-break is not what decided"));
    }
    if step.operand != expected.operand {
        return Err(at.shape("its operand is not what the steps before it lead to"));
    }
    Ok(())
}

/// What went into a calculation, gathered from the operands of its steps.
#[derive(Default)]
struct Inputs {
    lines: Vec<CartLineInput>,
    discounts: Discounts,
    delivery_minor: Option<i64>,
}

impl Inputs {
    fn of(trace: &Trace) -> Self {
        let mut inputs = Self::default();
        for step in &trace.steps {
            match (&step.operand, step.subject) {
                (Operand::Units { .. }, Subject::Line(line_seq)) => inputs.lines.extend(line(line_seq, &step.operand)),
                (Operand::Gift { promotion_id, .. }, Subject::Line(line_seq)) => {
                    inputs.discounts.gifts.push(GiftDiscount {
                        promotion_id: *promotion_id,
                        line_seq,
                    });
                }
                (Operand::ProductOffer { discount, .. }, _) => {
                    inputs.discounts.products.push(discount.as_ref().clone());
                }
                (Operand::OrderOffer { discount, .. }, _) => inputs.discounts.order.push(discount.as_ref().clone()),
                (Operand::DeliveryOffer { discount, .. }, _) => inputs.discounts.delivery.push(*discount),
                (Operand::Price { amount_minor }, _) => inputs.delivery_minor = Some(*amount_minor),
                _ => {}
            }
        }
        inputs
    }

    // The order of the stages is that of `price_cart_with`.
    fn work_out(
        &self,
        mode: RoundingMode,
        steps: &mut Vec<Expected>,
        adjustments: &mut Vec<Adjustment>,
    ) -> Result<(), PricingError> {
        let mut goods = Trace::default();
        let discounted = self.goods(mode, &mut goods);
        steps.extend(goods.steps.into_iter().map(Expected::Step));
        adjustments.extend(adjustment::of_lines(&discounted?));
        let taxes = self.lines.iter().map(|line| Subject::Line(line.line_seq));
        steps.extend(taxes.map(Expected::Tax));
        if let Some(price_minor) = self.delivery_minor {
            let mut delivery = Trace::default();
            let given = delivered(price_minor, &self.discounts.delivery, mode, &mut delivery);
            steps.extend(delivery.steps.into_iter().map(Expected::Step));
            let (_, applied): (i64, Vec<Applied>) = given?;
            adjustments.extend(applied.into_iter().map(|applied| Adjustment::new(None, applied)));
            steps.push(Expected::Tax(Subject::Delivery));
        }
        steps.push(Expected::Sum);
        Ok(())
    }

    fn goods(&self, mode: RoundingMode, trace: &mut Trace) -> Result<Vec<Working>, PricingError> {
        let mut working = list_amounts(&self.lines, trace)?;
        discount::apply(&mut working, &self.discounts, mode, trace)?;
        Ok(working)
    }
}

// Tax category and variant decide nothing before the tax.
fn line(line_seq: u32, operand: &Operand) -> Option<CartLineInput> {
    let Operand::Units {
        unit_minor,
        quantity,
        prices,
        is_gift_card,
    } = operand
    else {
        return None;
    };
    let contenders = unit_price::contenders(prices, *quantity);
    Some(CartLineInput {
        line_seq,
        variant_id: VariantId(Uuid::nil()),
        quantity: *quantity,
        unit_price_minor: contenders.first().map_or(*unit_minor, |best| best.amount_minor),
        prices: contenders,
        tax_category: String::new(),
        is_discountable: !is_gift_card,
    })
}
