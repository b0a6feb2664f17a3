//! Pearls, sea glass and polished stones.

use super::super::canvas::Canvas;
use super::super::colour::Colour;
use super::super::light::rest_small;
use super::super::palette::{BLUSH, DUSK, FOAM, MAUVE, SHADOW, SHELL, WHITE};
use super::super::path::{Point, blob, ellipse};

/// A pearl of `radius`, nearly round, on a shadow.
pub fn pearl(c: &mut Canvas, place: Point, radius: f64) {
    rest_small(c, &ellipse(place, radius, radius));
    pearl_bare(c, place, radius);
}

/// A pearl without a shadow, for strands that draw one for all.
pub fn pearl_bare(c: &mut Canvas, place: Point, radius: f64) {
    let (x, y) = place;
    let body = c.radial(
        (x - radius * 0.3, y - radius * 0.36),
        radius * 1.42,
        &[
            (0, WHITE, 100),
            (26, SHELL, 100),
            (58, BLUSH.mix(SHELL, 52), 100),
            (78, MAUVE.mix(SHELL, 44), 100),
            (92, DUSK.mix(SHELL, 36), 100),
            (100, FOAM.mix(MAUVE, 40), 100),
        ],
    );
    c.fill(&ellipse(place, radius, radius), body);
    c.tint(
        &ellipse((x - radius * 0.34, y - radius * 0.4), radius * 0.2, radius * 0.15),
        WHITE,
        96,
    );
    c.tint(
        &ellipse((x + radius * 0.4, y + radius * 0.52), radius * 0.26, radius * 0.12),
        FOAM,
        60,
    );
}

/// A baroque pearl: no two alike, but this one is always the same.
pub fn baroque(c: &mut Canvas, place: Point, scale: f64) {
    c.placed(place, 0.0, scale, |c| {
        let data = blob(&[
            (0.0, -70.0),
            (40.0, -46.0),
            (58.0, 6.0),
            (50.0, 58.0),
            (10.0, 84.0),
            (-38.0, 68.0),
            (-56.0, 16.0),
            (-36.0, -44.0),
        ]);
        rest_small(c, &data);
        let body = c.radial(
            (-20.0, -28.0),
            122.0,
            &[
                (0, WHITE, 100),
                (30, SHELL, 100),
                (60, BLUSH.mix(SHELL, 45), 100),
                (80, MAUVE.mix(SHELL, 36), 100),
                (100, DUSK.mix(FOAM, 44), 100),
            ],
        );
        c.fill(&data, body);
        c.clipped(&data, |c| {
            c.soft(7, 100, |c| {
                c.stroke("M30 -40 C14 -6 22 30 40 56", SHADOW, 9.0, 22);
                c.stroke("M16 -40 C0 -6 8 30 26 58", WHITE, 12.0, 80);
                c.stroke("M-50 40 C-30 60 0 70 26 66", FOAM, 12.0, 70);
            });
        });
        c.tint(&ellipse((-20.0, -32.0), 13.0, 9.0), WHITE, 96);
    });
}

/// A smooth stone cut to `data`; light gathers in its lower right, as in glass.
pub fn cabochon(c: &mut Canvas, data: &str, centre: Point, radius: f64, tone: Colour) {
    let (x, y) = centre;
    let body = c.radial(
        (x + radius * 0.3, y + radius * 0.4),
        radius * 1.7,
        &[
            (0, tone.lit(58), 100),
            (34, tone.lit(14), 100),
            (76, tone.shaded(16), 100),
            (100, tone.shaded(44), 100),
        ],
    );
    c.fill(data, body);
    c.clipped(data, |c| {
        c.stroke(data, tone.shaded(30), radius * 0.1, 60);
        c.soft(3, 70, |c| {
            c.fill(
                &ellipse((x - radius * 0.32, y - radius * 0.42), radius * 0.36, radius * 0.2),
                WHITE,
            );
        });
        c.tint(
            &ellipse((x - radius * 0.36, y - radius * 0.46), radius * 0.16, radius * 0.08),
            WHITE,
            90,
        );
    });
}

/// Sea glass: frosted, worn at the edges.
pub fn sea_glass(c: &mut Canvas, data: &str, centre: Point, radius: f64, tone: Colour) {
    let (x, y) = centre;
    let body = c.linear(
        (x - radius, y - radius),
        (x + radius, y + radius),
        &[
            (0, tone.lit(66), 100),
            (46, tone.lit(18), 100),
            (100, tone.lit(44), 100),
        ],
    );
    c.fill(data, body);
    c.clipped(data, |c| {
        c.soft(6, 100, |c| {
            c.stroke(data, tone.shaded(34), radius * 0.16, 52);
            c.fill(
                &ellipse((x + radius * 0.16, y + radius * 0.26), radius * 0.44, radius * 0.34),
                tone.lit(60),
            );
        });
        c.stroke(data, WHITE, radius * 0.05, 80);
    });
}
