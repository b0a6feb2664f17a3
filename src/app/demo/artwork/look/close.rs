//! Looks from near: a neck, an ear.

use super::super::canvas::Canvas;
use super::super::cloth::{Cloth, Print};
use super::super::colour::Colour;
use super::super::figure::SKINS;
use super::super::jewellery::chain::{Link, hang};
use super::super::jewellery::earring::{ear_cuff, hoop};
use super::super::jewellery::metal::Metal::Gold;
use super::super::jewellery::pendant::{coin, pearl_pendant};
use super::super::palette::{BARK, BUTTER, CORAL, DUNE, PLUM, SHADOW, SHELL, SUN, WHITE};
use super::super::path::{along, ellipse};
use super::super::shore::{Hour, Shore, headland};
use super::body::{arm, skin, trunk};
use super::head::{chin, hair_behind, lock};
use super::lens::{corners, flare, lamps, side_light, unfocused, wash};
use super::worn::{bralette, necklace};
use super::{square, upright};

/// Two necklaces on wet skin, and the straps of a checked top.
pub fn collarbones() -> String {
    square(|c| {
        unfocused(c, 16, |c| {
            Shore {
                hour: Hour::Noon,
                horizon: 320.0,
                beach: Some(640.0),
                sun: (1000.0, 80.0),
                disc: 60.0,
            }
            .draw(c);
        });
        let (tone, hair) = (SKINS[2], BARK.mix(DUNE, 26));
        c.placed((560.0, 560.0), -7.0, 2.5, |c| {
            hair_behind(c, hair);
            trunk(c, tone);
            for side in [-1.0, 1.0] {
                arm(
                    c,
                    &[
                        ((side * 196.0, 66.0), 52.0),
                        ((side * 256.0, 260.0), 46.0),
                        ((side * 270.0, 480.0), 40.0),
                    ],
                    tone,
                );
            }
            bralette(c, Cloth::printed(SHELL, Print::Gingham(SUN)));
            chin(c, tone);
            necklace(
                c,
                &hang((-70.0, -92.0), (70.0, -92.0), 150.0),
                Link::Cable,
                5.4,
                Gold,
                |c| {
                    c.placed((0.0, 0.0), 4.0, 0.26, |c| pearl_pendant(c, Gold));
                },
            );
            necklace(
                c,
                &hang((-74.0, -70.0), (74.0, -70.0), 216.0),
                Link::Paperclip,
                13.0,
                Gold,
                |c| {
                    c.placed((0.0, 0.0), 3.0, 0.36, |c| coin(c, Gold));
                },
            );
            lock(c, 1.0, hair, 420.0);
        });
        side_light(c, WHITE, true, 36);
        flare(c, (1000.0, 80.0), 760.0, WHITE, 56);
        corners(c, 20);
    })
}

/// An ear with a hoop and a cuff; behind it the evening.
pub fn ear_at_dusk() -> String {
    upright(|c| {
        unfocused(c, 22, |c| {
            Shore {
                hour: Hour::Dusk,
                horizon: 900.0,
                beach: None,
                sun: (1010.0, 760.0),
                disc: 110.0,
            }
            .draw(c);
            headland(c, (500.0, 903.0), (1330.0, 903.0), 190.0, Hour::Dusk.silhouette());
        });
        lamps(c, 820.0, 900.0, &[SUN, BUTTER, CORAL], 9);
        let (tone, hair) = (SKINS[0], BARK.shaded(40));
        neck_and_jaw(c, tone);
        pinned_hair(c, hair);
        c.placed((440.0, 720.0), -6.0, 1.5, |c| ear(c, tone));
        c.placed((338.0, 668.0), 12.0, 0.44, |c| ear_cuff(c, Gold));
        c.placed((418.0, 886.0), 3.0, 1.0, |c| hoop(c, 128.0, 19.0, Gold));
        loose_strands(c, hair);
        side_light(c, SUN, true, 50);
        flare(c, (1010.0, 760.0), 760.0, SUN, 50);
        wash(c, PLUM, 8);
        corners(c, 36);
    })
}

