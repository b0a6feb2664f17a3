//! What things lie on when they are seen from above.

use std::fmt::Write as _;

use super::canvas::Canvas;
use super::chance::Chance;
use super::colour::Colour;
use super::light::{cast, lit_ground};
use super::palette::{DEEP, DUNE, FOAM, SAND, SEA, SHADOW, SHELL, WHITE};
use super::path::{Point, at, blob, polygon, smooth};

/// Plain tinted paper.
pub fn paper(c: &mut Canvas, tone: Colour) {
    let paint = lit_ground(c, tone);
    c.flood(paint);
}

/// Two sheets of paper, the upper one cut along a slant.
pub fn two_papers(c: &mut Canvas, lower: Colour, upper: Colour, left: f64, right: f64) {
    paper(c, lower);
    let (width, height) = (c.width(), c.height());
    let sheet = polygon(&[
        (-60.0, height * left),
        (width + 60.0, height * right),
        (width + 60.0, height + 60.0),
        (-60.0, height + 60.0),
    ]);
    cast(c, &sheet, (4.0, -10.0), 12, 26);
    let paint = lit_ground(c, upper);
    c.fill(&sheet, paint);
    c.stroke(&sheet, WHITE, 2.0, 40);
}

/// Fine sand with grains and the low ridges that wind leaves.
pub fn sand(c: &mut Canvas, tone: Colour, seed: u64) {
    paper(c, tone);
    let (width, height) = (c.width(), c.height());
    let mut chance = Chance::new(seed);
    c.haze(8, 100, |c| {
        let mut y = -40.0;
        while y < height + 120.0 {
            ridge(c, &mut chance, y, width);
            y += chance.within(64.0, 104.0);
        }
    });
    grains(c, tone, seed);
}

