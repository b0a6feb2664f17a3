//! Reads what a file says of itself, and refuses before a pixel is decoded.
//!
//! The parsers here allocate nothing that grows with the picture. They look at every size a
//! decoder would believe: a GIF's first frame may be larger than its screen, and the picture
//! inside a WebP larger than its canvas.

use super::{Limits, Refusal, SourceFormat, jpeg, sniff::sniff};

/// What the header of a taken picture says. Width and height as stored, not yet turned upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    pub format: SourceFormat,
    pub width: u32,
    pub height: u32,
    /// Bytes that decoding holds at once, estimated from above.
    pub memory: u64,
}

impl Header {
    fn new(format: SourceFormat, (width, height): (u32, u32), bytes_per_pixel: u64) -> Self {
        let pixels = u64::from(width) * u64::from(height);
        Self {
            format,
            width,
            height,
            memory: pixels.saturating_mul(bytes_per_pixel),
        }
    }

    fn check(self, limits: &Limits) -> Result<Self, Refusal> {
        let Self { width, height, .. } = self;
        let pixels = u64::from(width) * u64::from(height);
        if pixels == 0 {
            return Err(Refusal::Broken { source: None });
        }
        if pixels > limits.max_pixels {
            let limit = limits.max_pixels;
            return Err(Refusal::TooManyPixels { width, height, limit });
        }
        if width.max(height) > limits.max_side {
            let limit = limits.max_side;
            return Err(Refusal::SideTooLong { width, height, limit });
        }
        if self.memory > limits.max_memory {
            return Err(Refusal::TooMuchMemory {
                bytes: self.memory,
                limit: limits.max_memory,
            });
        }
        Ok(self)
    }
}

/// Says what a picture is from its header alone, cheaply enough for a request.
///
/// # Errors
/// Refuses what [`super::decode`] would refuse without looking at pixels: other formats (415), too
/// many bytes or pixels (413), an empty file or a broken header (422).
pub fn inspect(bytes: &[u8], limits: &Limits) -> Result<Header, Refusal> {
    if bytes.len() > limits.max_bytes {
        return Err(Refusal::TooManyBytes {
            bytes: bytes.len(),
            limit: limits.max_bytes,
        });
    }
    let format = sniff(bytes)?;
    let (size, bytes_per_pixel) = match format {
        SourceFormat::Jpeg => jpeg::header(bytes)?,
        SourceFormat::Png => png(bytes).ok_or(Refusal::CutOff)?,
        SourceFormat::Gif => gif(bytes).ok_or(Refusal::CutOff)?,
        SourceFormat::WebP => webp(bytes).ok_or(Refusal::CutOff)?,
    };
    Header::new(format, size, bytes_per_pixel).check(limits)
}

type SizeAndCost = ((u32, u32), u64);

fn png(bytes: &[u8]) -> Option<SizeAndCost> {
    let header = bytes.get(16..26)?;
    let size = (be32(header, 0)?, be32(header, 4)?);
    let (depth, colour) = (header[8], header[9]);
    let channels = match colour {
        0 => 1,
        2 => 3,
        // Grey with alpha has two; a palette becomes three or four.
        4 => 2,
        _ => 4,
    };
    let decoded = channels * if depth == 16 { 2 } else { 1 };
    // Four channels beside it: made of fewer or finer ones, or weighed by transparency.
    Some((size, decoded + 4))
}

/// The larger of the screen and what the first frame reaches.
fn gif(bytes: &[u8]) -> Option<SizeAndCost> {
    let screen = (le16(bytes, 6)?, le16(bytes, 8)?);
    let mut at = 13 + palette_length(*bytes.get(10)?);
    loop {
        match *bytes.get(at)? {
            0x21 => at = skip_sub_blocks(bytes, at + 2)?,
            0x2C => break,
            // The end, or rubbish: no frame at all.
            _ => return None,
        }
    }
    let reach = (
        le16(bytes, at + 1)? + le16(bytes, at + 5)?,
        le16(bytes, at + 3)? + le16(bytes, at + 7)?,
    );
    // The screen, and beside it the frame while it is read or a copy weighed by transparency.
    Some(((screen.0.max(reach.0), screen.1.max(reach.1)), 8))
}

