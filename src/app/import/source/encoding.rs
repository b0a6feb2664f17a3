//! Which encoding the bytes of a file are in, decided from all of them.
//!
//! In order: a byte order mark; zero bytes in every second place (UTF-16 without a mark); valid UTF-8; then
//! Windows-1252, but only if the result would be plausible text ([`super::plausible`]). Anything else is refused by
//! name, because a wrong guess fills a shop with mojibake that nobody notices before the shoppers do.

use std::fmt;
use std::io::Read;
use std::path::Path;

use super::survey::Survey;
use super::{SourceError, bytes, damaged};

/// The first bytes looked at for zero bytes; headers are ASCII, so a file in UTF-16 shows itself here.
const SAMPLE_BYTES: usize = 4096;

/// An encoding that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, also plain ASCII.
    Utf8,
    /// UTF-8 behind a byte order mark.
    Utf8Bom,
    /// UTF-16, low byte first; what Excel calls "Unicode text".
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// The Western European code page of Windows.
    Windows1252,
}

impl Encoding {
    /// The decoder for it.
    pub fn codec(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 | Self::Utf8Bom => encoding_rs::UTF_8,
            Self::Utf16Le => encoding_rs::UTF_16LE,
            Self::Utf16Be => encoding_rs::UTF_16BE,
            Self::Windows1252 => encoding_rs::WINDOWS_1252,
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8Bom => "UTF-8 with BOM",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
            Self::Windows1252 => "Windows-1252",
        })
    }
}

/// Reads the file through and decides; also says whether it is compressed.
pub fn detect(path: &Path) -> Result<(Encoding, bool), SourceError> {
    let (mut reader, compressed) = bytes::open(path)?;
    let mut buffer = vec![0; 64 * 1024];
    let filled = fill(&mut reader, &mut buffer).map_err(|cause| damaged(path, cause))?;
    if filled == 0 {
        return Err(SourceError::Empty);
    }
    if let Some(encoding) = from_start(&buffer[..filled])? {
        return Ok((encoding, compressed));
    }
    let mut survey = Survey::default();
    let mut length = filled;
    while length > 0 {
        survey.feed(&buffer[..length]);
        length = reader.read(&mut buffer).map_err(|cause| damaged(path, cause))?;
    }
    survey
        .verdict()
        .map(|encoding| (encoding, compressed))
        .map_err(SourceError::Encoding)
}

