//! What separates cells and what ends lines, told from the first record.

use std::fmt;

/// A separator that is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`, where the comma is the decimal sign.
    Semicolon,
    /// A tab, from spreadsheets.
    Tab,
    /// `|`
    Pipe,
}

impl Delimiter {
    const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Pipe];

    /// The byte in UTF-8.
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }
}

impl fmt::Display for Delimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Comma => "commas",
            Self::Semicolon => "semicolons",
            Self::Tab => "tabs",
            Self::Pipe => "pipes",
        })
    }
}

/// What ends the first record. The reader takes any of them anywhere; this is for saying.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Newline {
    /// `\n`
    Lf,
    /// `\r\n`
    CrLf,
    /// `\r`, from old Macintosh programs.
    Cr,
    /// The file has one record.
    None,
}

impl fmt::Display for Newline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Lf => "LF",
            Self::CrLf => "CR LF",
            Self::Cr => "CR",
            Self::None => "nothing (a single line)",
        })
    }
}

/// The separator that cuts the first record into most cells, and what ends that record.
pub fn detect(head: &str) -> (Delimiter, Newline) {
    let (record, newline) = first_record(head);
    let mut best = (Delimiter::Comma, 0);
    for delimiter in Delimiter::ALL {
        let cells = outside_quotes(record, delimiter.byte());
        if cells > best.1 {
            best = (delimiter, cells);
        }
    }
    (best.0, newline)
}

fn first_record(head: &str) -> (&str, Newline) {
    let text = head.trim_start_matches(['\r', '\n']);
    let mut quoted = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => return (&text[..at], Newline::Lf),
            b'\r' if !quoted => {
                let newline = if text[at..].starts_with("\r\n") {
                    Newline::CrLf
                } else {
                    Newline::Cr
                };
                return (&text[..at], newline);
            }
            _ => {}
        }
    }
    (text, Newline::None)
}

fn outside_quotes(record: &str, delimiter: u8) -> usize {
    let mut quoted = false;
    let mut found = 0;
    for byte in record.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            _ if byte == delimiter && !quoted => found += 1,
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_the_one_that_cuts_the_header_into_most_cells() {
        assert_eq!(
            detect("Handle,Title,\"Body; (HTML)\"\nx;y;z;w"),
            (Delimiter::Comma, Newline::Lf)
        );
        assert_eq!(
            detect("Handle;Title;Price\r\na;b;1,50\r\n"),
            (Delimiter::Semicolon, Newline::CrLf)
        );
        assert_eq!(detect("Handle\tTitle, long\tPrice\rx"), (Delimiter::Tab, Newline::Cr));
        assert_eq!(detect("Handle|Title|Price"), (Delimiter::Pipe, Newline::None));
        assert_eq!(detect("alone\n"), (Delimiter::Comma, Newline::Lf));
    }

    #[test]
    fn a_line_end_inside_quotes_is_not_the_end_of_the_header() {
        assert_eq!(detect("\"Two\nlines\",b\r\nx,y"), (Delimiter::Comma, Newline::CrLf));
    }
}
