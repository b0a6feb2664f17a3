//! JPEG, read by `zune-jpeg` itself and not through `image`, because `image` turns CMYK into RGB
//! before an ICC profile could be asked and does not bound what a progressive picture holds.

use image::{DynamicImage, GrayImage, RgbImage, RgbaImage};
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::decode::{Channels, Raster};
use super::{Refusal, exif};

type Decoder<'a> = JpegDecoder<ZCursor<&'a [u8]>>;

/// Size of the picture, and bytes held per pixel while it is decoded.
pub(super) fn header(bytes: &[u8]) -> Result<((u32, u32), u64), Refusal> {
    let decoder = open(bytes, options())?;
    let info = decoder.info().ok_or(Refusal::CutOff)?;
    let size = (u32::from(info.width), u32::from(info.height));
    // Decoded to four channels, or to fewer and then to four.
    let samples = match output_space(&decoder)? {
        ColorSpace::Luma => 1 + 4,
        ColorSpace::RGB => 3 + 4,
        _ => 4,
    };
    Ok((size, samples + walk(bytes).coefficient_bytes))
}

/// Decodes the pixels; the caller has checked the header against its limits.
pub(super) fn read(bytes: &[u8]) -> Result<Raster, Refusal> {
    if !is_whole(bytes) {
        return Err(Refusal::CutOff);
    }
    let space = output_space(&open(bytes, options())?)?;
    // Opened anew: the decoder chooses its colour conversion when it reads the header.
    let mut decoder = open(bytes, options().jpeg_set_out_colorspace(space))?;
    let pixels = decoder.decode().map_err(refusal)?;
    let info = decoder.info().ok_or(Refusal::CutOff)?;
    let pixels =
        assemble(space, info.width.into(), info.height.into(), pixels).ok_or(Refusal::Broken { source: None })?;
    Ok(Raster {
        channels: match space {
            ColorSpace::CMYK => Channels::Cmyk,
            ColorSpace::YCCK => Channels::Ycck,
            _ => Channels::of(&pixels),
        },
        pixels: pixels.into_rgba8(),
        orientation: exif::orientation(decoder.exif().map(Vec::as_slice), decoder.xmp().map(Vec::as_slice)),
        icc: decoder.icc_profile(),
    })
}

fn open(bytes: &[u8], options: DecoderOptions) -> Result<Decoder<'_>, Refusal> {
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(refusal)?;
    Ok(decoder)
}

/// Lenient, since cameras and editors write much that is not to the letter. The size is bounded by
/// our own limits, the number of scans of a progressive picture by the decoder's.
fn options() -> DecoderOptions {
    DecoderOptions::default()
        .set_strict_mode(false)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
}

/// Four channels where the decoder can give them, as little as it has where not.
fn output_space(decoder: &Decoder<'_>) -> Result<ColorSpace, Refusal> {
    let components = decoder.info().map_or(0, |info| info.components);
    match (components, decoder.input_colorspace()) {
        (1, _) => Ok(ColorSpace::Luma),
        (3, Some(ColorSpace::YCbCr)) => Ok(ColorSpace::RGBA),
        (3, _) => Ok(ColorSpace::RGB),
        (4, Some(inks @ (ColorSpace::CMYK | ColorSpace::YCCK))) => Ok(inks),
        _ => Err(Refusal::Unsupported {
            found: "a JPEG of an unusual colour layout",
        }),
    }
}

fn assemble(space: ColorSpace, width: u32, height: u32, pixels: Vec<u8>) -> Option<DynamicImage> {
    match space {
        ColorSpace::Luma => GrayImage::from_raw(width, height, pixels).map(Into::into),
        ColorSpace::RGB => RgbImage::from_raw(width, height, pixels).map(Into::into),
        _ => RgbaImage::from_raw(width, height, pixels).map(Into::into),
    }
}

fn refusal(error: DecodeErrors) -> Refusal {
    match error {
        DecodeErrors::Unsupported(_) => Refusal::Unsupported {
            found: "a JPEG of a rare kind",
        },
        DecodeErrors::ExhaustedData => Refusal::CutOff,
        other => Refusal::broken(format!("{other:?}")),
    }
}

/// Whether the end marker stands behind the first scan. The decoder would fill what is missing
/// with grey; a shopper should not see that.
fn is_whole(bytes: &[u8]) -> bool {
    let scan = walk(bytes).scan.min(bytes.len());
    bytes[scan..].windows(2).any(|pair| pair == [0xFF, 0xD9])
}

/// What the marker segments before the first scan say.
struct Walk {
    /// Bytes a pixel that are kept until the last scan; 0 if the first scan holds everything.
    coefficient_bytes: u64,
    /// Where the first scan starts.
    scan: usize,
}

fn walk(bytes: &[u8]) -> Walk {
    let (mut frame, mut is_progressive): (&[u8], bool) = (&[], false);
    let mut at = 2;
    while let Some(&[mark, kind, high, low]) = bytes.get(at..at + 4) {
        match (mark, kind) {
            (0xFF, 0xDA) => break,
            (0xFF, 0x01..=0xFE) => {
                let length = usize::from(u16::from_be_bytes([high, low]));
                if matches!(kind, 0xC0..=0xC2) {
                    frame = bytes.get(at + 9..at + 2 + length).unwrap_or_default();
                    is_progressive = kind == 0xC2;
                }
                at += 2 + length.max(2);
            }
            _ => at += 1,
        }
    }
    let in_first_scan = bytes.get(at + 4).copied().unwrap_or_default();
    let is_split = frame.first().is_some_and(|&all| in_first_scan < all);
    Walk {
        coefficient_bytes: if is_progressive || is_split {
            coefficient_bytes(frame)
        } else {
            0
        },
        scan: at,
    }
}

/// From the component table of a frame header: one count of components, then three bytes each.
fn coefficient_bytes(frame: &[u8]) -> u64 {
    let factors: Vec<(u64, u64)> = frame
        .get(1..)
        .unwrap_or_default()
        .chunks_exact(3)
        .map(|component| (u64::from(component[1] >> 4), u64::from(component[1] & 15)))
        .collect();
    let widest = factors.iter().map(|(h, _)| *h).max().unwrap_or(1).max(1);
    let highest = factors.iter().map(|(_, v)| *v).max().unwrap_or(1).max(1);
    let samples: u64 = factors.iter().map(|(h, v)| h * v).sum();
    (2 * samples).div_ceil(widest * highest)
}

#[cfg(test)]
mod tests {
    use super::super::{RefusalKind, samples};
    use super::*;

    #[test]
    fn a_jpeg_without_its_end_is_refused_with_the_advice_to_send_it_whole() {
        let whole = samples::jpeg(64, 48);

        let refusal = read(&whole[..whole.len() - 40]).expect_err("is refused");

        assert_eq!(refusal.kind(), RefusalKind::Unreadable);
        assert!(refusal.to_string().contains("whole file"));
    }

    #[test]
    fn bytes_after_the_end_do_no_harm() {
        let mut bytes = samples::jpeg(64, 48);
        bytes.extend(b"PK\x03\x04\xFF\xDA<script>");

        assert!(read(&bytes).is_ok());
    }

    #[test]
    fn a_progressive_picture_counts_its_coefficients() {
        // Components with 2×2, 1×1 and 1×1 samples: one and a half a pixel, two bytes each.
        let frame = [3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1];

        assert_eq!(coefficient_bytes(&frame), 3);
        assert_eq!(coefficient_bytes(&[]), 0);
    }
}
