//! The JSON report: what became of every row, written as the run goes, so that it costs no memory.
//!
//! ```json
//! {
//!   "file": "products.csv", "recognised": "Shopify product CSV", "encoding": "UTF-8", …, "dry_run": false,
//!   "rows": [
//!     {"row": 2, "outcome": "created", "subject": "coral-ring"},
//!     {"row": 3, "outcome": "refused", "subject": "tide-watch", "at": {"row": 4, "column": "Variant Price"}, "reason": "…"}
//!   ],
//!   "notices": 0, "totals": {…}, "refusal": null
//! }
//! ```
//! It appears under its name when it is whole; until then it is `NAME.partial`.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::outcome::{Notice, Refusal};
use super::summary::Totals;

/// What the report says of the file as a whole.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ReportHead {
    /// The path as it was given.
    pub file: String,
    /// The platform, or nothing if the file was refused.
    pub recognised: Option<String>,
    /// Encoding, delimiter and line ends.
    pub written_as: Option<String>,
    /// What prices were read in.
    pub currency: Option<String>,
    /// Columns that nothing was read from.
    pub ignored_columns: Vec<String>,
    /// Whether nothing was written on purpose.
    pub dry_run: bool,
}

/// One row's line.
#[derive(Debug, Serialize)]
pub struct RowLine<'a> {
    /// The row.
    pub row: u64,
    /// `created`, `updated`, `unchanged`, `skipped` or `refused`.
    pub outcome: &'static str,
    /// The handle, name or SKU of its product.
    pub subject: &'a str,
    /// Where the fault is, if it is refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Place<'a>>,
    /// Why it is skipped or refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'a str>,
    /// What was imported otherwise than it stands in this row.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<NoticeLine<'a>>,
}

/// A cell, or a row if the column is empty.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Place<'a> {
    row: u64,
    column: &'a str,
}

impl<'a> From<&'a Refusal> for Place<'a> {
    fn from(refusal: &'a Refusal) -> Self {
        Self {
            row: refusal.row,
            column: &refusal.column,
        }
    }
}

/// A notice within its row.
#[derive(Debug, Serialize)]
pub struct NoticeLine<'a> {
    column: &'a str,
    text: &'a str,
}

impl<'a> From<&'a Notice> for NoticeLine<'a> {
    fn from(notice: &'a Notice) -> Self {
        Self {
            column: &notice.column,
            text: &notice.text,
        }
    }
}

/// A report being written, or nowhere to write to.
pub struct Report(Option<Open>);

struct Open {
    out: BufWriter<File>,
    path: PathBuf,
    partial: PathBuf,
    is_first: bool,
}

impl Report {
    /// Starts a report at `path`, if there is one.
    pub fn start(path: Option<&Path>, head: &ReportHead) -> io::Result<Self> {
        let Some(path) = path else { return Ok(Self(None)) };
        let mut name = path.as_os_str().to_owned();
        name.push(".partial");
        let partial = PathBuf::from(name);
        let mut out = BufWriter::new(File::create(&partial)?);
        let head = serde_json::to_string(head)?;
        write!(out, "{},\"rows\":[", head.trim_end_matches('}'))?;
        Ok(Self(Some(Open {
            out,
            path: path.to_owned(),
            partial,
            is_first: true,
        })))
    }

    /// Adds a row.
    pub fn row(&mut self, line: &RowLine<'_>) -> io::Result<()> {
        let Some(open) = &mut self.0 else { return Ok(()) };
        open.out.write_all(if open.is_first { b"\n" } else { b",\n" })?;
        open.is_first = false;
        serde_json::to_writer(&mut open.out, line)?;
        Ok(())
    }

    /// Ends the report and puts it in its place. `refusal` is why the file as a whole changed nothing.
    pub fn finish(self, totals: &Totals, refusal: Option<&str>) -> io::Result<()> {
        let Some(mut open) = self.0 else { return Ok(()) };
        let (totals, refusal) = (serde_json::to_string(totals)?, serde_json::to_string(&refusal)?);
        writeln!(open.out, "\n],\"totals\":{totals},\"refusal\":{refusal}}}")?;
        open.out
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?
            .sync_all()?;
        std::fs::rename(open.partial, open.path)
    }
}
