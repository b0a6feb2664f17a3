//! Vessels: a steel bottle, a tin of balm, an enamel cup.

use super::super::canvas::Canvas;
use super::super::colour::Colour;
use super::super::light::{cast, pool, rest, turn};
use super::super::palette::{CLAY, SHADOW, SHELL, SILVER, WHITE};
use super::super::path::{Half, ellipse};
use super::super::surf::board::mark;

/// A standing bottle, 200 wide, 620 high; it stands on y = 0.
pub fn bottle(c: &mut Canvas, colour: Colour, lower: Colour) {
    let body = Half::from((0.0, -520.0))
        .line((48.0, -520.0))
        .curve((52.0, -470.0), (102.0, -450.0), (104.0, -390.0))
        .line((104.0, -24.0))
        .curve((104.0, -4.0), (60.0, 8.0), (0.0, 8.0))
        .mirrored();
    cast(c, &body, (64.0, 20.0), 20, 28);
    pool(c, (30.0, 2.0), 116.0, 20.0);
    c.fill(&body, colour);
    c.clipped(&body, |c| {
        c.fill("M-120 -180 C-60 -210 40 -150 120 -190 V20 H-120Z", lower);
        c.stroke("M-120 -180 C-60 -210 40 -150 120 -190", SHELL, 6.0, 90);
        turn(c, &body, -104.0, 104.0, 40);
        c.soft(4, 60, |c| c.stroke("M-66 -400 V-30", WHITE, 14.0, 70));
    });
    let neck = "M-50 -544 H50 V-516 H-50Z";
    c.fill(neck, SILVER);
    turn(c, neck, -50.0, 50.0, 40);
    let lid = "M-56 -620 Q-56 -632 -44 -632 H44 Q56 -632 56 -620 V-542 H-56Z";
    c.fill(lid, CLAY.lit(20));
    turn(c, lid, -56.0, 56.0, 44);
    c.stroke("M-54 -606 H54 M-54 -588 H54 M-54 -570 H54", CLAY.shaded(40), 2.0, 40);
    mark(c, (0.0, -320.0), 1.2, colour.lit(80));
}

/// A flat round tin from above, its lid beside it; the balm shows a thumb's mark.
pub fn tin(c: &mut Canvas, label: Colour, balm: Colour) {
    let (pot, lid) = (
        ellipse((-110.0, -40.0), 190.0, 190.0),
        ellipse((170.0, 190.0), 196.0, 196.0),
    );
    rest(c, &pot);
    rim(c, (-110.0, -40.0), 190.0);
    let fill = c.radial(
        (-150.0, -90.0),
        240.0,
        &[(0, balm.lit(70), 100), (60, balm, 100), (100, balm.shaded(14), 100)],
    );
    c.fill(&ellipse((-110.0, -40.0), 162.0, 162.0), fill);
    c.clipped(&ellipse((-110.0, -40.0), 162.0, 162.0), |c| {
        c.soft(8, 100, |c| {
            c.stroke("M-190 0 C-150 -80 -80 -100 -20 -70", balm.shaded(40), 36.0, 50);
            c.stroke("M-184 14 C-146 -64 -80 -84 -24 -54", WHITE, 18.0, 80);
        });
        c.stroke(&ellipse((-110.0, -40.0), 162.0, 162.0), SHADOW, 16.0, 20);
    });
    rest(c, &lid);
    rim(c, (170.0, 190.0), 196.0);
    c.fill(&ellipse((170.0, 190.0), 170.0, 170.0), label);
    c.stroke(&ellipse((170.0, 190.0), 150.0, 150.0), label.lit(70), 4.0, 90);
    c.stroke(&ellipse((170.0, 190.0), 140.0, 140.0), label.lit(70), 1.6, 90);
    mark(c, (170.0, 194.0), 2.6, label.lit(82));
    c.soft(10, 40, |c| c.fill(&ellipse((110.0, 110.0), 70.0, 40.0), WHITE));
}

fn rim(c: &mut Canvas, centre: (f64, f64), radius: f64) {
    let (x, y) = centre;
    let steel = c.linear(
        (x - radius, y - radius),
        (x + radius, y + radius),
        &[
            (0, SILVER.lit(70), 100),
            (30, SILVER, 100),
            (50, SILVER.shaded(40), 100),
            (66, SILVER.lit(60), 100),
            (100, SILVER.shaded(30), 100),
        ],
    );
    c.fill(&ellipse(centre, radius, radius), steel);
    c.stroke(&ellipse(centre, radius - 10.0, radius - 10.0), WHITE, 3.0, 60);
    c.stroke(&ellipse(centre, radius - 18.0, radius - 18.0), SHADOW, 3.0, 30);
}
