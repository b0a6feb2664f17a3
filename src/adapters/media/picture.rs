//! A decoded picture, ready to be rendered.

use image::RgbaImage;

use super::ContentName;

/// Upright, sRGB, without metadata; at most 1920 × 4096 pixels are kept.
#[derive(Clone)]
pub struct Picture {
    pixels: RgbaImage,
    original: (u32, u32),
    content: ContentName,
    is_opaque: bool,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Picture")
            .field("content", &self.content)
            .field("original", &self.original)
            .field("kept", &self.pixels.dimensions())
            .finish_non_exhaustive()
    }
}

impl Picture {
    pub(super) fn new(pixels: RgbaImage, original: (u32, u32), content: ContentName) -> Self {
        Self {
            is_opaque: is_opaque(&pixels),
            pixels,
            original,
            content,
        }
    }

    /// Width of the upright original in pixels.
    pub fn width(&self) -> u32 {
        self.original.0
    }

    /// Height of the upright original in pixels.
    pub fn height(&self) -> u32 {
        self.original.1
    }

    /// Named by the bytes that the picture was decoded from.
    pub fn content_name(&self) -> ContentName {
        self.content
    }

    /// Whether no pixel is transparent.
    pub fn is_opaque(&self) -> bool {
        self.is_opaque
    }

    pub(super) fn pixels(&self) -> &RgbaImage {
        &self.pixels
    }

    /// The colour to show until the picture is there, as `#rrggbb`: the mean of the commonest of
    /// 4,096 shades among what is not transparent; white if everything is.
    pub fn dominant_colour(&self) -> String {
        let mut shades = vec![Shade::default(); 16 * 16 * 16];
        // Odd, so that the samples do not line up in columns.
        let step = (self.pixels.len() / (4 * SAMPLED_PIXELS)) | 1;
        for pixel in self.pixels.pixels().step_by(step) {
            let [r, g, b, alpha] = pixel.0;
            if alpha >= 128 {
                shades[shade_index(r, g, b)].add(r, g, b);
            }
        }
        let [r, g, b] = shades
            .iter()
            .max_by_key(|shade| shade.count)
            .map_or([u8::MAX; 3], Shade::mean);
        format!("#{r:02x}{g:02x}{b:02x}")
    }
}

/// Whether no pixel is transparent.
pub(super) fn is_opaque(pixels: &RgbaImage) -> bool {
    pixels.pixels().all(|pixel| pixel.0[3] == u8::MAX)
}

/// About so many pixels are looked at for the dominant colour.
const SAMPLED_PIXELS: usize = 65_536;

fn shade_index(r: u8, g: u8, b: u8) -> usize {
    (usize::from(r >> 4) << 8) | (usize::from(g >> 4) << 4) | usize::from(b >> 4)
}

#[derive(Clone, Default)]
struct Shade {
    count: u64,
    sum: [u64; 3],
}

impl Shade {
    fn add(&mut self, r: u8, g: u8, b: u8) {
        self.count += 1;
        for (sum, value) in self.sum.iter_mut().zip([r, g, b]) {
            *sum += u64::from(value);
        }
    }

    fn mean(&self) -> [u8; 3] {
        self.sum.map(|sum| match self.count {
            0 => u8::MAX,
            count => u8::try_from(sum / count).unwrap_or(u8::MAX),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgba;

    fn picture(paint: impl Fn(u32) -> [u8; 4]) -> Picture {
        let pixels = RgbaImage::from_fn(100, 10, |x, _| Rgba(paint(x)));
        Picture::new(pixels, (100, 10), ContentName::of(b"test"))
    }

    #[test]
    fn the_dominant_colour_is_the_commonest_and_not_the_mean_of_all() {
        let sea = picture(|x| {
            if x < 60 {
                [10, 80, 150, 255]
            } else {
                [250, 240, 20, 255]
            }
        });

        assert_eq!(sea.dominant_colour(), "#0a5096");
    }

    #[test]
    fn what_is_transparent_has_no_colour() {
        let ring = picture(|x| if x < 90 { [0, 0, 0, 0] } else { [200, 180, 40, 255] });
        let nothing = picture(|_| [1, 2, 3, 0]);

        assert_eq!(ring.dominant_colour(), "#c8b428");
        assert_eq!(nothing.dominant_colour(), "#ffffff");
        assert!(!ring.is_opaque());
    }
}
