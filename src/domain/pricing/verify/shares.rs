//! A delivery that is taxed as the goods are (R9): its shares, and the tax of each.

use super::super::{TieBreak, allocation::allocate_noting_ties};
use super::at::{At, count};
use super::{Difference, SnapshotAmounts};
use crate::rounding::RoundingMode;
use crate::tax::{DeliveryShare, TaxBasis, TaxPart, TaxRate, TaxedAmount, relieved_line, tax_line};
use std::collections::BTreeSet;

/// Divides the delivery again and compares its shares.
///
/// `left` says what is left of a line, and everything that is left has to be in one of the shares.
pub(super) fn check_shares(
    at: At,
    amount: i64,
    shares: &[DeliveryShare],
    tie_break: Option<TieBreak>,
    left: impl Fn(u32) -> Option<i64>,
    all_left: i64,
) -> Result<(), Difference> {
    let mut seen = BTreeSet::new();
    let mut weights = Vec::with_capacity(shares.len());
    for share in shares {
        let is_sound = share.lines.is_sorted() && share.lines.iter().all(|line| seen.insert(*line));
        let [first, ..] = share.lines[..] else {
            return Err(at.shape("a share of the delivery goes with no goods"));
        };
        let weight = share
            .lines
            .iter()
            .try_fold(0_i64, |sum, line| sum.checked_add(left(*line)?));
        let Some(weight) = weight.filter(|_| is_sound) else {
            return Err(at.shape("a share of the delivery goes with goods that it cannot go with"));
        };
        at.same("weight of a share", share.weight_minor, weight)?;
        weights.push((first, weight));
    }
    let together = weights
        .iter()
        .fold(0_i64, |sum, (_, weight)| sum.saturating_add(*weight));
    at.same("weight of the shares", together, all_left)?;
    let (amounts, is_tied) =
        allocate_noting_ties(amount, &weights).map_err(|_| at.shape("the delivery cannot be divided"))?;
    for (share, recomputed) in shares.iter().zip(amounts) {
        at.same("share of the delivery", share.amount_minor, recomputed)?;
    }
    if is_tied == (tie_break == Some(TieBreak::LineSeq)) {
        Ok(())
    } else {
        Err(at.shape("its tie-break is not what decided"))
    }
}

/// Works the tax of each share out again, and compares all of it with the step and with what was agreed.
pub(super) fn check_shared_tax(
    at: At,
    shares: &[DeliveryShare],
    (basis, rounding): (TaxBasis, RoundingMode),
    is_relieved: bool,
    result: i64,
    stored: SnapshotAmounts<'_>,
) -> Result<(), Difference> {
    let rates: usize = shares.iter().map(|share| share.rates.len()).sum();
    let expected = if is_relieved { 0 } else { rates };
    at.same("number of taxes", count(stored.taxes.len()), count(expected))?;
    let mut sum = TaxedAmount::default();
    let mut names = stored.taxes.iter();
    for share in shares {
        let taxed = taxed(share, &mut names, (basis, rounding), is_relieved)
            .ok_or_else(|| at.shape("its tax does not fit the amounts of money"))?;
        sum.net = sum.net.saturating_add(taxed.net);
        sum.tax = sum.tax.saturating_add(taxed.tax);
        sum.gross = sum.gross.saturating_add(taxed.gross);
        sum.split.extend(taxed.split);
    }
    at.same("tax of the step", result, sum.tax)?;
    at.same("amount without tax", stored.net_minor, sum.net)?;
    at.same("tax", stored.tax_minor, sum.tax)?;
    at.same("amount with tax", stored.gross_minor, sum.gross)?;
    for (part, recomputed) in stored.taxes.iter().zip(&sum.split) {
        if part.rate != recomputed.rate {
            return Err(at.shape("a tax rate is not the one of the step"));
        }
        at.same("part of a tax", part.amount_minor, recomputed.amount_minor)?;
    }
    Ok(())
}

// The names are those of the snapshot; the step has the rates.
fn taxed<'a>(
    share: &DeliveryShare,
    names: &mut impl Iterator<Item = &'a TaxPart>,
    (basis, rounding): (TaxBasis, RoundingMode),
    is_relieved: bool,
) -> Option<TaxedAmount> {
    let rates: Vec<TaxRate> = share
        .rates
        .iter()
        .map(|rate| {
            let part = if is_relieved { None } else { names.next() };
            TaxRate {
                name: part.map(|part| part.name.clone()).unwrap_or_default(),
                jurisdiction: part.map(|part| part.jurisdiction.clone()).unwrap_or_default(),
                rate: *rate,
            }
        })
        .collect();
    if is_relieved {
        relieved_line(share.amount_minor, &rates, basis, rounding).ok()
    } else {
        tax_line(share.amount_minor, &rates, basis, rounding).ok()
    }
}
