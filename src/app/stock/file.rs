//! Recounts as a CSV file of an outside system: `sku`, `on_hand` or `delta`, and if wanted `location`, `as_of` and `ref`.

use super::{Change, Row};
use chrono::{DateTime, Utc};
use csv::{ReaderBuilder, StringRecord, Trim};
use std::io::Read;

/// Most rows of a file.
pub const MOST_ROWS: usize = 200_000;

/// Why a file cannot be used; nothing of it was.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It is no CSV, or not UTF-8.
    #[error("the file cannot be read as CSV in UTF-8")]
    Csv(#[from] csv::Error),
    /// A column is missing.
    #[error("the first line has to name the column {0:?}")]
    NoColumn(&'static str),
    /// A cell cannot be used.
    #[error("line {line}: {what}")]
    Cell {
        /// Counted from 1, with the line of names.
        line: u64,
        /// What is wrong.
        what: &'static str,
    },
    /// It has too many rows.
    #[error("the file has more than {MOST_ROWS} rows; split it")]
    TooLong,
}

/// The columns by their place.
struct Columns {
    sku: usize,
    location: Option<usize>,
    on_hand: Option<usize>,
    delta: Option<usize>,
    as_of: Option<usize>,
    external_ref: Option<usize>,
}

impl Columns {
    fn of(names: &StringRecord) -> Result<Self, FileError> {
        let find = |wanted: &str| names.iter().position(|name| name.eq_ignore_ascii_case(wanted));
        let columns = Self {
            sku: find("sku").ok_or(FileError::NoColumn("sku"))?,
            location: find("location"),
            on_hand: find("on_hand"),
            delta: find("delta"),
            as_of: find("as_of"),
            external_ref: find("ref"),
        };
        if columns.on_hand.or(columns.delta).is_none() {
            return Err(FileError::NoColumn("on_hand"));
        }
        Ok(columns)
    }

    fn row(&self, record: &StringRecord, as_of: DateTime<Utc>) -> Result<Row, &'static str> {
        let cell = |at: Option<usize>| at.and_then(|at| record.get(at)).filter(|text| !text.is_empty());
        let number = |text: &str| text.parse::<i32>().map_err(|_| "a quantity is not a whole number");
        let moment = |text: &str| {
            DateTime::parse_from_rfc3339(text)
                .map(|at| at.with_timezone(&Utc))
                .map_err(|_| "as_of is not a moment such as 2026-11-23T08:00:00Z")
        };
        let as_of = cell(self.as_of).map(moment).transpose()?.unwrap_or(as_of);
        let change = match (cell(self.on_hand), cell(self.delta)) {
            (Some(text), None) => Change::Count {
                on_hand: number(text)?,
                as_of,
            },
            (None, Some(text)) => Change::Delta(number(text)?),
            _ => return Err("a row has either on_hand or delta"),
        };
        if matches!(change, Change::Delta(_)) && cell(self.external_ref).is_none() {
            // Sent again it would be booked again.
            return Err("a row with a delta needs a ref");
        }
        Ok(Row {
            sku: cell(Some(self.sku)).ok_or("the sku is empty")?.to_owned(),
            location: cell(self.location).map(str::to_owned),
            change,
            external_ref: cell(self.external_ref).map(str::to_owned),
        })
    }
}

/// Reads all rows. Counts that name no moment are of `as_of`.
///
/// # Errors
/// [`FileError`].
pub fn read_rows(file: impl Read, as_of: DateTime<Utc>) -> Result<Vec<Row>, FileError> {
    let mut reader = ReaderBuilder::new().trim(Trim::All).flexible(true).from_reader(file);
    let columns = Columns::of(reader.headers()?)?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record?;
        let line = record.position().map_or(0, csv::Position::line);
        if rows.len() == MOST_ROWS {
            return Err(FileError::TooLong);
        }
        let row = columns.row(&record, as_of);
        rows.push(row.map_err(|what| FileError::Cell { line, what })?);
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<Row>, String> {
        read_rows(text.as_bytes(), DateTime::UNIX_EPOCH).map_err(|error| error.to_string())
    }

    #[test]
    fn counts_and_differences_may_stand_in_one_file_in_any_columns() {
        let rows =
            read("ref,SKU,delta,on_hand,as_of\nr1,A-1,-2,,\n,B-2,,7,2026-11-22T08:00:00+01:00\n,C-3,,0,\n").unwrap();

        assert_eq!(rows[0].change, Change::Delta(-2));
        assert_eq!(rows[0].external_ref.as_deref(), Some("r1"));
        let as_of = "2026-11-22T07:00:00Z".parse().unwrap();
        assert_eq!(rows[1].change, Change::Count { on_hand: 7, as_of });
        let as_of = DateTime::UNIX_EPOCH;
        assert_eq!(rows[2].change, Change::Count { on_hand: 0, as_of });
    }

    #[test]
    fn a_file_that_cannot_be_meant_is_refused_as_a_whole_and_by_line() {
        let refused = |text: &str| read(text).unwrap_err();

        assert!(refused("name,on_hand\nA,1\n").contains("\"sku\""));
        assert!(refused("sku\nA\n").contains("\"on_hand\""));
        assert_eq!(
            refused("sku,on_hand\nA,1\nB,1.5\n"),
            "line 3: a quantity is not a whole number"
        );
        assert!(refused("sku,on_hand,delta\nA,1,1\n").contains("either"));
        assert!(refused("sku,delta\nA,1\n").contains("needs a ref"));
    }
}