fn palette_length(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

fn skip_sub_blocks(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}

/// The largest of the canvas and the pictures found in it.
fn webp(bytes: &[u8]) -> Option<SizeAndCost> {
    let mut size: Option<(u32, u32)> = None;
    let mut animated = false;
    for (kind, body) in riff_chunks(bytes.get(12..)?) {
        let found = match kind {
            b"VP8X" => Some((le24(body, 4)? + 1, le24(body, 7)? + 1)),
            b"ANMF" => {
                animated = true;
                riff_chunks(body.get(16..)?).find_map(|(kind, body)| bitstream(kind, body))
            }
            _ => bitstream(kind, body),
        };
        if let Some((width, height)) = found {
            let (widest, highest) = size.unwrap_or((0, 0));
            size = Some((widest.max(width), highest.max(height)));
        }
    }
    Some((size?, if animated { 10 } else { 8 }))
}

fn bitstream(kind: &[u8], body: &[u8]) -> Option<(u32, u32)> {
    match kind {
        b"VP8 " => Some((le16(body, 6)? & 0x3FFF, le16(body, 8)? & 0x3FFF)),
        b"VP8L" => {
            let bits = le16(body, 1)? | (le16(body, 3)? << 16);
            Some(((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1))
        }
        _ => None,
    }
}

/// Chunks of a RIFF body; one that is cut off is given as far as it goes, and is the last.
pub(super) fn riff_chunks(mut rest: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    std::iter::from_fn(move || {
        let kind = rest.get(..4)?;
        let length = le16(rest, 4)? | (le16(rest, 6)? << 16);
        let body = &rest[8..];
        let length = usize::try_from(length).ok()?.min(body.len());
        rest = body.get(length + length % 2..).unwrap_or_default();
        Some((kind, &body[..length]))
    })
}

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at + 4)?;
    Some(u32::from_be_bytes(four.try_into().ok()?))
}

fn le16(bytes: &[u8], at: usize) -> Option<u32> {
    let two = bytes.get(at..at + 2)?;
    Some(u32::from(u16::from_le_bytes(two.try_into().ok()?)))
}

fn le24(bytes: &[u8], at: usize) -> Option<u32> {
    Some(le16(bytes, at)? | (u32::from(*bytes.get(at + 2)?) << 16))
}

#[cfg(test)]
mod tests {
    use super::super::{RefusalKind, samples};
    use super::*;

    fn kind(bytes: &[u8], limits: &Limits) -> RefusalKind {
        inspect(bytes, limits).expect_err("is refused").kind()
    }

    #[test]
    fn every_taken_format_tells_its_size() {
        for (bytes, format) in [
            (samples::png(30, 20), SourceFormat::Png),
            (samples::jpeg(30, 20), SourceFormat::Jpeg),
            (samples::gif(30, 20), SourceFormat::Gif),
            (samples::webp(30, 20), SourceFormat::WebP),
        ] {
            let header = inspect(&bytes, &Limits::default()).expect("is taken");

            assert_eq!((header.format, header.width, header.height), (format, 30, 20));
        }
    }

    #[test]
    fn bytes_pixels_sides_and_memory_are_each_bounded() {
        let bytes = samples::png(30, 20);
        let limits = Limits::default();

        for narrow in [
            Limits {
                max_bytes: 40,
                ..limits
            },
            Limits {
                max_pixels: 599,
                ..limits
            },
            Limits { max_side: 29, ..limits },
            Limits {
                max_memory: 600 * 7 - 1,
                ..limits
            },
        ] {
            assert_eq!(kind(&bytes, &narrow), RefusalKind::TooLarge);
        }
        assert!(
            inspect(
                &bytes,
                &Limits {
                    max_pixels: 600,
                    max_side: 30,
                    ..limits
                }
            )
            .is_ok()
        );
    }

    #[test]
    fn a_frame_that_reaches_beyond_the_screen_of_a_gif_counts() {
        let mut bytes = b"GIF89a\x20\0\x20\0\0\0\0".to_vec();
        bytes.extend(b"\x21\xF9\x04\0\0\0\0\0\x2C\0\0\0\0\xFF\xFF\xFF\xFF\0\x02\0");

        assert_eq!(kind(&bytes, &Limits::default()), RefusalKind::TooLarge);
    }

    #[test]
    fn a_picture_larger_than_the_canvas_of_a_webp_counts() {
        let mut bytes = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
        bytes.extend(b"VP8 \x0a\0\0\0\x10\0\0\x9d\x01\x2a\xFF\x3F\xFF\x3F");

        assert_eq!(kind(&bytes, &Limits::default()), RefusalKind::TooLarge);
    }

    #[test]
    fn a_header_cut_anywhere_is_unreadable_and_never_panics() {
        for whole in [
            samples::png(3, 2),
            samples::jpeg(3, 2),
            samples::gif(3, 2),
            samples::webp(3, 2),
        ] {
            for length in 12..whole.len().min(60) {
                if let Err(refusal) = inspect(&whole[..length], &Limits::default()) {
                    assert_eq!(refusal.kind(), RefusalKind::Unreadable, "{length}");
                }
            }
        }
    }
}
