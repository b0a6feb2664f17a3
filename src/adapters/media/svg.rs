//! Drawings of our own, made into pixels. Never for uploads: those are refused as 415.

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, RgbaImage};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree};

use super::{ContentName, Picture, resize};

/// The drawing is not valid, or the size asked for is out of bounds.
#[derive(Debug, thiserror::Error)]
pub enum SvgError {
    #[error("the drawing could not be read")]
    Parse(#[source] resvg::usvg::Error),
    #[error("a drawing is made 1 to 1920 pixels wide and at most 4096 high")]
    Size,
    #[error("the drawing could not be written as a file")]
    Encode(#[source] image::ImageError),
}

/// Out of 100: a drawing's file is an original, of which renditions are made.
const ORIGINAL_QUALITY: u8 = 94;

/// Draws a TRUSTED drawing (the demo store's own scenes) `width` pixels wide. Nothing outside the
/// text is read: no files, no addresses, no embedded pictures, no fonts (text must be paths). An
/// upload must not come here: an SVG may be built to take hours.
///
/// # Errors
/// [`SvgError`] if the text is no SVG or the size is out of bounds.
pub fn rasterise_svg(svg: &str, width: u32) -> Result<Picture, SvgError> {
    let tree = Tree::from_str(svg, &closed_options()).map_err(SvgError::Parse)?;
    let (height, scale) = fit(&tree, width).ok_or(SvgError::Size)?;
    let mut pixmap = Pixmap::new(width, height).ok_or(SvgError::Size)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    let pixels = straight_alpha(&pixmap).ok_or(SvgError::Size)?;
    let content = ContentName::of(format!("svg {width}\n{svg}").as_bytes());
    Ok(Picture::new(pixels, (width, height), content))
}

/// The same as the bytes of a JPEG file, so that a drawing of our own can go the way of an upload.
///
/// # Errors
/// [`SvgError`] if the text is no SVG, the size is out of bounds, or encoding fails.
pub fn draw_jpeg(svg: &str, width: u32) -> Result<Vec<u8>, SvgError> {
    let picture = rasterise_svg(svg, width)?;
    let flat = DynamicImage::ImageRgba8(picture.pixels().clone()).into_rgb8();
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, ORIGINAL_QUALITY)
        .encode_image(&flat)
        .map_err(SvgError::Encode)?;
    Ok(bytes)
}

fn closed_options() -> Options<'static> {
    Options {
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    }
}

/// The height for `width`, and the scale from the drawing's units.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sizes are bounded to a few thousand, and a float beyond that is refused"
)]
fn fit(tree: &Tree, width: u32) -> Option<(u32, f32)> {
    if !(1..=resize::WIDEST).contains(&width) {
        return None;
    }
    let scale = width as f32 / tree.size().width();
    let height = (tree.size().height() * scale).round();
    let is_bounded = (1.0..=resize::HIGHEST as f32).contains(&height);
    is_bounded.then_some((height as u32, scale))
}

fn straight_alpha(pixmap: &Pixmap) -> Option<RgbaImage> {
    let bytes = pixmap
        .pixels()
        .iter()
        .flat_map(|pixel| {
            let colour = pixel.demultiply();
            [colour.red(), colour.green(), colour.blue(), colour.alpha()]
        })
        .collect();
    RgbaImage::from_raw(pixmap.width(), pixmap.height(), bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEA: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20">
        <rect width="30" height="20" fill="#0a5096"/></svg>"##;

    #[test]
    fn a_drawing_is_made_as_wide_as_asked() {
        let picture = rasterise_svg(SEA, 600).expect("draws");

        assert_eq!((picture.width(), picture.height()), (600, 400));
        assert_eq!(picture.dominant_colour(), "#0a5096");
        assert!(picture.is_opaque());
    }

    #[test]
    fn nothing_outside_the_drawing_is_read() {
        let tempting = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><image width="4" height="4"
            href="{}/../../../README.md"/></svg>"#,
            env!("CARGO_MANIFEST_DIR")
        );

        let picture = rasterise_svg(&tempting, 4).expect("draws");

        assert!(picture.pixels().pixels().all(|pixel| pixel.0[3] == 0));
    }

    #[test]
    fn rubbish_and_sizes_out_of_bounds_are_refused() {
        assert!(matches!(rasterise_svg("no svg", 10), Err(SvgError::Parse(_))));
        assert!(matches!(rasterise_svg(SEA, 0), Err(SvgError::Size)));
        assert!(matches!(rasterise_svg(SEA, 100_000), Err(SvgError::Size)));
    }
}
