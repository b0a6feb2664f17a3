//! Neoprene: full suits, spring suits and jackets, collar at y = 0, arms hanging.

use super::super::canvas::Canvas;
use super::super::cloth::{Cloth, fold};
use super::super::colour::Colour;
use super::super::light::rest;
use super::super::palette::{BRASS, SHADOW, WHITE};
use super::super::path::{Half, ellipse};
use super::board::mark;

/// How much of the body a suit covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Long arms, long legs.
    Full,
    /// Long arms, short legs.
    Spring,
    /// Long arms, no legs: a jacket with a zip.
    Jacket,
}

/// A wetsuit to draw.
#[derive(Clone, Copy, Debug)]
pub struct Wetsuit {
    /// How long it is.
    pub reach: Reach,
    /// The main panels.
    pub body: Colour,
    /// Shoulders, sides and cuffs.
    pub accent: Colour,
}

const ARM: &str = "M76 -6 C140 14 194 40 216 92 C244 190 262 330 276 470 C262 492 226 496 210 484 C200 400 190 300 172 226 C160 150 120 60 76 -6Z";

impl Wetsuit {
    /// Draws the suit with its shadow.
    pub fn draw(self, c: &mut Canvas) {
        let trunk = self.trunk();
        let inside = Half::from((0.0, -22.0))
            .curve((30.0, -22.0), (52.0, -26.0), (62.0, -34.0))
            .line((66.0, 10.0))
            .line((0.0, 30.0))
            .mirrored();
        rest(c, &trunk);
        for side in [-1.0, 1.0] {
            c.group(&format!(r#"transform="scale({side} 1)""#), |c| self.arm(c, side > 0.0));
        }
        Cloth::plain(self.body).paint_inside(c, &inside);
        Cloth::plain(self.body).paint(c, &trunk, -180.0, 180.0);
        c.clipped(&trunk, |c| self.panels(c, &trunk));
        self.collar(c);
    }

    fn trunk(self) -> String {
        let upper = Half::from((0.0, 20.0))
            .curve((34.0, 20.0), (60.0, 8.0), (66.0, -14.0))
            .line((120.0, 18.0))
            .curve((150.0, 90.0), (170.0, 150.0), (172.0, 226.0))
            .curve((168.0, 320.0), (138.0, 370.0), (138.0, 430.0));
        match self.reach {
            Reach::Full => upper
                .curve((140.0, 500.0), (172.0, 540.0), (176.0, 620.0))
                .curve((176.0, 760.0), (142.0, 900.0), (126.0, 1070.0))
                .curve((104.0, 1086.0), (62.0, 1086.0), (46.0, 1074.0))
                .curve((44.0, 920.0), (26.0, 760.0), (0.0, 690.0))
                .mirrored(),
            Reach::Spring => upper
                .curve((140.0, 500.0), (172.0, 540.0), (178.0, 620.0))
                .curve((180.0, 660.0), (178.0, 700.0), (172.0, 740.0))
                .curve((130.0, 760.0), (70.0, 762.0), (36.0, 752.0))
                .curve((30.0, 730.0), (16.0, 704.0), (0.0, 694.0))
                .mirrored(),
            Reach::Jacket => upper
                .curve((140.0, 480.0), (158.0, 520.0), (164.0, 566.0))
                .curve((110.0, 586.0), (50.0, 588.0), (0.0, 588.0))
                .mirrored(),
        }
    }

    fn arm(self, c: &mut Canvas, shaded: bool) {
        if shaded {
            rest(c, ARM);
        }
        Cloth::plain(self.accent).paint(c, ARM, 90.0, 280.0);
        c.clipped(ARM, |c| {
            c.soft(6, 100, |c| {
                fold(c, "M176 240 C200 246 222 240 236 226", 8.0, 30);
                fold(c, "M190 300 C212 306 236 300 250 288", 8.0, 26);
                fold(c, "M204 400 C224 406 246 400 262 392", 7.0, 24);
                c.stroke("M196 110 C214 200 230 330 244 440", WHITE, 10.0, 26);
            });
            c.fill("M190 452 C220 466 256 462 290 444 L290 510 L190 510Z", self.body);
        });
    }

    fn panels(self, c: &mut Canvas, trunk: &str) {
        let low = if self.reach == Reach::Full { 1100.0 } else { 780.0 };
        for side in [-1.0, 1.0] {
            c.group(&format!(r#"transform="scale({side} 1)""#), |c| {
                let flank = format!(
                    "M180 210 C120 260 112 360 118 440 C122 540 150 580 156 680 L128 {low:.1} L240 {low:.1} L240 200Z"
                );
                c.tint(&flank, self.accent, 100);
                c.tint(&flank, SHADOW, 26);
                seam(
                    c,
                    &format!("M178 212 C120 260 112 360 118 440 C122 540 150 580 156 680 L128 {low:.1}"),
                    self.body,
                );
                seam(c, "M66 -12 C90 70 140 160 176 222", self.body);
                if self.reach == Reach::Full {
                    knee(c, self.body);
                }
            });
        }
        c.soft(7, 100, |c| {
            fold(c, "M132 420 C96 436 60 446 20 446", 11.0, 30);
            fold(c, "M-132 426 C-96 444 -66 452 -30 452", 10.0, 30);
            fold(c, "M0 694 C-30 690 -70 670 -96 640", 10.0, 34);
            fold(c, "M4 694 C34 690 70 668 96 636", 10.0, 34);
            c.stroke("M-80 120 C-60 90 -30 92 -16 120", WHITE, 30.0, 22);
            c.stroke("M-92 560 C-104 640 -100 760 -92 860", WHITE, 26.0, 16);
            c.stroke("M70 620 C76 700 76 800 72 900", WHITE, 22.0, 10);
        });
        seam(c, "M-150 150 C-60 190 60 190 150 150", self.body);
        c.stroke(trunk, SHADOW, 5.0, 36);
        self.zip(c);
        mark(c, (-76.0, 226.0), 0.56, self.body.lit(72));
    }

    fn zip(self, c: &mut Canvas) {
        let line = if self.reach == Reach::Jacket {
            "M0 20 V590"
        } else {
            "M-112 116 C-40 142 40 142 112 116"
        };
        c.stroke(line, self.body.shaded(56), 11.0, 100);
        c.draw(format_args!(
            r#"<path d="{line}" fill="none" stroke="{}" stroke-width="5" stroke-dasharray="4 3"/>"#,
            BRASS.lit(24)
        ));
        let (x, y) = if self.reach == Reach::Jacket {
            (0.0, 70.0)
        } else {
            (108.0, 118.0)
        };
        c.draw(format_args!(r#"<g transform="translate({x} {y}) rotate(14)"><rect x="-7" y="-8" width="14" height="16" rx="4" fill="{}"/><rect x="-4" y="6" width="8" height="38" rx="4" fill="{}"/></g>"#, BRASS.shaded(20), self.accent.lit(46)));
    }

    fn collar(self, c: &mut Canvas) {
        let band = Half::from((0.0, 0.0))
            .curve((28.0, 0.0), (52.0, -12.0), (60.0, -38.0))
            .line((72.0, -8.0))
            .curve((62.0, 24.0), (36.0, 36.0), (0.0, 36.0))
            .mirrored();
        Cloth::plain(self.accent).paint(c, &band, -76.0, 76.0);
        c.stroke("M-62 -36 C-52 -12 -28 2 0 2 C28 2 52 -12 62 -36", WHITE, 2.6, 40);
    }
}

fn seam(c: &mut Canvas, data: &str, body: Colour) {
    c.stroke(data, body.shaded(50), 3.0, 90);
    c.draw(format_args!(
        r#"<path d="{data}" fill="none" stroke="{}" stroke-width="7" stroke-opacity=".4" stroke-dasharray="1.4 3.4"/>"#,
        body.lit(60)
    ));
}

fn knee(c: &mut Canvas, body: Colour) {
    let pad = ellipse((92.0, 850.0), 44.0, 96.0);
    let weave = c.pattern(
        12.0,
        10.0,
        0.0,
        &format!(
            r#"<path d="M0 5 L3 0 H9 L12 5 L9 10 H3Z" fill="none" stroke="{}" stroke-width="1.6"/>"#,
            body.lit(26)
        ),
    );
    c.fill(&pad, body.shaded(30));
    c.fill(&pad, weave);
    c.stroke(&pad, body.lit(30), 2.0, 60);
}
