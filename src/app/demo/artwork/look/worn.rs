//! Clothes and jewellery on somebody, rather than on a table.

use super::super::canvas::Canvas;
use super::super::cloth::{Cloth, fold};
use super::super::colour::Colour;
use super::super::jewellery::band::cuff_around;
use super::super::jewellery::chain::{Link, chain};
use super::super::jewellery::metal::Metal::{self, Gold};
use super::super::jewellery::stone::{cabochon, pearl};
use super::super::light::{cast, rest_small};
use super::super::palette::{CORAL, SEA, SHADOW, WHITE};
use super::super::path::{Half, Point, ellipse, paces};

/// A tied triangle top in the units of a trunk.
pub fn triangle(c: &mut Canvas, cloth: Cloth) {
    for side in [-1.0, 1.0] {
        c.group(&format!(r#"transform="scale({:.2} 1)""#, side * 0.92), |c| {
            for line in ["M88 148 C80 60 74 0 60 -60", "M168 322 C172 324 176 324 180 322"] {
                c.stroke(line, SHADOW, 11.0, 22);
                c.stroke(line, cloth.base.shaded(16), 8.0, 100);
                c.stroke(line, cloth.base.lit(24), 3.0, 90);
            }
            let cup = "M88 142 C128 200 172 268 182 316 C184 330 176 336 164 336 C118 342 62 342 22 336 C12 332 10 326 12 318 C22 256 52 200 88 142Z";
            cast(c, cup, (4.0, 8.0), 5, 34);
            cloth.paint(c, cup, 6.0, 190.0);
            c.clipped(cup, |c| {
                c.soft(7, 100, |c| {
                    c.stroke("M64 250 C80 226 104 224 120 246", WHITE, 30.0, 26);
                    fold(c, "M52 336 C60 306 72 290 80 282", 7.0, 26);
                    fold(c, "M120 338 C118 312 112 296 108 288", 7.0, 26);
                });
                c.stroke(cup, cloth.base.shaded(16), 12.0, 70);
                c.stitch("M20 324 C70 330 120 330 176 324", cloth.thread(), 70);
            });
        });
    }
    c.stroke("M-16 328 H16", cloth.base.shaded(16), 8.0, 100);
}

/// A bralette with broad straps in the units of a trunk.
pub fn bralette(c: &mut Canvas, cloth: Cloth) {
    let front = Half::from((0.0, 214.0))
        .curve((56.0, 206.0), (92.0, 130.0), (98.0, -16.0))
        .curve((112.0, -20.0), (130.0, -16.0), (146.0, -8.0))
        .curve((146.0, 90.0), (160.0, 160.0), (190.0, 200.0))
        .curve((190.0, 244.0), (186.0, 284.0), (176.0, 322.0))
        .curve((120.0, 334.0), (60.0, 334.0), (0.0, 332.0))
        .mirrored();
    cast(c, &front, (4.0, 9.0), 6, 38);
    cloth.paint(c, &front, -194.0, 194.0);
    c.clipped(&front, |c| {
        c.soft(7, 100, |c| {
            c.stroke("M-140 210 C-116 176 -76 180 -60 210", WHITE, 32.0, 22);
            c.stroke("M76 210 C96 176 136 180 150 210", WHITE, 30.0, 14);
            c.stroke("M-180 288 C-100 302 100 302 180 288", SHADOW, 10.0, 28);
            fold(c, "M-6 226 C-8 250 -10 270 -12 286", 8.0, 30);
            fold(c, "M186 216 C160 226 140 244 132 262", 9.0, 26);
        });
        super::super::swim::binding(
            c,
            "M-98 -16 C-92 130 -56 206 0 214 C56 206 92 130 98 -16 M146 -8 C146 90 160 160 190 200 M-146 -8 C-146 90 -160 160 -190 200",
            cloth.base,
        );
        c.stitch("M-178 284 C-100 296 100 296 178 284", cloth.thread(), 80);
    });
}

/// Where a necklace is to be seen, in the units of a trunk: not behind the neck.
pub const THROAT: &str = "M-65 -300 H65 C62 -80 62 -80 80 -40 C98 -8 156 -6 300 14 V400 H-300 V14 C-156 -6 -98 -8 -80 -40 C-62 -80 -62 -80 -65 -300Z";

/// A fine chain around a neck, from one side of it to the other.
pub fn necklace(
    c: &mut Canvas,
    points: &[Point],
    link: Link,
    size: f64,
    metal: Metal,
    pendant: impl FnOnce(&mut Canvas),
) {
    c.clipped(THROAT, |c| chain(c, points, link, size, metal));
    let lowest = points.iter().fold(
        (0.0, f64::MIN),
        |low: Point, point| if point.1 > low.1 { *point } else { low },
    );
    c.placed(lowest, 0.0, 1.0, pendant);
}

/// The Driftline anklet along `points`: pearls, coral and sea on a gold chain with links of `size`.
pub fn driftline(c: &mut Canvas, points: &[Point], size: f64) {
    chain(c, points, Link::Cable, size, Gold);
    for (index, (place, _)) in paces(points, size * 3.4).into_iter().enumerate().skip(1) {
        let radius = size * 0.8;
        if index % 3 == 0 {
            pearl(c, place, radius);
        } else {
            let tone = if index % 3 == 1 { CORAL } else { SEA };
            let bead = ellipse(place, radius * 0.9, radius * 0.9);
            rest_small(c, &bead);
            cabochon(c, &bead, place, radius * 0.9, tone);
        }
    }
}

/// The Swell cuff around a wrist that comes down from above, in the units of the cuff: 600 wide.
pub fn cuff_on(c: &mut Canvas, metal: Metal, tone: Colour) {
    cuff_around(c, metal, |c| {
        let arm = "M-262 -1400 L-250 30 C-220 90 -190 92 -160 82 C-90 54 -50 158 30 136 C100 116 130 68 196 82 C224 88 240 80 252 60 L290 -1400Z";
        super::body::skin(c, arm, -270.0, 280.0, tone);
        c.clipped(arm, |c| {
            c.soft(18, 60, |c| {
                c.stroke("M-290 -60 C-200 110 200 150 290 -60", SHADOW, 40.0, 60);
            });
        });
    });
}
