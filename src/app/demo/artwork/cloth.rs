//! Fabric: a colour, a print, and how light turns over it.

use std::fmt::Write as _;

use super::canvas::Canvas;
use super::colour::Colour;
use super::light::{leaflet, turn};
use super::palette::{SHADOW, WHITE};

/// What is printed or woven into a fabric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Print {
    /// Nothing: the cloth alone.
    Plain,
    /// Fine upright ribs.
    Rib,
    /// Bands across, of this colour.
    Stripe(Colour),
    /// Thin upright lines.
    Pinstripe(Colour),
    /// Bands on a slant.
    Slant(Colour),
    /// Round dots.
    Dots(Colour),
    /// Checks of half and full strength.
    Gingham(Colour),
    /// Fish-scale arches.
    Scales(Colour),
    /// Strewn leaves.
    Leaves(Colour, Colour),
    /// Suns half under the horizon.
    Suns(Colour, Colour),
    /// Crinkled: small puckers across.
    Crinkle,
    /// Waffle weave.
    Waffle,
}

/// A piece of fabric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cloth {
    /// The ground colour.
    pub base: Colour,
    /// What is on it.
    pub print: Print,
}

impl Cloth {
    /// Cloth of one colour.
    pub const fn plain(base: Colour) -> Self {
        Self {
            base,
            print: Print::Plain,
        }
    }

    /// Cloth with a print.
    pub const fn printed(base: Colour, print: Print) -> Self {
        Self { base, print }
    }

    /// Fills `data` with this cloth, rounded by light between `left` and `right`.
    pub fn paint(self, c: &mut Canvas, data: &str, left: f64, right: f64) {
        c.fill(data, self.base);
        self.prints(c, data);
        turn(c, data, left, right, 22);
    }

    /// Fills `data` as if it were the far, unlit side.
    pub fn paint_inside(self, c: &mut Canvas, data: &str) {
        c.fill(data, self.base.inside());
    }

    /// The colour of the thread that sews it.
    pub fn thread(self) -> Colour {
        self.base.lit(42)
    }

    /// Lays the print over `data`, as far as there is one.
    pub fn prints(self, c: &mut Canvas, data: &str) {
        let base = self.base;
        let paint = match self.print {
            Print::Plain => return,
            Print::Rib => stripes(c, (9.0, 0.0), base.shaded(30), 34),
            Print::Stripe(band) => stripes(c, (0.0, 60.0), band, 47),
            Print::Pinstripe(line) => stripes(c, (26.0, 0.0), line, 20),
            Print::Slant(band) => stripes(c, (52.0, 34.0), band, 42),
            Print::Gingham(check) => {
                let (across, down) = (stripes(c, (44.0, 0.0), check, 50), stripes(c, (0.0, 44.0), check, 50));
                c.tint(data, across, 50);
                return c.tint(data, down, 50);
            }
            Print::Dots(dot) => c.pattern(46.0, 46.0, 0.0, &dots(dot)),
            Print::Scales(line) => c.pattern(56.0, 56.0, 0.0, &scales(base, line)),
            Print::Leaves(one, other) => c.pattern(190.0, 180.0, 8.0, &leaves(one, other)),
            Print::Suns(disc, ray) => c.pattern(120.0, 108.0, 0.0, &suns(disc, ray)),
            Print::Crinkle => c.pattern(22.0, 12.0, 0.0, &crinkle(base)),
            Print::Waffle => c.pattern(20.0, 20.0, 0.0, &waffle(base)),
        };
        c.fill(data, paint);
    }
}

/// Bands of `colour`, each `percent` of the step `reach` wide.
fn stripes(c: &mut Canvas, reach: (f64, f64), colour: Colour, percent: u8) -> String {
    let edge = 2;
    c.bands(
        (0.0, 0.0),
        reach,
        &[
            (0, colour, 0),
            (edge, colour, 100),
            (percent, colour, 100),
            (percent + edge, colour, 0),
            (100, colour, 0),
        ],
    )
}

