//! A catalogue file, opened and understood: which encoding, which delimiter, which line ends, and what its header says.
//!
//! A file is read several times and never held. [`Source::inspect`] reads all of its bytes once, because only the whole
//! file can tell UTF-8 from Windows-1252; then [`Source::rows`] gives its records as often as they are asked for. The
//! way of a byte: file → gunzip → [`transcode`] (to UTF-8, line ends kept) → [`guard`] (open quotes, monstrous
//! records) → csv. Every stage holds a buffer of fixed size.

mod bytes;
mod delimiter;
mod encoding;
mod guard;
mod plausible;
mod rows;
mod survey;
mod transcode;

use std::io::Read;
use std::path::{Path, PathBuf};

pub use delimiter::{Delimiter, Newline};
pub use encoding::Encoding;
pub use guard::RECORD_LIMIT_BYTES;
pub use rows::{Row, Rows};

/// How much decoded text is looked at for the header, the delimiter and the kind of file.
const HEAD_BYTES: u64 = 64 * 1024;

/// A file that can be read as delimited text.
#[derive(Debug, Clone)]
pub struct Source {
    path: PathBuf,
    /// How its bytes become text.
    pub encoding: Encoding,
    /// What separates its cells.
    pub delimiter: Delimiter,
    /// What ends its first record.
    pub newline: Newline,
    /// Whether it is gzip inside.
    pub compressed: bool,
    /// The first record, cells trimmed.
    pub header: Vec<String>,
    /// The first 64 KiB as text, for telling what kind of file it is.
    pub head: String,
}

/// Why a file cannot be read as text at all.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The operating system refused.
    #[error("the file {path} cannot be read")]
    Unreadable {
        /// What was asked for.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: std::io::Error,
    },
    /// It has no bytes, or only blank ones.
    #[error("the file is empty")]
    Empty,
    /// Bytes that no supported encoding explains.
    #[error("{0}")]
    Encoding(String),
    /// The text ends inside a quoted cell, a record is too large, or the encoding breaks half-way.
    #[error("{0}")]
    Damaged(String),
}

impl Source {
    /// Reads the whole file once and says how to read it.
    ///
    /// # Errors
    /// [`SourceError`]; nothing is guessed for a file that could be several things.
    pub fn inspect(path: &Path) -> Result<Self, SourceError> {
        let (encoding, compressed) = encoding::detect(path)?;
        let head = read_head(path, encoding)?;
        if head.trim().is_empty() {
            return Err(SourceError::Empty);
        }
        let (delimiter, newline) = delimiter::detect(&head);
        let mut source = Self {
            path: path.to_owned(),
            encoding,
            delimiter,
            newline,
            compressed,
            header: Vec::new(),
            head,
        };
        source.header = source
            .rows()?
            .header()
            .iter()
            .map(|name| name.trim().to_owned())
            .collect();
        Ok(source)
    }

    /// Starts at the first record below the header, as often as wanted.
    ///
    /// # Errors
    /// [`SourceError::Unreadable`], or [`SourceError::Damaged`] if the header itself is.
    pub fn rows(&self) -> Result<Rows, SourceError> {
        let text = transcode::open(&self.path, self.encoding)?;
        Rows::new(
            &self.path,
            guard::Guard::new(text, self.delimiter.byte()),
            self.delimiter,
        )
    }

    /// The path that was inspected.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// One line for people: `UTF-8 with BOM, separated by commas, lines ending in CR LF`.
    pub fn describe(&self) -> String {
        let gzip = if self.compressed { "gzip, " } else { "" };
        format!(
            "{gzip}{}, separated by {}, lines ending in {}",
            self.encoding, self.delimiter, self.newline
        )
    }
}

fn read_head(path: &Path, encoding: Encoding) -> Result<String, SourceError> {
    let mut bytes = Vec::new();
    transcode::open(path, encoding)?
        .take(HEAD_BYTES)
        .read_to_end(&mut bytes)
        .map_err(|cause| damaged(path, cause))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

// Errors that the stages below raise about content travel through `io::Error` as `InvalidData` with the sentence.
fn damaged(path: &Path, cause: std::io::Error) -> SourceError {
    if cause.kind() == std::io::ErrorKind::InvalidData {
        SourceError::Damaged(cause.to_string())
    } else {
        SourceError::Unreadable {
            path: path.to_owned(),
            cause,
        }
    }
}

fn invalid(sentence: String) -> std::io::Error {
    std::io::Error::new(std::io::ErrorKind::InvalidData, sentence)
}
