//! Small things that keep products company: shells, pebbles, fruit, grass, a dish.

use super::canvas::Canvas;
use super::chance::Chance;
use super::colour::Colour;
use super::light::{cast, leaflet, rest, rest_small};
use super::palette::{BLUSH, CLAY, CORAL, DUNE, EMBER, SAND, SHADOW, SHELL, SUN, WHITE};
use super::path::{Point, along, blob, ellipse, paces};

/// A scallop shell, about 300 across.
pub fn shell(c: &mut Canvas, tone: Colour) {
    let data = "M-34 118 L-56 150 L56 150 L34 118 C110 96 160 30 146 -34 C138 -46 128 -52 124 -66 C110 -70 104 -84 92 -94 C76 -92 64 -104 50 -112 C34 -106 16 -114 0 -122 C-16 -114 -34 -106 -50 -112 C-64 -104 -76 -92 -92 -94 C-104 -84 -110 -70 -124 -66 C-128 -52 -138 -46 -146 -34 C-160 30 -110 96 -34 118Z";
    rest(c, data);
    let body = c.radial(
        (-30.0, 150.0),
        300.0,
        &[
            (0, tone.shaded(12), 100),
            (30, tone, 100),
            (62, tone.lit(52), 100),
            (100, tone.lit(16), 100),
        ],
    );
    c.fill(data, body);
    c.clipped(data, |c| {
        for (x, y) in [(-146.0, -34.0), (-124.0, -66.0), (-92.0, -94.0), (-50.0, -112.0), (0.0, -122.0), (50.0, -112.0), (92.0, -94.0), (124.0, -66.0), (146.0, -34.0)] {
            let rib = format!("M{:.1} 126 Q{:.1} 50 {x:.1} {y:.1}", x * 0.16, x * 0.66);
            c.soft(2, 100, |c| c.stroke(&rib, tone.shaded(50), 7.0, 44));
            c.draw(format_args!(r#"<path d="{rib}" fill="none" stroke="{WHITE}" stroke-opacity=".6" stroke-width="5" transform="translate(8 2)"/>"#));
        }
        c.soft(8, 100, |c| {
            c.stroke("M-130 30 C-60 -30 60 -30 130 30", tone.shaded(30), 10.0, 30);
            c.stroke("M-140 -10 C-60 -76 60 -76 140 -10", tone.shaded(30), 8.0, 26);
        });
    });
}

/// A handful of pebbles strewn within `spread` of the origin.
pub fn pebbles(c: &mut Canvas, count: u8, spread: Point, seed: u64) {
    let mut chance = Chance::new(seed);
    let tones = [SHELL, DUNE, CLAY.lit(30), SAND.shaded(20), BLUSH.shaded(14)];
    for _ in 0..count {
        let place = (chance.within(-spread.0, spread.0), chance.within(-spread.1, spread.1));
        let tone = chance.pick(&tones).copied().unwrap_or(SHELL);
        pebble(c, &mut chance, place, tone);
    }
}

fn pebble(c: &mut Canvas, chance: &mut Chance, place: Point, tone: Colour) {
    let (across, down) = (chance.within(22.0, 56.0), chance.within(0.62, 0.86));
    let corners: Vec<Point> = (0..7u16)
        .map(|corner| {
            let angle = (f64::from(corner) * 51.4).to_radians();
            let reach = across * chance.within(0.88, 1.08);
            (place.0 + angle.cos() * reach, place.1 + angle.sin() * reach * down)
        })
        .collect();
    let data = blob(&corners);
    rest_small(c, &data);
    let body = c.radial(
        (place.0 - across * 0.4, place.1 - across * 0.4),
        across * 1.9,
        &[(0, tone.lit(58), 100), (50, tone, 100), (100, tone.shaded(34), 100)],
    );
    c.fill(&data, body);
}

/// A slice of orange, 200 across.
pub fn orange_slice(c: &mut Canvas) {
    rest_small(c, &ellipse((0.0, 0.0), 104.0, 104.0));
    c.fill(&ellipse((0.0, 0.0), 104.0, 104.0), CORAL.mix(SUN, 46));
    c.fill(&ellipse((0.0, 0.0), 94.0, 94.0), SHELL.mix(SUN, 22));
    for step in 0..9u8 {
        c.placed((0.0, 0.0), f64::from(step) * 40.0, 1.0, |c| {
            let wedge = "M0 -8 C-20 -40 -32 -66 -27 -80 C-16 -90 16 -90 27 -80 C32 -66 20 -40 0 -8Z";
            let juice = c.linear(
                (0.0, -88.0),
                (0.0, -8.0),
                &[(0, CORAL.mix(SUN, 60), 100), (100, CORAL.mix(SUN, 30), 100)],
            );
            c.fill(wedge, juice);
            c.stroke("M-8 -70 L-4 -46 M8 -66 L5 -40 M0 -78 V-60", WHITE, 3.0, 36);
        });
    }
    c.soft(5, 60, |c| c.stroke("M-74 -50 C-50 -78 -20 -86 6 -84", WHITE, 8.0, 70));
}

/// A sprig of dry grass that grows upwards from the origin.
pub fn grass(c: &mut Canvas, tone: Colour, height: f64) {
    for (lean, part, bend) in [
        (-16.0, 0.86, -70.0),
        (-4.0, 1.0, 30.0),
        (9.0, 0.92, 80.0),
        (22.0, 0.7, 120.0),
    ] {
        c.placed((0.0, 0.0), lean, part, |c| blade(c, tone, height, bend));
    }
}

fn blade(c: &mut Canvas, tone: Colour, height: f64, bend: f64) {
    let stalk = [
        (0.0, 0.0),
        (0.0, -height * 0.5),
        (bend * 0.3, -height * 0.8),
        (bend, -height),
    ];
    let points = along(stalk, 30);
    let mut ears = String::new();
    for (place, angle) in paces(&points, height * 0.03) {
        if place.1 < -height * 0.52 {
            for side in [-26.0, 26.0] {
                leaflet(&mut ears, place, angle + side, height * 0.075, height * 0.008);
            }
        }
    }
    let line = super::path::lines(&points);
    cast(c, &ears, (16.0, 14.0), 6, 22);
    c.stroke(&line, tone.shaded(24), 5.0, 100);
    c.fill(&ears, tone);
    c.stroke(&line, tone.lit(40), 1.8, 80);
}

/// A shallow round dish from above, `radius` wide.
pub fn dish(c: &mut Canvas, radius: f64, tone: Colour) {
    let outer = ellipse((0.0, 0.0), radius, radius);
    rest(c, &outer);
    let glaze = c.linear(
        (-radius, -radius),
        (radius, radius),
        &[
            (0, tone.lit(60), 100),
            (50, tone.lit(10), 100),
            (100, tone.shaded(16), 100),
        ],
    );
    c.fill(&outer, glaze);
    let well = ellipse((0.0, 0.0), radius * 0.84, radius * 0.84);
    let bowl = c.linear(
        (-radius, -radius),
        (radius, radius),
        &[(0, tone.shaded(24), 100), (40, tone, 100), (100, tone.lit(46), 100)],
    );
    c.fill(&well, bowl);
    c.stroke(&outer, WHITE, 3.0, 50);
}

/// A starfish, about 260 across.
pub fn starfish(c: &mut Canvas) {
    let mut corners = Vec::new();
    for step in 0..5u16 {
        let tip = (f64::from(step) * 72.0 - 90.0).to_radians();
        for (turn, reach) in [(-0.16, 112.0), (0.0, 132.0), (0.16, 112.0), (0.63, 46.0)] {
            corners.push(((tip + turn).cos() * reach, (tip + turn).sin() * reach));
        }
    }
    let data = blob(&corners);
    rest_small(c, &data);
    let body = c.radial(
        (-20.0, -24.0),
        170.0,
        &[
            (0, CORAL.lit(50), 100),
            (60, CORAL.mix(DUNE, 30), 100),
            (100, EMBER.mix(CLAY, 40), 100),
        ],
    );
    c.fill(&data, body);
    for step in 0..5u16 {
        c.placed((0.0, 0.0), f64::from(step) * 72.0, 1.0, |c| {
            for dot in 1..8u8 {
                let y = -f64::from(dot) * 14.0;
                c.tint(&ellipse((0.0, y), 4.4, 4.4), SHELL, 80);
            }
        });
    }
}

/// A plaster bust for necklaces: 620 wide at the shoulders, the neck rises to y = -300.
pub fn bust(c: &mut Canvas, tone: Colour) {
    let data = super::path::Half::from((0.0, -310.0))
        .curve((60.0, -310.0), (96.0, -316.0), (106.0, -300.0))
        .curve((96.0, -200.0), (98.0, -120.0), (130.0, -70.0))
        .curve((190.0, -20.0), (290.0, 0.0), (330.0, 90.0))
        .curve((350.0, 180.0), (330.0, 340.0), (290.0, 480.0))
        .line((0.0, 480.0))
        .mirrored();
    cast(c, &data, (70.0, 30.0), 24, 30);
    let plaster = c.linear(
        (-330.0, -100.0),
        (340.0, 300.0),
        &[
            (0, tone.shaded(6), 100),
            (26, tone.lit(66), 100),
            (52, tone.lit(20), 100),
            (80, tone.shaded(14), 100),
            (100, tone.shaded(36), 100),
        ],
    );
    c.fill(&data, plaster);
    c.clipped(&data, |c| {
        c.soft(30, 100, |c| {
            c.stroke("M104 -300 C96 -200 98 -120 140 -60", SHADOW, 70.0, 34);
            c.stroke("M-130 -60 C-60 40 -30 60 -4 74", SHADOW, 30.0, 22);
            c.stroke("M130 -60 C70 30 40 56 8 74", SHADOW, 34.0, 26);
            c.stroke("M-250 40 C-160 10 -80 40 -30 96", WHITE, 50.0, 60);
            c.stroke("M60 96 C120 50 200 40 260 70", WHITE, 36.0, 30);
        });
    });
    c.fill(&ellipse((0.0, -303.0), 104.0, 16.0), tone.lit(56));
}