/// A soft crease along `data`: a dark valley with a lit bank to its left.
pub fn fold(c: &mut Canvas, data: &str, width: f64, percent: u8) {
    c.stroke(data, SHADOW, width, percent);
    c.draw(format_args!(
        r#"<g transform="translate({:.1} {:.1})">"#,
        -width * 0.9,
        -width * 0.4
    ));
    c.stroke(data, WHITE, width * 0.8, percent / 2);
    c.draw(format_args!("</g>"));
}

fn rect(x: f64, y: f64, width: f64, height: f64, colour: Colour) -> String {
    format!(r#"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" fill="{colour}"/>"#)
}

fn dots(dot: Colour) -> String {
    format!(r#"<circle cx="11" cy="11" r="6.5" fill="{dot}"/><circle cx="34" cy="34" r="6.5" fill="{dot}"/>"#)
}

fn scales(base: Colour, line: Colour) -> String {
    let mut tile = String::new();
    for (x, y) in [(28, 0), (0, 28), (56, 28), (28, 56)] {
        for (radius, colour) in [(28, line), (22, base), (15, line), (9, base)] {
            let _ = write!(tile, r#"<circle cx="{x}" cy="{y}" r="{radius}" fill="{colour}"/>"#);
        }
    }
    tile
}

fn leaves(one: Colour, other: Colour) -> String {
    let mut tile = String::new();
    let sprigs = [
        (30.0, 76.0, -52.0, one),
        (142.0, 70.0, -128.0, other),
        (72.0, 160.0, -38.0, other),
        (166.0, 158.0, -100.0, one),
    ];
    for (x, y, lean, colour) in sprigs {
        let degrees: f64 = lean;
        let (sin, cos) = degrees.to_radians().sin_cos();
        let mut data = String::new();
        for step in 0..4u8 {
            let walked = f64::from(step) * 13.0 + 6.0;
            let place = (x + cos * walked, y + sin * walked);
            for side in [-48.0, 48.0] {
                leaflet(&mut data, place, lean + side, 27.0 - f64::from(step) * 3.2, 6.4);
            }
        }
        leaflet(&mut data, (x + cos * 46.0, y + sin * 46.0), lean, 27.0, 7.0);
        let _ = write!(
            tile,
            r#"<path d="{data}" fill="{colour}"/><path d="M{x} {y} l{:.1} {:.1}" stroke="{colour}" stroke-width="2.6" stroke-linecap="round"/>"#,
            cos * 54.0,
            sin * 54.0
        );
    }
    tile
}

fn suns(disc: Colour, ray: Colour) -> String {
    let mut tile = String::new();
    for (x, y) in [(30, 46), (90, 100)] {
        let (left, right) = (x - 21, x + 21);
        let _ = write!(
            tile,
            r#"<path d="M{left} {y} A21 21 0 0 1 {right} {y}Z" fill="{disc}"/>"#
        );
        for (drop, reach) in [(7, 23), (14, 16), (21, 9)] {
            let (level, from, to) = (y + drop, x - reach, x + reach);
            let _ = write!(
                tile,
                r#"<path d="M{from} {level} H{to}" stroke="{ray}" stroke-width="3" stroke-linecap="round"/>"#
            );
        }
    }
    tile
}

fn crinkle(base: Colour) -> String {
    let (dark, light) = (base.shaded(16), base.lit(16));
    format!(
        r#"<g fill="none" stroke-width="2" stroke-linecap="round"><path d="M2 4 q5 -4 10 0" stroke="{dark}"/><path d="M2 7 q5 -4 10 0" stroke="{light}"/><path d="M13 10 q4 -3 8 0" stroke="{dark}"/></g>"#
    )
}

fn waffle(base: Colour) -> String {
    rect(0.0, 0.0, 20.0, 4.0, base.lit(40))
        + &rect(0.0, 0.0, 4.0, 20.0, base.lit(40))
        + &rect(6.0, 6.0, 12.0, 5.0, base.shaded(24))
        + &rect(6.0, 6.0, 4.0, 12.0, base.shaded(16))
}
