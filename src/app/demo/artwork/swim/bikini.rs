//! Bikinis: tops about 440 wide, bottoms about 400, each around its own origin.

use super::super::canvas::Canvas;
use super::super::cloth::{Cloth, fold};
use super::super::light::{rest, rest_small};
use super::super::palette::{BRASS, SHADOW, WHITE};
use super::super::path::Half;
use super::binding;

/// A triangle top with thin ties; the ties wander off upwards and sideways.
pub fn triangle_top(c: &mut Canvas, cloth: Cloth) {
    let cord = cloth.base.shaded(8);
    for line in [
        "M-104 -128 C-98 -220 -40 -300 -66 -372 C-80 -410 -120 -400 -118 -366",
        "M104 -128 C108 -210 60 -290 96 -356 C116 -388 146 -364 132 -340",
        "M-214 92 C-260 96 -300 70 -332 96 C-356 118 -340 146 -316 134",
        "M214 92 C262 92 284 128 330 112",
        "M-214 92 L214 92",
    ] {
        cord_line(c, line, cord);
    }
    for side in [-1.0, 1.0] {
        c.group(&format!(r#"transform="scale({side} 1)""#), |c| cup(c, cloth));
    }
    for side in [-104.0, 104.0] {
        bead(c, (side, -122.0));
    }
}

fn cup(c: &mut Canvas, cloth: Cloth) {
    let data = "M104 -132 C150 -60 206 20 218 82 C216 98 208 102 196 102 C140 108 76 108 26 102 C14 100 12 92 14 84 C26 10 62 -66 104 -132Z";
    rest(c, data);
    cloth.paint(c, data, 8.0, 226.0);
    c.clipped(data, |c| {
        c.soft(6, 100, |c| {
            c.stroke("M70 20 C90 -6 112 -10 128 14", WHITE, 30.0, 24);
            fold(c, "M64 100 C70 70 82 50 92 38", 7.0, 26);
            fold(c, "M104 102 C106 78 110 62 112 48", 7.0, 26);
            fold(c, "M148 102 C142 80 136 64 130 52", 7.0, 26);
        });
        c.stroke(data, cloth.base.shaded(14), 13.0, 80);
        c.stitch("M26 88 C90 94 150 94 206 88", cloth.thread(), 70);
    });
}

fn cord_line(c: &mut Canvas, data: &str, colour: super::super::colour::Colour) {
    c.soft(4, 32, |c| {
        c.draw(format_args!(
            r#"<path d="{data}" fill="none" stroke="{SHADOW}" stroke-width="8" transform="translate(7 10)"/>"#
        ));
    });
    c.stroke(data, colour.shaded(18), 8.0, 100);
    c.stroke(data, colour.lit(24), 3.0, 90);
}

fn bead(c: &mut Canvas, place: (f64, f64)) {
    let (x, y) = place;
    let paint = c.radial(
        (x - 3.0, y - 4.0),
        14.0,
        &[(0, BRASS.lit(80), 100), (45, BRASS, 100), (100, BRASS.shaded(55), 100)],
    );
    c.draw(format_args!(
        r#"<circle cx="{x:.1}" cy="{y:.1}" r="11" fill="{paint}"/>"#
    ));
}

/// A bandeau with a ring in the middle.
pub fn bandeau(c: &mut Canvas, cloth: Cloth) {
    let data = Half::from((0.0, -44.0))
        .curve((50.0, -84.0), (150.0, -96.0), (236.0, -70.0))
        .curve((244.0, -20.0), (244.0, 30.0), (236.0, 74.0))
        .curve((150.0, 100.0), (50.0, 84.0), (0.0, 44.0))
        .mirrored();
    rest(c, &data);
    cloth.paint(c, &data, -240.0, 240.0);
    c.clipped(&data, |c| {
        c.soft(5, 100, |c| {
            for lean in [-66.0, -40.0, -14.0, 14.0, 40.0, 66.0] {
                let reach = 118.0 - f64::abs(lean) * 0.4;
                fold(
                    c,
                    &format!("M14 {:.1} Q60 {:.1} {reach:.1} {lean:.1}", lean * 0.3, lean * 0.7),
                    6.0,
                    26,
                );
                fold(
                    c,
                    &format!("M-14 {:.1} Q-60 {:.1} -{reach:.1} {lean:.1}", lean * 0.3, lean * 0.7),
                    6.0,
                    26,
                );
            }
            c.stroke("M-150 -30 C-130 -52 -100 -50 -84 -30", WHITE, 26.0, 22);
            c.stroke("M100 -30 C120 -52 150 -50 166 -30", WHITE, 26.0, 16);
        });
        c.stroke(&data, cloth.base.shaded(16), 12.0, 70);
    });
    hoop(c, (0.0, 0.0), 34.0);
}

/// A brass ring that holds fabric together.
pub fn hoop(c: &mut Canvas, place: (f64, f64), radius: f64) {
    let (x, y) = place;
    c.soft(4, 40, |c| {
        c.draw(format_args!(
            r#"<circle cx="{:.1}" cy="{:.1}" r="{radius:.1}" fill="none" stroke="{SHADOW}" stroke-width="12"/>"#,
            x + 5.0,
            y + 8.0
        ));
    });
    for (shift, colour, width) in [
        (0.0, BRASS.shaded(46), 13.0),
        (-0.6, BRASS, 10.0),
        (-2.0, BRASS.lit(72), 3.2),
    ] {
        c.draw(format_args!(r#"<circle cx="{:.1}" cy="{:.1}" r="{radius:.1}" fill="none" stroke="{colour}" stroke-width="{width:.1}"/>"#, x + shift, y + shift));
    }
}

/// A bralette with broad straps and a seam under the cups.
pub fn bralette(c: &mut Canvas, cloth: Cloth) {
    let back = Half::from((0.0, -70.0))
        .curve((60.0, -70.0), (96.0, -110.0), (108.0, -200.0))
        .line((140.0, -200.0))
        .line((200.0, -20.0))
        .line((0.0, 10.0))
        .mirrored();
    let front = Half::from((0.0, 6.0))
        .curve((56.0, 0.0), (92.0, -70.0), (100.0, -200.0))
        .line((148.0, -200.0))
        .curve((148.0, -120.0), (166.0, -50.0), (212.0, -8.0))
        .curve((216.0, 30.0), (214.0, 70.0), (208.0, 112.0))
        .curve((120.0, 124.0), (60.0, 124.0), (0.0, 124.0))
        .mirrored();
    rest(c, &format!("{front} {back}"));
    cloth.paint_inside(c, &back);
    cloth.paint(c, &front, -214.0, 214.0);
    c.clipped(&front, |c| {
        c.soft(6, 100, |c| {
            c.stroke("M-140 0 C-116 -34 -76 -30 -60 0", WHITE, 32.0, 20);
            c.stroke("M76 0 C96 -34 136 -30 150 0", WHITE, 30.0, 14);
            c.stroke("M-200 78 C-100 92 100 92 200 78", SHADOW, 10.0, 26);
            fold(c, "M-6 16 C-8 40 -10 60 -12 76", 8.0, 30);
        });
        binding(c, "M-100 -200 C-92 -70 -56 0 0 6 C56 0 92 -70 100 -200 M148 -200 C148 -120 166 -50 212 -8 M-148 -200 C-148 -120 -166 -50 -212 -8", cloth.base);
        c.stitch("M-204 72 C-100 84 100 84 204 72", cloth.thread(), 80);
        c.stitch("M-204 82 C-100 94 100 94 204 82", cloth.thread(), 60);
    });
}

/// How high a bikini bottom sits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rise {
    /// On the hip.
    Low,
    /// At the waist.
    High,
}

/// A bikini bottom seen from the front.
pub fn bottom(c: &mut Canvas, cloth: Cloth, rise: Rise) {
    let top = if rise == Rise::High { -150.0 } else { -64.0 };
    let brief = Half::from((0.0, top + 10.0))
        .curve((70.0, top + 8.0), (130.0, top), (170.0, top - 6.0))
        .curve((182.0, top + 50.0), (196.0, -40.0), (200.0, 6.0))
        .curve((140.0, 34.0), (66.0, 110.0), (50.0, 206.0))
        .curve((42.0, 232.0), (24.0, 240.0), (0.0, 240.0))
        .mirrored();
    let seat = Half::from((0.0, top))
        .line((172.0, top - 12.0))
        .curve((190.0, top + 40.0), (200.0, -30.0), (204.0, 10.0))
        .curve((150.0, 60.0), (96.0, 120.0), (70.0, 202.0))
        .curve((56.0, 234.0), (24.0, 240.0), (0.0, 240.0))
        .mirrored();
    rest(c, &seat);
    cloth.paint_inside(c, &seat);
    cloth.paint(c, &brief, -202.0, 202.0);
    c.clipped(&brief, |c| {
        c.soft(6, 100, |c| {
            fold(c, "M196 6 C150 10 110 34 88 66", 9.0, 26);
            fold(c, "M-196 6 C-150 14 -116 36 -96 62", 9.0, 26);
            fold(c, "M-20 200 C-16 160 -10 130 -2 110", 8.0, 24);
            c.stroke("M-96 -40 C-100 -10 -90 20 -74 50", WHITE, 30.0, 16);
        });
        binding(c, &format!("M200 6 C140 34 66 110 50 206 M-200 6 C-140 34 -66 110 -50 206 M-170 {y:.1} C-70 {z:.1} 70 {z:.1} 170 {y:.1}", y = top - 6.0, z = top + 12.0), cloth.base);
        c.stitch(&format!("M-176 {y:.1} C-90 {z:.1} 90 {z:.1} 176 {y:.1}", y = top + 14.0, z = top + 26.0), cloth.thread(), 70);
    });
}

/// A bikini bottom held by ties at both hips.
pub fn tie_bottom(c: &mut Canvas, cloth: Cloth) {
    let brief = Half::from((0.0, -56.0))
        .curve((60.0, -58.0), (120.0, -70.0), (168.0, -82.0))
        .line((182.0, -40.0))
        .curve((120.0, -10.0), (62.0, 90.0), (48.0, 186.0))
        .curve((40.0, 212.0), (22.0, 220.0), (0.0, 220.0))
        .mirrored();
    let seat = Half::from((0.0, -66.0))
        .line((170.0, -90.0))
        .line((186.0, -36.0))
        .curve((150.0, 30.0), (92.0, 100.0), (66.0, 184.0))
        .curve((52.0, 214.0), (22.0, 220.0), (0.0, 220.0))
        .mirrored();
    let cord = cloth.base.shaded(8);
    rest(c, &seat);
    cloth.paint_inside(c, &seat);
    cloth.paint(c, &brief, -184.0, 184.0);
    c.clipped(&brief, |c| {
        c.soft(6, 100, |c| {
            fold(c, "M174 -60 C130 -40 100 -14 84 16", 8.0, 26);
            fold(c, "M-174 -60 C-130 -40 -104 -14 -90 12", 8.0, 26);
            c.stroke("M-70 -20 C-70 10 -60 40 -46 64", WHITE, 26.0, 18);
        });
        binding(
            c,
            "M182 -40 C120 -10 62 90 48 186 M-182 -40 C-120 -10 -62 90 -48 186 M-168 -82 C-60 -54 60 -54 168 -82",
            cloth.base,
        );
    });
    for (side, tie) in [(1.0, rest_small as fn(&mut Canvas, &str)), (-1.0, rest_small)] {
        c.group(&format!(r#"transform="scale({side} 1)""#), |c| {
            let bow = "M178 -62 C216 -104 262 -108 258 -80 C254 -56 208 -52 178 -62 C206 -34 238 -8 226 8 C210 24 186 -24 178 -62Z";
            tie(c, bow);
            cloth.paint(c, bow, 170.0, 270.0);
            cord_line(c, "M182 -58 C222 -40 276 -44 300 -6", cord);
            cord_line(c, "M180 -56 C196 0 240 40 232 88", cord);
            c.draw(format_args!(r#"<ellipse cx="181" cy="-62" rx="15" ry="18" fill="{}"/>"#, cloth.base.shaded(12)));
        });
    }
}
