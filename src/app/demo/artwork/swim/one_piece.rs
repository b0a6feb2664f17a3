//! Swimsuits in one piece, about 400 wide and 900 high, straps at y = 0.

use super::super::canvas::Canvas;
use super::super::cloth::{Cloth, fold};
use super::super::light::{cast, rest};
use super::super::palette::{BRASS, SHADOW, WHITE};
use super::super::path::Half;
use super::binding;

/// How the neckline is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Neck {
    /// A round scoop with broad straps.
    Scoop,
    /// A straight edge with narrow straps.
    Square,
    /// A deep V, held by a ring.
    Plunge,
    /// One broad strap from the left shoulder.
    OneShoulder,
    /// Straps that meet behind the neck.
    Halter,
}

/// A swimsuit to draw.
#[derive(Clone, Copy, Debug)]
pub struct OnePiece {
    /// The cut above.
    pub neck: Neck,
    /// The fabric.
    pub cloth: Cloth,
    /// The fabric of binding and belt.
    pub trim: Cloth,
    /// Whether a belt with a brass buckle goes with it.
    pub belted: bool,
}

const ONE_SHOULDER: &str = "M-142 0 C-126 -8 -96 -8 -80 0 C-74 96 20 214 184 214 C176 300 142 360 140 440 C140 512 184 560 192 636 C142 668 66 756 50 866 C40 894 24 902 0 902 C-24 902 -40 894 -50 866 C-66 756 -142 668 -192 636 C-184 560 -140 512 -140 440 C-142 360 -176 300 -180 236 C-144 190 -140 100 -142 0Z";
const ONE_SHOULDER_EDGES: &str = "M-80 0 C-74 96 20 214 184 214 M-142 0 C-140 100 -144 190 -180 236";
const LEGS: &str = "M192 636 C142 668 66 756 50 866 M-192 636 C-142 668 -66 756 -50 866";

impl OnePiece {
    /// Draws the suit with its shadow.
    pub fn draw(&self, c: &mut Canvas) {
        let front = self.front();
        let (back, seat) = (self.back(), seat());
        rest(c, &format!("{front} {back} {seat}"));
        self.cloth.paint_inside(c, &seat);
        self.cloth.paint_inside(c, &back);
        self.lining(c, &back);
        self.outside(c, &front);
    }

    /// Draws the suit as it is worn: nothing of its inside shows, and its shadow is a seam on the skin.
    pub fn worn(&self, c: &mut Canvas) {
        let front = self.front();
        cast(c, &front, (5.0, 8.0), 5, 36);
        self.outside(c, &front);
    }

    fn outside(&self, c: &mut Canvas, front: &str) {
        self.cloth.paint(c, front, -196.0, 196.0);
        c.clipped(front, |c| {
            creases(c);
            binding(c, &self.edges(), self.trim.base);
        });
        if self.belted {
            self.belt(c, front);
        }
        if self.neck == Neck::Plunge {
            ring(c);
        }
    }

    fn neckline(&self) -> Half {
        match self.neck {
            Neck::Square => Half::from((0.0, 190.0))
                .curve((30.0, 190.0), (60.0, 188.0), (80.0, 184.0))
                .curve((92.0, 178.0), (100.0, 90.0), (102.0, 2.0)),
            Neck::Plunge => Half::from((0.0, 392.0)).curve((26.0, 330.0), (82.0, 170.0), (98.0, 2.0)),
            Neck::Halter => Half::from((0.0, 236.0)).curve((34.0, 200.0), (44.0, 90.0), (40.0, -34.0)),
            Neck::Scoop | Neck::OneShoulder => {
                Half::from((0.0, 222.0)).curve((62.0, 222.0), (90.0, 150.0), (90.0, 2.0))
            }
        }
    }

    fn armhole(&self) -> [(f64, f64); 4] {
        match self.neck {
            Neck::Halter => [(72.0, -34.0), (84.0, 90.0), (118.0, 190.0), (178.0, 236.0)],
            Neck::Square => [(130.0, 2.0), (132.0, 100.0), (140.0, 190.0), (180.0, 236.0)],
            _ => [(138.0, 2.0), (138.0, 100.0), (144.0, 190.0), (180.0, 236.0)],
        }
    }

    fn front(&self) -> String {
        if self.neck == Neck::OneShoulder {
            return ONE_SHOULDER.to_owned();
        }
        let [shoulder, first, second, under] = self.armhole();
        self.neckline()
            .line((shoulder.0 - 8.0, shoulder.1 - 5.0))
            .line(shoulder)
            .curve(first, second, under)
            .curve((176.0, 300.0), (142.0, 360.0), (140.0, 440.0))
            .curve((140.0, 512.0), (184.0, 560.0), (192.0, 636.0))
            .curve((142.0, 668.0), (66.0, 756.0), (50.0, 866.0))
            .curve((40.0, 894.0), (24.0, 902.0), (0.0, 902.0))
            .mirrored()
    }

