//! Accounts for every row: into the report, into the totals.

use store::import::Verdict;

use super::batch::Item;
use super::error::ImportError;
use super::outcome::{Notice, Parsed, Refusal};
use super::report::{Report, RowLine};
use super::summary::{Counts, NAMED_REFUSALS, Totals};

/// The books of one pass.
pub struct Ledger {
    report: Report,
    /// So far.
    pub totals: Totals,
    /// The first few.
    pub refusals: Vec<Refusal>,
    spoiled: bool,
}

/// What good products are called in the report of a file that is refused for others' sake.
const SPOILED: &str = "nothing was imported, because other rows of the file are refused";

impl Ledger {
    /// Books that go to `report`. In `spoiled` books everything that could be imported counts as skipped: they are of
    /// use only if the file is refused in the end.
    pub fn new(report: Report, spoiled: bool) -> Self {
        Self {
            report,
            totals: Totals::default(),
            refusals: Vec::new(),
            spoiled,
        }
    }

    /// Accounts for one item; `next` gives the handle and verdict of the next product. Returns its number of rows.
    pub fn account(
        &mut self,
        item: &Item,
        next: impl FnOnce() -> Option<(String, Verdict)>,
    ) -> Result<u64, ImportError> {
        let rows = match item {
            Item::Product { rows, notices } => {
                let (handle, verdict) = next().ok_or(ImportError::Broken)?;
                self.product(rows, notices, &handle, verdict)?;
                rows
            }
            Item::Settled(Parsed::Skipped { rows, subject, reason }) => {
                self.enter(rows, "skipped", subject, None, Some(reason), &[])?;
                rows
            }
            Item::Settled(Parsed::Refused { rows, subject, refusal }) => {
                self.refuse(rows, subject, refusal)?;
                rows
            }
            Item::Settled(Parsed::Product(drafted)) => &drafted.rows,
        };
        Ok(rows.len() as u64)
    }

    fn product(&mut self, rows: &[u64], notices: &[Notice], handle: &str, verdict: Verdict) -> Result<(), ImportError> {
        let outcome = match verdict {
            Verdict::Conflict(reason) => {
                let row = rows.first().copied().unwrap_or_default();
                return self.refuse(rows, handle, &Refusal::row(row, reason));
            }
            Verdict::Created | Verdict::Updated | Verdict::Unchanged if self.spoiled => {
                return self.enter(rows, "skipped", handle, None, Some(SPOILED), &[]);
            }
            Verdict::Created => "created",
            Verdict::Updated => "updated",
            Verdict::Unchanged => "unchanged",
        };
        self.enter(rows, outcome, handle, None, None, notices)
    }

    fn refuse(&mut self, rows: &[u64], subject: &str, refusal: &Refusal) -> Result<(), ImportError> {
        if self.refusals.len() < NAMED_REFUSALS {
            self.refusals.push(refusal.clone());
        }
        self.enter(rows, "refused", subject, Some(refusal), Some(&refusal.reason), &[])
    }

    fn enter(
        &mut self,
        rows: &[u64],
        outcome: &'static str,
        subject: &str,
        refusal: Option<&Refusal>,
        reason: Option<&str>,
        notices: &[Notice],
    ) -> Result<(), ImportError> {
        *column(&mut self.totals.products, outcome) += 1;
        *column(&mut self.totals.rows, outcome) += rows.len() as u64;
        self.totals.notices += notices.len() as u64;
        for row in rows {
            let own = notices
                .iter()
                .filter(|notice| notice.row == *row)
                .map(Into::into)
                .collect();
            let line = RowLine {
                row: *row,
                outcome,
                subject,
                at: refusal.map(Into::into),
                reason,
                notices: own,
            };
            self.report.row(&line).map_err(ImportError::Report)?;
        }
        Ok(())
    }

    /// Closes the books.
    pub fn close(self, refusal: Option<&str>) -> Result<(Totals, Vec<Refusal>), ImportError> {
        self.report.finish(&self.totals, refusal).map_err(ImportError::Report)?;
        Ok((self.totals, self.refusals))
    }
}

fn column<'a>(counts: &'a mut Counts, outcome: &str) -> &'a mut u64 {
    match outcome {
        "created" => &mut counts.created,
        "updated" => &mut counts.updated,
        "unchanged" => &mut counts.unchanged,
        "skipped" => &mut counts.skipped,
        _ => &mut counts.refused,
    }
}
