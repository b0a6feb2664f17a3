//! Counting over all bytes of a file, in constant memory, to decide between UTF-8, Windows-1252 and neither.

use super::Encoding;
use super::plausible::{HighBytes, Verdict};

/// UTF-8 validity and the look of the bytes above 0x7f, over the whole file.
#[derive(Default)]
pub struct Survey {
    marked: bool,
    offset: u64,
    carry: Vec<u8>,
    multibyte: u64,
    malformed: u64,
    first_malformed: Option<u64>,
    zeros: u64,
    escapes: u64,
    high: HighBytes,
}

impl Survey {
    /// Takes the next bytes of the file; a character may be cut anywhere.
    pub fn feed(&mut self, chunk: &[u8]) {
        if self.offset == 0 && self.carry.is_empty() {
            self.marked = chunk.starts_with(&[0xef, 0xbb, 0xbf]);
        }
        self.zeros += count(chunk, |byte| byte == 0);
        self.escapes += chunk
            .windows(2)
            .filter(|pair| matches!(pair, [0x1b, b'$' | b'(']))
            .count() as u64;
        self.high.feed(chunk);
        let mut bytes = std::mem::take(&mut self.carry);
        bytes.extend_from_slice(chunk);
        self.validate(&bytes);
    }

    fn validate(&mut self, mut bytes: &[u8]) {
        loop {
            let Err(error) = std::str::from_utf8(bytes) else {
                self.accept(bytes);
                return;
            };
            let (valid, rest) = bytes.split_at(error.valid_up_to());
            self.accept(valid);
            let Some(length) = error.error_len() else {
                self.carry = rest.to_vec();
                return;
            };
            self.reject(length);
            bytes = &rest[length..];
        }
    }

    fn accept(&mut self, valid: &[u8]) {
        self.multibyte += count(valid, |byte| byte >= 0xc0);
        self.offset += valid.len() as u64;
    }

    fn reject(&mut self, length: usize) {
        self.first_malformed.get_or_insert(self.offset);
        self.malformed += 1;
        self.offset += length as u64;
    }

    /// What all of them together are, or the sentence that refuses them.
    pub fn verdict(mut self) -> Result<Encoding, String> {
        if !self.carry.is_empty() {
            self.reject(0);
        }
        let length = self.offset;
        if self.zeros > 16 && self.zeros * 100 > length {
            return Err("the file is full of zero bytes: it is not text, or it is damaged".to_owned());
        }
        if self.escapes > 0 {
            return Err("the file has the escape codes of ISO-2022: save it as UTF-8".to_owned());
        }
        match self.first_malformed {
            None if self.marked => Ok(Encoding::Utf8Bom),
            None => Ok(Encoding::Utf8),
            Some(at) if self.marked || self.multibyte > self.malformed => Err(format!(
                "the file is UTF-8 but damaged: byte {at} does not fit; export it again"
            )),
            Some(_) => self.windows_1252(),
        }
    }

    fn windows_1252(&self) -> Result<Encoding, String> {
        match self.high.verdict() {
            Verdict::Western => Ok(Encoding::Windows1252),
            Verdict::Other(guess) => Err(format!(
                "the encoding is not recognised: the file is neither UTF-8 nor UTF-16, and read as Windows-1252 it \
                 would be gibberish ({guess}); save it as UTF-8"
            )),
        }
    }
}

fn count(bytes: &[u8], matches: impl Fn(u8) -> bool) -> u64 {
    bytes.iter().filter(|byte| matches(**byte)).count() as u64
}
