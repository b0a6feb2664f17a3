//! Chains and strands along any line.

use super::super::canvas::Canvas;
use super::super::palette::{SHADOW, SUN};
use super::super::path::{Point, along, lines, paces};
use super::metal::{Metal, wire_shadow};
use super::stone::pearl_bare;

/// How a chain is linked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// Small ovals.
    Cable,
    /// Long rounded rectangles.
    Paperclip,
    /// Flat, close and twisted.
    Curb,
    /// Tiny balls.
    Ball,
}

/// A line that hangs from `left` to `right`, `drop` deep at its lowest.
pub fn hang(left: Point, right: Point, drop: f64) -> Vec<Point> {
    let pull = drop * 4.0 / 3.0;
    let inward = (right.0 - left.0) * 0.16;
    along(
        [
            left,
            (left.0 + inward, left.1 + pull),
            (right.0 - inward, right.1 + pull),
            right,
        ],
        60,
    )
}

/// Draws a chain with links `size` long through `points`.
pub fn chain(c: &mut Canvas, points: &[Point], link: Link, size: f64, metal: Metal) {
    wire_shadow(c, &lines(points), size * 0.4);
    let step = match link {
        Link::Cable => size * 0.72,
        Link::Paperclip => size * 0.86,
        Link::Curb => size * 0.5,
        Link::Ball => size * 0.92,
    };
    for (index, (place, angle)) in paces(points, step).into_iter().enumerate() {
        let open = index % 2 == 0;
        one_link(c, place, angle, link, size, metal, open);
    }
}

fn one_link(c: &mut Canvas, place: Point, angle: f64, link: Link, size: f64, metal: Metal, open: bool) {
    let (base, deep) = (metal.colour(), metal.deep());
    let (long, wide, thick) = match (link, open) {
        (Link::Cable, true) => (size * 0.5, size * 0.34, size * 0.16),
        (Link::Cable, false) => (size * 0.46, size * 0.1, size * 0.18),
        (Link::Paperclip, true) => (size * 0.56, size * 0.2, size * 0.12),
        (Link::Paperclip, false) => (size * 0.5, size * 0.06, size * 0.12),
        (Link::Curb, _) => (size * 0.42, size * 0.26, size * 0.17),
        (Link::Ball, _) => return bead(c, place, size * 0.46, metal),
    };
    let (x, y) = place;
    let lean = if link == Link::Curb { angle + 32.0 } else { angle };
    let round = wide.min(long);
    let frame = |colour, width: f64| {
        format!(
            r#"<rect x="{:.1}" y="{:.1}" width="{:.1}" height="{:.1}" rx="{round:.1}" fill="none" stroke="{colour}" stroke-width="{width:.1}"/>"#,
            -long,
            -wide,
            long * 2.0,
            wide * 2.0
        )
    };
    let glint = (lean.to_radians() * 2.0).cos() * 22.0 + 44.0;
    let light = base.lit(if glint > 50.0 { 70 } else { 36 });
    c.draw(format_args!(
        r#"<g transform="translate({x:.1} {y:.1}) rotate({lean:.1})">{}{}<g transform="translate({:.1} {:.1})">{}</g></g>"#,
        frame(deep.shaded(16), thick * 1.25),
        frame(base, thick * 0.86),
        -thick * 0.14,
        -thick * 0.2,
        frame(light, thick * 0.34)
    ));
}

/// A ball of metal without a shadow.
pub fn bead(c: &mut Canvas, place: Point, radius: f64, metal: Metal) {
    let (x, y) = place;
    let (base, deep) = (metal.colour(), metal.deep());
    c.draw(format_args!(
        r#"<circle cx="{x:.1}" cy="{y:.1}" r="{radius:.1}" fill="{}"/><circle cx="{:.1}" cy="{:.1}" r="{:.1}" fill="{base}"/><circle cx="{:.1}" cy="{:.1}" r="{:.1}" fill="{}"/>"#,
        deep,
        x - radius * 0.1,
        y - radius * 0.12,
        radius * 0.8,
        x - radius * 0.3,
        y - radius * 0.34,
        radius * 0.3,
        base.lit(86)
    ));
}

/// A strand of pearls that grow from `small` at the ends to `large` in the middle.
pub fn pearls(c: &mut Canvas, points: &[Point], small: f64, large: f64) {
    let total: f64 = points
        .windows(2)
        .map(|pair| (pair[1].0 - pair[0].0).hypot(pair[1].1 - pair[0].1))
        .sum();
    wire_shadow(c, &lines(points), large * 1.2);
    c.stroke(&lines(points), SUN.shaded(40), 3.0, 80);
    let mut walked = small;
    while walked < total - small {
        let part = walked / total;
        let radius = small + (large - small) * (1.0 - (part * 2.0 - 1.0).powi(2));
        if let Some((place, _)) = paces(points, walked.max(0.1)).get(1) {
            c.soft(3, 40, |c| {
                c.draw(format_args!(
                    r#"<circle cx="{:.1}" cy="{:.1}" r="{radius:.1}" fill="{SHADOW}"/>"#,
                    place.0 + radius * 0.2,
                    place.1 + radius * 0.24
                ));
            });
            pearl_bare(c, *place, radius);
        }
        walked += radius * 2.02;
    }
}
