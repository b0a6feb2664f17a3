//! A rash vest with long sleeves, about 760 wide with its arms spread, collar at y = 0.

use super::super::canvas::Canvas;
use super::super::cloth::{Cloth, fold};
use super::super::light::rest;
use super::super::palette::{SHADOW, WHITE};
use super::super::path::Half;

/// Draws the vest: `body` in the middle, `sleeve` at the arms.
pub fn rash_vest(c: &mut Canvas, body: Cloth, sleeve: Cloth) {
    let trunk = Half::from((0.0, 34.0))
        .curve((40.0, 34.0), (66.0, 20.0), (74.0, -2.0))
        .line((128.0, 24.0))
        .curve((150.0, 120.0), (172.0, 190.0), (176.0, 250.0))
        .curve((168.0, 400.0), (170.0, 520.0), (176.0, 640.0))
        .curve((100.0, 656.0), (50.0, 658.0), (0.0, 658.0))
        .mirrored();
    let arm = "M74 -2 C150 24 214 66 240 130 C282 250 330 380 352 520 C336 540 300 548 282 540 C250 420 214 330 176 262 C170 190 130 90 74 -2Z";
    let collar = Half::from((0.0, -14.0))
        .curve((36.0, -14.0), (60.0, -20.0), (72.0, -30.0))
        .line((76.0, 0.0))
        .curve((62.0, 24.0), (36.0, 36.0), (0.0, 36.0))
        .mirrored();
    rest(c, &trunk);
    for side in [-1.0, 1.0] {
        c.group(&format!(r#"transform="scale({side} 1)""#), |c| {
            if side > 0.0 {
                rest(c, arm);
            }
            sleeve_piece(c, sleeve, arm);
        });
    }
    body.paint(c, &trunk, -180.0, 180.0);
    c.clipped(&trunk, |c| trunk_details(c, body, &trunk));
    body.paint_inside(c, &collar);
    let band = Half::from((0.0, 8.0))
        .curve((36.0, 8.0), (62.0, -4.0), (74.0, -30.0))
        .line((80.0, 0.0))
        .curve((66.0, 30.0), (38.0, 44.0), (0.0, 44.0))
        .mirrored();
    sleeve.paint(c, &band, -80.0, 80.0);
}

fn sleeve_piece(c: &mut Canvas, cloth: Cloth, arm: &str) {
    cloth.paint(c, arm, 90.0, 360.0);
    c.clipped(arm, |c| {
        c.soft(6, 100, |c| {
            fold(c, "M180 260 C200 250 216 230 226 200", 9.0, 28);
            fold(c, "M214 330 C240 330 262 316 276 296", 8.0, 24);
            fold(c, "M250 430 C274 428 296 416 310 400", 8.0, 22);
        });
        c.stroke("M282 516 C304 522 330 514 348 500", cloth.thread(), 2.0, 80);
    });
    c.stitch("M78 4 C130 92 168 190 174 260", cloth.thread(), 90);
}

fn trunk_details(c: &mut Canvas, body: Cloth, trunk: &str) {
    c.soft(7, 100, |c| {
        fold(c, "M172 262 C130 284 100 320 90 360", 11.0, 26);
        fold(c, "M-172 262 C-134 288 -112 318 -104 350", 10.0, 26);
        fold(c, "M-60 640 C-70 560 -50 500 -58 430", 10.0, 20);
        fold(c, "M84 650 C80 580 96 520 92 470", 10.0, 20);
        c.stroke("M-90 150 C-60 120 -20 120 6 150", WHITE, 40.0, 14);
    });
    c.stroke(trunk, SHADOW, 4.0, 24);
    c.stitch("M-176 620 C-100 636 100 636 176 620", body.thread(), 70);
}
