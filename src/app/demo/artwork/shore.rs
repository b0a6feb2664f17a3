//! The coast by the hour: sky, sun, sea and the wet edge of the sand.

use super::canvas::{Canvas, Stop};
use super::chance::Chance;
use super::colour::Colour;
use super::palette::{
    BLUSH, BUTTER, CORAL, DEEP, DUNE, DUSK, FOAM, HAZE, INK, LAGOON, MAUVE, PLUM, SAND, SEA, SHADOW, SHELL, SUN, WHITE,
};
use super::path::{Point, blob, ellipse, polygon, smooth};
use super::surf::board::Board;

/// The time of day, which decides every colour of a coast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hour {
    /// Pale and misty.
    Dawn,
    /// Clear and blue-green.
    Noon,
    /// The last light.
    Dusk,
}

/// A stretch of coast.
#[derive(Clone, Copy, Debug)]
pub struct Shore {
    /// When it is.
    pub hour: Hour,
    /// The height of the horizon.
    pub horizon: f64,
    /// The height at which the sand begins, on the left; `None` for open sea.
    pub beach: Option<f64>,
    /// The middle of the sun.
    pub sun: Point,
    /// The radius of the sun.
    pub disc: f64,
}

impl Hour {
    fn sky(self) -> [Stop; 5] {
        match self {
            Self::Dawn => [
                (0, LAGOON.mix(HAZE, 50), 100),
                (34, HAZE, 100),
                (62, BLUSH, 100),
                (84, BUTTER.mix(BLUSH, 40), 100),
                (100, SHELL, 100),
            ],
            Self::Noon => [
                (0, SEA.lit(28), 100),
                (36, LAGOON, 100),
                (70, FOAM, 100),
                (90, SHELL, 100),
                (100, SHELL, 100),
            ],
            Self::Dusk => [
                (0, DUSK.mix(PLUM, 34), 100),
                (30, MAUVE.mix(DUSK, 30), 100),
                (56, CORAL.mix(MAUVE, 44), 100),
                (80, CORAL.mix(SUN, 44), 100),
                (100, SUN.lit(20), 100),
            ],
        }
    }

    fn sea(self) -> [Stop; 4] {
        match self {
            Self::Dawn => [
                (0, BLUSH.mix(LAGOON, 40), 100),
                (26, LAGOON.mix(HAZE, 30), 100),
                (70, SEA.mix(LAGOON, 46), 100),
                (100, SEA.mix(FOAM, 34), 100),
            ],
            Self::Noon => [
                (0, SEA.mix(DEEP, 30), 100),
                (30, SEA, 100),
                (72, LAGOON.mix(SEA, 40), 100),
                (100, FOAM.mix(LAGOON, 54), 100),
            ],
            Self::Dusk => [
                (0, CORAL.mix(SUN, 30), 100),
                (14, CORAL.mix(DUSK, 46), 100),
                (52, DUSK.mix(DEEP, 40), 100),
                (100, DEEP.mix(PLUM, 40), 100),
            ],
        }
    }

    /// The light itself.
    pub fn light(self) -> Colour {
        match self {
            Self::Dawn => SHELL,
            Self::Noon => WHITE,
            Self::Dusk => SUN.lit(34),
        }
    }

    /// Sand at this hour.
    pub fn sand(self) -> Colour {
        match self {
            Self::Dawn => SAND.mix(HAZE, 40),
            Self::Noon => SAND,
            Self::Dusk => DUNE.mix(MAUVE, 42),
        }
    }

    /// Things far away or against the light.
    pub fn silhouette(self) -> Colour {
        match self {
            Self::Dawn => DUSK.mix(HAZE, 46),
            Self::Noon => DEEP.mix(LAGOON, 40),
            Self::Dusk => PLUM.mix(CORAL, 14),
        }
    }
}

