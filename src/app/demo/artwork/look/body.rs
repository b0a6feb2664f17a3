//! People from near, without faces: what a picture shows when it is about what they wear.
//!
//! The trunk stands in the units of a swimsuit (see `swim::one_piece`): straps at y = 0, hips at 640.

use super::super::canvas::Canvas;
use super::super::colour::Colour;
use super::super::palette::WHITE;
use super::super::path::{Half, Point, blob, ellipse};

/// A place on the spine of a limb and half its thickness there.
pub type Joint = (Point, f64);

/// An arm, a leg, a finger: thick where its joints say, lit from the upper left.
pub fn limb(c: &mut Canvas, joints: &[Joint], tone: Colour) {
    for step in 0..14u8 {
        let part = f64::from(step) / 13.0;
        let shade = if step < 7 {
            tone.shaded(24 - step * 4)
        } else {
            tone.lit((step - 6) * 3)
        };
        c.fill(&outline(joints, 1.0 - part * 0.8, part * 0.36), shade);
    }
}

/// An arm that grows out of a shoulder and ends in a hand: no seam shows at either end.
pub fn arm(c: &mut Canvas, joints: &[Joint], tone: Colour) {
    limb(c, joints, tone);
    if let [(shoulder, half), ..] = joints {
        melt(c, *shoulder, half * 1.06, tone);
    }
}

/// Skin that hides where two limbs meet: full at `place`, gone at `radius`.
pub fn melt(c: &mut Canvas, place: Point, radius: f64, tone: Colour) {
    let patch = c.radial(
        place,
        radius,
        &[(0, tone.lit(4), 100), (56, tone.lit(2), 92), (100, tone, 0)],
    );
    c.fill(&ellipse(place, radius, radius), patch);
}

/// A limb in one colour, for what is covered or far.
pub fn flat_limb(c: &mut Canvas, joints: &[Joint], tone: Colour) {
    c.fill(&outline(joints, 1.0, 0.0), tone);
}

/// The outline of a limb, `share` as thick as it is and moved to the light by `lean` of its thickness.
pub fn outline(joints: &[Joint], share: f64, lean: f64) -> String {
    let near = |index: usize| joints.get(index).or(joints.last()).map_or((0.0, 0.0), |joint| joint.0);
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for (index, (place, half)) in joints.iter().enumerate() {
        let (before, after) = (near(index.saturating_sub(1)), near(index + 1));
        let (dx, dy) = (after.0 - before.0, after.1 - before.1);
        let length = dx.hypot(dy).max(0.001);
        let (nx, ny) = (-dy / length, dx / length);
        let reach = half * share;
        let middle = (place.0 - half * lean, place.1 - half * lean * 0.4);
        left.push((middle.0 + nx * reach, middle.1 + ny * reach));
        right.push((middle.0 - nx * reach, middle.1 - ny * reach));
    }
    right.reverse();
    left.extend(right);
    blob(&left)
}

/// Skin over the shape `data`, which reaches from `left` to `right`.
pub fn skin(c: &mut Canvas, data: &str, left: f64, right: f64, tone: Colour) {
    let paint = c.linear(
        (left, 0.0),
        (right, (right - left) * 0.16),
        &[
            (0, tone.shaded(12), 100),
            (14, tone.lit(10), 100),
            (32, tone.lit(24), 100),
            (58, tone, 100),
            (84, tone.shaded(16), 100),
            (100, tone.shaded(32), 100),
        ],
    );
    c.fill(data, paint);
}

fn trunk_half() -> Half {
    Half::from((0.0, -260.0))
        .line((66.0, -260.0))
        .curve((64.0, -160.0), (62.0, -80.0), (80.0, -40.0))
        .curve((98.0, -8.0), (156.0, -6.0), (200.0, 14.0))
        .curve((236.0, 34.0), (246.0, 70.0), (240.0, 120.0))
        .curve((226.0, 190.0), (192.0, 206.0), (184.0, 250.0))
        .curve((176.0, 320.0), (144.0, 370.0), (142.0, 440.0))
        .curve((142.0, 516.0), (188.0, 560.0), (196.0, 640.0))
}

/// Somebody from the chin to the thighs, seen from the front. Arms are drawn by the caller.
pub fn trunk(c: &mut Canvas, tone: Colour) {
    let data = trunk_half()
        .curve((208.0, 780.0), (200.0, 960.0), (176.0, 1180.0))
        .line((22.0, 1180.0))
        .curve((18.0, 1000.0), (10.0, 930.0), (0.0, 906.0))
        .mirrored();
    skin(c, &data, -250.0, 250.0, tone);
    c.clipped(&data, |c| {
        neck_shade(c, tone);
        c.soft(12, 100, |c| {
            c.stroke(
                "M-178 40 C-120 8 -70 20 -18 46 M178 40 C120 8 70 20 18 46",
                tone.shaded(34),
                9.0,
                60,
            );
            c.stroke("M-170 28 C-120 -6 -70 6 -24 32", WHITE, 9.0, 34);
            c.stroke("M0 420 C4 470 2 520 0 560", tone.shaded(30), 12.0, 34);
            c.stroke(
                "M-250 210 C-214 214 -196 236 -186 262 M250 210 C214 214 196 236 186 262",
                tone.shaded(40),
                16.0,
                40,
            );
        });
    });
}

