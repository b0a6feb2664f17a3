//! Watches the quotes of the text that flows to the CSV reader.
//!
//! A CSV reader takes a file that ends inside a quoted cell for a file whose last cell is long: a truncated download
//! would import as if it were whole, and one stray quote would swallow every product behind it. This stage refuses
//! both, and a record so large that it could only come from a stray quote, so that memory stays bounded.

use std::io::{self, Read};

use super::invalid;

/// The largest record that is read, in bytes of UTF-8. Real product rows stay below 100 kB.
pub const RECORD_LIMIT_BYTES: u64 = 4 * 1024 * 1024;

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    CellStart,
    Plain,
    Quoted,
    QuoteInQuoted,
}

/// A [`Read`] that passes everything on and fails where the quoting does.
pub struct Guard<R> {
    inner: R,
    delimiter: u8,
    state: State,
    row: u64,
    record_bytes: u64,
    at_record_start: bool,
    opened_in_row: u64,
    too_large: Option<u64>,
}

impl<R: Read> Guard<R> {
    /// Watches `inner`, whose cells are separated by `delimiter`.
    pub fn new(inner: R, delimiter: u8) -> Self {
        Self {
            inner,
            delimiter,
            state: State::CellStart,
            row: 1,
            record_bytes: 0,
            at_record_start: true,
            opened_in_row: 0,
            too_large: None,
        }
    }

    /// Whether the last record, as far as it was read, is closed by a line end.
    pub fn ends_with_line_end(&self) -> bool {
        self.at_record_start
    }

    fn step(&mut self, byte: u8) {
        self.record_bytes += 1;
        if self.record_bytes > RECORD_LIMIT_BYTES {
            self.too_large.get_or_insert(self.row);
        }
        let ends_record = matches!(byte, b'\n' | b'\r') && self.state != State::Quoted;
        if ends_record {
            self.end_record();
            return;
        }
        self.at_record_start = false;
        self.state = match (self.state, byte) {
            (State::CellStart, b'"') => {
                self.opened_in_row = self.row;
                State::Quoted
            }
            (State::Quoted, b'"') => State::QuoteInQuoted,
            (State::Quoted, _) | (State::QuoteInQuoted, b'"') => State::Quoted,
            (_, byte) if byte == self.delimiter => State::CellStart,
            _ => State::Plain,
        };
    }

    // Blank lines, and the second half of CR LF, are no records.
    fn end_record(&mut self) {
        if !self.at_record_start {
            self.row += 1;
        }
        self.state = State::CellStart;
        self.record_bytes = 0;
        self.at_record_start = true;
    }

    fn check_end(&self) -> io::Result<()> {
        if self.state == State::Quoted {
            let row = self.opened_in_row;
            return Err(invalid(format!(
                "the file ends inside a quoted cell that starts in row {row}: it is cut off, or a quote is missing"
            )));
        }
        Ok(())
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(target)?;
        if length == 0 && !target.is_empty() {
            self.check_end()?;
        }
        for byte in &target[..length] {
            self.step(*byte);
        }
        if let Some(row) = self.too_large {
            return Err(invalid(format!(
                "row {row} is larger than 4 MiB: a quote is probably not closed there"
            )));
        }
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, String> {
        let mut out = String::new();
        let mut guard = Guard::new(text.as_bytes(), b',');
        guard
            .read_to_string(&mut out)
            .map(|_| out)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn whole_text_passes_unchanged() {
        for text in ["a,b\r\n\"x \"\"y\"\"\",2\r\n", "a\r\"x\ny\"\r", "a,b\n1,5\" pipe\n", ""] {
            assert_eq!(read(text).as_deref(), Ok(text));
        }
    }

    #[test]
    fn a_cell_that_never_closes_is_refused_with_its_row() {
        let refusal = read("a,b\n1,2\n\n3,\"cut off here").expect_err("refused");

        assert!(refusal.contains("row 3"), "{refusal}");
    }

    #[test]
    fn a_monstrous_record_is_refused_before_it_fills_the_memory() {
        let text = format!("a\n\"{}\"\n", "x".repeat(5 << 20));

        let refusal = read(&text).err().unwrap_or_default();
        assert!(refusal.contains("row 2 is larger than 4 MiB"));
    }
}
