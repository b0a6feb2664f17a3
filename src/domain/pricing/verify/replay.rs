//! The steps of a trace, played again beside the snapshot.

use super::super::{Operand, Rule, Subject, TraceStep};
use super::at::{At, check_engine_tax, check_relief, check_tax, count};
use super::shares::{check_shared_tax, check_shares};
use super::{Difference, Snapshot, SnapshotAmounts, SnapshotLine};
use crate::id::PromotionId;
use crate::rate::Rate;
use crate::tax::{Relief, TaxBasis, TaxSource};
use std::collections::BTreeMap;

/// What is left of a line or the delivery, and whether it was taxed.
#[derive(Clone, Copy)]
struct Progress {
    list: i64,
    left: i64,
    is_taxed: bool,
}

/// An order discount whose shares are being read.
struct Sharing {
    step: usize,
    promotion_id: PromotionId,
    total: i64,
    shared: i64,
}

pub(super) struct Replay<'a> {
    snapshot: &'a Snapshot<'a>,
    lines: BTreeMap<u32, Progress>,
    delivery: Option<Progress>,
    sharing: Option<Sharing>,
    is_summed: bool,
}

impl<'a> Replay<'a> {
    pub fn new(snapshot: &'a Snapshot<'a>) -> Self {
        Self {
            snapshot,
            lines: BTreeMap::new(),
            delivery: None,
            sharing: None,
            is_summed: false,
        }
    }

    pub fn step(&mut self, number: usize, step: &TraceStep) -> Result<(), Difference> {
        let at = At {
            number,
            rule: step.rule,
            subject: step.subject,
        };
        if step.rule != Rule::R8 {
            self.close_sharing()?;
        }
        if step.rounding.is_some_and(|mode| mode != self.snapshot.rounding) {
            return Err(at.shape("it rounds in another mode than the order"));
        }
        let result = step.result_minor;
        match (step.rule, step.subject, &step.operand) {
            (
                Rule::R5,
                Subject::Line(seq),
                Operand::Units {
                    unit_minor, quantity, ..
                },
            ) => self.list(at, seq, *unit_minor, *quantity, result),
            // It takes nothing yet.
            (Rule::R6 | Rule::R14, Subject::Cart, Operand::ProductOffer { .. }) => Ok(()),
            (Rule::R6, Subject::Line(_), Operand::Promotion { base_minor, .. } | Operand::Gift { base_minor, .. }) => {
                self.take(at, *base_minor, result)
            }
            (Rule::R7, Subject::Cart, Operand::OrderOffer { discount, base_minor }) => {
                self.open_sharing(at, discount.precedence.promotion_id, *base_minor, result)
            }
            (
                Rule::R7,
                Subject::Cart,
                Operand::Promotion {
                    promotion_id,
                    base_minor,
                },
            ) => self.open_sharing(at, *promotion_id, *base_minor, result),
            (
                Rule::R8,
                Subject::Line(_),
                Operand::Promotion {
                    promotion_id,
                    base_minor,
                },
            ) => self.share(at, *promotion_id, *base_minor, result),
            (Rule::R9, Subject::Delivery, Operand::Price { amount_minor }) => self.deliver(at, *amount_minor, result),
            (
                Rule::R9,
                Subject::Delivery,
                Operand::Promotion { base_minor, .. } | Operand::DeliveryOffer { base_minor, .. },
            ) => self.take(at, *base_minor, result),
            (
                Rule::R10,
                Subject::Line(_) | Subject::Delivery,
                Operand::Tax {
                    amount_minor,
                    rates,
                    basis,
                },
            ) => self.tax(at, *amount_minor, rates, *basis, result),
            (
                Rule::R10,
                Subject::Line(_) | Subject::Delivery,
                Operand::Relief {
                    amount_minor,
                    rates,
                    basis,
                    why,
                },
            ) => self.relieve(at, *amount_minor, (rates, *basis, *why), result),
            (Rule::R10, Subject::Delivery, Operand::SharedTax { .. }) => self.tax_as_goods(at, step),
            (Rule::R10, Subject::Line(_) | Subject::Delivery, Operand::EngineTax { amount_minor, basis }) => {
                self.take_over(at, *amount_minor, *basis, result)
            }
            (Rule::R11, Subject::Cart, Operand::Sum { terms }) => self.sum(at, *terms, result),
            _ => Err(at.shape("its operand does not belong to its rule")),
        }
    }

