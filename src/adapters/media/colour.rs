//! Everything becomes sRGB: profiles are applied and dropped, inks become light.
//!
//! A picture without a profile, or with one that cannot be read, is taken for sRGB; inks without a
//! profile are mixed by the plain rule (light = what each ink and black let through).

use image::{DynamicImage, RgbaImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, Transform8BitExecutor, TransformOptions};
use std::sync::Arc;

use super::decode::Ink;

/// Profiles larger than this are ignored, in bytes; printers' profiles have 0.5 to 3 MB.
const LARGEST_PROFILE: usize = 4 * 1024 * 1024;

/// Converts to 8-bit sRGB with alpha.
pub(super) fn to_srgb(pixels: DynamicImage, ink: Option<Ink>, icc: Option<&[u8]>) -> RgbaImage {
    let profile = icc
        .filter(|icc| icc.len() <= LARGEST_PROFILE)
        .and_then(|icc| ColorProfile::new_from_slice(icc).ok());
    match ink {
        Some(ink) => inks(pixels.into_rgba8(), ink, profile.as_ref()),
        None => light(pixels, profile.as_ref()),
    }
}

fn light(pixels: DynamicImage, profile: Option<&ColorProfile>) -> RgbaImage {
    let is_grey = !pixels.color().has_color();
    let Some(profile) = profile else {
        return pixels.into_rgba8();
    };
    match (profile.color_space, is_grey) {
        (DataColorSpace::Rgb, _) => {
            let source = pixels.into_rgba8();
            convert(profile, Layout::Rgba, source.as_raw(), &source).unwrap_or(source)
        }
        (DataColorSpace::Gray, true) => {
            let grey = pixels.to_luma_alpha8();
            convert(profile, Layout::GrayAlpha, grey.as_raw(), &grey)
                .unwrap_or_else(|| pixels.into_rgba8())
        }
        _ => pixels.into_rgba8(),
    }
}

fn inks(mut pixels: RgbaImage, ink: Ink, profile: Option<&ColorProfile>) -> RgbaImage {
    for pixel in pixels.pixels_mut() {
        if ink == Ink::Ycck {
            let [y, cb, cr, k] = pixel.0;
            let [r, g, b] = luma_chroma_to_rgb(y, cb, cr);
            pixel.0 = [255 - r, 255 - g, 255 - b, k];
        }
    }
    profile
        .filter(|profile| profile.color_space == DataColorSpace::Cmyk)
        .and_then(|profile| {
            let amounts: Vec<u8> = pixels.as_raw().iter().map(|stored| 255 - stored).collect();
            convert(profile, Layout::Rgba, &amounts, &pixels)
        })
        .unwrap_or_else(|| mix(pixels))
        .into_opaque()
}

/// Without a profile: what an ink lets through times what black lets through.
fn mix(mut pixels: RgbaImage) -> RgbaImage {
    for pixel in pixels.pixels_mut() {
        let [c, m, y, k] = pixel.0;
        pixel.0 = [through(c, k), through(m, k), through(y, k), 255];
    }
    pixels
}

fn through(ink: u8, black: u8) -> u8 {
    let product = (u32::from(ink) * u32::from(black) + 127) / 255;
    u8::try_from(product).unwrap_or(u8::MAX)
}

/// JFIF's conversion, in 16.16 fixed point.
fn luma_chroma_to_rgb(y: u8, cb: u8, cr: u8) -> [u8; 3] {
    let y = (i32::from(y) << 16) + (1 << 15);
    let (cb, cr) = (i32::from(cb) - 128, i32::from(cr) - 128);
    [
        y + 91_881 * cr,
        y - 22_554 * cb - 46_802 * cr,
        y + 116_130 * cb,
    ]
    .map(|value| u8::try_from((value >> 16).clamp(0, 255)).unwrap_or(u8::MAX))
}

