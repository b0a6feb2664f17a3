//! Proof of numbers: does what was agreed follow, step by step, from the trace that was stored with it?
//!
//! The snapshot of an order and its trace are two records of one calculation. [`verify`] plays the steps of the trace
//! again: every step must start from what the steps before it left, its operand and rounding must give its result, and
//! the lines, the delivery and the totals must be what comes out in the end. How a promotion chose its amount is not in
//! the trace; of that the bounds, the sums of shares and everything that follows from it are checked.

mod at;
mod difference;
mod replay;
#[cfg(test)]
mod tests;

pub use difference::Difference;

use super::Trace;
use crate::rounding::RoundingMode;
use crate::tax::{Relief, TaxBasis, TaxPart, TaxSource};
use replay::Replay;

/// What was agreed, as far as it is numbers. Minor units throughout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot<'a> {
    /// Version of the rules, as the order says.
    pub engine_version: &'a str,
    /// Version of the catalogue, as the order says.
    pub catalog_version: i64,
    /// Whether prices contain tax.
    pub basis: TaxBasis,
    /// R3.
    pub rounding: RoundingMode,
    /// Why no tax was charged; `None` where it was.
    pub relief: Option<Relief>,
    /// Where the taxes come from.
    pub tax_source: &'a TaxSource,
    /// In any order.
    pub lines: Vec<SnapshotLine<'a>>,
    /// What is paid for the delivery; all zero where there is none.
    pub delivery: SnapshotAmounts<'a>,
    /// Sum of the lines' list amounts.
    pub subtotal_minor: i64,
    /// Sum of the lines' discounts.
    pub discount_minor: i64,
    /// Sum of the taxes of lines and delivery.
    pub tax_minor: i64,
    /// Sum of the gross amounts of lines and delivery.
    pub total_minor: i64,
    /// What each gift card and store credit pays of the total.
    pub tenders_minor: Vec<i64>,
    /// What is due after these.
    pub due_minor: i64,
    /// How it came about.
    pub trace: &'a Trace,
}

/// One line of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotLine<'a> {
    /// Which one.
    pub line_seq: u32,
    /// Units.
    pub quantity: u32,
    /// One unit.
    pub unit_price_minor: i64,
    /// Unit price times quantity.
    pub list_minor: i64,
    /// All discounts.
    pub discount_minor: i64,
    /// What is paid.
    pub amounts: SnapshotAmounts<'a>,
}

/// An amount with its tax.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SnapshotAmounts<'a> {
    /// Without tax.
    pub net_minor: i64,
    /// The tax.
    pub tax_minor: i64,
    /// With tax.
    pub gross_minor: i64,
    /// The tax by jurisdiction.
    pub taxes: &'a [TaxPart],
}

/// Plays the trace again and answers how many steps agree.
///
/// # Errors
/// The first [`Difference`], in the order of the steps; lines and totals that no step speaks of come after them.
pub fn verify(snapshot: &Snapshot<'_>) -> Result<usize, Difference> {
    same_circumstances(snapshot)?;
    let mut replay = Replay::new(snapshot);
    for (number, step) in (1..).zip(&snapshot.trace.steps) {
        replay.step(number, step)?;
    }
    replay.finish()?;
    Ok(snapshot.trace.steps.len())
}

fn same_circumstances(snapshot: &Snapshot<'_>) -> Result<(), Difference> {
    if snapshot.engine_version != snapshot.trace.engine_version {
        return Err(Difference::Circumstance("version of the rules"));
    }
    if snapshot.catalog_version != snapshot.trace.catalog_version {
        return Err(Difference::Circumstance("version of the catalogue"));
    }
    if *snapshot.tax_source != snapshot.trace.tax_source {
        return Err(Difference::Circumstance("origin of the taxes"));
    }
    Ok(())
}
