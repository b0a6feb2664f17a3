//! Everything becomes sRGB: profiles are applied and dropped, inks become light.
//!
//! A picture without a profile, or with one that cannot be read, is taken for sRGB; inks without a
//! profile are mixed by the plain rule (light = what each ink and black let through).

use image::RgbaImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::decode::Channels;

/// Profiles larger than this are ignored, in bytes; printers' profiles have 0.5 to 3 MB.
const LARGEST_PROFILE: usize = 4 * 1024 * 1024;

/// Converts what `channels` names to sRGB with alpha.
pub(super) fn to_srgb(pixels: RgbaImage, channels: Channels, icc: Option<&[u8]>) -> RgbaImage {
    let profile = icc
        .filter(|icc| icc.len() <= LARGEST_PROFILE)
        .and_then(|icc| ColorProfile::new_from_slice(icc).ok());
    match channels {
        Channels::Light | Channels::Grey => light(pixels, channels, profile.as_ref()),
        Channels::Cmyk => inks(pixels, profile.as_ref()),
        Channels::Ycck => inks(without_chroma(pixels), profile.as_ref()),
    }
}

fn light(pixels: RgbaImage, channels: Channels, profile: Option<&ColorProfile>) -> RgbaImage {
    let converted = profile.and_then(|profile| match (profile.color_space, channels) {
        (DataColorSpace::Rgb, _) => convert(profile, Layout::Rgba, &pixels, pixels.dimensions()),
        (DataColorSpace::Gray, Channels::Grey) => {
            let grey: Vec<u8> = pixels.pixels().flat_map(|pixel| [pixel.0[0], pixel.0[3]]).collect();
            convert(profile, Layout::GrayAlpha, &grey, pixels.dimensions())
        }
        _ => None,
    });
    converted.unwrap_or(pixels)
}

fn inks(pixels: RgbaImage, profile: Option<&ColorProfile>) -> RgbaImage {
    let converted = profile
        .filter(|profile| profile.color_space == DataColorSpace::Cmyk)
        .and_then(|profile| {
            let amounts: Vec<u8> = pixels.as_raw().iter().map(|stored| 255 - stored).collect();
            convert(profile, Layout::Rgba, &amounts, pixels.dimensions())
        });
    opaque(converted.unwrap_or_else(|| mix(pixels)))
}

/// From luma, chroma and black to the four inks.
fn without_chroma(mut pixels: RgbaImage) -> RgbaImage {
    for pixel in pixels.pixels_mut() {
        let [luma, blue, red, black] = pixel.0;
        let [c, m, y] = luma_chroma_to_rgb(luma, blue, red).map(|light| 255 - light);
        pixel.0 = [c, m, y, black];
    }
    pixels
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
    [y + 91_881 * cr, y - 22_554 * cb - 46_802 * cr, y + 116_130 * cb]
        .map(|value| u8::try_from((value >> 16).clamp(0, 255)).unwrap_or(u8::MAX))
}

/// Applies the profile to `source`, laid out as `layout`; `None` if the profile cannot do it.
fn convert(profile: &ColorProfile, layout: Layout, source: &[u8], (width, height): (u32, u32)) -> Option<RgbaImage> {
    let srgb = ColorProfile::new_srgb();
    let transform = profile
        .create_transform_8bit(layout, &srgb, Layout::Rgba, TransformOptions::default())
        .ok()?;
    let mut converted = RgbaImage::new(width, height);
    transform.transform(source, &mut converted).ok()?;
    Some(converted)
}

/// Paper has no holes, whatever a transform left in the fourth channel.
fn opaque(mut pixels: RgbaImage) -> RgbaImage {
    for pixel in pixels.pixels_mut() {
        pixel.0[3] = 255;
    }
    pixels
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgba;

    fn one(pixel: [u8; 4]) -> RgbaImage {
        RgbaImage::from_pixel(1, 1, Rgba(pixel))
    }

    #[test]
    fn no_ink_is_white_and_full_black_is_black() {
        let white = to_srgb(one([255, 255, 255, 255]), Channels::Cmyk, None);
        let black = to_srgb(one([255, 255, 255, 0]), Channels::Cmyk, None);
        let cyan = to_srgb(one([0, 255, 255, 255]), Channels::Cmyk, None);

        assert_eq!(white.get_pixel(0, 0).0, [255, 255, 255, 255]);
        assert_eq!(black.get_pixel(0, 0).0, [0, 0, 0, 255]);
        assert_eq!(cyan.get_pixel(0, 0).0, [0, 255, 255, 255]);
    }

    #[test]
    fn inks_stored_as_luma_and_chroma_come_out_alike() {
        // Luma 0 without chroma means stored inks of 255: blank paper.
        let white = to_srgb(one([0, 128, 128, 255]), Channels::Ycck, None);

        assert_eq!(white.get_pixel(0, 0).0, [255, 255, 255, 255]);
    }

    #[test]
    fn a_wide_gamut_profile_is_applied_and_alpha_is_kept() {
        let icc = ColorProfile::new_display_p3().encode().expect("encodes");
        let source = one([200, 60, 60, 77]);

        let [red, green, _, alpha] = to_srgb(source, Channels::Light, Some(&icc)).get_pixel(0, 0).0;

        assert!(red > 205, "P3 red is redder in sRGB: {red}");
        assert!(green < 60, "{green}");
        assert_eq!(alpha, 77);
    }

    #[test]
    fn an_srgb_profile_changes_nothing_that_an_eye_could_see() {
        let icc = ColorProfile::new_srgb().encode().expect("encodes");
        let source = one([12, 130, 240, 255]);

        let converted = to_srgb(source, Channels::Light, Some(&icc)).get_pixel(0, 0).0;

        for (is, was) in converted.into_iter().zip([12_u8, 130, 240, 255]) {
            assert!(is.abs_diff(was) <= 1, "{converted:?}");
        }
    }

    #[test]
    fn grey_takes_a_grey_profile_and_ignores_one_for_inks() {
        let icc = ColorProfile::new_gray_with_gamma(1.0).encode().expect("encodes");
        let grey = || one([64, 64, 64, 255]);

        let linear = to_srgb(grey(), Channels::Grey, Some(&icc)).get_pixel(0, 0).0;
        let rubbish = to_srgb(grey(), Channels::Grey, Some(b"no profile")).get_pixel(0, 0).0;

        assert!(linear[0] > 120, "a quarter of the light is mid-grey: {linear:?}");
        assert_eq!(rubbish, [64, 64, 64, 255]);
    }
}
