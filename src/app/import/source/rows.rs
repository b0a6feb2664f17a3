//! The records below the header, numbered as a spreadsheet shows them: the header is row 1.

use std::path::{Path, PathBuf};

use csv::{ReaderBuilder, StringRecord};

use super::guard::Guard;
use super::transcode::Transcoder;
use super::{Delimiter, SourceError, damaged};

/// One record with its number. Blank lines are neither given nor counted.
#[derive(Debug, Clone)]
pub struct Row {
    /// 2 for the first record below the header.
    pub number: u64,
    /// Its cells, as many as it has.
    pub cells: StringRecord,
}

impl Row {
    /// A cell without surrounding white space; empty where the row is too short.
    pub fn cell(&self, index: usize) -> &str {
        self.cells.get(index).unwrap_or_default().trim()
    }

    /// Whether no cell says anything.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// An iterator over the rows of a file.
pub struct Rows {
    reader: csv::Reader<Guard<Transcoder>>,
    header: StringRecord,
    number: u64,
    width: usize,
    failed: bool,
    path: PathBuf,
}

impl Rows {
    pub(super) fn new(path: &Path, text: Guard<Transcoder>, delimiter: Delimiter) -> Result<Self, SourceError> {
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter.byte())
            .flexible(true)
            .has_headers(true)
            .from_reader(text);
        let header = reader.headers().map_err(|error| from_csv(path, error))?.clone();
        Ok(Self {
            reader,
            width: header.len(),
            header,
            number: 1,
            failed: false,
            path: path.to_owned(),
        })
    }

    /// The first record.
    pub fn header(&self) -> &StringRecord {
        &self.header
    }

    // A last row that lacks both cells and its line end is the sign of a download that broke off; how many products
    // are missing behind it, nobody knows.
    fn refuse_cut_off(&mut self) -> Option<SourceError> {
        let expected = self.header.len();
        if self.failed || self.width >= expected || self.reader.get_ref().ends_with_line_end() {
            return None;
        }
        self.failed = true;
        let (row, found) = (self.number, self.width);
        Some(SourceError::Damaged(format!(
            "the file is cut off: its last row {row} has {found} of {expected} cells and no line end"
        )))
    }
}

impl Iterator for Rows {
    type Item = Result<Row, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let mut cells = StringRecord::new();
        match self.reader.read_record(&mut cells) {
            Ok(false) => self.refuse_cut_off().map(Err),
            Ok(true) => {
                self.number += 1;
                self.width = cells.len();
                Some(Ok(Row {
                    number: self.number,
                    cells,
                }))
            }
            Err(error) => {
                self.failed = true;
                Some(Err(from_csv(&self.path, error)))
            }
        }
    }
}

fn from_csv(path: &Path, error: csv::Error) -> SourceError {
    match error.into_kind() {
        csv::ErrorKind::Io(cause) => damaged(path, cause),
        other => SourceError::Damaged(format!("the file is not well-formed CSV ({other:?})")),
    }
}
