//! What is painted on boards, between nose (y = 0) and tail.

use super::super::canvas::Canvas;
use super::super::colour::Colour;
use super::super::palette::{BARK, CLAY};
use super::super::path::{ellipse, polygon, smooth};

/// Clouds in a resin tint.
pub fn resin_swirl(c: &mut Canvas, base: Colour, length: f64) {
    c.soft(16, 100, |c| {
        for (line, light) in [
            (
                smooth(&[
                    (-120.0, length * 0.1),
                    (20.0, length * 0.22),
                    (-40.0, length * 0.4),
                    (90.0, length * 0.52),
                ]),
                true,
            ),
            (
                smooth(&[
                    (110.0, length * 0.3),
                    (-30.0, length * 0.46),
                    (60.0, length * 0.66),
                    (-80.0, length * 0.84),
                ]),
                false,
            ),
            (
                smooth(&[
                    (-110.0, length * 0.56),
                    (10.0, length * 0.7),
                    (-10.0, length * 0.9),
                    (100.0, length),
                ]),
                true,
            ),
        ] {
            let colour = if light { base.lit(60) } else { base.shaded(40) };
            c.stroke(&line, colour, 46.0, 34);
        }
    });
}

/// A half sun over its reflections.
pub fn sun_design(c: &mut Canvas, length: f64, half: f64, disc: Colour, ray: Colour) {
    let centre = (0.0, length * 0.46);
    let radius = half * 0.7;
    c.fill(
        &format!(
            "M-{radius:.1} {y:.1} A{radius:.1} {radius:.1} 0 0 1 {radius:.1} {y:.1}Z",
            y = centre.1
        ),
        disc,
    );
    for (step, size) in [(0u8, 20.0), (1, 17.0), (2, 14.0), (3, 11.0), (4, 8.0), (5, 5.0)] {
        let top = centre.1 + 14.0 + f64::from(step) * 30.0;
        c.fill(
            &polygon(&[(-200.0, top), (200.0, top), (200.0, top + size), (-200.0, top + size)]),
            ray,
        );
    }
}

/// A wave along the left rail.
pub fn swell_design(c: &mut Canvas, length: f64, half: f64, one: Colour, other: Colour) {
    for (reach, colour) in [(0.5, one), (0.1, other), (-0.24, one.lit(40))] {
        let x = half * reach;
        c.fill(&format!(
            "M{x:.1} -20 C{a:.1} {p:.1} {b:.1} {q:.1} {x:.1} {m:.1} C{b:.1} {r:.1} {a:.1} {s:.1} {d:.1} {z:.1} L-300 {z:.1} L-300 -20Z",
            a = x + half * 0.5,
            b = x - half * 0.5,
            d = x - half * 0.2,
            p = length * 0.18,
            q = length * 0.3,
            m = length * 0.5,
            r = length * 0.66,
            s = length * 0.8,
            z = length + 20.0,
        ), colour);
    }
}

/// Four planks with their grain and one knot.
pub fn wood(c: &mut Canvas, length: f64, half: f64) {
    let tones = [CLAY.lit(46), CLAY.lit(30), CLAY.lit(54), CLAY.lit(22)];
    for (index, tone) in (0u8..4).zip(tones) {
        let left = -half + f64::from(index) * half * 0.5;
        c.fill(
            &polygon(&[
                (left, -10.0),
                (left + half * 0.5 + 1.0, -10.0),
                (left + half * 0.5 + 1.0, length + 10.0),
                (left, length + 10.0),
            ]),
            tone,
        );
        for ring in 0..7u8 {
            let x = left + 4.0 + f64::from(ring) * half * 0.068;
            let sway = if (ring + index) % 2 == 0 { 5.0 } else { -4.0 };
            let grain = smooth(&[
                (x, -10.0),
                (x + sway, length * 0.3),
                (x - sway, length * 0.62),
                (x + sway * 0.5, length + 10.0),
            ]);
            c.stroke(&grain, BARK, 1.4, 30);
        }
    }
    c.tint(&ellipse((half * 0.3, length * 0.63), 6.0, 13.0), BARK, 46);
}
