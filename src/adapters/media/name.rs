//! Names that follow from content, so that the same picture is kept once and may be cached for ever.

use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

use super::Format;

/// Bytes of the digest that are kept: 160 bits, 40 hex digits.
const LENGTH: usize = 20;

/// The beginning of SHA-256 over an original's bytes; the folder name of its renditions.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ContentName([u8; LENGTH]);

/// The text is not the name of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a picture")]
pub struct BadName;

impl ContentName {
    /// Names `bytes` by their digest.
    pub fn of(bytes: &[u8]) -> Self {
        let digest = Sha256::digest(bytes);
        let mut name = [0; LENGTH];
        name.copy_from_slice(&digest[..LENGTH]);
        Self(name)
    }

    /// The rendition of this picture at `width` pixels.
    pub fn rendition(self, width: u32, format: Format) -> RenditionName {
        RenditionName {
            content: self,
            width,
            format,
        }
    }
}

impl fmt::Display for ContentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for ContentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ContentName({self})")
    }
}

impl FromStr for ContentName {
    type Err = BadName;

    /// Exactly 40 lower-case hex digits.
    fn from_str(text: &str) -> Result<Self, BadName> {
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Err(BadName);
        }
        let mut name = [0; LENGTH];
        hex::decode_to_slice(text, &mut name).map_err(|_| BadName)?;
        Ok(Self(name))
    }
}

/// `{content}/{width}.{extension}`: what an address ends with, and where the bytes are kept. A
/// text that parses cannot lead out of the storage, since it holds nothing but digits, one slash
/// and a known extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RenditionName {
    pub content: ContentName,
    /// In pixels.
    pub width: u32,
    pub format: Format,
}

impl fmt::Display for RenditionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let extension = self.format.extension();
        write!(f, "{}/{}.{extension}", self.content, self.width)
    }
}

impl FromStr for RenditionName {
    type Err = BadName;

    fn from_str(text: &str) -> Result<Self, BadName> {
        let (content, file) = text.split_once('/').ok_or(BadName)?;
        let (width, extension) = file.split_once('.').ok_or(BadName)?;
        let name = Self {
            content: content.parse()?,
            width: width.parse().map_err(|_| BadName)?,
            format: Format::from_extension(extension).ok_or(BadName)?,
        };
        // One name, one spelling: no sign, no leading zero, no width of nothing.
        if name.width == 0 || name.to_string() != text {
            return Err(BadName);
        }
        Ok(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTENT: &str = "ba7816bf8f01cfea414140de5dae2223b00361a3";

    #[test]
    fn the_name_is_the_beginning_of_the_digest() {
        assert_eq!(ContentName::of(b"abc").to_string(), CONTENT);
        assert_eq!(CONTENT.parse(), Ok(ContentName::of(b"abc")));
    }

    #[test]
    fn a_rendition_name_reads_as_it_is_written() {
        let name = ContentName::of(b"abc").rendition(640, Format::WebP);

        assert_eq!(name.to_string(), format!("{CONTENT}/640.webp"));
        assert_eq!(name.to_string().parse(), Ok(name));
    }

    #[test]
    fn nothing_else_is_a_name() {
        for text in [
            "",
            "/",
            "../../etc/passwd",
            "..%2f..%2fetc",
            "640.webp",
            &format!("{CONTENT}/../640.webp"),
            &format!("{CONTENT}/640.webp/"),
            &format!("{CONTENT}/0640.webp"),
            &format!("{CONTENT}/+640.webp"),
            &format!("{CONTENT}/0.webp"),
            &format!("{CONTENT}/640.svg"),
            &format!("{CONTENT}/640.webp\0"),
            &format!("{CONTENT}/99999999999.webp"),
            &format!("{}/640.webp", CONTENT.to_uppercase()),
            &format!("{}/640.webp", &CONTENT[1..]),
        ] {
            assert_eq!(text.parse::<RenditionName>(), Err(BadName), "{text}");
        }
    }
}