fn neck_and_jaw(c: &mut Canvas, tone: Colour) {
    let neck = "M150 760 C190 980 200 1180 60 1330 L-40 1380 V1560 H1240 V1420 C1040 1360 860 1330 780 1220 C720 1130 700 1040 716 960Z";
    skin(c, neck, 0.0, 900.0, tone.shaded(8));
    c.clipped(neck, |c| {
        c.soft(20, 100, |c| {
            c.stroke("M560 1000 C480 1160 400 1300 260 1420", tone.shaded(36), 26.0, 50);
            c.stroke("M820 1330 C680 1380 520 1400 420 1440", tone.shaded(36), 20.0, 46);
            c.stroke("M900 1340 C760 1410 600 1430 480 1480", WHITE, 22.0, 26);
            c.fill(
                "M360 860 C520 1040 700 1090 900 1060 L760 1180 C620 1160 440 1060 340 920Z",
                tone.shaded(46),
            );
        });
    });
    let face = "M300 120 C420 60 700 40 900 140 C1010 200 1060 330 1064 470 C1070 520 1120 580 1136 620 C1140 640 1100 660 1082 668 C1092 700 1096 724 1076 740 C1086 776 1070 792 1062 806 C1064 860 1040 920 980 946 C880 980 760 1010 690 1000 C560 984 430 900 390 780 C340 640 280 300 300 120Z";
    skin(c, face, 300.0, 1150.0, tone);
    c.clipped(face, |c| {
        c.soft(22, 100, |c| {
            c.stroke(
                "M400 820 C470 930 580 1000 700 1010 C800 1010 900 980 1000 950",
                tone.shaded(40),
                30.0,
                50,
            );
            c.fill(&ellipse((820.0, 700.0), 130.0, 100.0), tone.mix(CORAL, 12));
            c.stroke("M1086 742 C1050 744 1030 738 1012 730", tone.shaded(46), 8.0, 60);
            c.stroke("M1040 300 C1060 420 1066 480 1110 600", SUN.lit(40), 30.0, 60);
        });
    });
    c.stroke("M896 470 C930 496 970 498 1004 482", tone.shaded(60), 8.0, 80);
    c.stroke("M880 380 C920 350 970 346 1020 366", BARK.shaded(40), 12.0, 60);
}

fn pinned_hair(c: &mut Canvas, hair: Colour) {
    let data = "M-60 -60 H980 C960 60 900 130 800 180 C690 230 640 320 600 420 C560 500 520 560 470 590 C430 620 400 700 392 800 C380 880 330 900 280 860 C180 960 60 940 -60 860Z";
    let paint = c.linear(
        (0.0, 0.0),
        (800.0, 700.0),
        &[(0, hair.shaded(20), 100), (60, hair, 100), (100, hair.lit(14), 100)],
    );
    c.fill(data, paint);
    c.clipped(data, |c| {
        for step in 0..34u8 {
            let part = f64::from(step) / 33.0;
            let line = along(
                [
                    (980.0 - part * 560.0, -60.0 + part * 60.0),
                    (760.0 - part * 400.0, 160.0 + part * 120.0),
                    (500.0 - part * 330.0, 420.0 + part * 200.0),
                    (240.0 - part * 300.0, 560.0 + part * 320.0),
                ],
                20,
            );
            let (tone, width) = if step % 4 == 0 {
                (hair.lit(18), 16.0)
            } else {
                (hair.shaded(40), 9.0)
            };
            c.stroke(&super::super::path::lines(&line), tone, width, 34);
        }
    });
}

fn loose_strands(c: &mut Canvas, hair: Colour) {
    for line in [
        "M300 880 C330 980 300 1080 350 1180",
        "M240 900 C250 1000 210 1100 250 1210",
    ] {
        c.stroke(line, hair, 5.0, 90);
        c.stroke(line, hair.lit(40), 1.6, 70);
    }
}

/// An ear from the side, 160 wide and 260 high.
fn ear(c: &mut Canvas, tone: Colour) {
    let shell = "M-30 120 C-70 90 -84 20 -80 -40 C-78 -110 -30 -146 26 -130 C78 -114 92 -50 74 4 C62 40 40 54 34 84 C28 116 2 136 -30 120Z";
    c.soft(10, 46, |c| {
        c.draw(format_args!(
            r#"<path d="{shell}" fill="{SHADOW}" transform="translate(-12 14)"/>"#
        ));
    });
    skin(c, shell, -90.0, 96.0, tone.lit(6));
    c.clipped(shell, |c| {
        c.soft(6, 100, |c| {
            c.stroke(
                "M-50 70 C-66 10 -62 -50 -50 -80 C-30 -116 30 -112 50 -70 C60 -40 50 -10 40 8",
                tone.shaded(42),
                13.0,
                70,
            );
            c.fill(
                "M-26 60 C-44 20 -36 -30 -6 -44 C22 -50 30 -20 18 10 C8 34 -6 56 -26 60Z",
                tone.shaded(44),
            );
            c.stroke("M-40 -6 C-36 -60 -10 -76 20 -70", tone.lit(40), 9.0, 70);
            c.stroke(
                "M-66 40 C-78 -20 -74 -60 -60 -90 C-40 -126 20 -130 56 -100",
                WHITE,
                8.0,
                46,
            );
        });
        c.fill("M-44 48 C-60 36 -58 10 -44 6 C-34 14 -34 34 -44 48Z", tone.lit(8));
    });
}
