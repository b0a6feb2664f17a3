//! Swimwear, drawn as it lies on a table: x = 0 is the middle, y grows downwards.

pub mod bikini;
pub mod one_piece;
pub mod rash;
pub mod trunks;

use super::canvas::Canvas;
use super::colour::Colour;
use super::palette::{SHADOW, WHITE};

/// A sewn edge along `data`; draw it clipped to the piece, so that only its inner half shows.
pub fn binding(c: &mut Canvas, data: &str, trim: Colour) {
    c.stroke(data, SHADOW, 24.0, 14);
    c.draw(format_args!(
        r#"<path d="{data}" fill="none" stroke="{}" stroke-width="23" stroke-opacity=".6" stroke-dasharray="8 5"/>"#,
        trim.lit(46)
    ));
    c.stroke(data, trim, 19.0, 100);
    c.stroke(data, SHADOW, 19.0, 8);
    c.draw(format_args!(
        r#"<path d="{data}" fill="none" stroke="{WHITE}" stroke-width="3.5" stroke-opacity=".3" transform="translate(3.5 4)"/>"#
    ));
}