/// Applies the profile row by row; `None` if the profile cannot do it. `shape` gives the size.
fn convert<P, C>(
    profile: &ColorProfile,
    layout: Layout,
    source: &[u8],
    shape: &image::ImageBuffer<P, C>,
) -> Option<RgbaImage>
where
    P: image::Pixel,
    C: std::ops::Deref<Target = [P::Subpixel]>,
{
    let transform = transform(profile, layout)?;
    let mut converted = RgbaImage::new(shape.width(), shape.height());
    transform.transform(source, &mut converted).ok()?;
    Some(converted)
}

fn transform(profile: &ColorProfile, layout: Layout) -> Option<Arc<Transform8BitExecutor>> {
    let srgb = ColorProfile::new_srgb();
    profile
        .create_transform_8bit(layout, &srgb, Layout::Rgba, TransformOptions::default())
        .ok()
}

/// Paper has no holes.
trait IntoOpaque {
    fn into_opaque(self) -> Self;
}

impl IntoOpaque for RgbaImage {
    fn into_opaque(mut self) -> Self {
        for pixel in self.pixels_mut() {
            pixel.0[3] = 255;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{GrayImage, Luma, Rgb, RgbImage, Rgba};

    fn one(pixel: [u8; 4]) -> DynamicImage {
        RgbaImage::from_pixel(1, 1, Rgba(pixel)).into()
    }

    #[test]
    fn no_ink_is_white_and_full_black_is_black() {
        let white = to_srgb(one([255, 255, 255, 255]), Some(Ink::Cmyk), None);
        let black = to_srgb(one([255, 255, 255, 0]), Some(Ink::Cmyk), None);
        let cyan = to_srgb(one([0, 255, 255, 255]), Some(Ink::Cmyk), None);

        assert_eq!(white.get_pixel(0, 0).0, [255, 255, 255, 255]);
        assert_eq!(black.get_pixel(0, 0).0, [0, 0, 0, 255]);
        assert_eq!(cyan.get_pixel(0, 0).0, [0, 255, 255, 255]);
    }

    #[test]
    fn inks_stored_as_luma_and_chroma_come_out_alike() {
        // Luma 0 without chroma means stored inks of 255: blank paper.
        let white = to_srgb(one([0, 128, 128, 255]), Some(Ink::Ycck), None);

        assert_eq!(white.get_pixel(0, 0).0, [255, 255, 255, 255]);
    }

    #[test]
    fn a_wide_gamut_profile_is_applied_and_alpha_is_kept() {
        let icc = ColorProfile::new_display_p3().encode().expect("encodes");
        let source = one([200, 60, 60, 77]);

        let [red, green, _, alpha] = to_srgb(source, None, Some(&icc)).get_pixel(0, 0).0;

        assert!(red > 205, "P3 red is redder in sRGB: {red}");
        assert!(green < 60, "{green}");
        assert_eq!(alpha, 77);
    }

    #[test]
    fn an_srgb_profile_changes_nothing_that_an_eye_could_see() {
        let icc = ColorProfile::new_srgb().encode().expect("encodes");
        let source: DynamicImage = RgbImage::from_pixel(1, 1, Rgb([12, 130, 240])).into();

        let converted = to_srgb(source, None, Some(&icc)).get_pixel(0, 0).0;

        for (is, was) in converted.into_iter().zip([12_u8, 130, 240, 255]) {
            assert!(is.abs_diff(was) <= 1, "{converted:?}");
        }
    }

    #[test]
    fn grey_takes_a_grey_profile_and_ignores_one_for_inks() {
        let icc = ColorProfile::new_gray_with_gamma(1.0).encode().expect("encodes");
        let grey = || DynamicImage::from(GrayImage::from_pixel(1, 1, Luma([64])));

        let linear = to_srgb(grey(), None, Some(&icc)).get_pixel(0, 0).0;
        let rubbish = to_srgb(grey(), None, Some(b"no profile")).get_pixel(0, 0).0;

        assert!(linear[0] > 120, "a quarter of the light is mid-grey: {linear:?}");
        assert_eq!(rubbish, [64, 64, 64, 255]);
    }
}
