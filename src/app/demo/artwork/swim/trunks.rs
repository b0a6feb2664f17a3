//! Swim trunks and board shorts, about 460 wide, waist at y = 0.

use super::super::canvas::Canvas;
use super::super::cloth::{Cloth, fold};
use super::super::colour::Colour;
use super::super::light::{cast, rest};
use super::super::palette::{SHADOW, SHELL, WHITE};
use super::super::path::Half;

/// Trunks to draw.
#[derive(Clone, Copy, Debug)]
pub struct Trunks {
    /// How far the legs reach below the waist, 330 (short) to 560 (to the knee).
    pub length: f64,
    /// The fabric.
    pub cloth: Cloth,
    /// A broad band of another colour round the hem, if any.
    pub hem: Option<Colour>,
    /// The cord.
    pub cord: Colour,
}

impl Trunks {
    /// Draws the trunks with their shadow.
    pub fn draw(&self, c: &mut Canvas) {
        let outline = self.half().mirrored();
        let inside = Half::from((0.0, -14.0))
            .curve((70.0, -16.0), (130.0, -14.0), (168.0, -8.0))
            .line((168.0, 26.0))
            .line((0.0, 30.0))
            .mirrored();
        rest(c, &outline);
        self.cloth.paint_inside(c, &inside);
        self.outside(c, &outline);
    }

    /// Draws the trunks as they are worn: nothing of their inside shows.
    pub fn worn(&self, c: &mut Canvas) {
        let outline = self.half().mirrored();
        cast(c, &outline, (5.0, 9.0), 6, 38);
        self.outside(c, &outline);
    }

    fn outside(&self, c: &mut Canvas, outline: &str) {
        self.cloth.paint(c, outline, -236.0, 236.0);
        c.clipped(outline, |c| self.details(c, outline));
        self.tie(c);
    }

    fn half(&self) -> Half {
        let low = self.length;
        Half::from((0.0, 16.0))
            .curve((70.0, 14.0), (130.0, 4.0), (170.0, -8.0))
            .curve((190.0, 90.0), (226.0, low * 0.6), (234.0, low - 20.0))
            .curve((180.0, low + 4.0), (90.0, low + 14.0), (26.0, low + 4.0))
            .curve((20.0, low * 0.8), (12.0, 240.0), (0.0, 210.0))
    }

    fn details(&self, c: &mut Canvas, outline: &str) {
        let low = self.length;
        if let Some(colour) = self.hem {
            let band = format!(
                "M-260 {a:.1} C-120 {b:.1} 120 {b:.1} 260 {a:.1} L260 {z:.1} L-260 {z:.1}Z",
                a = low - 104.0,
                b = low - 76.0,
                z = low + 60.0
            );
            Cloth::plain(colour).paint(c, &band, -236.0, 236.0);
        }
        c.soft(7, 100, |c| {
            for (line, width) in [
                ("M-6 216 C-40 214 -76 204 -104 186".to_owned(), 9.0),
                ("M8 220 C42 222 84 214 116 192".to_owned(), 9.0),
                (
                    format!("M-190 {:.1} C-176 {:.1} -180 {:.1} -168 170", low, low * 0.8, low * 0.6),
                    10.0,
                ),
                (
                    format!("M120 {:.1} C124 {:.1} 140 {:.1} 142 220", low, low * 0.8, low * 0.7),
                    12.0,
                ),
                (
                    format!("M-80 {:.1} C-90 {:.1} -70 {:.1} -76 300", low, low * 0.88, low * 0.8),
                    10.0,
                ),
                ("M-150 60 C-110 80 -60 84 -20 76".to_owned(), 7.0),
                ("M150 60 C110 84 70 92 30 90".to_owned(), 7.0),
            ] {
                fold(c, &line, width, 26);
            }
        });
        self.waist(c);
        c.stroke("M0 56 C2 110 1 160 0 214", self.cloth.base.shaded(34), 3.0, 90);
        c.stitch("M12 56 C14 110 14 150 4 196", self.cloth.thread(), 70);
        let hem = format!(
            "M-236 {a:.1} C-180 {b:.1} -90 {z:.1} -20 {b:.1} M20 {b:.1} C90 {z:.1} 180 {b:.1} 236 {a:.1}",
            a = low - 42.0,
            b = low - 20.0,
            z = low - 10.0
        );
        c.stitch(&hem, self.cloth.thread(), 80);
        c.stroke("M186 70 C170 110 166 140 172 190", self.cloth.base.shaded(40), 3.0, 80);
        c.stroke(
            "M-186 70 C-170 110 -166 140 -172 190",
            self.cloth.base.shaded(40),
            3.0,
            80,
        );
        c.stroke(outline, SHADOW, 4.0, 26);
    }

    fn waist(&self, c: &mut Canvas) {
        let band = Half::from((0.0, 16.0))
            .curve((70.0, 14.0), (130.0, 4.0), (170.0, -8.0))
            .line((180.0, 44.0))
            .curve((130.0, 58.0), (70.0, 64.0), (0.0, 64.0))
            .mirrored();
        c.tint(&band, self.cloth.base, 78);
        c.soft(3, 60, |c| c.stroke("M-180 50 C-90 70 90 70 180 50", SHADOW, 7.0, 60));
        for step in -8..=8i16 {
            let x = f64::from(step) * 21.0;
            let sag = 60.0 - x * x * 0.0005;
            fold(
                c,
                &format!("M{:.1} {:.1} L{:.1} {:.1}", x * 0.95, sag - 42.0, x, sag),
                3.4,
                30,
            );
        }
        c.stroke("M-170 -4 C-130 8 -70 20 0 20 C70 20 130 8 170 -4", WHITE, 3.0, 30);
    }

    fn tie(&self, c: &mut Canvas) {
        for side in [-1.0, 1.0] {
            c.draw(format_args!(
                r#"<circle cx="{:.1}" cy="42" r="7" fill="{}"/><circle cx="{:.1}" cy="42" r="3.4" fill="{SHADOW}"/>"#,
                side * 24.0,
                SHELL.shaded(26),
                side * 24.0
            ));
        }
        for line in [
            "M24 42 C10 50 8 70 22 110 C30 136 20 150 26 168",
            "M-24 42 C-10 52 -4 76 -16 106 C-24 130 -14 146 -22 158",
        ] {
            c.soft(3, 40, |c| {
                c.draw(format_args!(
                    r#"<path d="{line}" fill="none" stroke="{SHADOW}" stroke-width="8" transform="translate(5 7)"/>"#
                ));
            });
            c.stroke(line, self.cord.shaded(24), 8.0, 100);
            c.stroke(line, self.cord, 5.0, 100);
        }
        c.stroke("M24 42 C8 34 -8 34 -24 42", self.cord.shaded(8), 7.0, 100);
    }
}
