//! Bytes of any supported encoding in, UTF-8 out, a buffer at a time. The byte order mark is dropped.

use std::io::{self, Read};
use std::path::Path;

use encoding_rs::{Decoder, DecoderResult};

use super::{Encoding, SourceError, bytes, invalid};

const RAW_BYTES: usize = 32 * 1024;
// Windows-1252 and UTF-16 grow by at most half when they become UTF-8; one raw buffer always fits.
const TEXT_BYTES: usize = RAW_BYTES * 3 + 16;

/// Opens the file as a stream of UTF-8.
pub fn open(path: &Path, encoding: Encoding) -> Result<Transcoder, SourceError> {
    let (reader, _) = bytes::open(path)?;
    Ok(Transcoder {
        reader,
        encoding,
        decoder: encoding.codec().new_decoder_with_bom_removal(),
        raw: vec![0; RAW_BYTES],
        raw_start: 0,
        raw_end: 0,
        text: vec![0; TEXT_BYTES],
        text_start: 0,
        text_end: 0,
        finished: false,
        decoded: 0,
    })
}

/// A [`Read`] that gives UTF-8. A sequence that does not decode is an `InvalidData` error with its place.
pub struct Transcoder {
    reader: Box<dyn Read + Send>,
    encoding: Encoding,
    decoder: Decoder,
    raw: Vec<u8>,
    raw_start: usize,
    raw_end: usize,
    text: Vec<u8>,
    text_start: usize,
    text_end: usize,
    finished: bool,
    decoded: u64,
}

impl Read for Transcoder {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        while self.text_start == self.text_end && !self.finished {
            self.decode_more()?;
        }
        let length = target.len().min(self.text_end - self.text_start);
        target[..length].copy_from_slice(&self.text[self.text_start..self.text_start + length]);
        self.text_start += length;
        Ok(length)
    }
}

impl Transcoder {
    fn decode_more(&mut self) -> io::Result<()> {
        let mut last = false;
        if self.raw_start == self.raw_end {
            self.raw_start = 0;
            self.raw_end = self.reader.read(&mut self.raw)?;
            last = self.raw_end == 0;
        }
        let raw = &self.raw[self.raw_start..self.raw_end];
        let (result, read, written) = self
            .decoder
            .decode_to_utf8_without_replacement(raw, &mut self.text, last);
        self.raw_start += read;
        self.decoded += read as u64;
        self.text_start = 0;
        self.text_end = written;
        self.finished = last && result == DecoderResult::InputEmpty;
        if let DecoderResult::Malformed(..) = result {
            let (encoding, near) = (self.encoding, self.decoded);
            return Err(invalid(format!(
                "the file is {encoding} but damaged: the text breaks off near byte {near}"
            )));
        }
        Ok(())
    }
}
