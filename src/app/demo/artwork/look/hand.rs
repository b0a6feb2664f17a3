//! A hand from above, with what it wears.

use super::super::canvas::Canvas;
use super::super::colour::Colour;
use super::super::jewellery::metal::{Metal, plate};
use super::super::jewellery::stone::cabochon;
use super::super::palette::{BLUSH, SHADOW, WHITE};
use super::super::path::{Point, blob, ellipse};
use super::super::surf::board::mark;
use super::body::{Joint, limb, melt, outline};

/// What is on a finger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ring {
    /// A plain band.
    Band(Metal),
    /// Twisted like rope.
    Rope(Metal),
    /// The house's signet.
    Signet(Metal),
    /// A thin ring with a stone.
    Stone(Metal, Colour),
}

/// The fingers that can wear a ring, counted from the thumb's side: 0 to 3.
const FINGERS: [[Joint; 4]; 4] = [
    [
        ((-56.0, -120.0), 36.0),
        ((-74.0, -210.0), 31.0),
        ((-84.0, -290.0), 27.0),
        ((-88.0, -346.0), 19.0),
    ],
    [
        ((-10.0, -130.0), 37.0),
        ((-14.0, -230.0), 32.0),
        ((-16.0, -330.0), 27.0),
        ((-18.0, -392.0), 19.0),
    ],
    [
        ((36.0, -126.0), 35.0),
        ((48.0, -220.0), 30.0),
        ((58.0, -312.0), 25.0),
        ((64.0, -368.0), 18.0),
    ],
    [
        ((74.0, -100.0), 31.0),
        ((100.0, -180.0), 25.0),
        ((118.0, -244.0), 21.0),
        ((128.0, -288.0), 15.0),
    ],
];

/// A hand that lies flat, its wrist at the origin, fingers up; the forearm runs down out of the picture.
pub fn hand(c: &mut Canvas, tone: Colour, rings: &[(usize, Ring)]) {
    shadow(c);
    limb(
        c,
        &[
            ((0.0, -40.0), 66.0),
            ((4.0, 60.0), 62.0),
            ((14.0, 300.0), 84.0),
            ((20.0, 900.0), 112.0),
        ],
        tone,
    );
    finger(
        c,
        &[
            ((-70.0, -20.0), 44.0),
            ((-122.0, -90.0), 38.0),
            ((-160.0, -160.0), 31.0),
            ((-178.0, -214.0), 21.0),
        ],
        tone,
    );
    for joints in &FINGERS {
        finger(c, joints, tone);
    }
    let palm = blob(&[
        (-66.0, 20.0),
        (-96.0, -60.0),
        (-92.0, -140.0),
        (-48.0, -168.0),
        (30.0, -172.0),
        (92.0, -140.0),
        (104.0, -80.0),
        (66.0, 20.0),
    ]);
    let paint = c.linear(
        (-96.0, -100.0),
        (110.0, -40.0),
        &[
            (0, tone.lit(8), 100),
            (30, tone.lit(16), 100),
            (62, tone, 100),
            (100, tone.shaded(18), 100),
        ],
    );
    c.fill(&palm, paint);
    c.soft(7, 100, |c| {
        c.stroke(
            "M-56 -150 C-40 -110 -26 -60 -20 -10 M-8 -156 C-6 -110 0 -60 2 -10 M38 -148 C30 -110 26 -60 24 -10",
            tone.shaded(36),
            9.0,
            30,
        );
        c.stroke("M-76 -120 C-60 -136 -44 -140 -34 -128", WHITE, 12.0, 30);
    });
    for (index, ring) in rings {
        if let Some(joints) = FINGERS.get(*index) {
            worn(c, joints, *ring);
        }
    }
}

fn shadow(c: &mut Canvas) {
    c.soft(14, 40, |c| {
        c.group(r#"transform="translate(26 30)""#, |c| {
            for joints in &FINGERS {
                c.fill(&outline(joints, 1.0, 0.0), SHADOW);
            }
            c.fill(&ellipse((10.0, -70.0), 110.0, 110.0), SHADOW);
            c.fill("M-60 0 H70 L120 900 H-80Z", SHADOW);
        });
    });
}

/// One finger with its nail.
pub fn finger(c: &mut Canvas, joints: &[Joint], tone: Colour) {
    limb(c, joints, tone);
    if let [.., (before, _), (tip, half)] = joints {
        let turn = (tip.1 - before.1).atan2(tip.0 - before.0).to_degrees() + 90.0;
        c.placed(*tip, turn, half / 18.0, |c| {
            let nail = "M-12 18 C-14 0 -10 -12 0 -13 C10 -12 14 0 12 18 C6 24 -6 24 -12 18Z";
            c.fill(nail, tone.mix(BLUSH, 60));
            c.stroke("M-7 10 C-8 0 -6 -6 -2 -8", WHITE, 3.0, 60);
        });
    }
}

