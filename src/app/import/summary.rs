//! What a run did, in numbers.

use std::fmt;

use serde::Serialize;

use super::outcome::Refusal;

/// So many of each outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// New in the shop.
    pub created: u64,
    /// Known, and changed by the file.
    pub updated: u64,
    /// Known, and the same as last time.
    pub unchanged: u64,
    /// Deliberately not imported.
    pub skipped: u64,
    /// At fault, or left out with a row that is.
    pub refused: u64,
}

impl Counts {
    /// All of them.
    pub fn sum(&self) -> u64 {
        self.created + self.updated + self.unchanged + self.skipped + self.refused
    }

    /// Whether the shop is different from before.
    pub fn changed(&self) -> u64 {
        self.created + self.updated
    }
}

/// Rows and products, counted apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Rows of the file; their sum is the number of rows below the header.
    pub rows: Counts,
    /// Products, and groups of rows that would have been one.
    pub products: Counts,
    /// Places where something was imported otherwise than it stands in the file.
    pub notices: u64,
}

/// How many refusals a summary names; the report has all.
pub const NAMED_REFUSALS: usize = 10;

/// What a run did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportSummary {
    /// What the file was recognised as, and how it is written.
    pub recognised: String,
    /// Rows below the header.
    pub rows_in_file: u64,
    /// What became of them.
    pub totals: Totals,
    /// Columns that nothing was read from.
    pub ignored_columns: Vec<String>,
    /// The first refusals, [`NAMED_REFUSALS`] at most.
    pub refusals: Vec<Refusal>,
    /// Nothing was written, this is what would have been.
    pub dry_run: bool,
}

impl fmt::Display for ImportSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Totals {
            rows,
            products,
            notices,
        } = &self.totals;
        if self.dry_run {
            writeln!(f, "Nothing was written (dry run). An import would give:")?;
        }
        writeln!(f, "{:<10}{:>10}{:>10}", "", "products", "rows")?;
        let lines = [
            ("created", products.created, rows.created),
            ("updated", products.updated, rows.updated),
            ("unchanged", products.unchanged, rows.unchanged),
            ("skipped", products.skipped, rows.skipped),
            ("refused", products.refused, rows.refused),
        ];
        for (name, products, rows) in lines {
            writeln!(f, "{name:<10}{products:>10}{rows:>10}")?;
        }
        writeln!(f, "{:<10}{:>10}{:>10}", "in all", products.sum(), rows.sum())?;
        if *notices > 0 {
            writeln!(
                f,
                "Imported otherwise than in the file: {notices} (the report says which cells)."
            )?;
        }
        if !self.ignored_columns.is_empty() {
            writeln!(f, "Columns not imported: {}.", self.ignored_columns.join(", "))?;
        }
        self.refusals
            .iter()
            .try_for_each(|refusal| writeln!(f, "Refused: {refusal}"))
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.column.is_empty() {
            write!(f, "row {}: {}", self.row, self.reason)
        } else {
            write!(f, "row {}, {}: {}", self.row, self.column, self.reason)
        }
    }
}
