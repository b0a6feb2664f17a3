//! What becomes of rows before the database has its say.

use super::draft::ProductDraft;

/// Why something is refused, to be found in the file by row and column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The row at fault; the header is row 1.
    pub row: u64,
    /// The column at fault, as the file calls it; empty if the row as a whole is.
    pub column: String,
    /// A sentence without the row and the column.
    pub reason: String,
}

impl Refusal {
    /// A refusal of a whole row.
    pub fn row(row: u64, reason: impl Into<String>) -> Self {
        Self {
            row,
            column: String::new(),
            reason: reason.into(),
        }
    }

    /// A refusal of one cell.
    pub fn cell(row: u64, column: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            row,
            column: column.into(),
            reason: reason.into(),
        }
    }
}

/// Something that was imported otherwise than it stands in the file, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The row.
    pub row: u64,
    /// The column, as the file calls it.
    pub column: String,
    /// What was done.
    pub text: String,
}

/// A product with the rows that it came from.
#[derive(Debug, Clone)]
pub struct Drafted {
    /// The product.
    pub draft: ProductDraft,
    /// Its rows, ascending.
    pub rows: Vec<u64>,
    /// What was changed on the way in.
    pub notices: Vec<Notice>,
}

/// Rows that are accounted for together.
#[derive(Debug, Clone)]
pub enum Parsed {
    /// They are a product.
    Product(Box<Drafted>),
    /// They are deliberately not imported.
    Skipped {
        /// The rows.
        rows: Vec<u64>,
        /// What they are about: a handle, name or SKU.
        subject: String,
        /// Why not.
        reason: String,
    },
    /// They are at fault.
    Refused {
        /// All rows that are left out, the one at fault among them.
        rows: Vec<u64>,
        /// What they are about: a handle, name or SKU.
        subject: String,
        /// What is wrong, and where.
        refusal: Refusal,
    },
}

impl Parsed {
    /// The rows that this accounts for.
    pub fn rows(&self) -> &[u64] {
        match self {
            Self::Product(drafted) => &drafted.rows,
            Self::Skipped { rows, .. } | Self::Refused { rows, .. } => rows,
        }
    }
}
