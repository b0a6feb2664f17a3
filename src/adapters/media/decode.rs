//! From a stranger's bytes to a [`Picture`], within [`Limits`].
//!
//! The decoded pixels are shrunk at once to the largest size that is ever rendered, and only then
//! converted and turned, so that a picture of 50 megapixels is held once and no longer than needed.

use std::io::Cursor;

use image::codecs::{gif::GifDecoder, png::PngDecoder, webp::WebPDecoder};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageResult, RgbaImage};

use super::picture::is_opaque;
use super::resize::{self, Alpha};
use super::{ContentName, Header, Limits, Picture, Refusal, SourceFormat};
use super::{colour, exif, inspect, jpeg};

/// Memory for the chunks that a PNG carries beside its pixels (profile, texts), in bytes.
const PNG_CHUNK_MEMORY: u64 = 8 * 1024 * 1024;

/// Pixels as a decoder gave them, with what is needed to set them right.
#[derive(Debug)]
pub(super) struct Raster {
    /// Four channels that mean what `channels` says.
    pub(super) pixels: RgbaImage,
    pub(super) channels: Channels,
    pub(super) orientation: Orientation,
    pub(super) icc: Option<Vec<u8>>,
}

/// What the four channels of a [`Raster`] hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Channels {
    /// Red, green, blue and alpha.
    Light,
    /// The same, from a picture that had only grey.
    Grey,
    /// Printing inks as JPEG stores them by Adobe's custom: 255 is no ink.
    Cmyk,
    /// Likewise, with cyan, magenta and yellow as luma and chroma.
    Ycck,
}

impl Channels {
    /// What the pixels of a decoder hold.
    pub(super) fn of(pixels: &DynamicImage) -> Self {
        if pixels.color().has_color() {
            Self::Light
        } else {
            Self::Grey
        }
    }
}

/// Decodes the first frame of a JPEG, PNG, GIF or WebP, known by its content: upright, in sRGB,
/// without metadata, no larger than the widest rendition. Synchronous and bound by the CPU; see
/// [`super::Darkroom`].
///
/// # Errors
/// A [`Refusal`] of the kind 413, 415 or 422. What the header suffices to refuse is refused before
/// anything is decoded.
pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Picture, Refusal> {
    let header = inspect(bytes, limits)?;
    let raster = read(bytes, &header, limits)?;
    develop(raster, ContentName::of(bytes))
}

fn read(bytes: &[u8], header: &Header, limits: &Limits) -> Result<Raster, Refusal> {
    match header.format {
        SourceFormat::Jpeg => jpeg::read(bytes),
        SourceFormat::Png => read_png(bytes),
        SourceFormat::Gif => read_gif(bytes, limits),
        SourceFormat::WebP => read_webp(bytes),
    }
    .and_then(|raster| {
        is_as_announced(&raster, header)
            .then_some(raster)
            .ok_or(Refusal::Broken { source: None })
    })
}

fn is_as_announced(raster: &Raster, header: &Header) -> bool {
    raster.pixels.width() <= header.width && raster.pixels.height() <= header.height
}

fn read_png(bytes: &[u8]) -> Result<Raster, Refusal> {
    let mut limits = image::Limits::no_limits();
    limits.max_alloc = Some(PNG_CHUNK_MEMORY);
    let decoder = PngDecoder::with_limits(Cursor::new(bytes), limits).map_err(refusal)?;
    finish(decoder, exif::png_orientation(bytes)).map_err(refusal)
}

fn read_gif(bytes: &[u8], limits: &Limits) -> Result<Raster, Refusal> {
    let mut decoder = GifDecoder::new(Cursor::new(bytes)).map_err(refusal)?;
    let mut bounds = image::Limits::no_limits();
    bounds.max_alloc = Some(limits.max_memory);
    decoder.set_limits(bounds).map_err(refusal)?;
    finish(decoder, Orientation::NoTransforms).map_err(refusal)
}

fn read_webp(bytes: &[u8]) -> Result<Raster, Refusal> {
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(refusal)?;
    let exif = decoder.exif_metadata().unwrap_or_default();
    let xmp = decoder.xmp_metadata().unwrap_or_default();
    let orientation = exif::orientation(exif.as_deref().map(tiff_header_on), xmp.as_deref());
    finish(decoder, orientation).map_err(refusal)
}

/// Some writers keep the JPEG prefix in front of the TIFF header.
fn tiff_header_on(exif: &[u8]) -> &[u8] {
    exif.strip_prefix(b"Exif\0\0").unwrap_or(exif)
}

fn finish(mut decoder: impl ImageDecoder, orientation: Orientation) -> ImageResult<Raster> {
    let icc = decoder.icc_profile().unwrap_or_default();
    let pixels = DynamicImage::from_decoder(decoder)?;
    Ok(Raster {
        channels: Channels::of(&pixels),
        pixels: pixels.into_rgba8(),
        orientation,
        icc,
    })
}

fn refusal(error: ImageError) -> Refusal {
    match error {
        ImageError::IoError(io) if io.kind() == std::io::ErrorKind::UnexpectedEof => Refusal::CutOff,
        other => Refusal::broken(other),
    }
}

/// Shrinks, converts and turns upright, in this order.
fn develop(raster: Raster, content: ContentName) -> Result<Picture, Refusal> {
    let turned = exif::swaps_sides(raster.orientation);
    let stored = raster.pixels.dimensions();
    let original = if turned { swapped(stored) } else { stored };
    let working = resize::working_size(original);
    let target = if turned { swapped(working) } else { working };
    let small = shrink(raster.pixels, target, raster.channels)?;
    let rgba = colour::to_srgb(small, raster.channels, raster.icc.as_deref());
    let mut upright = DynamicImage::ImageRgba8(rgba);
    upright.apply_orientation(raster.orientation);
    Ok(Picture::new(upright.into_rgba8(), original, content))
}

fn swapped((width, height): (u32, u32)) -> (u32, u32) {
    (height, width)
}

fn shrink(pixels: RgbaImage, target: (u32, u32), channels: Channels) -> Result<RgbaImage, Refusal> {
    if pixels.dimensions() == target {
        return Ok(pixels);
    }
    let has_light = matches!(channels, Channels::Light | Channels::Grey);
    // Weighing by alpha copies the picture, so it is done only where something is transparent.
    let alpha = if has_light && !is_opaque(&pixels) {
        Alpha::Premultiply
    } else {
        Alpha::Absent
    };
    resize::resize(&pixels, target, alpha).map_err(Refusal::broken)
}