fn ridge(c: &mut Canvas, chance: &mut Chance, y: f64, width: f64) {
    let mut points = Vec::new();
    let mut x = -60.0;
    while x < width + 120.0 {
        points.push((x, y - x * 0.08 + chance.within(-16.0, 16.0)));
        x += 130.0;
    }
    let line = smooth(&points);
    c.stroke(&line, SHADOW, 22.0, 9);
    c.draw(format_args!(r#"<g transform="translate(0 -18)">"#));
    c.stroke(&line, WHITE, 16.0, 26);
    c.draw(format_args!("</g>"));
}

/// Specks of sand, as one tile that repeats.
pub fn grains(c: &mut Canvas, tone: Colour, seed: u64) {
    let mut chance = Chance::new(seed ^ 0x5a);
    let mut tile = String::new();
    let tones = [tone.shaded(24), tone.shaded(12), tone.lit(60), DUNE.shaded(20), SHELL];
    for _ in 0..150 {
        let colour = chance.pick(&tones).copied().unwrap_or(DUNE);
        let (x, y) = (chance.within(2.0, 258.0), chance.within(2.0, 258.0));
        let radius = chance.within(0.5, 1.7);
        let _ = write!(
            tile,
            r#"<circle cx="{x:.1}" cy="{y:.1}" r="{radius:.1}" fill="{colour}"/>"#
        );
    }
    let paint = c.pattern(260.0, 260.0, 11.0, &tile);
    c.group(r#"opacity="0.5""#, |c| c.flood(paint));
}

/// Square tiles of glazed clay.
pub fn tiles(c: &mut Canvas, tone: Colour, size: f64, seed: u64) {
    paper(c, tone.lit(48));
    let mut chance = Chance::new(seed);
    let (width, height) = (c.width(), c.height());
    let grout = size * 0.06;
    let mut y = -size * 0.35;
    while y < height {
        let mut x = -size * 0.45;
        while x < width {
            let shade = u8::try_from(chance.below(16)).unwrap_or(0);
            let glaze = if chance.below(2) == 0 {
                tone.lit(shade)
            } else {
                tone.shaded(shade / 2)
            };
            tile(c, (x, y), size - grout, glaze);
            x += size;
        }
        y += size;
    }
}

fn tile(c: &mut Canvas, corner: Point, size: f64, glaze: Colour) {
    let (x, y) = corner;
    let (light, dark) = (glaze.lit(36), glaze.shaded(22));
    c.draw(format_args!(
        r#"<g><rect x="{x:.1}" y="{y:.1}" width="{size:.1}" height="{size:.1}" rx="5" fill="{dark}"/><rect x="{x:.1}" y="{y:.1}" width="{w:.1}" height="{w:.1}" rx="5" fill="{light}"/><rect x="{ix:.1}" y="{iy:.1}" width="{iw:.1}" height="{iw:.1}" rx="4" fill="{glaze}"/></g>"#,
        w = size - 2.0,
        ix = x + 2.5,
        iy = y + 2.5,
        iw = size - 5.5,
    ));
}

/// Terrazzo: chips of stone in a light ground.
pub fn terrazzo(c: &mut Canvas, tone: Colour, chips: &[Colour], seed: u64) {
    paper(c, tone);
    let mut chance = Chance::new(seed);
    let (width, height) = (c.width(), c.height());
    for _ in 0..330 {
        let place = (chance.within(0.0, width), chance.within(0.0, height));
        let size = chance.within(4.0, 25.0);
        let colour = chance.pick(chips).copied().unwrap_or(tone);
        let chip = pebble_outline(&mut chance, place, size);
        c.tint(&chip, colour, 78);
    }
}

/// An uneven five-sided outline around `place`.
pub fn pebble_outline(chance: &mut Chance, place: Point, size: f64) -> String {
    let turn = chance.within(0.0, 72.0);
    let corners: Vec<Point> = (0..5u16)
        .map(|corner| {
            let angle = (turn + f64::from(corner) * 72.0).to_radians();
            let reach = size * chance.within(0.6, 1.1);
            (place.0 + angle.cos() * reach, place.1 + angle.sin() * reach * 0.82)
        })
        .collect();
    polygon(&corners)
}

/// A swimming pool from above, `tone` where it is deepest, with the net of light on its floor.
pub fn water(c: &mut Canvas, tone: Colour, seed: u64) {
    let (width, height) = (c.width(), c.height());
    let paint = c.linear(
        (0.0, 0.0),
        (width * 0.6, height),
        &[
            (0, tone.mix(FOAM, 52), 100),
            (48, tone, 100),
            (100, tone.mix(DEEP, 34), 100),
        ],
    );
    c.flood(paint);
    caustics(c, (0.0, 0.0), (width, height), seed);
}

/// The moving net of light on the floor of clear water, frozen.
pub fn caustics(c: &mut Canvas, corner: Point, size: Point, seed: u64) {
    let (far, near) = (
        net(corner, size, 300.0, 0.97, seed ^ 0x77),
        net(corner, size, 200.0, 1.0, seed),
    );
    c.haze(12, 30, |c| evenly(c, &far, SEA.lit(66)));
    c.haze(2, 62, |c| evenly(c, &near, FOAM.lit(50)));
}

fn evenly(c: &mut Canvas, data: &str, paint: Colour) {
    c.draw(format_args!(r#"<path d="{data}" fill="{paint}" fill-rule="evenodd"/>"#));
}

/// Everything but the cells of a foam: what is left are strands that thicken where they meet.
fn net(corner: Point, size: Point, mesh: f64, swell: f64, seed: u64) -> String {
    let mut chance = Chance::new(seed);
    let (columns, rows) = (18u16, 26u16);
    let mut seeds: Vec<Vec<Point>> = Vec::new();
    for row in 0..rows {
        let shift = if row % 2 == 0 { 0.0 } else { mesh * 0.5 };
        seeds.push(
            (0..columns)
                .map(|column| {
                    let x = (f64::from(column) - 2.0) * mesh + shift + chance.within(-0.36, 0.36) * mesh;
                    let y = (f64::from(row) - 2.0) * mesh * 0.62 + chance.within(-0.26, 0.26) * mesh;
                    (corner.0 + x, corner.1 + y)
                })
                .collect(),
        );
    }
    let mut data = format!(
        "M{} H{:.1} V{:.1} H{:.1}Z",
        at((corner.0 - 9.0, corner.1 - 9.0)),
        corner.0 + size.0 + 9.0,
        corner.1 + size.1 + 9.0,
        corner.0 - 9.0
    );
    for row in 1..usize::from(rows) - 1 {
        for column in 1..usize::from(columns) - 1 {
            data += &cell(&seeds, row, column, swell);
        }
    }
    data
}

fn cell(seeds: &[Vec<Point>], row: usize, column: usize, swell: f64) -> String {
    let here = seeds[row][column];
    let lean = row % 2;
    let around = [
        seeds[row][column + 1],
        seeds[row + 1][column + lean],
        seeds[row + 1][column + lean - 1],
        seeds[row][column - 1],
        seeds[row - 1][column + lean - 1],
        seeds[row - 1][column + lean],
    ];
    let corners: Vec<Point> = (0..6)
        .map(|side| {
            let (one, other) = (around[side], around[(side + 1) % 6]);
            let mean = ((here.0 + one.0 + other.0) / 3.0, (here.1 + one.1 + other.1) / 3.0);
            (here.0 + (mean.0 - here.0) * swell, here.1 + (mean.1 - here.1) * swell)
        })
        .collect();
    let mix =
        |one: Point, other: Point, part: f64| (one.0 + (other.0 - one.0) * part, one.1 + (other.1 - one.1) * part);
    let middle = |side: usize| mix(mix(corners[side % 6], corners[(side + 1) % 6], 0.5), here, 0.03);
    let mut data = format!("M{}", at(middle(5)));
    for (side, corner) in corners.iter().enumerate() {
        let corner = mix(*corner, here, 0.05);
        let (before, after) = (mix(middle(side + 5), corner, 0.78), mix(middle(side), corner, 0.78));
        let _ = write!(data, " C{} {} {}", at(before), at(after), at(middle(side)));
    }
    data + "Z"
}

/// Stone with level veins, such as travertine.
pub fn stone(c: &mut Canvas, tone: Colour, seed: u64) {
    paper(c, tone);
    let mut chance = Chance::new(seed);
    let (width, height) = (c.width(), c.height());
    c.haze(3, 100, |c| veins(c, &mut chance, tone, width, height));
    for _ in 0..120 {
        let place = (chance.within(0.0, width), chance.within(0.0, height));
        let size = chance.within(2.0, 7.0);
        let hole = blob(&[
            (place.0 - size * 2.4, place.1),
            (place.0, place.1 - size * 0.5),
            (place.0 + size * 2.0, place.1 + 1.0),
            (place.0, place.1 + size * 0.6),
        ]);
        c.tint(&hole, tone.shaded(38), 34);
    }
}

fn veins(c: &mut Canvas, chance: &mut Chance, tone: Colour, width: f64, height: f64) {
    let mut y = 0.0;
    while y < height {
        let points: Vec<Point> = (0..8u16)
            .map(|step| (f64::from(step) * width / 6.0 - 80.0, y + chance.within(-12.0, 12.0)))
            .collect();
        let (colour, percent) = if chance.below(2) == 0 {
            (tone.shaded(26), 20)
        } else {
            (SAND.lit(70), 42)
        };
        c.stroke(&smooth(&points), colour, chance.within(3.0, 20.0), percent);
        y += chance.within(18.0, 52.0);
    }
}
