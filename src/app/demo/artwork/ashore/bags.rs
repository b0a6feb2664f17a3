//! Bags: a canvas tote, a woven basket, a roll-top dry bag, a board sock.

use super::super::canvas::Canvas;
use super::super::cloth::{Cloth, Print, fold};
use super::super::colour::Colour;
use super::super::light::{cast, rest, turn};
use super::super::palette::{BARK, BRASS, CLAY, DUNE, SAND, SHADOW, WHITE};
use super::super::path::{ellipse, smooth};
use super::super::surf::board::mark;
use super::super::surf::kit::tube;

/// A canvas tote, 560 wide; its foot is at y = 330.
pub fn tote(c: &mut Canvas, cloth: Cloth, handle: Colour) {
    strap(c, "M-130 -190 C-140 -430 120 -430 124 -196", handle.shaded(24));
    let body = "M-270 -200 C-160 -190 160 -190 270 -200 C280 -60 292 120 284 310 C190 334 -190 334 -284 310 C-292 120 -280 -60 -270 -200Z";
    let mouth = "M-270 -200 C-160 -226 160 -226 270 -200 C160 -186 -160 -186 -270 -200Z";
    rest(c, body);
    cloth.paint_inside(c, mouth);
    cloth.paint(c, body, -288.0, 288.0);
    c.clipped(body, |c| {
        c.soft(10, 100, |c| {
            for line in [
                "M-240 -120 C-220 0 -250 120 -236 260",
                "M236 -140 C220 -20 246 100 230 270",
                "M-60 310 C-90 240 -150 220 -200 240",
                "M90 316 C120 260 170 240 220 256",
            ] {
                fold(c, line, 18.0, 20);
            }
        });
        c.tint("M-300 236 C-150 262 150 262 300 236 V340 H-300Z", handle, 100);
        c.soft(6, 30, |c| {
            c.stroke("M-300 240 C-150 266 150 266 300 240", SHADOW, 12.0, 60);
        });
        c.stitch(
            "M-290 252 C-150 276 150 276 290 252 M-266 -170 C-160 -160 160 -160 266 -170",
            cloth.thread(),
            80,
        );
    });
    strap(c, "M-150 -150 C-164 -450 150 -450 156 -154", handle);
    for x in [-152.0, 156.0] {
        c.draw(format_args!(r#"<path d="M{:.1} -166 h36 v84 l-18 14 l-18 -14Z" fill="{handle}"/><circle cx="{x:.1}" cy="-100" r="6" fill="{BRASS}"/>"#, x - 18.0));
    }
    if cloth.print == Print::Plain {
        mark(c, (0.0, 40.0), 1.9, handle);
    }
}

fn strap(c: &mut Canvas, data: &str, colour: Colour) {
    c.soft(8, 36, |c| {
        c.draw(format_args!(
            r#"<path d="{data}" fill="none" stroke="{SHADOW}" stroke-width="28" transform="translate(16 18)"/>"#
        ));
    });
    c.stroke(data, colour.shaded(26), 30.0, 100);
    c.stroke(data, colour, 25.0, 100);
    c.stitch(data, colour.lit(60), 80);
}

/// A woven basket with leather handles, 600 wide; its foot is at y = 300.
pub fn basket(c: &mut Canvas, leather: Colour) {
    tube(c, "M-170 -130 C-170 -360 150 -360 160 -136", 22.0, leather.shaded(30));
    let body = "M-300 -140 C-150 -110 150 -110 300 -140 C300 20 262 190 214 284 C120 316 -120 316 -214 284 C-262 190 -300 20 -300 -140Z";
    let mouth = "M-300 -140 C-250 -190 250 -190 300 -140 C150 -106 -150 -106 -300 -140Z";
    rest(c, body);
    c.fill(mouth, BARK.shaded(10));
    c.fill(body, DUNE);
    c.clipped(body, |c| {
        weave(c);
        turn(c, body, -304.0, 304.0, 34);
        c.soft(12, 60, |c| {
            c.stroke("M-214 290 C-120 320 120 320 214 290", SHADOW, 40.0, 50);
        });
    });
    c.stroke("M-300 -140 C-150 -108 150 -108 300 -140", CLAY, 16.0, 100);
    c.draw(format_args!(r#"<path d="M-300 -142 C-150 -110 150 -110 300 -142" fill="none" stroke="{}" stroke-width="12" stroke-dasharray="16 9"/>"#, SAND.lit(24)));
    tube(c, "M-190 -90 C-200 -380 190 -380 196 -96", 24.0, leather);
    for x in [-192.0, 196.0] {
        c.draw(format_args!(r#"<path d="M{:.1} -110 h40 v90 q-20 20 -40 0Z" fill="{leather}"/><circle cx="{x:.1}" cy="-78" r="6" fill="{BRASS}"/><circle cx="{x:.1}" cy="-44" r="6" fill="{BRASS}"/>"#, x - 20.0));
    }
}

fn weave(c: &mut Canvas) {
    for row in 0..20u8 {
        let y = -128.0 + f64::from(row) * 23.0;
        let (dash, tone) = if row % 2 == 0 {
            ("24 14", SAND.lit(30))
        } else {
            ("14 24", SAND)
        };
        c.draw(format_args!(r#"<path d="M-320 {y:.1} Q0 {:.1} 320 {y:.1}" fill="none" stroke="{}" stroke-width="3" stroke-opacity=".5"/>"#, y + 46.0, BARK));
        c.draw(format_args!(r#"<path d="M-320 {y:.1} Q0 {:.1} 320 {y:.1}" fill="none" stroke="{tone}" stroke-width="16" stroke-dasharray="{dash}" stroke-linecap="round" transform="translate(0 12)"/>"#, y + 46.0));
    }
}

/// A roll-top dry bag, 360 wide and 640 high.
pub fn dry_bag(c: &mut Canvas, colour: Colour, trim: Colour) {
    let body = "M-176 -190 C-60 -176 60 -176 176 -190 C190 -60 186 160 180 290 C100 332 -100 332 -180 290 C-186 160 -190 -60 -176 -190Z";
    rest(c, body);
    Cloth::plain(colour).paint(c, body, -188.0, 188.0);
    c.clipped(body, |c| {
        c.soft(8, 100, |c| {
            for line in [
                "M-120 -180 C-130 -100 -90 -40 -110 40",
                "M10 -176 C0 -110 30 -70 16 -10",
                "M120 -180 C130 -110 96 -60 112 10",
                "M-140 300 C-130 240 -150 190 -136 150",
            ] {
                fold(c, line, 16.0, 26);
            }
            c.stroke("M-110 -60 C-124 60 -120 160 -108 250", WHITE, 26.0, 30);
        });
        c.tint("M-200 236 C-100 270 100 270 200 236 V340 H-200Z", trim, 100);
    });
    let roll = "M-196 -250 C-60 -262 60 -262 196 -250 C206 -230 206 -204 196 -186 C60 -172 -60 -172 -196 -186 C-206 -204 -206 -230 -196 -250Z";
    cast(c, roll, (6.0, 12.0), 7, 36);
    Cloth::plain(colour.shaded(10)).paint(c, roll, -200.0, 200.0);
    c.stroke(
        "M-194 -226 C-60 -238 60 -238 194 -226 M-194 -206 C-60 -216 60 -216 194 -206",
        colour.shaded(44),
        3.0,
        70,
    );
    strap(
        c,
        "M-190 -220 C-250 -330 -130 -350 0 -340 C130 -350 250 -330 190 -220",
        trim,
    );
    c.draw(format_args!(r#"<rect x="-44" y="-366" width="88" height="46" rx="12" fill="{}"/><rect x="-36" y="-360" width="72" height="12" rx="6" fill="{WHITE}" fill-opacity=".3"/>"#, trim.shaded(36)));
    mark(c, (0.0, 70.0), 1.7, colour.lit(82));
}

/// A knitted sock for a surfboard: 1060 high, its nose at y = 0.
pub fn board_sock(c: &mut Canvas, base: Colour, band: Colour) {
    let data = "M0 0 C56 4 130 130 140 330 C146 560 140 780 112 960 C100 1010 80 1030 60 1034 H-60 C-80 1030 -100 1010 -112 960 C-140 780 -146 560 -140 330 C-130 130 -56 4 0 0Z";
    cast(c, data, (50.0, 30.0), 18, 30);
    c.fill(data, base);
    c.clipped(data, |c| {
        for step in 0..12u8 {
            let y = 40.0 + f64::from(step) * 86.0;
            c.stroke(
                &smooth(&[(-170.0, y + 8.0), (0.0, y - 8.0), (170.0, y + 8.0)]),
                band,
                30.0,
                100,
            );
            c.stroke(
                &smooth(&[(-170.0, y + 38.0), (0.0, y + 22.0), (170.0, y + 38.0)]),
                band.lit(20),
                6.0,
                100,
            );
        }
        let knit = c.pattern(
            9.0,
            8.0,
            0.0,
            &format!(
                r#"<path d="M0 0 L4.5 6 L9 0" fill="none" stroke="{SHADOW}" stroke-opacity=".26" stroke-width="1.8"/>"#
            ),
        );
        c.fill(data, knit);
        turn(c, data, -146.0, 146.0, 30);
    });
    c.stroke("M-92 1000 C-40 1012 40 1012 92 1000", base.shaded(40), 9.0, 90);
    tube(
        c,
        "M60 1006 C110 1030 130 1090 90 1120 C60 1140 40 1110 66 1096",
        8.0,
        band,
    );
    c.draw(format_args!(
        r#"<path d="{}" fill="{}"/>"#,
        ellipse((62.0, 1006.0), 14.0, 10.0),
        band.shaded(44)
    ));
}