/// The same from behind, sitting: the back down to the hips.
pub fn back(c: &mut Canvas, tone: Colour) {
    let data = trunk_half()
        .curve((214.0, 700.0), (226.0, 740.0), (204.0, 776.0))
        .curve((160.0, 806.0), (70.0, 808.0), (0.0, 800.0))
        .mirrored();
    skin(c, &data, -250.0, 250.0, tone);
    c.clipped(&data, |c| {
        c.soft(12, 100, |c| {
            c.stroke("M0 -60 C-4 100 4 300 0 440", tone.shaded(34), 18.0, 46);
            c.stroke(
                "M-60 130 C-100 150 -120 200 -116 250 M60 130 C100 150 120 200 116 250",
                tone.shaded(34),
                14.0,
                40,
            );
            c.stroke("M-100 110 C-130 130 -150 170 -150 210", WHITE, 16.0, 22);
        });
    });
}

/// Somebody in swim trunks from the chin to the waist, which is at y = 0.
pub fn bare_chest(c: &mut Canvas, tone: Colour) {
    let data = Half::from((0.0, -860.0))
        .line((86.0, -860.0))
        .curve((84.0, -760.0), (84.0, -700.0), (108.0, -664.0))
        .curve((150.0, -630.0), (210.0, -622.0), (256.0, -596.0))
        .curve((298.0, -560.0), (306.0, -500.0), (294.0, -440.0))
        .curve((280.0, -390.0), (240.0, -380.0), (226.0, -330.0))
        .curve((214.0, -220.0), (176.0, -130.0), (168.0, -10.0))
        .line((168.0, 60.0))
        .line((0.0, 60.0))
        .mirrored();
    skin(c, &data, -306.0, 306.0, tone);
    c.clipped(&data, |c| {
        c.placed((0.0, -620.0), 0.0, 1.16, |c| neck_shade(c, tone));
        c.soft(12, 100, |c| {
            c.stroke(
                "M-210 -600 C-140 -630 -80 -610 -20 -580 M210 -600 C140 -630 80 -610 20 -580",
                tone.shaded(34),
                10.0,
                60,
            );
            c.stroke(
                "M-212 -380 C-150 -330 -70 -332 -12 -372 M212 -380 C150 -330 70 -332 12 -372",
                tone.shaded(34),
                16.0,
                50,
            );
            c.stroke("M0 -560 C-3 -420 3 -200 0 -60", tone.shaded(34), 14.0, 46);
            c.stroke(
                "M-90 -270 C-84 -200 -84 -130 -92 -70 M90 -270 C84 -200 84 -130 92 -70",
                tone.shaded(34),
                12.0,
                36,
            );
            c.stroke("M-150 -420 C-110 -450 -60 -450 -40 -430", WHITE, 36.0, 22);
        });
        c.tint(&ellipse((0.0, -104.0), 8.0, 11.0), tone.shaded(50), 70);
    });
}

fn neck_shade(c: &mut Canvas, tone: Colour) {
    c.soft(10, 60, |c| {
        c.fill("M-90 -280 H110 V-120 C60 -64 -20 -90 -90 -150Z", tone.shaded(46));
    });
    c.soft(7, 100, |c| {
        c.stroke(
            "M-44 -120 C-36 -60 -22 -10 -10 36 M44 -120 C36 -60 24 -10 12 36",
            tone.shaded(34),
            9.0,
            44,
        );
    });
}

/// A leg stretched away from the viewer, from the thigh to the toes; `side` is -1 or 1.
pub fn leg_from_above(c: &mut Canvas, joints: &[Joint], tone: Colour, side: f64) {
    limb(c, joints, tone);
    if let [.., (before, _), (ankle, half)] = joints {
        let (dx, dy) = (ankle.0 - before.0, ankle.1 - before.1);
        let turn = dy.atan2(dx).to_degrees() + 90.0;
        c.placed(*ankle, turn, half / 40.0, |c| foot(c, tone, side));
    }
}

fn foot(c: &mut Canvas, tone: Colour, side: f64) {
    c.group(&format!(r#"transform="scale({side} 1)""#), |c| {
        for (x, y, size) in [
            (-34.0, -166.0, 25.0),
            (2.0, -176.0, 18.0),
            (30.0, -166.0, 16.0),
            (52.0, -150.0, 14.0),
            (68.0, -128.0, 12.0),
        ] {
            limb(
                c,
                &[((x * 0.8, y + 50.0), size), ((x, y), size), ((x, y - 12.0), size * 0.7)],
                tone,
            );
            c.tint(&ellipse((x - 1.0, y - 12.0), size * 0.5, size * 0.56), tone.lit(60), 80);
        }
        limb(
            c,
            &[
                ((0.0, 40.0), 38.0),
                ((2.0, -20.0), 42.0),
                ((8.0, -90.0), 58.0),
                ((10.0, -138.0), 60.0),
            ],
            tone,
        );
        melt(c, (0.0, 62.0), 46.0, tone);
    });
}

/// A finger bent over something, seen from its back: knuckle at `place`.
pub fn finger_like(c: &mut Canvas, place: Point, lean: f64, tone: Colour) {
    let (x, y) = place;
    limb(
        c,
        &[
            ((x - lean, y - 90.0), 62.0),
            ((x, y), 62.0),
            ((x + lean * 0.2, y + 110.0), 56.0),
            ((x + lean * 0.6, y + 170.0), 44.0),
        ],
        tone,
    );
}
