//! Proof of numbers: does what was agreed follow, step by step, from the trace that was stored with it?
//!
//! The snapshot of an order and its trace are two records of one calculation. [`verify`] works it out again from what the
//! trace says went in (prices, promotions, rates), with the same code that priced the cart, and compares step by step:
//! operand, rule, rounding, tie-break and result. Beside that it plays the steps against the snapshot: every step must start
//! from what the steps before it left, and the lines, the delivery, what promotions took and the totals must be what comes
//! out in the end. At last each step must be as it was sealed.
//!
//! Traces of version 1 do not say how large promotions were. Of those the bounds, the sums of shares and everything that
//! follows are checked, and [`Proof`] says so.

mod again;
mod at;
mod difference;
mod replay;
mod shares;
#[cfg(test)]
mod tests;

pub use difference::Difference;

use super::{Adjustment, Trace};
use crate::rounding::RoundingMode;
use crate::tax::{Relief, TaxBasis, TaxPart, TaxSource};
use again::Again;
use replay::Replay;
use std::fmt;

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
    /// What promotions took, in the order in which it was noted.
    pub adjustments: Vec<Adjustment>,
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

/// That everything follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proof {
    /// How many steps agree.
    pub steps: usize,
    /// Version of the trace; the first does not say how large promotions were.
    pub trace_version: u32,
}

impl Proof {
    /// Whether each number was worked out again, and not only held against its bounds.
    pub const fn is_whole(&self) -> bool {
        self.trace_version > 1
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "equal, {} steps", self.steps)?;
        if self.is_whole() {
            return Ok(());
        }
        write!(f, ", verified to the depth of trace version {}", self.trace_version)
    }
}

/// Works the trace out again and compares it with itself and with what was agreed.
///
/// # Errors
/// The first [`Difference`], in the order of the steps; lines and totals that no step speaks of come after them.
pub fn verify(snapshot: &Snapshot<'_>) -> Result<Proof, Difference> {
    same_circumstances(snapshot)?;
    let trace = snapshot.trace;
    let proof = Proof {
        steps: trace.steps.len(),
        trace_version: trace.version,
    };
    let mut replay = Replay::new(snapshot);
    let mut again = proof.is_whole().then(|| Again::new(snapshot));
    for (number, step) in (1..).zip(&trace.steps) {
        replay.step(number, step)?;
        if let Some(again) = &mut again {
            again.compare(number, step)?;
        }
    }
    replay.finish()?;
    if let Some(again) = again {
        again.finish()?;
    }
    Ok(proof)
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
