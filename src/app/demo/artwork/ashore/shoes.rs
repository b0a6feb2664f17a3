//! Sandals, slides and neoprene boots; each draws a pair, seen from above.

use super::super::canvas::Canvas;
use super::super::cloth::{Cloth, fold};
use super::super::colour::Colour;
use super::super::light::{rest, turn};
use super::super::palette::{BRASS, CLAY, SHADOW, WHITE};
use super::super::path::ellipse;

const SOLE: &str = "M6 -250 C70 -252 104 -180 98 -90 C94 -30 74 10 76 80 C80 150 74 236 8 244 C-60 246 -76 170 -68 96 C-62 30 -92 -20 -98 -90 C-104 -190 -60 -250 6 -250Z";

/// A pair of leather slides with one broad strap.
pub fn slides(c: &mut Canvas, sole: Colour, strap: Colour) {
    pair(c, |c| {
        base(c, sole);
        let band = "M-112 -130 C-70 -176 70 -180 112 -132 C116 -90 112 -50 104 -20 C60 -60 -50 -56 -100 -14 C-112 -50 -116 -90 -112 -130Z";
        c.soft(8, 50, |c| {
            c.draw(format_args!(
                r#"<path d="{band}" fill="{SHADOW}" transform="translate(8 16)"/>"#
            ));
        });
        Cloth::plain(strap).paint(c, band, -114.0, 116.0);
        c.clipped(band, |c| {
            c.soft(6, 60, |c| {
                c.stroke("M-60 -150 C-20 -166 40 -160 70 -140", WHITE, 20.0, 60);
            });
            c.stitch(
                "M-104 -118 C-64 -162 64 -166 104 -120 M-98 -30 C-50 -68 60 -72 102 -36",
                strap.lit(56),
                90,
            );
        });
        c.draw(format_args!(r#"<rect x="60" y="-112" width="30" height="44" rx="7" fill="none" stroke="{}" stroke-width="7"/><rect x="60" y="-112" width="30" height="44" rx="7" fill="none" stroke="{}" stroke-width="2.4"/><path d="M58 -90 H78" stroke="{BRASS}" stroke-width="5"/>"#, BRASS, BRASS.lit(70)));
    });
}

/// A pair of sandals with crossed straps.
pub fn sandals(c: &mut Canvas, sole: Colour, strap: Colour) {
    pair(c, |c| {
        base(c, sole);
        for band in [
            "M-104 -120 C-40 -150 50 -110 100 -40 L92 4 C40 -70 -40 -100 -108 -76Z",
            "M106 -120 C40 -150 -50 -110 -98 -40 L-86 4 C-40 -70 40 -100 110 -76Z",
            "M-74 90 C-40 60 50 60 80 90 L78 122 C50 92 -40 92 -72 122Z",
        ] {
            c.soft(7, 50, |c| {
                c.draw(format_args!(
                    r#"<path d="{band}" fill="{SHADOW}" transform="translate(7 14)"/>"#
                ));
            });
            Cloth::plain(strap).paint(c, band, -110.0, 114.0);
            c.clipped(band, |c| c.stitch(band, strap.lit(56), 70));
        }
    });
}

fn base(c: &mut Canvas, sole: Colour) {
    rest(c, SOLE);
    c.draw(format_args!(
        r#"<path d="{SOLE}" fill="{}" transform="translate(5 8)"/>"#,
        sole.shaded(46)
    ));
    c.fill(SOLE, sole);
    turn(c, SOLE, -104.0, 104.0, 18);
    c.clipped(SOLE, |c| {
        c.stroke(SOLE, sole.shaded(20), 12.0, 60);
        c.stitch("M6 -238 C60 -240 92 -176 87 -90 C83 -30 63 10 65 80 C69 146 62 226 8 233 C-50 235 -65 166 -57 96 C-51 30 -81 -20 -87 -90 C-92 -184 -52 -238 6 -238Z", CLAY.lit(50), 70);
        c.soft(14, 36, |c| {
            c.fill(&ellipse((4.0, 160.0), 40.0, 50.0), SHADOW);
            c.fill(&ellipse((0.0, -170.0), 60.0, 46.0), SHADOW);
        });
    });
}

fn pair(c: &mut Canvas, mut one: impl FnMut(&mut Canvas)) {
    c.placed((-150.0, 10.0), -9.0, 1.0, &mut one);
    c.group(r#"transform="translate(150 -14) rotate(8) scale(-1 1)""#, one);
}

/// A pair of neoprene boots, seen from the side, toes to the left.
pub fn boots(c: &mut Canvas, body: Colour, sole: Colour) {
    for (x, y, size) in [(70.0, -70.0, 0.94), (-60.0, 60.0, 1.0)] {
        c.placed((x, y), 0.0, size, |c| boot(c, body, sole));
    }
}

fn boot(c: &mut Canvas, body: Colour, sole: Colour) {
    let data = "M60 -260 C100 -268 170 -266 200 -254 C196 -140 204 -40 214 40 C218 84 206 108 190 112 L-250 112 C-276 100 -280 60 -250 36 C-180 0 -60 -20 20 -60 C56 -100 62 -180 60 -260Z";
    let rubber = "M-270 78 C-200 96 120 90 216 60 C222 96 214 124 196 130 L-244 132 C-272 126 -282 100 -270 78Z";
    rest(c, data);
    Cloth::plain(body).paint(c, data, -280.0, 220.0);
    c.clipped(data, |c| {
        c.soft(8, 100, |c| {
            fold(c, "M64 -90 C100 -70 150 -66 200 -84", 12.0, 32);
            fold(c, "M50 -60 C90 -30 150 -24 206 -40", 10.0, 26);
            c.stroke("M-220 50 C-140 14 -40 0 30 -30", WHITE, 16.0, 34);
        });
        c.stroke("M50 -200 L204 -190 L206 -150 L50 -158Z", body.lit(24), 2.0, 60);
        c.tint("M50 -206 H206 V-154 H50Z", body.lit(30), 60);
    });
    let tread = c.linear(
        (0.0, 60.0),
        (0.0, 132.0),
        &[(0, sole.lit(16), 100), (100, sole.shaded(30), 100)],
    );
    c.fill(rubber, tread);
    c.stitch("M-264 88 C-190 104 120 98 212 70", body.lit(50), 60);
}
