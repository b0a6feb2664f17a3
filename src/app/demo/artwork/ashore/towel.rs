//! Towels: hanging, folded in a pile, or sewn into a poncho.

use super::super::canvas::Canvas;
use super::super::cloth::{Cloth, fold};
use super::super::colour::Colour;
use super::super::light::{cast, rest, turn};
use super::super::palette::{SHADOW, WHITE};
use super::super::path::{Half, Point, polygon};
use super::super::surf::board::mark;

/// A striped towel that hangs over a rail at y = 0: 560 wide, 860 long.
pub fn hanging(c: &mut Canvas, base: Colour, band: Colour, line: Colour) {
    let cloth = "M-280 0 C-190 -10 190 -10 280 0 C284 260 274 560 286 840 C190 856 100 838 0 850 C-100 860 -190 842 -288 852 C-276 560 -284 260 -280 0Z";
    cast(c, cloth, (46.0, 34.0), 20, 30);
    c.fill(cloth, base);
    c.clipped(cloth, |c| {
        for (top, size, colour) in [(70.0, 26.0, band), (110.0, 10.0, line), (134.0, 10.0, line), (158.0, 26.0, band), (560.0, 120.0, band), (694.0, 12.0, line), (718.0, 36.0, band), (768.0, 8.0, line)] {
            c.fill(&wavy(top, size), colour);
        }
        let weave = c.pattern(7.0, 7.0, 0.0, &format!(r#"<path d="M0 0 H7" stroke="{WHITE}" stroke-opacity=".22" stroke-width="2"/><path d="M0 3.5 H7" stroke="{SHADOW}" stroke-opacity=".1" stroke-width="1.6"/>"#));
        c.fill(cloth, weave);
        hanging_folds(c);
    });
    fringe(c, base);
}

fn wavy(top: f64, size: f64) -> String {
    let low = top + size;
    format!(
        "M-300 {top:.1} C-160 {a:.1} -80 {b:.1} 40 {top:.1} C140 {b:.1} 220 {a:.1} 300 {top:.1} L300 {low:.1} C220 {d:.1} 140 {e:.1} 40 {low:.1} C-80 {e:.1} -160 {d:.1} -300 {low:.1}Z",
        a = top + 10.0,
        b = top - 6.0,
        d = low + 10.0,
        e = low - 6.0
    )
}

fn hanging_folds(c: &mut Canvas) {
    c.soft(14, 100, |c| {
        for (x, width, percent) in [
            (-210.0, 34.0, 26),
            (-90.0, 24.0, 18),
            (60.0, 40.0, 24),
            (190.0, 30.0, 26),
            (262.0, 20.0, 30),
        ] {
            c.stroke(
                &format!("M{x:.1} 20 C{:.1} 300 {:.1} 600 {x:.1} 860", x + 16.0, x - 14.0),
                SHADOW,
                width,
                percent,
            );
            c.stroke(
                &format!(
                    "M{:.1} 20 C{:.1} 300 {:.1} 600 {:.1} 860",
                    x - 46.0,
                    x - 30.0,
                    x - 58.0,
                    x - 44.0
                ),
                WHITE,
                width * 0.8,
                percent + 6,
            );
        }
        c.stroke("M-290 4 H290", SHADOW, 26.0, 26);
        c.stroke("M-290 -6 H290", WHITE, 14.0, 60);
    });
}

fn fringe(c: &mut Canvas, base: Colour) {
    for step in 0..48u16 {
        let x = -280.0 + f64::from(step) * 12.0;
        let sway = f64::from(step % 5) * 2.0 - 4.0;
        c.stroke(
            &polygon(&[(x, 846.0), (x + sway, 896.0 + sway)]),
            base.shaded(24),
            5.0,
            100,
        );
        c.stroke(
            &polygon(&[(x - 1.0, 846.0), (x + sway - 1.0, 892.0 + sway)]),
            base.lit(30),
            2.2,
            90,
        );
    }
}

/// A folded towel seen from the front: `size` wide and high, its lower middle at `foot`.
pub fn folded(c: &mut Canvas, foot: Point, size: Point, cloth: Cloth) {
    let (x, y) = foot;
    let (half, height) = (size.0 / 2.0, size.1);
    let layers = 3u8;
    let each = height / f64::from(layers);
    for layer in 0..layers {
        let top = y - height + f64::from(layer) * each;
        let bump = if layer % 2 == 0 { 6.0 } else { -4.0 };
        let data = format!(
            "M{l:.1} {t:.1} H{r:.1} C{k:.1} {t:.1} {k:.1} {b:.1} {r:.1} {b:.1} H{l:.1} C{j:.1} {b:.1} {j:.1} {t:.1} {l:.1} {t:.1}Z",
            l = x - half,
            r = x + half + bump,
            t = top,
            b = top + each,
            k = x + half + bump + each * 0.34,
            j = x - half - each * 0.34,
        );
        cast(c, &data, (12.0, 8.0), 9, 26);
        c.fill(&data, cloth.base);
        cloth.prints(c, &data);
        let roll = c.linear(
            (0.0, top),
            (0.0, top + each),
            &[(0, WHITE, 26), (24, WHITE, 6), (76, SHADOW, 4), (100, SHADOW, 36)],
        );
        c.fill(&data, roll);
        turn(c, &data, x - half - each, x + half + each, 16);
    }
}

/// A hooded poncho of towelling: 700 wide, 900 high, hood at y = 0.
pub fn poncho(c: &mut Canvas, cloth: Cloth, lining: Colour) {
    let body = Half::from((0.0, 120.0))
        .curve((60.0, 118.0), (96.0, 120.0), (120.0, 132.0))
        .curve((220.0, 170.0), (316.0, 220.0), (344.0, 300.0))
        .curve((336.0, 420.0), (330.0, 520.0), (322.0, 590.0))
        .curve((300.0, 600.0), (260.0, 598.0), (242.0, 590.0))
        .line((246.0, 890.0))
        .curve((160.0, 906.0), (80.0, 908.0), (0.0, 908.0))
        .mirrored();
    let hood = Half::from((0.0, -10.0))
        .curve((90.0, -10.0), (136.0, 60.0), (134.0, 130.0))
        .curve((130.0, 190.0), (70.0, 246.0), (0.0, 250.0))
        .mirrored();
    let face = Half::from((0.0, 34.0))
        .curve((62.0, 34.0), (92.0, 80.0), (90.0, 128.0))
        .curve((86.0, 176.0), (46.0, 214.0), (0.0, 218.0))
        .mirrored();
    rest(c, &body);
    rest(c, &hood);
    cloth.paint(c, &body, -346.0, 346.0);
    c.clipped(&body, |c| poncho_details(c, cloth));
    cast(c, &hood, (6.0, 14.0), 10, 40);
    cloth.paint(c, &hood, -136.0, 136.0);
    c.clipped(&hood, |c| {
        c.soft(7, 100, |c| {
            fold(c, "M-120 150 C-100 190 -60 226 -20 240", 10.0, 30);
            fold(c, "M120 150 C100 190 60 226 20 240", 10.0, 30);
        });
    });
    let dark = c.linear(
        (0.0, 30.0),
        (0.0, 220.0),
        &[(0, lining.shaded(50), 100), (100, lining.shaded(20), 100)],
    );
    c.fill(&face, dark);
    c.stroke(&face, cloth.base.lit(20), 9.0, 100);
    c.stitch(&face, cloth.base.shaded(30), 60);
}

fn poncho_details(c: &mut Canvas, cloth: Cloth) {
    c.soft(9, 100, |c| {
        for line in [
            "M-246 600 C-240 520 -220 430 -180 360",
            "M246 600 C240 520 224 440 190 370",
            "M-110 900 C-120 760 -100 620 -114 480",
            "M110 900 C114 780 96 640 108 520",
            "M-10 900 C-4 820 -10 760 0 700",
        ] {
            fold(c, line, 17.0, 24);
        }
    });
    let pocket = "M-130 560 H130 L160 720 Q160 740 140 740 H-140 Q-160 740 -160 720Z";
    cast(c, pocket, (5.0, 9.0), 6, 30);
    cloth.paint(c, pocket, -170.0, 170.0);
    c.stitch("M-120 572 H120 L148 722 H-148Z", cloth.thread(), 80);
    c.stitch("M-240 872 C-80 890 80 890 240 872", cloth.thread(), 80);
    mark(c, (0.0, 650.0), 0.95, cloth.base.lit(70));
}
