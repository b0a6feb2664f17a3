//! Fins: edge on under a board, and lying flat for sale.

use super::super::canvas::Canvas;
use super::super::colour::Colour;
use super::super::light::rest_small;
use super::super::palette::{SHADOW, WHITE};
use super::board::mark;

const RAKED: &str = "M-92 0 C-70 -90 -20 -206 96 -262 C112 -268 118 -256 108 -244 C64 -190 62 -90 84 0 Q0 14 -92 0Z";
const KEEL: &str = "M-150 0 C-110 -96 -30 -176 96 -196 C112 -198 116 -186 106 -176 C84 -140 88 -60 118 0 Q0 14 -150 0Z";
const UPRIGHT: &str = "M-70 0 C-64 -90 -44 -190 14 -248 C24 -256 34 -250 32 -238 C28 -160 44 -70 66 0 Q0 12 -70 0Z";

/// A fin for sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fin {
    /// Swept back, for longboards.
    Raked,
    /// Long and low, for fishes.
    Keel,
    /// Small and upright, for the sides of a thruster.
    Upright,
}

/// Draws a fin that lies flat: base at y = 0, tip upwards.
pub fn flat_fin(c: &mut Canvas, fin: Fin, colour: Colour) {
    let data = match fin {
        Fin::Raked => RAKED,
        Fin::Keel => KEEL,
        Fin::Upright => UPRIGHT,
    };
    let tab = "M-46 2 H44 V34 H22 V22 H-20 V34 H-46Z";
    rest_small(c, tab);
    c.fill(tab, colour.shaded(34));
    rest_small(c, data);
    let glass = c.linear(
        (-100.0, -240.0),
        (100.0, 0.0),
        &[
            (0, colour.lit(56), 100),
            (50, colour, 100),
            (100, colour.shaded(30), 100),
        ],
    );
    c.fill(data, glass);
    c.clipped(data, |c| {
        c.stroke(data, WHITE, 9.0, 40);
        c.soft(7, 46, |c| {
            c.stroke("M-60 -10 C-30 -100 10 -180 80 -240", WHITE, 20.0, 70);
        });
        c.stroke("M-100 -34 C-20 -22 40 -22 130 -34", colour.shaded(44), 4.0, 60);
    });
    mark(c, (-4.0, -66.0), 0.5, colour.lit(80));
}

/// A fin as it is seen from below: a slender blade with its shadow on the board.
pub fn fin_edge(c: &mut Canvas, place: (f64, f64), scale: f64, colour: Colour) {
    c.placed(place, 0.0, scale, |c| {
        let blade = "M-5 -62 C2 -66 7 -40 9 0 C11 44 20 66 26 84 C8 76 -4 40 -6 10 C-8 -20 -9 -50 -5 -62Z";
        c.soft(4, 40, |c| {
            c.draw(format_args!(
                r#"<path d="{blade}" fill="{SHADOW}" transform="translate(12 10)"/>"#
            ));
        });
        let glass = c.linear(
            (-8.0, 0.0),
            (22.0, 10.0),
            &[
                (0, colour.lit(56), 100),
                (50, colour, 100),
                (100, colour.shaded(40), 100),
            ],
        );
        c.fill(blade, glass);
    });
}
