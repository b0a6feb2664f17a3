//! Larger things on a beach: a parasol, a deck chair, a pool ladder.

use super::canvas::Canvas;
use super::colour::Colour;
use super::light::{cast, turn};
use super::palette::{BARK, CLAY, SHADOW, SILVER, WHITE};
use super::path::{ellipse, polygon};

/// A striped parasol whose pole ends at the origin; 760 high, 640 wide.
pub fn parasol(c: &mut Canvas, one: Colour, other: Colour) {
    c.placed((0.0, 0.0), -6.0, 1.0, |c| {
        let pole = "M-7 0 L-7 -700 H7 L7 0Z";
        c.fill(pole, CLAY.lit(40));
        turn(c, pole, -7.0, 7.0, 60);
        let top = (0.0, -740.0);
        let rim: [(f64, f64); 9] = [
            (-330.0, -480.0),
            (-262.0, -452.0),
            (-180.0, -434.0),
            (-90.0, -424.0),
            (0.0, -420.0),
            (90.0, -424.0),
            (180.0, -434.0),
            (262.0, -452.0),
            (330.0, -480.0),
        ];
        c.fill(
            "M-330 -480 C-220 -530 220 -530 330 -480 C220 -420 -220 -420 -330 -480Z",
            one.shaded(52),
        );
        for (index, pair) in rim.windows(2).enumerate() {
            let colour = if index % 2 == 0 { one } else { other };
            panel(c, top, pair[0], pair[1], colour, index);
        }
        let dome = "M0 -740 C-180 -728 -300 -620 -330 -480 C-220 -416 220 -416 330 -480 C300 -620 180 -728 0 -740Z";
        turn(c, dome, -330.0, 330.0, 30);
        c.fill(&ellipse((0.0, -744.0), 11.0, 14.0), BARK);
    });
}

fn panel(c: &mut Canvas, top: (f64, f64), from: (f64, f64), to: (f64, f64), colour: Colour, index: usize) {
    let bulge = |x: f64| x * 0.86;
    let middle = (f64::midpoint(from.0, to.0), f64::midpoint(from.1, to.1) + 26.0);
    let data = format!(
        "M{:.1} {:.1} C{:.1} -720 {:.1} -620 {:.1} {:.1} Q{:.1} {:.1} {:.1} {:.1} C{:.1} -620 {:.1} -720 {:.1} {:.1}Z",
        top.0,
        top.1,
        bulge(from.0) * 0.6,
        bulge(from.0) * 1.04,
        from.0,
        from.1,
        middle.0,
        middle.1,
        to.0,
        to.1,
        bulge(to.0) * 1.04,
        bulge(to.0) * 0.6,
        top.0,
        top.1
    );
    c.fill(&data, if index > 4 { colour.shaded(10) } else { colour });
    c.stroke(&data, colour.shaded(20), 2.0, 60);
}

/// A deck chair seen from the side front, 520 wide; it stands on y = 0.
pub fn deck_chair(c: &mut Canvas, cloth: Colour, stripe: Colour) {
    c.soft(14, 40, |c| c.fill(&ellipse((60.0, 0.0), 300.0, 26.0), SHADOW));
    let wood = CLAY.lit(10);
    for bar in ["M-240 0 L150 -330", "M180 0 L-60 -210", "M-250 -120 L200 -20"] {
        c.stroke(bar, wood.shaded(46), 17.0, 100);
        c.stroke(bar, wood.shaded(20), 12.0, 100);
    }
    let seat = "M216 -452 C150 -300 60 -110 -60 -96 C-140 -90 -190 -110 -250 -140 L-190 -180 C-130 -150 -80 -140 -20 -156 C60 -180 160 -330 290 -420Z";
    cast(c, seat, (16.0, 26.0), 12, 30);
    c.fill(seat, cloth);
    c.clipped(seat, |c| {
        for shift in [12.0, 40.0, 68.0] {
            c.draw(format_args!(r#"<path d="M216 -452 C150 -300 60 -110 -60 -96 C-140 -90 -190 -110 -250 -140" fill="none" stroke="{stripe}" stroke-width="13" transform="translate({shift} {:.1})"/>"#, -shift * 0.7));
        }
        c.soft(10, 60, |c| c.stroke("M200 -440 C130 -300 40 -120 -70 -104", WHITE, 20.0, 70));
        c.soft(12, 60, |c| c.stroke("M-20 -150 C60 -176 160 -330 290 -416", SHADOW, 26.0, 50));
    });
    for bar in ["M300 -440 L-30 -10", "M-170 -190 L290 10", "M206 -462 L306 -430"] {
        c.stroke(bar, wood.shaded(34), 18.0, 100);
        c.stroke(bar, wood, 13.0, 100);
        c.stroke(bar, wood.lit(50), 3.0, 70);
    }
}

/// A steel ladder into a pool, seen from above; the pool's edge is y = 0.
pub fn ladder(c: &mut Canvas) {
    for y in [70.0, 150.0, 230.0] {
        c.stroke(&polygon(&[(-74.0, y), (74.0, y)]), SILVER.shaded(30), 18.0, 70);
    }
    for x in [-80.0, 80.0] {
        let rail = format!("M{x:.1} 250 V-110 Q{x:.1} -150 {x:.1} -120");
        c.soft(6, 40, |c| {
            c.draw(format_args!(
                r#"<path d="{rail}" fill="none" stroke="{SHADOW}" stroke-width="20" transform="translate(26 20)"/>"#
            ));
        });
        c.stroke(&rail, SILVER.shaded(40), 22.0, 100);
        c.stroke(&rail, SILVER, 16.0, 100);
        c.draw(format_args!(r#"<g transform="translate(-4 0)">"#));
        c.stroke(&rail, WHITE, 5.0, 90);
        c.draw(format_args!("</g>"));
    }
}