fn fill(reader: &mut impl Read, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match reader.read(&mut buffer[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}

// What the first bytes alone decide: marks, UTF-16, and files that are no text.
fn from_start(start: &[u8]) -> Result<Option<Encoding>, SourceError> {
    let refuse = |what: &str| {
        Err(SourceError::Encoding(format!(
            "the file is {what}, not text: save it as CSV in UTF-8 and import that"
        )))
    };
    match start {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => refuse("in UTF-32"),
        [0xff, 0xfe, ..] => Ok(Some(Encoding::Utf16Le)),
        [0xfe, 0xff, ..] => Ok(Some(Encoding::Utf16Be)),
        [b'P', b'K', 3, 4, ..] => refuse("a ZIP archive or an Excel workbook (.xlsx)"),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => refuse("an old Excel workbook (.xls)"),
        [b'%', b'P', b'D', b'F', ..] => refuse("a PDF"),
        _ => Ok(utf16_without_mark(&start[..start.len().min(SAMPLE_BYTES)])),
    }
}

fn utf16_without_mark(sample: &[u8]) -> Option<Encoding> {
    let zeros = |from: usize| sample.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    // ASCII in UTF-16 is half zeros, all on one side; the stray NUL bytes of a damaged file are few.
    if (even + odd) * 5 < sample.len() {
        return None;
    }
    if even * 20 <= odd {
        Some(Encoding::Utf16Le)
    } else if odd * 20 <= even {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(bytes: &[u8]) -> Result<Encoding, String> {
        if let Some(encoding) = from_start(bytes).map_err(|error| error.to_string())? {
            return Ok(encoding);
        }
        // Fed in small pieces: a character may be cut anywhere.
        let mut survey = Survey::default();
        bytes.chunks(3).for_each(|chunk| survey.feed(chunk));
        survey.verdict()
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn utf8_is_told_from_its_bytes_with_and_without_a_mark() {
        assert_eq!(
            verdict("Handle,Title\nring,Pérle 真珠 💍\n".as_bytes()),
            Ok(Encoding::Utf8)
        );
        assert_eq!(verdict("\u{feff}Handle,Title\n".as_bytes()), Ok(Encoding::Utf8Bom));
        assert_eq!(verdict(b"Handle,Title\n"), Ok(Encoding::Utf8));
    }

    #[test]
    fn utf16_is_told_with_a_mark_and_by_its_zero_bytes() {
        let text = "Handle\tTitle\nring\tPérle\n";

        assert_eq!(
            verdict(&utf16(&format!("\u{feff}{text}"), u16::to_le_bytes)),
            Ok(Encoding::Utf16Le)
        );
        assert_eq!(
            verdict(&utf16(&format!("\u{feff}{text}"), u16::to_be_bytes)),
            Ok(Encoding::Utf16Be)
        );
        assert_eq!(verdict(&utf16(text, u16::to_le_bytes)), Ok(Encoding::Utf16Le));
        assert_eq!(verdict(&utf16(text, u16::to_be_bytes)), Ok(Encoding::Utf16Be));
    }

    #[test]
    fn western_text_in_windows_1252_is_accepted() {
        let (bytes, _, unmappable) = encoding_rs::WINDOWS_1252
            .encode("Handle,Title\na,Café “Crème” – 5 €\nb,Straße, Niño’s, à l’été, ÄÖÜ\nc,½ price ™\n");

        assert!(!unmappable);
        assert_eq!(verdict(&bytes), Ok(Encoding::Windows1252));
    }

    #[test]
    fn one_accented_letter_in_a_large_file_is_enough_and_not_too_much() {
        let mut bytes = b"handle,title\n".repeat(5000);
        bytes.extend_from_slice(b"x,Caf\xe9\n");

        assert_eq!(verdict(&bytes), Ok(Encoding::Windows1252));
    }

    #[test]
    fn other_code_pages_are_refused_and_not_read_as_gibberish() {
        let text = |codec: &'static encoding_rs::Encoding, title: &str| {
            let mut bytes = b"Handle,Title\nx,".to_vec();
            bytes.extend_from_slice(&codec.encode(title).0);
            bytes.push(b'\n');
            bytes
        };
        let refused = |codec, title| verdict(&text(codec, title)).expect_err("refused");

        assert!(refused(encoding_rs::SHIFT_JIS, "植木鉢 表示・能力 ガーデン手袋").contains("Shift_JIS"));
        assert!(refused(encoding_rs::WINDOWS_1251, "Синее платье с поясом").contains("Cyrillic"));
        refused(encoding_rs::GBK, "蓝色连衣裙与腰带");
        refused(encoding_rs::EUC_KR, "파란 드레스와 벨트");
        refused(encoding_rs::BIG5, "藍色連衣裙與腰帶");
        refused(encoding_rs::WINDOWS_1253, "Μπλε φόρεμα με ζώνη");
        refused(encoding_rs::WINDOWS_1250, "Żółta łódź, zażółć gęślą jaźń, łąka, źródło");
    }

    #[test]
    fn damaged_utf8_is_refused_with_the_place() {
        let mut bytes = "Handle,Title\nx,Pérle d’Été\n".as_bytes().to_vec();
        bytes.push(0xff);

        let refusal = verdict(&bytes).expect_err("refused");

        assert!(refusal.contains("damaged") && refusal.contains("byte 32"), "{refusal}");
    }

    #[test]
    fn workbooks_and_binaries_are_named() {
        assert!(verdict(b"PK\x03\x04....").expect_err("refused").contains("Excel"));
        assert!(verdict(&[0; 4096]).is_err() || verdict(&[0; 4096]) == Ok(Encoding::Utf16Le));
        assert!(
            verdict("a\u{1b}$B%j%s%0".as_bytes())
                .expect_err("refused")
                .contains("ISO-2022")
        );
    }
}
