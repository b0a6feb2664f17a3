//! The finished pictures, one function each: portraits are 1200 by 1500 units.

pub mod ashore;
pub mod bikinis;
pub mod boards;
pub mod bracelets;
pub mod collection;
pub mod earrings;
pub mod hero;
pub mod necklaces;
pub mod neoprene;
pub mod one_pieces;
pub mod rings;
pub mod trunks;

use super::canvas::Canvas;
use super::light::{atmosphere, palm_shade};

/// A portrait: the ground, then the things on it, then the light over both.
fn portrait(ground: impl FnOnce(&mut Canvas), things: impl FnOnce(&mut Canvas)) -> String {
    let mut c = Canvas::new(1200, 1500);
    ground(&mut c);
    things(&mut c);
    atmosphere(&mut c);
    c.finish()
}

/// A portrait into which the shadow of palm leaves falls from the upper left.
fn under_palms(ground: impl FnOnce(&mut Canvas), things: impl FnOnce(&mut Canvas)) -> String {
    portrait(ground, |c| {
        things(c);
        palm_shade(c, (-90.0, 150.0), 20.0, 1.15, 22);
    })
}