    fn edges(&self) -> String {
        if self.neck == Neck::OneShoulder {
            return format!("{ONE_SHOULDER_EDGES} {LEGS}");
        }
        let [shoulder, first, second, under] = self.armhole();
        let (neck, arm) = (self.neckline(), Half::from(shoulder).curve(first, second, under));
        format!("{} {} {} {} {LEGS}", neck.right(), neck.left(), arm.right(), arm.left())
    }

    fn back(&self) -> String {
        match self.neck {
            Neck::OneShoulder => "M-136 0 L-86 0 C-70 70 40 170 180 190 L180 240 L-100 240Z".to_owned(),
            Neck::Halter => Half::from((0.0, 226.0))
                .line((150.0, 220.0))
                .line((170.0, 262.0))
                .line((0.0, 280.0))
                .mirrored(),
            Neck::Plunge => Half::from((0.0, 160.0))
                .curve((60.0, 160.0), (98.0, 90.0), (104.0, 0.0))
                .line((126.0, 0.0))
                .line((120.0, 300.0))
                .line((0.0, 420.0))
                .mirrored(),
            _ => Half::from((0.0, 116.0))
                .curve((56.0, 116.0), (90.0, 80.0), (100.0, 0.0))
                .line((126.0, 0.0))
                .line((130.0, 260.0))
                .line((0.0, 260.0))
                .mirrored(),
        }
    }

    fn lining(&self, c: &mut Canvas, back: &str) {
        let fall = c.linear((0.0, 90.0), (0.0, 260.0), &[(0, SHADOW, 0), (100, SHADOW, 46)]);
        c.fill(back, fall);
        c.clipped(back, |c| c.stroke(back, self.cloth.base.lit(10), 7.0, 60));
    }

    fn belt(&self, c: &mut Canvas, front: &str) {
        let belt = Half::from((0.0, 424.0))
            .curve((60.0, 424.0), (110.0, 420.0), (143.0, 414.0))
            .line((143.0, 456.0))
            .curve((110.0, 462.0), (60.0, 466.0), (0.0, 466.0))
            .mirrored();
        c.clipped(front, |c| {
            c.soft(6, 40, |c| {
                c.draw(format_args!(
                    r#"<path d="{belt}" fill="{SHADOW}" transform="translate(4 9)"/>"#
                ));
            });
        });
        self.trim.paint(c, &belt, -146.0, 146.0);
        c.soft(3, 50, |c| c.draw(format_args!(r#"<rect x="-28" y="424" width="66" height="58" rx="24" fill="none" stroke="{SHADOW}" stroke-width="9"/>"#)));
        for (width, colour) in [(13.0, BRASS.shaded(44)), (10.0, BRASS), (3.5, BRASS.lit(74))] {
            c.draw(format_args!(r#"<rect x="-33" y="416" width="66" height="58" rx="24" fill="none" stroke="{colour}" stroke-width="{width}"/>"#));
        }
        c.draw(format_args!(r#"<rect x="-4" y="414" width="8" height="62" rx="4" fill="{BRASS}"/><rect x="-3" y="414" width="3" height="62" rx="1.5" fill="{}"/>"#, BRASS.lit(60)));
    }
}

fn seat() -> String {
    Half::from((0.0, 690.0))
        .line((190.0, 628.0))
        .curve((202.0, 672.0), (130.0, 742.0), (72.0, 858.0))
        .curve((58.0, 894.0), (24.0, 902.0), (0.0, 902.0))
        .mirrored()
}

fn creases(c: &mut Canvas) {
    c.soft(6, 100, |c| {
        for (line, width) in [
            ("M182 246 C150 262 118 300 104 340", 11.0),
            ("M-178 250 C-150 268 -128 300 -118 330", 9.0),
            ("M142 420 C112 430 70 446 40 444", 10.0),
            ("M-140 446 C-104 452 -66 470 -30 470", 11.0),
            ("M142 470 C110 492 84 512 66 540", 8.0),
            ("M-188 630 C-140 640 -98 672 -70 706", 10.0),
            ("M188 630 C150 632 108 656 84 690", 10.0),
            ("M-26 860 C-20 810 -14 780 -4 744", 8.0),
        ] {
            fold(c, line, width, 26);
        }
    });
    c.soft(15, 100, |c| {
        c.stroke("M-92 306 C-64 280 -34 290 -22 320", WHITE, 26.0, 24);
        c.stroke("M62 316 C84 292 104 296 114 320", WHITE, 22.0, 14);
        c.stroke("M-66 540 C-76 600 -70 650 -52 700", WHITE, 30.0, 20);
        c.stroke("M-4 900 C-2 880 0 870 0 850", SHADOW, 60.0, 20);
    });
}

fn ring(c: &mut Canvas) {
    for (radius, colour, width) in [(21, BRASS.shaded(44), 11), (21, BRASS, 9), (20, BRASS.lit(70), 3)] {
        c.draw(format_args!(
            r#"<circle cx="0" cy="392" r="{radius}" fill="none" stroke="{colour}" stroke-width="{width}"/>"#
        ));
    }
}
