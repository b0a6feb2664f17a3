//! What a hand-held camera does to a scene: blur, flare, a wash of the hour's light.

use super::super::canvas::Canvas;
use super::super::chance::Chance;
use super::super::colour::Colour;
use super::super::palette::{SHADOW, WHITE};
use super::super::path::{Point, ellipse};

/// A background out of focus: drawn sharply first and a little larger than the picture, so that the
/// blur has no pale border.
pub fn unfocused(c: &mut Canvas, radius: u16, scene: impl Fn(&mut Canvas)) {
    let corner = (c.width() * -0.04, c.height() * -0.04);
    c.placed(corner, 0.0, 1.08, |c| {
        scene(c);
        c.haze(radius, 100, scene);
    });
}

/// The glare around a light at `place`, fading out at `radius`.
pub fn flare(c: &mut Canvas, place: Point, radius: f64, light: Colour, percent: u8) {
    let glow = c.radial(
        place,
        radius,
        &[(0, light, percent), (40, light, percent / 3), (100, light, 0)],
    );
    c.flood(glow);
}

/// The same tint over everything.
pub fn wash(c: &mut Canvas, tone: Colour, percent: u8) {
    let sheet = c.linear(
        (0.0, 0.0),
        (c.width(), 0.0),
        &[(0, tone, percent), (100, tone, percent)],
    );
    c.flood(sheet);
}

/// Light from the left or, with `from_right`, from the right; the other side goes quiet.
pub fn side_light(c: &mut Canvas, light: Colour, from_right: bool, percent: u8) {
    let (width, height) = (c.width(), c.height());
    let (near, far) = if from_right { (width, 0.0) } else { (0.0, width) };
    let fall = c.linear(
        (near, 0.0),
        (far, height * 0.4),
        &[
            (0, light, percent),
            (46, light, 0),
            (60, SHADOW, 0),
            (100, SHADOW, percent / 2),
        ],
    );
    c.flood(fall);
}

/// The corners of the picture a little darker than its middle.
pub fn corners(c: &mut Canvas, percent: u8) {
    let (width, height) = (c.width(), c.height());
    let shade = c.radial(
        (width * 0.5, height * 0.46),
        width.hypot(height) * 0.62,
        &[(0, SHADOW, 0), (58, SHADOW, 0), (100, SHADOW, percent)],
    );
    c.flood(shade);
}

/// Lamps out of focus between two heights.
pub fn lamps(c: &mut Canvas, from: f64, to: f64, tones: &[Colour], seed: u64) {
    let mut chance = Chance::new(seed);
    let width = c.width();
    for _ in 0..26 {
        let place = (chance.within(0.0, width), chance.within(from, to));
        let radius = chance.within(12.0, 46.0);
        let tone = chance.pick(tones).copied().unwrap_or(WHITE);
        c.tint(&ellipse(place, radius, radius), tone, 34);
        c.stroke(&ellipse(place, radius, radius), tone.lit(40), 2.0, 40);
    }
}

/// Drops of water on the lens or in the air.
pub fn drops(c: &mut Canvas, from: Point, to: Point, count: u8, seed: u64) {
    let mut chance = Chance::new(seed);
    for _ in 0..count {
        let place = (chance.within(from.0, to.0), chance.within(from.1, to.1));
        let size = chance.within(1.6, 9.0);
        c.tint(&ellipse(place, size, size * 1.1), WHITE, 64);
        c.tint(
            &ellipse((place.0 + size * 0.3, place.1 + size * 0.3), size * 0.5, size * 0.5),
            SHADOW,
            10,
        );
    }
}
