//! Polished metal: bars, wires and sheets that mirror a low sun.

use super::super::canvas::{Canvas, Stop};
use super::super::colour::Colour;
use super::super::palette::{BRASS, ROSE, SHADOW, SILVER, WHITE};
use super::super::path::{Point, at};

/// What a piece is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metal {
    /// Gold vermeil.
    Gold,
    /// Sterling silver.
    Silver,
    /// Rose gold.
    Rose,
}

impl Metal {
    /// The colour in the middle light.
    pub const fn colour(self) -> Colour {
        match self {
            Self::Gold => BRASS,
            Self::Silver => SILVER,
            Self::Rose => ROSE,
        }
    }

    /// The deep colour where it mirrors the dark.
    pub fn deep(self) -> Colour {
        match self {
            Self::Gold => BRASS.mix(Colour::new(88, 48, 14), 62),
            Self::Silver => SILVER.mix(Colour::new(48, 52, 66), 62),
            Self::Rose => ROSE.mix(Colour::new(96, 44, 34), 60),
        }
    }

    /// The stops of a surface that turns under the sky once from one end to the other.
    pub fn mirror(self) -> Vec<Stop> {
        let (base, deep) = (self.colour(), self.deep());
        vec![
            (0, deep.mix(base, 40), 100),
            (14, base.lit(30), 100),
            (26, base.lit(84), 100),
            (38, base, 100),
            (54, deep.mix(base, 30), 100),
            (66, base, 100),
            (78, base.lit(66), 100),
            (90, base, 100),
            (100, deep, 100),
        ]
    }

    /// A mirror gradient between two points.
    pub fn sheen(self, c: &mut Canvas, from: Point, to: Point) -> String {
        c.linear(from, to, &self.mirror())
    }
}

/// A round wire along `data`, `width` thick, its mirror running from `from` to `to`.
pub fn wire(c: &mut Canvas, data: &str, width: f64, metal: Metal, from: Point, to: Point) {
    let (base, deep) = (metal.colour(), metal.deep());
    let sheen = metal.sheen(c, from, to);
    c.stroke(data, deep.shaded(30), width, 100);
    c.stroke(data, deep, width * 0.9, 100);
    c.stroke(data, &sheen, width * 0.74, 100);
    for (shift, share, colour, percent) in [
        (0.24, 0.12, base.lit(40), 50),
        (-0.16, 0.3, base.lit(60), 70),
        (-0.2, 0.13, WHITE, 95),
    ] {
        c.draw(format_args!(
            r#"<g transform="translate({:.2} {:.2})">"#,
            width * shift * 0.8,
            width * shift
        ));
        c.stroke(data, colour, width * share, percent);
        c.draw(format_args!("</g>"));
    }
}

/// The shadow of a wire on what it lies on.
pub fn wire_shadow(c: &mut Canvas, data: &str, width: f64) {
    let blur = if width > 16.0 { 9 } else { 5 };
    for (dx, dy, radius, percent) in [(width * 0.7, width * 0.9, blur, 34), (width * 0.22, width * 0.3, 3, 40)] {
        c.soft(radius, percent, |c| {
            c.draw(format_args!(r#"<path d="{data}" fill="none" stroke="{SHADOW}" stroke-width="{width:.1}" stroke-linecap="round" transform="translate({dx:.1} {dy:.1})"/>"#));
        });
    }
}

/// A sheet of metal cut to `data`, with a bevel.
pub fn plate(c: &mut Canvas, data: &str, metal: Metal, from: Point, to: Point) {
    let (base, deep) = (metal.colour(), metal.deep());
    let sheen = metal.sheen(c, from, to);
    c.draw(format_args!(
        r#"<path d="{data}" fill="{}" transform="translate(2.5 4)"/>"#,
        deep.shaded(26)
    ));
    c.fill(data, &sheen);
    c.clipped(data, |c| {
        c.stroke(data, deep, 9.0, 60);
        c.draw(format_args!(
            r#"<path d="{data}" fill="none" stroke="{}" stroke-width="6" transform="translate(2 2.4)"/>"#,
            base.lit(80)
        ));
    });
}

/// A little loop of wire, where a pendant hangs.
pub fn bail(c: &mut Canvas, place: Point, size: f64, metal: Metal) {
    let (x, y) = place;
    let data = format!(
        "M{} A{size:.1} {:.1} 0 1 1 {} A{size:.1} {:.1} 0 1 1 {}Z",
        at((x, y - size)),
        size * 1.25,
        at((x + 0.1, y + size)),
        size * 1.25,
        at((x, y - size))
    );
    wire(c, &data, size * 0.5, metal, (x - size, y - size), (x + size, y + size));
}