impl Shore {
    /// Draws sky, sun, sea and, if there is one, the beach.
    pub fn draw(&self, c: &mut Canvas) {
        let (width, height) = (c.width(), c.height());
        let sky = c.linear((0.0, 0.0), (0.0, self.horizon), &self.hour.sky());
        c.flood(sky);
        self.sunlight(c);
        self.clouds(c);
        let floor = self.beach.unwrap_or(height);
        let sea = c.linear((0.0, self.horizon), (0.0, floor + 60.0), &self.hour.sea());
        c.fill(
            &polygon(&[
                (0.0, self.horizon),
                (width, self.horizon),
                (width, height),
                (0.0, height),
            ]),
            sea,
        );
        self.swell(c, floor);
        self.glitter(c, floor);
        if let Some(beach) = self.beach {
            self.sand(c, beach);
        }
    }

    fn sunlight(&self, c: &mut Canvas) {
        let light = self.hour.light();
        let glow = c.radial(
            self.sun,
            self.disc * 6.0,
            &[(0, light, 86), (26, light, 40), (60, light, 12), (100, light, 0)],
        );
        c.flood(glow);
        let disc = c.linear(
            (0.0, self.sun.1 - self.disc),
            (0.0, self.sun.1 + self.disc),
            &[(0, WHITE, 100), (100, light.mix(SUN, 40), 100)],
        );
        c.fill(&ellipse(self.sun, self.disc, self.disc), disc);
    }

    fn clouds(&self, c: &mut Canvas) {
        let (width, light) = (c.width(), self.hour.light());
        let shade = self.hour.silhouette();
        let mut chance = Chance::new(91);
        c.haze(12, 60, |c| {
            for bank in 0..7u8 {
                let y = self.horizon * (0.12 + f64::from(bank) * 0.115);
                let x = chance.within(-0.1, 0.9) * width;
                let long = chance.within(0.14, 0.34) * width;
                let puff = blob(&[
                    (x, y),
                    (x + long * 0.3, y - 13.0),
                    (x + long * 0.7, y - 8.0),
                    (x + long, y + 2.0),
                    (x + long * 0.6, y + 11.0),
                    (x + long * 0.2, y + 9.0),
                ]);
                c.tint(&puff, shade, 34);
                c.draw(format_args!(
                    r#"<path d="{puff}" fill="{light}" fill-opacity=".7" transform="translate(0 7)"/>"#
                ));
            }
        });
    }

    fn swell(&self, c: &mut Canvas, floor: f64) {
        let (width, light) = (c.width(), self.hour.light());
        let deep = self.hour.silhouette();
        let mut chance = Chance::new(17);
        let mut y = self.horizon + 4.0;
        let mut gap = 4.0;
        while y < floor + 40.0 {
            let count = 9u16;
            let points: Vec<Point> = (0..=count)
                .map(|step| {
                    (
                        f64::from(step) * width / f64::from(count - 2) - width * 0.12,
                        y + chance.within(-0.34, 0.34) * gap,
                    )
                })
                .collect();
            let line = smooth(&points);
            c.stroke(&line, deep, gap * 0.34, 16);
            let from = chance.below(5);
            let part: Vec<Point> = points
                .iter()
                .skip(usize::from(from))
                .take(4)
                .map(|point| (point.0, point.1 - gap * 0.22))
                .collect();
            c.stroke(&smooth(&part), light, gap * 0.09, 34);
            y += gap;
            gap *= 1.2;
        }
    }

    fn glitter(&self, c: &mut Canvas, floor: f64) {
        let light = self.hour.light();
        let mut chance = Chance::new(5);
        let span = floor - self.horizon;
        for _ in 0..170 {
            let part = chance.within(0.0, 1.0) * chance.within(0.1, 1.0);
            let y = self.horizon + 2.0 + part * span;
            let reach = self.disc * (0.5 + part * 1.5);
            let x = self.sun.0 + chance.within(-1.0, 1.0) * chance.within(0.1, 1.0) * reach;
            let long = chance.within(0.12, 0.5) * self.disc * (0.34 + part);
            c.stroke(
                &format!("M{:.1} {y:.1} h{long:.1}", x - long / 2.0),
                light.lit(40),
                1.4 + part * 5.0,
                74,
            );
        }
    }

