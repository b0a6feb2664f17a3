//! A look from the board, over its nose.

use super::super::canvas::Canvas;
use super::super::chance::Chance;
use super::super::figure::SKINS;
use super::super::light::cast;
use super::super::palette::{CLAY, DEEP, DUSK, INK, LAGOON, PLUM, SEA, SHADOW, SUN, WHITE};
use super::super::path::ellipse;
use super::super::shore::{Hour, Shore, headland};
use super::super::surf::board::mark;
use super::body::{flat_limb, limb};
use super::hand::finger;
use super::lens::{corners, drops, flare};
use super::upright;

/// What one sees lying on the board: its nose, two hands, the next wave.
pub fn paddling_out() -> String {
    upright(|c| {
        Shore {
            hour: Hour::Dawn,
            horizon: 470.0,
            beach: None,
            sun: (820.0, 300.0),
            disc: 96.0,
        }
        .draw(c);
        headland(
            c,
            (-300.0, 473.0),
            (330.0, 473.0),
            120.0,
            Hour::Dawn.silhouette().lit(10),
        );
        next_wave(c);
        deck(c);
        for side in [-1.0, 1.0] {
            sleeve(c, side);
        }
        splash(c);
        drops(c, (0.0, 0.0), (1200.0, 1200.0), 40, 21);
        flare(c, (820.0, 300.0), 900.0, SUN.lit(40), 60);
        corners(c, 36);
    })
}

fn next_wave(c: &mut Canvas) {
    let face = "M-40 760 C120 700 300 560 520 500 C760 440 980 430 1240 500 V980 H-40Z";
    let body = c.linear(
        (0.0, 460.0),
        (0.0, 980.0),
        &[
            (0, LAGOON.lit(40), 100),
            (24, LAGOON, 100),
            (60, SEA, 100),
            (100, SEA.mix(DEEP, 50), 100),
        ],
    );
    c.fill(face, body);
    c.clipped(face, |c| {
        c.soft(3, 100, |c| {
            for step in 0..15u8 {
                let part = f64::from(step) / 14.0;
                let x = part * 1300.0 - 40.0;
                let (tone, percent) = if step % 2 == 0 { (WHITE, 34) } else { (DEEP, 24) };
                c.stroke(
                    &format!(
                        "M{x:.1} 470 C{:.1} 620 {:.1} 780 {:.1} 980",
                        x - 30.0,
                        x - 110.0,
                        x - 250.0
                    ),
                    tone,
                    12.0,
                    percent,
                );
            }
        });
    });
    c.stroke(
        "M400 540 C520 494 760 440 980 440 C1080 440 1180 470 1240 490",
        WHITE,
        16.0,
        90,
    );
    let mut chance = Chance::new(41);
    for _ in 0..60 {
        let part = chance.within(0.0, 1.0);
        let place = (
            420.0 + part * 780.0,
            500.0 - part * 60.0 - chance.within(0.0, 90.0) * chance.within(0.0, 1.0),
        );
        let size = chance.within(2.0, 11.0);
        c.tint(&ellipse(place, size, size), WHITE, 80);
    }
    let near = c.linear(
        (0.0, 900.0),
        (0.0, 1500.0),
        &[(0, SEA.mix(DEEP, 50), 100), (50, SEA, 100), (100, LAGOON, 100)],
    );
    c.fill("M-40 940 C300 900 700 990 1240 920 V1540 H-40Z", near);
}

fn deck(c: &mut Canvas) {
    let outline = "M560 900 C720 906 860 1120 930 1540 H150 C240 1120 400 894 560 900Z";
    cast(c, outline, (20.0, 30.0), 18, 50);
    let resin = c.linear(
        (150.0, 0.0),
        (930.0, 0.0),
        &[
            (0, SEA.shaded(30), 100),
            (16, SEA.lit(30), 100),
            (50, SEA, 100),
            (84, SEA.shaded(8), 100),
            (100, SEA.shaded(40), 100),
        ],
    );
    c.fill(outline, resin);
    c.clipped(outline, |c| {
        c.soft(18, 100, |c| {
            c.stroke("M420 1000 C520 1120 380 1260 460 1540", SEA.lit(60), 60.0, 40);
            c.stroke("M700 1060 C620 1200 760 1320 690 1540", SEA.shaded(40), 60.0, 34);
        });
        c.stroke("M560 900 L548 1540", CLAY.shaded(30), 7.0, 80);
        c.stroke("M560 900 L548 1540", CLAY.lit(40), 2.4, 80);
        let sky = c.linear(
            (0.0, 900.0),
            (0.0, 1300.0),
            &[(0, WHITE, 70), (50, WHITE, 16), (100, WHITE, 0)],
        );
        c.fill("M400 900 H640 L560 1540 H300Z", sky);
    });
    c.stroke("M160 1500 C250 1110 410 908 560 906", WHITE, 8.0, 70);
    mark(c, (556.0, 1130.0), 1.1, SEA.lit(80));
    drops(c, (380.0, 980.0), (780.0, 1480.0), 40, 3);
}

fn sleeve(c: &mut Canvas, side: f64) {
    let x = |reach: f64| 556.0 + side * reach;
    let tone = SKINS[2];
    let wrist = (x(330.0), 1180.0);
    c.soft(12, 40, |c| c.fill(&ellipse((x(300.0), 1230.0), 130.0, 60.0), SHADOW));
    for (reach, tip) in [(250.0, 1040.0), (294.0, 1016.0), (340.0, 1022.0), (384.0, 1052.0)] {
        finger(
            c,
            &[
                ((x(310.0), 1160.0), 40.0),
                ((x(reach), tip + 50.0), 27.0),
                ((x(reach - 14.0), tip), 22.0),
            ],
            tone,
        );
    }
    limb(
        c,
        &[
            ((x(316.0), 1190.0), 60.0),
            ((x(312.0), 1130.0), 66.0),
            ((x(312.0), 1096.0), 56.0),
        ],
        tone,
    );
    limb(
        c,
        &[
            ((x(236.0), 1170.0), 25.0),
            ((x(210.0), 1120.0), 23.0),
            ((x(204.0), 1080.0), 17.0),
        ],
        tone,
    );
    let arm = [(wrist, 74.0), ((x(420.0), 1340.0), 92.0), ((x(560.0), 1600.0), 124.0)];
    limb(c, &arm, DUSK);
    flat_limb(
        c,
        &[
            ((x(322.0), 1168.0), 70.0),
            ((x(336.0), 1196.0), 76.0),
            ((x(348.0), 1218.0), 76.0),
        ],
        INK.mix(PLUM, 60),
    );
    c.stroke(&format!("M{:.1} 1240 L{:.1} 1600", x(348.0), x(470.0)), WHITE, 8.0, 26);
}

fn splash(c: &mut Canvas) {
    let mut chance = Chance::new(7);
    for side in [-1.0, 1.0] {
        for _ in 0..60 {
            let reach = chance.within(150.0, 560.0);
            let place = (
                556.0 + side * reach,
                1180.0 + chance.within(-150.0, 120.0) * (1.0 - reach / 900.0),
            );
            let size = chance.within(3.0, 16.0);
            c.tint(&ellipse(place, size, size), WHITE, 60);
        }
    }
}