    /// What no step speaks of.
    pub fn finish(mut self) -> Result<(), Difference> {
        self.close_sharing()?;
        for line in &self.snapshot.lines {
            let subject = Subject::Line(line.line_seq);
            match self.lines.get(&line.line_seq) {
                None => return Err(missing(subject, "list amount")),
                Some(progress) if !progress.is_taxed => return Err(missing(subject, "tax")),
                Some(_) => {}
            }
        }
        match self.delivery {
            Some(progress) if !progress.is_taxed => return Err(missing(Subject::Delivery, "tax")),
            None if self.snapshot.delivery.gross_minor != 0 => return Err(missing(Subject::Delivery, "price")),
            _ => {}
        }
        if !self.is_summed {
            return Err(missing(Subject::Cart, "total"));
        }
        self.totals()
    }

    fn totals(&self) -> Result<(), Difference> {
        let snapshot = self.snapshot;
        let of = |pick: fn(&SnapshotLine<'_>) -> i64| sum(snapshot.lines.iter().map(pick));
        let delivery = &snapshot.delivery;
        for (what, stored, recomputed) in [
            ("subtotal", snapshot.subtotal_minor, of(|line| line.list_minor)),
            ("discount", snapshot.discount_minor, of(|line| line.discount_minor)),
            (
                "tax",
                snapshot.tax_minor,
                of(|line| line.amounts.tax_minor).saturating_add(delivery.tax_minor),
            ),
            (
                "amount due",
                snapshot.due_minor,
                snapshot
                    .total_minor
                    .saturating_sub(sum(snapshot.tenders_minor.iter().copied())),
            ),
        ] {
            if stored != recomputed {
                return Err(Difference::Number {
                    step: None,
                    rule: None,
                    subject: Subject::Cart,
                    what,
                    stored,
                    recomputed,
                });
            }
        }
        Ok(())
    }

    fn list(&mut self, at: At, seq: u32, unit: i64, quantity: u32, result: i64) -> Result<(), Difference> {
        let line = self.line(at, seq)?;
        let list = unit.saturating_mul(i64::from(quantity));
        at.same("list amount of the step", result, list)?;
        at.same("unit price", line.unit_price_minor, unit)?;
        at.same("quantity", line.quantity.into(), quantity.into())?;
        at.same("list amount", line.list_minor, list)?;
        let progress = Progress {
            list,
            left: list,
            is_taxed: false,
        };
        match self.lines.insert(seq, progress) {
            None => Ok(()),
            Some(_) => Err(at.shape("the line has its list amount already")),
        }
    }

    fn deliver(&mut self, at: At, amount: i64, result: i64) -> Result<(), Difference> {
        at.same("price", result, amount)?;
        let progress = Progress {
            list: amount,
            left: amount,
            is_taxed: false,
        };
        match self.delivery.replace(progress) {
            None => Ok(()),
            Some(_) => Err(at.shape("the delivery has its price already")),
        }
    }

    fn take(&mut self, at: At, base: i64, result: i64) -> Result<(), Difference> {
        let progress = self.progress(at)?;
        at.same("amount before the discount", base, progress.left)?;
        at.same("discount", result, result.clamp(0, progress.left.max(0)))?;
        progress.left -= result;
        Ok(())
    }

    fn open_sharing(&mut self, at: At, promotion_id: PromotionId, base: i64, result: i64) -> Result<(), Difference> {
        let left = sum(self.lines.values().map(|line| line.left));
        at.same("amount before the discount", base, base.clamp(0, left.max(0)))?;
        at.same("discount", result, result.clamp(0, base))?;
        self.sharing = Some(Sharing {
            step: at.number,
            promotion_id,
            total: result,
            shared: 0,
        });
        Ok(())
    }

    fn share(&mut self, at: At, promotion_id: PromotionId, base: i64, result: i64) -> Result<(), Difference> {
        self.take(at, base, result)?;
        match &mut self.sharing {
            Some(sharing) if sharing.promotion_id == promotion_id => {
                sharing.shared = sharing.shared.saturating_add(result);
                Ok(())
            }
            _ => Err(at.shape("it is a share of no discount")),
        }
    }

    fn close_sharing(&mut self) -> Result<(), Difference> {
        let Some(sharing) = self.sharing.take().filter(|_| self.snapshot.trace.version == 1) else {
            // Later versions say enough for each share to be worked out again.
            return Ok(());
        };
        let at = At {
            number: sharing.step,
            rule: Rule::R7,
            subject: Subject::Cart,
        };
        at.same("discount", sharing.total, sharing.shared)
    }

    fn tax(&mut self, at: At, amount: i64, rates: &[Rate], basis: TaxBasis, result: i64) -> Result<(), Difference> {
        let (stored, rounding) = (self.amounts(at)?, self.snapshot.rounding);
        if self.snapshot.relief.is_some() {
            return Err(at.shape("the order is free of tax"));
        }
        if matches!(self.snapshot.tax_source, TaxSource::Engine { .. }) {
            return Err(at.shape("the taxes of the order are an engine's"));
        }
        self.settle(at, amount, basis)?;
        check_tax(at, amount, rates, (basis, rounding), result, stored)
    }

    fn relieve(
        &mut self,
        at: At,
        amount: i64,
        (rates, basis, why): (&[Rate], TaxBasis, Relief),
        result: i64,
    ) -> Result<(), Difference> {
        let (stored, rounding) = (self.amounts(at)?, self.snapshot.rounding);
        if self.snapshot.relief != Some(why) {
            return Err(at.shape("it charges no tax for another reason than the order"));
        }
        self.settle(at, amount, basis)?;
        check_relief(at, amount, rates, (basis, rounding), result, stored)
    }

    fn tax_as_goods(&mut self, at: At, step: &TraceStep) -> Result<(), Difference> {
        let Operand::SharedTax {
            amount_minor,
            shares,
            basis,
            why,
        } = &step.operand
        else {
            return Err(at.shape("its operand does not belong to its rule"));
        };
        let (stored, rounding) = (self.amounts(at)?, self.snapshot.rounding);
        if self.snapshot.relief != *why {
            return Err(at.shape("it charges no tax for another reason than the order"));
        }
        if matches!(self.snapshot.tax_source, TaxSource::Engine { .. }) {
            return Err(at.shape("the taxes of the order are an engine's"));
        }
        self.settle(at, *amount_minor, *basis)?;
        let left = |seq: u32| self.lines.get(&seq).map(|line| line.left);
        let all_left = sum(self.lines.values().map(|line| line.left));
        check_shares(at, *amount_minor, shares, step.tie_break, left, all_left)?;
        check_shared_tax(at, shares, (*basis, rounding), why.is_some(), step.result_minor, stored)
    }

    // How the engine came to its tax is not in the trace.
    fn take_over(&mut self, at: At, amount: i64, basis: TaxBasis, result: i64) -> Result<(), Difference> {
        let stored = self.amounts(at)?;
        if !matches!(self.snapshot.tax_source, TaxSource::Engine { .. }) || self.snapshot.relief.is_some() {
            return Err(at.shape("the taxes of the order are no engine's"));
        }
        self.settle(at, amount, basis)?;
        check_engine_tax(at, amount, basis, result, stored)
    }

    // What is left of the subject is what is taxed, or freed of it, and the discount is what went before.
    fn settle(&mut self, at: At, amount: i64, basis: TaxBasis) -> Result<(), Difference> {
        if basis != self.snapshot.basis {
            return Err(at.shape("its tax basis is not the order's"));
        }
        let progress = self.progress(at)?;
        at.same("amount that is taxed", amount, progress.left)?;
        progress.is_taxed = true;
        let discount = progress.list - progress.left;
        if let Subject::Line(seq) = at.subject {
            at.same("discount", self.line(at, seq)?.discount_minor, discount)?;
        }
        Ok(())
    }

    fn sum(&mut self, at: At, terms: usize, result: i64) -> Result<(), Difference> {
        let expected = self.snapshot.lines.len() + usize::from(self.delivery.is_some());
        at.same("number of amounts", count(terms), count(expected))?;
        let lines = sum(self.snapshot.lines.iter().map(|line| line.amounts.gross_minor));
        let total = lines.saturating_add(self.snapshot.delivery.gross_minor);
        at.same("total of the step", result, total)?;
        at.same("total", self.snapshot.total_minor, total)?;
        self.is_summed = true;
        Ok(())
    }

    fn line(&self, at: At, seq: u32) -> Result<&'a SnapshotLine<'a>, Difference> {
        let mut lines = self.snapshot.lines.iter();
        lines
            .find(|line| line.line_seq == seq)
            .ok_or_else(|| at.shape("the order has no such line"))
    }

    fn amounts(&self, at: At) -> Result<SnapshotAmounts<'a>, Difference> {
        match at.subject {
            Subject::Line(seq) => Ok(self.line(at, seq)?.amounts),
            _ => Ok(self.snapshot.delivery),
        }
    }

    // What is left of what the step is about; nothing once it is taxed.
    fn progress(&mut self, at: At) -> Result<&mut Progress, Difference> {
        let progress = match at.subject {
            Subject::Line(seq) => self.lines.get_mut(&seq),
            Subject::Delivery => self.delivery.as_mut(),
            Subject::Cart => None,
        };
        progress
            .filter(|progress| !progress.is_taxed)
            .ok_or_else(|| at.shape("it comes before its list amount or after its tax"))
    }
}

const fn missing(subject: Subject, what: &'static str) -> Difference {
    Difference::Missing { subject, what }
}

// Stored amounts may be anything; those that do not fit differ from every real sum.
fn sum(mut amounts: impl Iterator<Item = i64>) -> i64 {
    amounts.try_fold(0_i64, i64::checked_add).unwrap_or(i64::MIN)
}
