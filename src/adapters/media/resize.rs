//! Sizes and resampling.

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::U8x4;
use fast_image_resize::{ResizeError, ResizeOptions, Resizer};
use image::RgbaImage;

/// No rendition is wider; it is also the width that a decoded picture is kept at.
pub(super) const WIDEST: u32 = 1920;

/// No rendition is higher: a sliver of 20,000 pixels is scaled down to this (WebP ends at 16,383).
pub(super) const HIGHEST: u32 = 4096;

/// What the fourth channel means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alpha {
    /// Transparency: colours are weighed by it, or edges would fray.
    Premultiply,
    /// A channel like the others, or the same everywhere.
    Absent,
}

/// The size that fits into [`WIDEST`] × [`HIGHEST`], never larger than `original`, at least 1 × 1.
pub(super) fn working_size(original: (u32, u32)) -> (u32, u32) {
    let (width, height) = to_width(original, WIDEST);
    if height <= HIGHEST {
        return (width, height);
    }
    (scale(original.0, HIGHEST, original.1), HIGHEST)
}

/// `size` scaled to `width`; unchanged if it is narrower already.
pub(super) fn to_width(size: (u32, u32), width: u32) -> (u32, u32) {
    if size.0 <= width {
        return size;
    }
    (width, scale(size.1, width, size.0))
}

/// `length * numerator / denominator`, rounded, at least 1.
fn scale(length: u32, numerator: u32, denominator: u32) -> u32 {
    let (numerator, denominator) = (u64::from(numerator), u64::from(denominator.max(1)));
    let scaled = (u64::from(length) * numerator + denominator / 2) / denominator;
    u32::try_from(scaled).unwrap_or(u32::MAX).max(1)
}

/// Resamples with Lanczos3. Only this one pixel layout is compiled: the resampler is generic, and
/// all of its layouts together take two minutes to build.
///
/// # Errors
/// None is known for a valid picture and a size above zero.
pub(super) fn resize(pixels: &RgbaImage, (width, height): (u32, u32), alpha: Alpha) -> Result<RgbaImage, ResizeError> {
    let options = ResizeOptions::new().use_alpha(alpha == Alpha::Premultiply);
    let mut resized = RgbaImage::new(width, height);
    let source = TypedImageRef::<U8x4>::from_buffer(pixels.width(), pixels.height(), pixels)
        .map_err(|_| ResizeError::PixelTypesAreDifferent)?;
    let mut target = TypedImage::<U8x4>::from_buffer(width, height, &mut resized)
        .map_err(|_| ResizeError::PixelTypesAreDifferent)?;
    Resizer::new().resize_typed(&source, &mut target, &options)?;
    Ok(resized)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_working_size_fits_and_never_grows() {
        assert_eq!(working_size((8000, 6000)), (1920, 1440));
        assert_eq!(working_size((300, 200)), (300, 200));
        assert_eq!(working_size((1, 20_000)), (1, 4096));
        assert_eq!(working_size((20_000, 1)), (1920, 1));
        assert_eq!(working_size((2000, 20_000)), (410, 4096));
    }

    #[test]
    fn a_transparent_neighbour_does_not_bleed_its_colour() {
        let mut pixels = image::RgbaImage::new(8, 8);
        for (x, _, pixel) in pixels.enumerate_pixels_mut() {
            pixel.0 = if x < 4 { [200, 0, 0, 255] } else { [0, 255, 0, 0] };
        }

        let small = resize(&pixels, (4, 4), Alpha::Premultiply).expect("resizes");

        for pixel in small.pixels().filter(|pixel| pixel.0[3] > 8) {
            assert!(pixel.0[1] < 8, "{pixel:?}");
        }
    }
}
