//! One step under way: what it claims against what comes out.

use super::super::{Rule, Subject};
use super::{Difference, SnapshotAmounts};
use crate::rate::Rate;
use crate::rounding::RoundingMode;
use crate::tax::{TaxBasis, TaxRate, relieved_line, sum_of, tax_line};

/// A step under way: where a fault is, and how to say so.
#[derive(Clone, Copy)]
pub(super) struct At {
    pub number: usize,
    pub rule: Rule,
    pub subject: Subject,
}

impl At {
    /// The two must be the same number.
    pub fn same(self, what: &'static str, stored: i64, recomputed: i64) -> Result<(), Difference> {
        if stored == recomputed {
            return Ok(());
        }
        Err(Difference::Number {
            step: Some(self.number),
            rule: Some(self.rule),
            subject: self.subject,
            what,
            stored,
            recomputed,
        })
    }

    /// The step does not fit.
    pub fn shape(self, what: &'static str) -> Difference {
        Difference::Shape {
            step: self.number,
            rule: self.rule,
            subject: self.subject,
            what,
        }
    }
}

/// Works the tax of a step out again, and compares it with the step and with what was agreed.
pub(super) fn check_tax(
    at: At,
    amount: i64,
    rates: &[Rate],
    (basis, rounding): (TaxBasis, RoundingMode),
    result: i64,
    stored: SnapshotAmounts<'_>,
) -> Result<(), Difference> {
    at.same("number of taxes", count(stored.taxes.len()), count(rates.len()))?;
    let rates: Vec<_> = stored
        .taxes
        .iter()
        .zip(rates)
        .map(|(part, rate)| TaxRate {
            name: part.name.clone(),
            jurisdiction: part.jurisdiction.clone(),
            rate: *rate,
        })
        .collect();
    let taxed =
        tax_line(amount, &rates, basis, rounding).map_err(|_| at.shape("its tax does not fit the amounts of money"))?;
    at.same("tax of the step", result, taxed.tax)?;
    at.same("amount without tax", stored.net_minor, taxed.net)?;
    at.same("tax", stored.tax_minor, taxed.tax)?;
    at.same("amount with tax", stored.gross_minor, taxed.gross)?;
    for (part, recomputed) in stored.taxes.iter().zip(&taxed.split) {
        if part.rate != recomputed.rate {
            return Err(at.shape("a tax rate is not the one of the step"));
        }
        at.same("part of a tax", part.amount_minor, recomputed.amount_minor)?;
    }
    Ok(())
}

/// Takes the tax of a step out again, and compares what is left with what was agreed.
pub(super) fn check_relief(
    at: At,
    amount: i64,
    rates: &[Rate],
    (basis, rounding): (TaxBasis, RoundingMode),
    result: i64,
    stored: SnapshotAmounts<'_>,
) -> Result<(), Difference> {
    let nameless = |rate: &Rate| TaxRate {
        name: String::new(),
        jurisdiction: String::new(),
        rate: *rate,
    };
    let rates: Vec<_> = rates.iter().map(nameless).collect();
    let freed = relieved_line(amount, &rates, basis, rounding)
        .map_err(|_| at.shape("its tax does not fit the amounts of money"))?;
    at.same("tax of the step", result, 0)?;
    at.same("number of taxes", count(stored.taxes.len()), 0)?;
    at.same("amount without tax", stored.net_minor, freed.net)?;
    at.same("tax", stored.tax_minor, 0)?;
    at.same("amount with tax", stored.gross_minor, freed.gross)
}

/// Compares the tax that an engine said with its parts and with what was agreed (R11).
pub(super) fn check_engine_tax(
    at: At,
    amount: i64,
    basis: TaxBasis,
    result: i64,
    stored: SnapshotAmounts<'_>,
) -> Result<(), Difference> {
    let tax = sum_of(stored.taxes).unwrap_or(i64::MIN);
    let (net, gross) = match basis {
        TaxBasis::Inclusive => (amount.saturating_sub(tax), amount),
        TaxBasis::Exclusive => (amount, amount.saturating_add(tax)),
    };
    at.same("tax of the step", result, tax)?;
    at.same("amount without tax", stored.net_minor, net)?;
    at.same("tax", stored.tax_minor, tax)?;
    at.same("amount with tax", stored.gross_minor, gross)
}

/// A number of things as an amount that can be compared.
pub(super) fn count(items: usize) -> i64 {
    i64::try_from(items).unwrap_or(i64::MAX)
}
