//! Looks at the edge of the sea, against the light and in it.

use super::super::ashore::bags::basket;
use super::super::ashore::bottle::bottle;
use super::super::ashore::hats::straw;
use super::super::canvas::Canvas;
use super::super::cloth::{Cloth, Print};
use super::super::figure::SKINS;
use super::super::light::cast;
use super::super::palette::{BARK, CORAL, DEEP, EMBER, FOAM, INK, PLUM, SHELL, SUN, TERRACOTTA, WHITE};
use super::super::path::blob;
use super::super::props::grass;
use super::super::shore::{Hour, Shore, headland};
use super::super::swim::one_piece::{Neck, OnePiece};
use super::super::swim::trunks::Trunks;
use super::body::{arm, back, bare_chest, limb};
use super::hand::hanging_hand;
use super::head::chin;
use super::lens::{corners, flare, side_light, unfocused, wash};
use super::upright;

/// From behind: somebody in a straw hat sits and waits for the sun to be done.
pub fn hat_from_behind() -> String {
    upright(|c| {
        unfocused(c, 5, |c| {
            Shore {
                hour: Hour::Dusk,
                horizon: 640.0,
                beach: Some(960.0),
                sun: (300.0, 560.0),
                disc: 118.0,
            }
            .draw(c);
            headland(c, (720.0, 643.0), (1400.0, 643.0), 150.0, Hour::Dusk.silhouette());
        });
        c.placed((160.0, 1200.0), 0.0, 0.7, |c| basket(c, BARK));
        let tone = SKINS[1].mix(SKINS[0], 50);
        c.placed((740.0, 570.0), 2.0, 1.12, |c| {
            for side in [-1.0, 1.0] {
                limb(
                    c,
                    &[
                        ((side * 340.0, 660.0), 28.0),
                        ((side * 378.0, 720.0), 34.0),
                        ((side * 400.0, 750.0), 20.0),
                    ],
                    tone,
                );
            }
            limb(
                c,
                &[((-150.0, 720.0), 96.0), ((-40.0, 760.0), 110.0), ((150.0, 720.0), 96.0)],
                tone,
            );
            back(c, tone);
            for side in [-1.0, 1.0] {
                arm(
                    c,
                    &[
                        ((side * 196.0, 68.0), 52.0),
                        ((side * 258.0, 250.0), 44.0),
                        ((side * 296.0, 470.0), 36.0),
                        ((side * 346.0, 680.0), 27.0),
                    ],
                    tone.shaded(6),
                );
            }
            c.clipped(
                "M-300 -40 H300 V690 C200 760 100 790 0 790 C-100 790 -200 760 -300 690Z",
                |c| {
                    OnePiece {
                        neck: Neck::Scoop,
                        cloth: Cloth::plain(CORAL),
                        trim: Cloth::plain(CORAL),
                        belted: false,
                    }
                    .worn(c);
                    let belt = "M-144 416 C-60 432 60 432 144 416 L144 456 C60 472 -60 472 -144 456Z";
                    cast(c, belt, (3.0, 8.0), 5, 34);
                    Cloth::plain(CORAL).paint(c, belt, -146.0, 146.0);
                },
            );
            braid(c);
            c.placed((-6.0, -232.0), -5.0, 0.86, |c| straw(c, INK));
        });
        seat_of_sand(c);
        side_light(c, SUN, false, 44);
        flare(c, (300.0, 560.0), 900.0, SUN, 54);
        wash(c, PLUM, 10);
        corners(c, 34);
    })
}

fn braid(c: &mut Canvas) {
    for step in 0..9u8 {
        let y = -110.0 + f64::from(step) * 36.0;
        let half = 34.0 - f64::from(step) * 2.0;
        let side = if step % 2 == 0 { 1.0 } else { -1.0 };
        let knot = blob(&[(-half, y), (side * 6.0, y - 24.0), (half, y), (side * 10.0, y + 34.0)]);
        cast(c, &knot, (4.0, 6.0), 4, 30);
        c.fill(&knot, BARK.shaded(if step % 2 == 0 { 24 } else { 34 }));
        c.stroke(
            &format!(
                "M{:.1} {:.1} C-6 {:.1} 6 {:.1} {half:.1} {:.1}",
                -half * 0.7,
                y + 4.0,
                y - 14.0,
                y - 8.0,
                y + 6.0
            ),
            BARK.lit(30),
            4.0,
            50,
        );
    }
}

