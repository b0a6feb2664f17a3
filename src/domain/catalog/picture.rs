//! A picture as pages need it: where its renditions are, how big it is, what it shows.

use serde::{Deserialize, Serialize};

/// Widths in pixels that the media pipeline renders; a narrower original ends the list with its own width.
pub const PICTURE_WIDTHS: [u32; 5] = [320, 640, 960, 1280, 1920];

/// One picture with its renditions at `/media/{name}/{width}.{avif|webp|jpg}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Content name: 40 hex digits, the folder of its renditions.
    pub name: String,
    /// Pixels of the upright original.
    pub width: u32,
    /// Pixels of the upright original.
    pub height: u32,
    /// Widths available as WebP and JPEG, ascending.
    pub widths: Vec<u32>,
    /// Widths available as AVIF, ascending; may be empty while they are still being made.
    pub avif_widths: Vec<u32>,
    /// `#rrggbb`, shown until the picture arrives.
    pub dominant_colour: String,
    /// What the picture shows, for people who do not see it. Empty: decoration.
    pub alt: String,
    /// Focal point, 0 to 10,000 from the left.
    pub focal_x: u32,
    /// Focal point, 0 to 10,000 from the top.
    pub focal_y: u32,
}

impl Picture {
    /// Address of the rendition in `format` (`avif`, `webp`, `jpg`) that is the narrowest not under `width`.
    pub fn address(&self, width: u32, format: &str) -> String {
        let widths = if format == "avif" {
            &self.avif_widths
        } else {
            &self.widths
        };
        let chosen = widths
            .iter()
            .copied()
            .find(|w| *w >= width)
            .or(widths.last().copied())
            .unwrap_or(width);
        format!("/media/{}/{chosen}.{format}", self.name)
    }

    /// The `srcset` of a format, or nothing when no rendition exists yet.
    pub fn srcset(&self, format: &str) -> Option<String> {
        let widths = if format == "avif" {
            &self.avif_widths
        } else {
            &self.widths
        };
        let list: Vec<_> = widths
            .iter()
            .map(|w| format!("/media/{}/{w}.{format} {w}w", self.name))
            .collect();
        (!list.is_empty()).then(|| list.join(", "))
    }
}
