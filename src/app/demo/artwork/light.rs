//! The sun: always from the upper left, low and warm, so that all pictures agree.

use std::fmt::Write as _;

use super::canvas::Canvas;
use super::colour::Colour;
use super::palette::{SHADOW, SUN, WHITE};
use super::path::{Point, along, at, paces, polygon};

/// The shadow of something that lies flat: a dark seam under it and a soft fall to the right.
pub fn rest(c: &mut Canvas, data: &str) {
    cast(c, data, (20.0, 26.0), 16, 30);
    cast(c, data, (5.0, 7.0), 4, 34);
}

/// The shadow of a small or thin thing that lies flat.
pub fn rest_small(c: &mut Canvas, data: &str) {
    cast(c, data, (8.0, 10.0), 6, 30);
    cast(c, data, (2.5, 3.0), 2, 34);
}

/// A shadow of the shape `data`, moved by `offset` and blurred.
pub fn cast(c: &mut Canvas, data: &str, offset: Point, blur: u16, percent: u8) {
    let (x, y) = offset;
    c.soft(blur, percent, |c| {
        c.draw(format_args!(
            r#"<path d="{data}" fill="{SHADOW}" transform="translate({x:.1} {y:.1})"/>"#
        ));
    });
}

/// The dark pool right under something that stands, `across` wide.
pub fn pool(c: &mut Canvas, centre: Point, across: f64, down: f64) {
    let (x, y) = centre;
    c.soft(9, 42, |c| {
        c.draw(format_args!(
            r#"<ellipse cx="{x:.1}" cy="{y:.1}" rx="{across:.1}" ry="{down:.1}" fill="{SHADOW}"/>"#
        ));
    });
}

/// Warm light falling in from the upper left, and the far corner going quiet.
pub fn atmosphere(c: &mut Canvas) {
    let (width, height) = (c.width(), c.height());
    let sun = c.radial(
        (width * 0.16, height * 0.08),
        height * 0.85,
        &[
            (0, WHITE.mix(SUN, 46), 40),
            (45, WHITE.mix(SUN, 30), 14),
            (100, WHITE, 0),
        ],
    );
    c.flood(sun);
    let corner = c.radial(
        (width * 0.36, height * 0.34),
        height.hypot(width) * 0.74,
        &[(0, SHADOW, 0), (60, SHADOW, 0), (100, SHADOW, 18)],
    );
    c.flood(corner);
}

/// Sunlight through a window, lying on a surface as leaning panes.
pub fn panes(c: &mut Canvas, corner: Point, size: Point, lean: f64, percent: u8) {
    let (x, y) = corner;
    let (width, height) = size;
    let gap = 0.06;
    let mut data = String::new();
    for (column, row) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
        let (left, top) = (column * (0.5 + gap / 2.0), row * (0.5 + gap / 2.0));
        let (right, bottom) = (left + 0.5 - gap / 2.0, top + 0.5 - gap / 2.0);
        let spot = |u: f64, v: f64| (x + u * width + v * lean, y + v * height + u * lean * 0.22);
        data += &polygon(&[
            spot(left, top),
            spot(right, top),
            spot(right, bottom),
            spot(left, bottom),
        ]);
    }
    c.haze(9, percent, |c| c.fill(&data, WHITE.mix(SUN, 30)));
}

/// The shadow of palm leaves that reach in from outside the picture.
pub fn palm_shade(c: &mut Canvas, root: Point, degrees: f64, scale: f64, percent: u8) {
    c.haze(8, percent, |c| {
        c.placed(root, degrees, scale, |c| {
            for (turn, length) in [(-34.0, 0.86), (-6.0, 1.0), (24.0, 0.94), (54.0, 0.74)] {
                c.placed((0.0, 0.0), turn, length, |c| c.fill(&frond(900.0, 120.0, 46.0), SHADOW));
            }
        });
    });
}

/// A palm leaf that grows to the right from the origin: `length` long, hanging by `droop`.
pub fn frond(length: f64, droop: f64, step: f64) -> String {
    let spine = [
        (0.0, 0.0),
        (length * 0.4, -droop * 0.9),
        (length * 0.75, -droop * 0.2),
        (length, droop),
    ];
    let mut data = String::new();
    for (place, angle) in paces(&along(spine, 40), step) {
        let part = place.0 / length;
        let reach = length * 0.34 * (part * 3.0).sin().max(0.12) * (1.0 - part * 0.25);
        for side in [-1.0, 1.0] {
            let lean = angle + side * (62.0 - 34.0 * part);
            leaflet(&mut data, place, lean, reach, step * 0.34);
        }
    }
    let _ = write!(
        data,
        "M0 -4 C{} {} {} C{} {} 0 4Z",
        at(spine[1]),
        at(spine[2]),
        at(spine[3]),
        at(spine[2]),
        at(spine[1])
    );
    data
}

/// One pointed leaf at `place`, `length` long and twice `half` wide in its middle.
pub fn leaflet(data: &mut String, place: Point, degrees: f64, length: f64, half: f64) {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let spot = |x: f64, y: f64| at((place.0 + x * cos - y * sin, place.1 + x * sin + y * cos));
    let (near, middle) = (spot(0.0, 0.0), length * 0.4);
    let _ = write!(
        data,
        "M{near} Q{} {} Q{} {near}Z",
        spot(middle, -half),
        spot(length, 0.0),
        spot(middle, half)
    );
}

/// A sheen over the whole of `data`: light on the left shoulder, dark to the right.
pub fn turn(c: &mut Canvas, data: &str, left: f64, right: f64, strength: u8) {
    let (weak, strong) = (strength / 2, strength);
    let shade = c.linear(
        (left, 0.0),
        (right, 0.0),
        &[
            (0, SHADOW, strong),
            (12, SHADOW, weak / 2),
            (26, WHITE, weak),
            (42, WHITE, 0),
            (66, SHADOW, weak / 3),
            (88, SHADOW, strong),
            (100, SHADOW, strong + weak),
        ],
    );
    c.fill(data, shade);
}

/// The paint for a ground that is `tone` in the middle, sunlit above and dusky below.
pub fn lit_ground(c: &mut Canvas, tone: Colour) -> String {
    let (width, height) = (c.width(), c.height());
    c.linear(
        (0.0, 0.0),
        (width * 0.75, height),
        &[(0, tone.lit(34), 100), (45, tone, 100), (100, tone.shaded(12), 100)],
    )
}
