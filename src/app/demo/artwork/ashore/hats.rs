//! Hats: straw, bucket and cap, all about 620 wide.

use super::super::canvas::Canvas;
use super::super::cloth::{Cloth, fold};
use super::super::colour::Colour;
use super::super::light::{cast, rest};
use super::super::palette::{BARK, CLAY, DUNE, SAND, SHADOW, WHITE};
use super::super::path::{ellipse, smooth};
use super::super::surf::board::mark;

/// A straw hat with a broad brim, lying on its brim, with a ribbon.
pub fn straw(c: &mut Canvas, ribbon: Colour) {
    let brim =
        "M-330 60 C-330 -20 -180 -70 0 -70 C180 -70 330 -20 330 60 C330 140 190 196 0 196 C-190 196 -330 140 -330 60Z";
    rest(c, brim);
    let straw = c.linear(
        (-330.0, -60.0),
        (330.0, 190.0),
        &[(0, SAND.lit(30), 100), (45, DUNE, 100), (100, CLAY.shaded(6), 100)],
    );
    c.fill(brim, &straw);
    c.clipped(brim, |c| {
        for ring in 0..11u8 {
            let grow = f64::from(ring) * 17.0;
            c.stroke(&ellipse((0.0, 52.0 + grow * 0.05), 170.0 + grow, 60.0 + grow * 0.74), BARK, 2.4, 30);
            c.draw(format_args!(r#"<ellipse cx="0" cy="{:.1}" rx="{:.1}" ry="{:.1}" fill="none" stroke="{}" stroke-width="7" stroke-dasharray="9 7" stroke-opacity=".5"/>"#, 54.0 + grow * 0.05, 162.0 + grow, 54.0 + grow * 0.74, SAND.lit(60)));
        }
        c.soft(14, 60, |c| c.fill("M-180 80 C-120 150 160 160 230 60 L300 130 C190 210 -60 210 -180 80Z", SHADOW));
    });
    c.stroke(brim, BARK, 3.0, 30);
    crown(c, &straw);
    band(c, ribbon);
}

fn crown(c: &mut Canvas, straw: &str) {
    let crown = "M-176 60 C-178 -40 -150 -170 -96 -190 C-40 -206 40 -206 96 -190 C150 -170 178 -40 176 60 C130 108 -130 108 -176 60Z";
    c.fill(crown, straw);
    c.clipped(crown, |c| {
        for row in 0..20u8 {
            let y = -200.0 + f64::from(row) * 15.0;
            c.stroke(&smooth(&[(-190.0, y - 16.0), (0.0, y + 20.0), (190.0, y - 16.0)]), BARK, 2.2, 26);
            c.draw(format_args!(r#"<path d="M-190 {a:.1} Q0 {b:.1} 190 {a:.1}" fill="none" stroke="{}" stroke-width="6" stroke-dasharray="8 6" stroke-opacity=".5"/>"#, SAND.lit(60), a = y - 9.0, b = y + 43.0));
        }
        super::super::light::turn(c, crown, -178.0, 178.0, 34);
        c.soft(12, 46, |c| c.fill(&ellipse((10.0, -176.0), 84.0, 18.0), SHADOW));
    });
}

fn band(c: &mut Canvas, ribbon: Colour) {
    let band = "M-180 8 C-120 60 120 60 180 8 L178 62 C130 112 -130 112 -178 62Z";
    c.soft(6, 40, |c| {
        c.draw(format_args!(
            r#"<path d="{band}" fill="{SHADOW}" transform="translate(3 8)"/>"#
        ));
    });
    Cloth::plain(ribbon).paint(c, band, -182.0, 182.0);
    let tail = "M120 60 C150 80 160 120 150 170 L176 158 L190 182 C204 120 190 70 160 44Z";
    c.soft(5, 40, |c| {
        c.draw(format_args!(
            r#"<path d="{tail}" fill="{SHADOW}" transform="translate(8 10)"/>"#
        ));
    });
    Cloth::plain(ribbon).paint(c, tail, 110.0, 210.0);
    let knot = "M104 40 C130 24 160 26 172 40 C176 64 150 84 122 78 C104 72 98 52 104 40Z";
    Cloth::plain(ribbon).paint(c, knot, 100.0, 176.0);
}

/// A bucket hat with a stitched brim.
pub fn bucket(c: &mut Canvas, cloth: Cloth, inside: Colour) {
    let brim = "M-172 -10 C-230 60 -290 120 -306 168 C-200 236 200 236 306 168 C290 120 230 60 172 -10Z";
    let crown = "M-180 4 C-176 -80 -160 -160 -132 -190 C-60 -214 60 -214 132 -190 C160 -160 176 -80 180 4 C120 44 -120 44 -180 4Z";
    rest(c, brim);
    cast(c, crown, (30.0, 16.0), 12, 24);
    let under = "M-306 168 C-200 236 200 236 306 168 C200 206 -200 206 -306 168Z";
    cloth.paint(c, brim, -300.0, 300.0);
    c.fill(under, inside.shaded(30));
    c.clipped(brim, |c| {
        for row in 0..5u8 {
            let drop = f64::from(row) * 28.0;
            c.stitch(
                &format!(
                    "M{:.1} {:.1} C-120 {:.1} 120 {:.1} {:.1} {:.1}",
                    -196.0 - drop * 0.8,
                    30.0 + drop,
                    76.0 + drop,
                    76.0 + drop,
                    196.0 + drop * 0.8,
                    30.0 + drop
                ),
                cloth.thread(),
                80,
            );
        }
        c.soft(10, 50, |c| {
            c.stroke("M-180 10 C-120 56 120 56 180 10", SHADOW, 26.0, 60);
        });
    });
    cloth.paint(c, crown, -180.0, 180.0);
    c.clipped(crown, |c| {
        c.stitch("M-176 -6 C-120 34 120 34 176 -6", cloth.thread(), 80);
        c.stitch("M-132 -176 C-60 -200 60 -200 132 -176", cloth.thread(), 70);
        c.soft(8, 100, |c| {
            fold(c, "M-120 20 C-130 -30 -116 -70 -122 -110", 12.0, 22);
            fold(c, "M110 24 C120 -20 104 -60 112 -100", 12.0, 22);
        });
    });
    mark(c, (0.0, -80.0), 1.0, cloth.base.lit(72));
}

/// A cap with a curved peak, seen from the front left.
pub fn cap(c: &mut Canvas, crown_cloth: Cloth, peak_cloth: Cloth) {
    let crown = "M-250 70 C-262 -60 -200 -190 -20 -200 C150 -208 240 -90 250 60 C160 110 -120 120 -250 70Z";
    let peak = "M-256 60 C-330 90 -372 150 -352 186 C-250 214 -60 190 60 104 C-60 112 -190 96 -256 60Z";
    rest(c, crown);
    rest(c, peak);
    crown_cloth.paint(c, crown, -256.0, 252.0);
    c.clipped(crown, |c| {
        for seam in [
            "M-70 -196 C-150 -120 -170 0 -160 100",
            "M-10 -200 C70 -130 110 -10 110 100",
            "M-20 -200 C-40 -110 -50 0 -40 110",
        ] {
            c.stroke(seam, crown_cloth.base.shaded(34), 3.0, 80);
            c.placed((9.0, 0.0), 0.0, 1.0, |c| c.stitch(seam, crown_cloth.thread(), 70));
        }
        for (x, y) in [(-110.0, -80.0), (70.0, -90.0)] {
            c.fill(&ellipse((x, y), 9.0, 9.0), crown_cloth.base.shaded(40));
            c.fill(&ellipse((x + 1.0, y + 1.0), 4.5, 4.5), crown_cloth.base.shaded(72));
        }
        c.soft(10, 60, |c| {
            c.stroke("M-250 76 C-190 100 -60 118 70 108", SHADOW, 22.0, 60);
        });
    });
    peak_cloth.paint(c, peak, -360.0, 70.0);
    c.clipped(peak, |c| {
        for step in 1..6u8 {
            let lift = f64::from(step) * 15.0;
            c.stitch(
                &format!(
                    "M{:.1} {:.1} C-240 {:.1} -60 {:.1} 60 {:.1}",
                    -362.0 + lift * 0.6,
                    186.0 - lift,
                    206.0 - lift,
                    176.0 - lift,
                    100.0 - lift * 0.2
                ),
                peak_cloth.thread(),
                70,
            );
        }
        c.soft(5, 60, |c| {
            c.stroke("M-352 182 C-250 206 -60 184 56 104", WHITE, 5.0, 70);
        });
    });
    c.draw(format_args!(
        r#"<ellipse cx="-18" cy="-201" rx="15" ry="9" fill="{}"/>"#,
        peak_cloth.base
    ));
    c.group(r#"transform="translate(-92 6) skewY(6)""#, |c| {
        mark(c, (0.0, 0.0), 1.15, peak_cloth.base.lit(24));
    });
}