fn worn(c: &mut Canvas, joints: &[Joint; 4], ring: Ring) {
    let ((from, wide), (to, narrow)) = (joints[1], joints[2]);
    let place = (from.0 + (to.0 - from.0) * 0.12, from.1 + (to.1 - from.1) * 0.12);
    let half = wide + (narrow - wide) * 0.12 + 1.5;
    let turn = (to.1 - from.1).atan2(to.0 - from.0).to_degrees() + 90.0;
    c.placed(place, turn, 1.0, |c| match ring {
        Ring::Band(metal) => strip(c, half, 17.0, metal),
        Ring::Rope(metal) => rope(c, half, metal),
        Ring::Signet(metal) => {
            strip(c, half, 16.0, metal);
            plate(
                c,
                &ellipse((0.0, 16.0), 24.0, 27.0),
                metal,
                (-24.0, -10.0),
                (24.0, 42.0),
            );
            mark(c, (0.6, 17.0), 0.34, metal.deep());
        }
        Ring::Stone(metal, tone) => {
            strip(c, half, 7.0, metal);
            plate(c, &ellipse((0.0, 10.0), 19.0, 17.0), metal, (-19.0, -8.0), (19.0, 28.0));
            cabochon(c, &ellipse((0.0, 9.0), 14.0, 12.5), (0.0, 9.0), 13.0, tone);
        }
    });
}

fn strip(c: &mut Canvas, half: f64, rise: f64, metal: Metal) {
    let sag = half * 0.42;
    let data = format!(
        "M{l:.1} 0 Q0 {sag:.1} {half:.1} 0 V{rise:.1} Q0 {m:.1} {l:.1} {rise:.1}Z",
        l = -half,
        m = rise + sag
    );
    under(c, half, rise + sag * 0.5);
    let sheen = metal.sheen(c, (-half, 0.0), (half, 0.0));
    c.fill(&data, &sheen);
    c.stroke(
        &format!("M{:.1} 1.5 Q0 {:.1} {half:.1} 1.5", -half, sag + 1.5),
        metal.colour().lit(80),
        2.4,
        90,
    );
    c.stroke(
        &format!("M{:.1} {rise:.1} Q0 {:.1} {half:.1} {rise:.1}", -half, rise + sag),
        metal.deep(),
        2.0,
        90,
    );
}

fn rope(c: &mut Canvas, half: f64, metal: Metal) {
    under(c, half, 18.0);
    for step in -5..=5i16 {
        let part = f64::from(step) / 5.0;
        let place: Point = (part * half * 0.86, 8.0 + (1.0 - part * part) * half * 0.2);
        c.placed(place, 62.0, 1.0, |c| {
            let strand = ellipse((0.0, 0.0), 11.0, half * 0.13);
            c.fill(
                &strand,
                metal.colour().mix(metal.deep(), if step > 2 { 50 } else { 10 }),
            );
            c.stroke(&strand, metal.deep(), 1.6, 90);
            c.tint(&ellipse((-2.0, -1.0), 6.0, 1.4), WHITE, 80);
        });
    }
}

fn under(c: &mut Canvas, half: f64, low: f64) {
    c.soft(3, 50, |c| {
        c.fill(&ellipse((3.0, low), half * 0.94, 8.0), SHADOW);
    });
}

/// A hand that hangs at the side, half closed, wrist at the origin, knuckles down; `side` mirrors it.
pub fn hanging_hand(c: &mut Canvas, tone: Colour, side: f64) {
    c.group(&format!(r#"transform="scale({side} 1)""#), |c| {
        for joints in [
            [((-26.0, 60.0), 18.0), ((-34.0, 110.0), 16.0), ((-26.0, 150.0), 12.0)],
            [((-6.0, 70.0), 19.0), ((-10.0, 126.0), 17.0), ((-4.0, 166.0), 12.0)],
            [((14.0, 66.0), 18.0), ((14.0, 120.0), 16.0), ((16.0, 156.0), 12.0)],
            [((32.0, 56.0), 16.0), ((34.0, 100.0), 14.0), ((32.0, 130.0), 11.0)],
        ] {
            limb(c, &joints, tone);
        }
        limb(
            c,
            &[
                ((0.0, -20.0), 34.0),
                ((2.0, 20.0), 42.0),
                ((4.0, 70.0), 46.0),
                ((4.0, 84.0), 36.0),
            ],
            tone,
        );
        limb(
            c,
            &[((-30.0, 20.0), 20.0), ((-50.0, 64.0), 17.0), ((-48.0, 104.0), 12.0)],
            tone,
        );
        melt(c, (0.0, -8.0), 42.0, tone);
        melt(c, (-16.0, 34.0), 30.0, tone);
    });
}
