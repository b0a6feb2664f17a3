//! The raw bytes of a catalogue file, unpacked if it is gzip. Content decides, not the file's name.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;

use super::SourceError;

const BUFFER_BYTES: usize = 64 * 1024;

/// Opens the file and says whether it is compressed.
pub fn open(path: &Path) -> Result<(Box<dyn Read + Send>, bool), SourceError> {
    let unreadable = |cause| SourceError::Unreadable {
        path: path.to_owned(),
        cause,
    };
    let mut file = BufReader::with_capacity(BUFFER_BYTES, File::open(path).map_err(unreadable)?);
    let magic = file.fill_buf().map_err(unreadable)?;
    if magic.starts_with(&[0x1f, 0x8b]) {
        Ok((Box::new(MultiGzDecoder::new(file)), true))
    } else {
        Ok((Box::new(file), false))
    }
}
