//! The three formats that are served, and what each is encoded with.

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder, RgbImage, RgbaImage};
use ravif::{Img, RGB8, RGBA8};
use std::error::Error;

pub(super) type EncodeError = Box<dyn Error + Send + Sync>;

/// A format of renditions, from the one that every browser knows to the smallest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    Jpeg,
    WebP,
    Avif,
}

/// Out of 100.
const JPEG_QUALITY: u8 = 82;

/// Out of 100.
const WEBP_QUALITY: f32 = 78.0;

/// Out of 100, on the encoder's own scale: half the bytes of WebP at [`WEBP_QUALITY`], and as good
/// to the eye as WebP at about 68.
const AVIF_QUALITY: f32 = 60.0;

/// Out of 100. Edges of cut-out products must stay clean.
const AVIF_ALPHA_QUALITY: f32 = 80.0;

/// 1 (slow) to 10. Two photographs at 960 pixels, on one core without assembly: 8 takes 1.6 s for
/// 27 kB; 9 takes 0.9 s for the same bytes and quality; 10 takes 0.55 s, but 17 % more bytes. All
/// five widths of a photograph take about 6 s at 9, against 1 s for JPEG and WebP together.
const AVIF_SPEED: u8 = 9;

impl Format {
    /// Of a file's name, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::WebP => "webp",
            Self::Avif => "avif",
        }
    }

    /// The format with this extension, in lower case.
    pub fn from_extension(extension: &str) -> Option<Self> {
        [Self::Jpeg, Self::WebP, Self::Avif]
            .into_iter()
            .find(|format| format.extension() == extension)
    }

    /// For the `Content-Type` header.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::WebP => "image/webp",
            Self::Avif => "image/avif",
        }
    }
}

/// Encodes `pixels` in `format`; no metadata and no profile is written, which means sRGB.
pub(super) fn encode(pixels: &RgbaImage, opaque: bool, format: Format) -> Result<Vec<u8>, EncodeError> {
    match format {
        Format::Jpeg => jpeg(pixels),
        Format::WebP => webp(pixels, opaque),
        Format::Avif => avif(pixels, opaque),
    }
}

fn jpeg(pixels: &RgbaImage) -> Result<Vec<u8>, EncodeError> {
    let flat = on_white(pixels);
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY).write_image(
        flat.as_raw(),
        flat.width(),
        flat.height(),
        ExtendedColorType::Rgb8,
    )?;
    Ok(bytes)
}

fn webp(pixels: &RgbaImage, opaque: bool) -> Result<Vec<u8>, EncodeError> {
    let (width, height) = pixels.dimensions();
    let rgb = opaque.then(|| without_alpha(pixels));
    let encoder = match &rgb {
        Some(rgb) => webp::Encoder::from_rgb(rgb.as_raw(), width, height),
        None => webp::Encoder::from_rgba(pixels.as_raw(), width, height),
    };
    let bytes = encoder
        .encode_simple(false, WEBP_QUALITY)
        .map_err(|error| format!("{error:?}"))?;
    Ok(bytes.to_vec())
}

fn avif(pixels: &RgbaImage, opaque: bool) -> Result<Vec<u8>, EncodeError> {
    let (width, height) = pixels.dimensions();
    let (width, height) = (usize::try_from(width)?, usize::try_from(height)?);
    let avif = ravif::Encoder::new()
        .with_quality(AVIF_QUALITY)
        .with_alpha_quality(AVIF_ALPHA_QUALITY)
        .with_speed(AVIF_SPEED)
        .with_num_threads(Some(1));
    let encoded = if opaque {
        let colours: Vec<RGB8> = pixels
            .pixels()
            .map(|pixel| RGB8::new(pixel.0[0], pixel.0[1], pixel.0[2]))
            .collect();
        avif.encode_rgb(Img::new(&colours, width, height))?
    } else {
        let colours: Vec<RGBA8> = pixels
            .pixels()
            .map(|pixel| RGBA8::new(pixel.0[0], pixel.0[1], pixel.0[2], pixel.0[3]))
            .collect();
        avif.encode_rgba(Img::new(&colours, width, height))?
    };
    Ok(encoded.avif_file)
}

fn without_alpha(pixels: &RgbaImage) -> RgbImage {
    map(pixels, |[r, g, b, _]| [r, g, b])
}

fn on_white(pixels: &RgbaImage) -> RgbImage {
    map(pixels, |[r, g, b, alpha]| {
        [r, g, b].map(|value| over_white(value, alpha))
    })
}

fn over_white(value: u8, alpha: u8) -> u8 {
    let alpha = u32::from(alpha);
    let mixed = (u32::from(value) * alpha + 255 * (255 - alpha) + 127) / 255;
    u8::try_from(mixed).unwrap_or(u8::MAX)
}

fn map(pixels: &RgbaImage, colour: impl Fn([u8; 4]) -> [u8; 3]) -> RgbImage {
    let mut mapped = RgbImage::new(pixels.width(), pixels.height());
    for (to, from) in mapped.pixels_mut().zip(pixels.pixels()) {
        to.0 = colour(from.0);
    }
    mapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transparency_is_laid_on_white() {
        assert_eq!(over_white(10, 0), 255);
        assert_eq!(over_white(10, 255), 10);
        assert_eq!(over_white(0, 128), 127);
    }

    #[test]
    fn an_extension_names_its_format() {
        for format in [Format::Jpeg, Format::WebP, Format::Avif] {
            assert_eq!(Format::from_extension(format.extension()), Some(format));
        }
        assert_eq!(Format::from_extension("JPG"), None);
    }
}