    fn sand(&self, c: &mut Canvas, beach: f64) {
        let (width, height, sand) = (c.width(), c.height(), self.hour.sand());
        let edge: Vec<Point> = [
            (-0.06, 0.0),
            (0.12, 22.0),
            (0.3, 6.0),
            (0.48, 34.0),
            (0.66, 16.0),
            (0.84, 42.0),
            (1.06, 28.0),
        ]
        .iter()
        .map(|(part, drop)| (part * width, beach + drop))
        .collect();
        let line = smooth(&edge);
        let low = |shift: f64| format!("{} L{:.1} {height} L-80 {height}Z", shifted(&edge, shift), width + 80.0);
        c.tint(&low(-26.0), FOAM.lit(40), 58);
        let wet = c.linear(
            (0.0, beach),
            (0.0, beach + 120.0),
            &[
                (0, sand.shaded(26).mix(self.hour.light(), 22), 100),
                (100, sand.shaded(12), 100),
            ],
        );
        c.fill(&low(0.0), wet);
        c.stroke(&line, WHITE, 9.0, 90);
        c.draw(format_args!(r#"<g transform="translate(0 7)">"#));
        c.stroke(&line, SHADOW, 5.0, 22);
        c.draw(format_args!("</g>"));
        let dry = c.linear(
            (0.0, beach + 60.0),
            (0.0, height),
            &[(0, sand.shaded(4), 100), (40, sand, 100), (100, sand.lit(26), 100)],
        );
        c.fill(&low(86.0), dry);
        c.tint(&low(86.0), INK, 0);
    }
}

fn shifted(points: &[Point], drop: f64) -> String {
    let moved: Vec<Point> = points.iter().map(|point| (point.0, point.1 + drop)).collect();
    smooth(&moved)
}

/// A headland on the horizon: from `left` to `right`, `rise` high.
pub fn headland(c: &mut Canvas, left: Point, right: Point, rise: f64, tone: Colour) {
    let long = right.0 - left.0;
    let spot = |part: f64, up: f64| (left.0 + long * part, left.1 + (right.1 - left.1) * part - rise * up);
    let ridge = smooth(&[
        left,
        spot(0.08, 0.42),
        spot(0.2, 0.6),
        spot(0.34, 0.94),
        spot(0.48, 1.0),
        spot(0.62, 0.72),
        spot(0.78, 0.5),
        spot(0.92, 0.2),
        right,
    ]);
    let paint = c.linear(
        (0.0, left.1 - rise),
        (0.0, left.1),
        &[(0, tone, 100), (100, tone.lit(34), 100)],
    );
    c.fill(&format!("{ridge}Z"), paint);
}

/// The shadow of a board that stands in the sand at `x` with the sun behind it.
pub fn planted_shadow(c: &mut Canvas, board: &Board, x: f64) {
    let outline = board.template.half().mirrored();
    let length = board.template.length();
    c.soft(9, 34, |c| {
        c.draw(format_args!(
            r#"<path d="{outline}" fill="{SHADOW}" transform="translate({:.1} 26) skewX(16) scale(1 -.24) translate(0 {:.1})"/>"#,
            x + 6.0,
            -length
        ));
    });
}

/// The sand that is pushed up around a board that stands in it at `place`.
pub fn heap(c: &mut Canvas, place: Point, half: f64, hour: Hour) {
    let (x, y) = place;
    let sand = hour.sand();
    let spot = |across: f64, up: f64| (x + half * across, y - up);
    let mound = blob(&[
        spot(-1.25, -14.0),
        spot(-0.62, 9.0),
        spot(0.0, 17.0),
        spot(0.66, 8.0),
        spot(1.3, -14.0),
        spot(0.0, -26.0),
    ]);
    let paint = c.linear(
        (0.0, y - 16.0),
        (0.0, y + 26.0),
        &[
            (0, sand.mix(hour.light(), 40), 100),
            (45, sand.shaded(6), 96),
            (100, sand, 0),
        ],
    );
    c.soft(2, 100, |c| c.fill(&mound, paint));
}
