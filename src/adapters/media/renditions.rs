//! The sizes and formats that a picture is offered in.

use fast_image_resize::ResizeError;
use image::RgbaImage;
use std::borrow::Cow;

use super::encode::{EncodeError, encode};
use super::resize::{self, Alpha};
use super::{Format, Picture, RenditionName};

/// The ladder of widths in pixels.
pub const WIDTHS: [u32; 5] = [320, 640, 960, 1280, resize::WIDEST];

/// One rendition to make: the unit of a job's progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// In pixels.
    pub width: u32,
    pub format: Format,
}

/// An encoded size of a picture.
#[derive(Clone, Debug)]
pub struct Rendition {
    pub bytes: Vec<u8>,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    pub format: Format,
    /// For the `Content-Type` header.
    pub content_type: &'static str,
    pub name: RenditionName,
}

/// A rendition could not be made; no fault of the one who sent the picture.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    #[error("the picture could not be resized")]
    Resize(#[source] ResizeError),
    #[error("the picture could not be encoded as {}", .format.extension())]
    Encode {
        format: Format,
        #[source]
        source: EncodeError,
    },
}

/// The widths for an original of `width` pixels, ascending: [`WIDTHS`] below it, then its own width
/// (at most the widest), so that nothing is ever enlarged.
pub fn widths_for(width: u32) -> Vec<u32> {
    let own = width.clamp(1, resize::WIDEST);
    let below = WIDTHS.into_iter().filter(|step| *step < own);
    below.chain([own]).collect()
}

impl Picture {
    /// The widths of this picture's renditions in pixels, ascending. A picture more than twice as
    /// high as wide may be narrower here than its original, as height is bounded to 4,096.
    pub fn widths(&self) -> Vec<u32> {
        widths_for(self.pixels().width())
    }

    /// JPEG and WebP in every width, smallest first: what a page needs to show the picture.
    pub fn fast_steps(&self) -> Vec<Step> {
        self.steps(&[Format::Jpeg, Format::WebP])
    }

    /// AVIF in every width, smallest first: about six times the work of [`Self::fast_steps`].
    pub fn avif_steps(&self) -> Vec<Step> {
        self.steps(&[Format::Avif])
    }

    fn steps(&self, formats: &[Format]) -> Vec<Step> {
        self.widths()
            .into_iter()
            .flat_map(|width| formats.iter().map(move |&format| Step { width, format }))
            .collect()
    }
}

/// Renders `picture` at `width` pixels, or at its own width if it is narrower. The same picture,
/// width and format give the same bytes. Synchronous and bound by the CPU; see [`super::Darkroom`].
///
/// # Errors
/// [`RenderError`] if resampling or encoding fails, which no valid [`Picture`] is known to cause.
pub fn render(picture: &Picture, width: u32, format: Format) -> Result<Rendition, RenderError> {
    let pixels = at_width(picture, width.max(1))?;
    let bytes =
        encode(&pixels, picture.is_opaque(), format).map_err(|source| RenderError::Encode { format, source })?;
    let (width, height) = pixels.dimensions();
    Ok(Rendition {
        bytes,
        width,
        height,
        format,
        content_type: format.content_type(),
        name: picture.content_name().rendition(width, format),
    })
}

fn at_width(picture: &Picture, width: u32) -> Result<Cow<'_, RgbaImage>, RenderError> {
    let pixels = picture.pixels();
    let size = resize::to_width(pixels.dimensions(), width);
    if size == pixels.dimensions() {
        return Ok(Cow::Borrowed(pixels));
    }
    let alpha = if picture.is_opaque() {
        Alpha::Absent
    } else {
        Alpha::Premultiply
    };
    resize::resize(pixels, size, alpha)
        .map(Cow::Owned)
        .map_err(RenderError::Resize)
}

#[cfg(test)]
mod tests {
    use super::super::{Limits, SourceFormat, decode, inspect, samples};
    use super::*;

    #[test]
    fn nothing_is_enlarged_and_the_set_ends_with_the_original_width() {
        assert_eq!(widths_for(4000), WIDTHS);
        assert_eq!(widths_for(1920), WIDTHS);
        assert_eq!(widths_for(1000), [320, 640, 960, 1000]);
        assert_eq!(widths_for(320), [320]);
        assert_eq!(widths_for(1), [1]);
    }

    #[test]
    fn fast_formats_come_before_avif_and_small_before_large() {
        let picture = decode(&samples::png(400, 8), &Limits::default()).expect("decodes");
        let step = |width, format| Step { width, format };

        assert_eq!(
            picture.fast_steps(),
            [
                step(320, Format::Jpeg),
                step(320, Format::WebP),
                step(400, Format::Jpeg),
                step(400, Format::WebP),
            ]
        );
        assert_eq!(picture.avif_steps(), [step(320, Format::Avif), step(400, Format::Avif)]);
    }

    #[test]
    fn a_rendition_is_what_its_content_type_says_and_has_its_size() {
        let picture = decode(&samples::png(640, 480), &Limits::default()).expect("decodes");

        let webp = render(&picture, 320, Format::WebP).expect("renders");
        let jpeg = render(&picture, 9999, Format::Jpeg).expect("renders");
        let avif = render(&picture, 64, Format::Avif).expect("renders");

        let header = inspect(&webp.bytes, &Limits::default()).expect("is a picture");
        assert_eq!(
            (header.format, header.width, header.height),
            (SourceFormat::WebP, 320, 240)
        );
        let header = inspect(&jpeg.bytes, &Limits::default()).expect("is a picture");
        assert_eq!(
            (header.format, header.width, header.height),
            (SourceFormat::Jpeg, 640, 480)
        );
        assert_eq!(&avif.bytes[4..12], b"ftypavif");
        assert_eq!((avif.width, avif.height, avif.content_type), (64, 48, "image/avif"));
        assert_eq!(avif.name, picture.content_name().rendition(64, Format::Avif));
    }

    #[test]
    fn transparency_is_kept_in_webp_and_white_in_jpeg() {
        let picture = decode(&samples::half_transparent_png(), &Limits::default()).expect("decodes");
        assert!(!picture.is_opaque());

        let webp = render(&picture, 64, Format::WebP).expect("renders");
        let jpeg = render(&picture, 64, Format::Jpeg).expect("renders");

        let webp = image::load_from_memory(&webp.bytes).expect("decodes").into_rgba8();
        let jpeg = image::load_from_memory(&jpeg.bytes).expect("decodes").into_rgba8();
        assert_eq!(webp.get_pixel(2, 2).0[3], 0);
        assert_eq!(webp.get_pixel(60, 60).0[3], 255);
        assert!(jpeg.get_pixel(2, 2).0.iter().all(|value| *value > 250));
    }

    #[test]
    fn the_same_picture_gives_the_same_bytes() {
        let picture = decode(&samples::png(200, 100), &Limits::default()).expect("decodes");

        for format in [Format::Jpeg, Format::WebP, Format::Avif] {
            let first = render(&picture, 100, format).expect("renders");
            let second = render(&picture, 100, format).expect("renders");
            assert_eq!(first.bytes, second.bytes, "{format:?}");
        }
    }
}