fn seat_of_sand(c: &mut Canvas) {
    let sand = Hour::Dusk.sand();
    let ridge = "M-20 1420 C240 1392 420 1450 640 1424 C860 1398 1000 1440 1220 1410 V1520 H-20Z";
    c.soft(16, 40, |c| c.fill("M380 1450 C560 1380 960 1380 1180 1460Z", PLUM));
    c.fill(ridge, sand.shaded(6));
    c.stroke(
        "M-20 1420 C240 1392 420 1450 640 1424 C860 1398 1000 1440 1220 1410",
        sand.lit(40),
        5.0,
        80,
    );
    c.placed((1120.0, 1540.0), 0.0, 1.0, |c| {
        grass(c, PLUM.mix(TERRACOTTA, 34), 420.0);
    });
}

/// Back from the water, a towel over the shoulder and a bottle in the hand.
pub fn out_of_the_water() -> String {
    upright(|c| {
        unfocused(c, 9, |c| {
            Shore {
                hour: Hour::Noon,
                horizon: 560.0,
                beach: Some(880.0),
                sun: (960.0, 120.0),
                disc: 60.0,
            }
            .draw(c);
            headland(
                c,
                (-300.0, 563.0),
                (420.0, 563.0),
                120.0,
                Hour::Noon.silhouette().lit(20),
            );
        });
        let tone = SKINS[0];
        c.placed((500.0, 1050.0), 2.0, 1.12, |c| {
            for side in [-1.0, 1.0] {
                limb(
                    c,
                    &[
                        ((side * 124.0, 260.0), 96.0),
                        ((side * 128.0, 460.0), 88.0),
                        ((side * 130.0, 700.0), 72.0),
                    ],
                    tone,
                );
            }
            bare_chest(c, tone);
            arm(
                c,
                &[
                    ((-232.0, -494.0), 60.0),
                    ((-308.0, -330.0), 58.0),
                    ((-338.0, -120.0), 48.0),
                    ((-326.0, 60.0), 35.0),
                ],
                tone,
            );
            c.placed((-324.0, 70.0), 4.0, 1.05, |c| hanging_hand(c, tone, 1.0));
            Trunks {
                length: 420.0,
                cloth: Cloth::printed(DEEP, Print::Scales(FOAM)),
                hem: None,
                cord: SHELL,
            }
            .worn(c);
            c.placed((0.0, -610.0), 0.0, 1.16, |c| chin(c, tone));
            c.placed((404.0, 540.0), 5.0, 0.78, |c| bottle(c, CORAL, EMBER));
            arm(
                c,
                &[
                    ((232.0, -494.0), 60.0),
                    ((322.0, -340.0), 60.0),
                    ((392.0, -150.0), 50.0),
                    ((414.0, 20.0), 36.0),
                ],
                tone,
            );
            c.placed((414.0, 30.0), -8.0, 1.1, |c| hanging_hand(c, tone, -1.0));
            shoulder_towel(c);
        });
        side_light(c, WHITE, true, 40);
        flare(c, (980.0, 100.0), 900.0, WHITE, 60);
    })
}

fn shoulder_towel(c: &mut Canvas) {
    let cloth = "M-110 -664 C-150 -700 -250 -650 -262 -600 C-280 -420 -290 -220 -282 -60 L-96 -50 C-100 -220 -92 -440 -84 -560 C-84 -610 -96 -650 -110 -664Z";
    cast(c, cloth, (22.0, 16.0), 12, 36);
    c.fill(cloth, SHELL);
    c.clipped(cloth, |c| {
        for (top, size, tone) in [
            (-520.0, 22.0, DEEP),
            (-486.0, 9.0, CORAL),
            (-466.0, 9.0, CORAL),
            (-446.0, 22.0, DEEP),
            (-220.0, 90.0, DEEP),
            (-116.0, 12.0, CORAL),
            (-92.0, 26.0, DEEP),
        ] {
            c.fill(
                &format!(
                    "M-320 {top:.1} Q-190 {:.1} -60 {:.1} V{:.1} Q-190 {:.1} -320 {:.1}Z",
                    top + 26.0,
                    top + 6.0,
                    top + size + 6.0,
                    top + size + 26.0,
                    top + size
                ),
                tone,
            );
        }
        c.soft(10, 100, |c| {
            c.stroke(
                "M-230 -640 C-240 -400 -232 -200 -236 -40 M-130 -640 C-136 -420 -128 -200 -134 -40",
                BARK,
                18.0,
                34,
            );
            c.stroke("M-200 -640 C-206 -400 -196 -200 -202 -40", WHITE, 18.0, 50);
        });
    });
    for step in 0..17u8 {
        let x = -280.0 + f64::from(step) * 11.4;
        c.stroke(
            &format!("M{x:.1} -58 l{:.1} 36", f64::from(step % 4) * 2.0 - 3.0),
            SHELL.shaded(14),
            4.0,
            100,
        );
    }
}
