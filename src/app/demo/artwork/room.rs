//! Rooms of plaster: a wall, a floor, and the simple shapes that things stand on.

use super::canvas::Canvas;
use super::colour::Colour;
use super::light::{cast, lit_ground, pool};
use super::palette::{SHADOW, SUN, WHITE};
use super::path::{Point, ellipse, polygon};

/// A plastered wall over a floor that begins at `level`.
pub fn room(c: &mut Canvas, wall: Colour, floor: Colour, level: f64) {
    let (width, height) = (c.width(), c.height());
    let paint = lit_ground(c, wall);
    c.flood(paint);
    let depth = c.linear(
        (0.0, level),
        (0.0, height),
        &[(0, floor.shaded(10), 100), (30, floor, 100), (100, floor.lit(24), 100)],
    );
    c.fill(
        &polygon(&[(0.0, level), (width, level), (width, height), (0.0, height)]),
        depth,
    );
    let corner = c.linear((0.0, level - 130.0), (0.0, level), &[(0, SHADOW, 0), (100, SHADOW, 13)]);
    c.fill(
        &polygon(&[
            (0.0, level - 130.0),
            (width, level - 130.0),
            (width, level),
            (0.0, level),
        ]),
        corner,
    );
}

/// A studio sweep: wall and floor are one sheet that bends softly around `level`.
pub fn sweep(c: &mut Canvas, tone: Colour, level: f64) {
    let (width, height) = (c.width(), c.height());
    let paint = lit_ground(c, tone);
    c.flood(paint);
    let bend = c.linear(
        (0.0, level - 160.0),
        (0.0, level + 200.0),
        &[(0, SHADOW, 0), (45, SHADOW, 12), (62, SHADOW, 9), (100, WHITE, 22)],
    );
    c.fill(
        &polygon(&[
            (0.0, level - 160.0),
            (width, level - 160.0),
            (width, height),
            (0.0, height),
        ]),
        bend,
    );
}

/// A niche or doorway with a round head; `centre` is the middle of its foot.
pub fn arch(c: &mut Canvas, centre: Point, half: f64, height: f64, tone: Colour) {
    let data = arch_outline(centre, half, height);
    let paint = c.linear(
        (centre.0 - half, 0.0),
        (centre.0 + half, 0.0),
        &[
            (0, tone.shaded(22), 100),
            (30, tone.shaded(6), 100),
            (100, tone.lit(20), 100),
        ],
    );
    c.fill(&data, paint);
    c.clipped(&data, |c| {
        c.soft(16, 46, |c| {
            c.draw(format_args!(
                r#"<path d="{data}" fill="none" stroke="{SHADOW}" stroke-width="60" transform="translate(-16 -12)"/>"#
            ));
        });
    });
    c.stroke(&data, WHITE, 2.0, 45);
}

/// The outline of an arch, closed at the foot.
pub fn arch_outline(centre: Point, half: f64, height: f64) -> String {
    let (x, y) = centre;
    format!(
        "M{left:.1} {y:.1} V{spring:.1} A{half:.1} {half:.1} 0 0 1 {right:.1} {spring:.1} V{y:.1}Z",
        left = x - half,
        right = x + half,
        spring = y - height + half,
    )
}

/// A low round pedestal: `centre` is the middle of its upper face.
pub fn drum(c: &mut Canvas, centre: Point, across: f64, height: f64, tone: Colour) {
    let (x, y) = centre;
    let down = across * 0.24;
    let (left, right) = (x - across, x + across);
    let body = format!(
        "M{left:.1} {y:.1} V{:.1} A{across:.1} {down:.1} 0 0 0 {right:.1} {:.1} V{y:.1}Z",
        y + height,
        y + height
    );
    cast(c, &body, (across * 0.34, height * 0.16), 22, 30);
    pool(
        c,
        (x + across * 0.08, y + height + down * 0.82),
        across * 0.98,
        down * 0.5,
    );
    let side = c.linear(
        (left, 0.0),
        (right, 0.0),
        &[
            (0, tone.shaded(10), 100),
            (22, tone.lit(30), 100),
            (55, tone.shaded(4), 100),
            (100, tone.shaded(34), 100),
        ],
    );
    c.fill(&body, side);
    let face = c.linear(
        (left, y - down),
        (right, y + down),
        &[(0, tone.lit(64), 100), (100, tone.lit(12), 100)],
    );
    c.fill(&ellipse(centre, across, down), face);
    c.draw(format_args!(
        r#"<ellipse cx="{x:.1}" cy="{y:.1}" rx="{:.1}" ry="{:.1}" fill="none" stroke="{WHITE}" stroke-opacity=".6" stroke-width="2"/>"#,
        across - 1.0,
        down - 1.0
    ));
}

/// A block of stone seen from a little above: `corner` is the upper left of its front.
pub fn block(c: &mut Canvas, corner: Point, size: Point, depth: f64, tone: Colour) {
    let ((x, y), (width, height)) = (corner, size);
    let lean = depth * 0.55;
    let front = polygon(&[(x, y), (x + width, y), (x + width, y + height), (x, y + height)]);
    let top = polygon(&[
        (x, y),
        (x + lean, y - depth),
        (x + width + lean, y - depth),
        (x + width, y),
    ]);
    let flank = polygon(&[
        (x + width, y),
        (x + width + lean, y - depth),
        (x + width + lean, y + height - depth),
        (x + width, y + height),
    ]);
    cast(c, &format!("{front} {flank}"), (width * 0.12, 24.0), 26, 30);
    let paint = c.linear(
        (x, y),
        (x + width, y + height),
        &[(0, tone.lit(16), 100), (100, tone.shaded(10), 100)],
    );
    c.fill(&front, paint);
    c.fill(&flank, tone.shaded(30));
    let lid = c.linear(
        (x, y - depth),
        (x + width, y),
        &[(0, tone.lit(62), 100), (100, tone.lit(30), 100)],
    );
    c.fill(&top, lid);
    c.stroke(&polygon(&[(x, y), (x + width, y)]), WHITE, 2.0, 55);
}

/// A plain ball, such as a prop of plaster.
pub fn ball(c: &mut Canvas, centre: Point, radius: f64, tone: Colour) {
    let (x, y) = centre;
    pool(c, (x + radius * 0.3, y + radius * 0.93), radius * 1.0, radius * 0.2);
    let paint = c.radial(
        (x - radius * 0.38, y - radius * 0.45),
        radius * 1.55,
        &[
            (0, tone.lit(70), 100),
            (40, tone, 100),
            (82, tone.shaded(36), 100),
            (100, tone.shaded(24).mix(SUN, 16), 100),
        ],
    );
    c.fill(&ellipse(centre, radius, radius), paint);
}

/// A wooden peg in the wall, where something hangs.
pub fn peg(c: &mut Canvas, place: Point, tone: Colour) {
    let (x, y) = place;
    c.soft(7, 40, |c| {
        c.draw(format_args!(
            r#"<ellipse cx="{:.1}" cy="{:.1}" rx="30" ry="17" fill="{SHADOW}" transform="rotate(38 {x:.1} {y:.1})"/>"#,
            x + 26.0,
            y + 12.0
        ));
    });
    let paint = c.radial(
        (x - 8.0, y - 9.0),
        34.0,
        &[(0, tone.lit(52), 100), (60, tone, 100), (100, tone.shaded(34), 100)],
    );
    c.draw(format_args!(
        r#"<circle cx="{x:.1}" cy="{y:.1}" r="20" fill="{paint}"/>"#
    ));
}
