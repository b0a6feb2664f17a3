//! What a file is, by its first bytes. A name or a declared type is never asked.

use super::Refusal;

/// A format whose pictures are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceFormat {
    Jpeg,
    Png,
    Gif,
    WebP,
}

/// How far into a text the sniffer looks for a telling word, in bytes.
const TEXT_WINDOW: usize = 4096;

/// Names the format of `bytes`, or says what the file is instead.
pub(super) fn sniff(bytes: &[u8]) -> Result<SourceFormat, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    taken(bytes).ok_or_else(|| Refusal::Unsupported { found: foreign(bytes) })
}

fn taken(bytes: &[u8]) -> Option<SourceFormat> {
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => Some(SourceFormat::Jpeg),
        [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Some(SourceFormat::Png),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(SourceFormat::Gif),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(SourceFormat::WebP),
        _ => None,
    }
}

fn foreign(bytes: &[u8]) -> &'static str {
    match bytes {
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => iso_media(brand),
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => "a TIFF or camera raw file",
        [0, 0, 0, 12, b'j', b'P', ..] | [0xFF, 0x4F, 0xFF, 0x51, ..] => "a JPEG 2000 picture",
        [0xFF, 0x0A, ..] | [0, 0, 0, 12, b'J', b'X', b'L', b' ', ..] => "a JPEG XL picture",
        [b'B', b'M', ..] => "a BMP picture",
        [b'%', b'P', b'D', b'F', ..] => "a PDF document",
        [b'8', b'B', b'P', b'S', ..] => "a Photoshop document",
        _ => text(bytes),
    }
}

/// The container of AVIF, HEIC and video tells them apart by its major brand.
fn iso_media(brand: &[u8]) -> &'static str {
    match brand.get(..4) {
        Some(b"avif" | b"avis") => "an AVIF picture",
        Some(b"heic" | b"heix" | b"hevc" | b"heim" | b"heis" | b"mif1" | b"msf1") => "a HEIC picture",
        _ => "a video or sound file",
    }
}

fn text(bytes: &[u8]) -> &'static str {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(TEXT_WINDOW)]).to_lowercase();
    let head = head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if head.starts_with('<') && head.contains("<svg") {
        "an SVG drawing"
    } else if head.starts_with('<') {
        "a web page or other markup"
    } else if head.starts_with("push graphic-context") {
        "a drawing script"
    } else {
        "not a picture of a known kind"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn found(bytes: &[u8]) -> String {
        sniff(bytes).expect_err("is refused").to_string()
    }

    #[test]
    fn taken_formats_are_known_by_their_first_bytes() {
        assert_eq!(sniff(&[0xFF, 0xD8, 0xFF, 0xE0]).ok(), Some(SourceFormat::Jpeg));
        assert_eq!(sniff(b"\x89PNG\r\n\x1a\n").ok(), Some(SourceFormat::Png));
        assert_eq!(sniff(b"GIF89a").ok(), Some(SourceFormat::Gif));
        assert_eq!(sniff(b"RIFF\0\0\0\0WEBPVP8 ").ok(), Some(SourceFormat::WebP));
    }

    #[test]
    fn a_refusal_says_what_the_file_is_and_what_to_do() {
        assert!(found(b"\0\0\0\x1cftypavif").contains("AVIF"));
        assert!(found(b"\0\0\0\x1cftypheic").contains("HEIC"));
        assert!(found(b"\xEF\xBB\xBF<?xml version='1.0'?><svg/>").contains("SVG"));
        assert!(found(b"<!doctype html>").contains("web page"));
        assert!(found(b"push graphic-context\n").contains("drawing script"));
        assert!(found(b"II*\0").contains("Save the picture as JPEG"));
        assert!(found(b"").contains("empty"));
    }
}
