//! Looks on a towel.

use super::super::ashore::bottle::tin;
use super::super::ashore::hats::bucket;
use super::super::ashore::shoes::slides;
use super::super::ashore::towel::hanging;
use super::super::canvas::Canvas;
use super::super::cloth::{Cloth, Print};
use super::super::figure::SKINS;
use super::super::ground::{caustics, sand};
use super::super::light::palm_shade;
use super::super::palette::{BARK, CORAL, DEEP, DUNE, LAGOON, SAND, SEA, SHELL, SUN, TERRACOTTA, WHITE};
use super::super::path::{along, ellipse};
use super::super::props::shell;
use super::body::{leg_from_above, limb, melt, trunk};
use super::lens::{corners, flare};
use super::upright;
use super::worn::{driftline, triangle};

/// Two feet at the end of a towel, and the sea beyond them.
pub fn towel_feet() -> String {
    upright(|c| {
        sand(c, SAND, 57);
        water_edge(c);
        c.placed((640.0, 420.0), 5.0, 1.62, |c| hanging(c, SHELL, DEEP, CORAL));
        c.placed((170.0, 760.0), -24.0, 0.66, |c| slides(c, DUNE.shaded(6), TERRACOTTA));
        let tone = SKINS[0];
        leg_from_above(
            c,
            &[
                ((930.0, 1640.0), 176.0),
                ((860.0, 1330.0), 132.0),
                ((790.0, 1080.0), 112.0),
                ((760.0, 860.0), 84.0),
                ((742.0, 700.0), 54.0),
            ],
            tone,
            1.0,
        );
        leg_from_above(
            c,
            &[
                ((480.0, 1640.0), 176.0),
                ((520.0, 1320.0), 130.0),
                ((560.0, 1060.0), 112.0),
                ((572.0, 850.0), 84.0),
                ((560.0, 700.0), 54.0),
            ],
            tone,
            -1.0,
        );
        driftline(
            c,
            &along([(506.0, 712.0), (524.0, 752.0), (596.0, 754.0), (616.0, 706.0)], 24),
            13.0,
        );
        c.placed((1080.0, 560.0), 30.0, 0.5, |c| shell(c, SHELL));
        flare(c, (180.0, 80.0), 1200.0, SUN.lit(60), 40);
        corners(c, 26);
    })
}

fn water_edge(c: &mut Canvas) {
    let sea = "M-20 -20 H1220 V250 C1040 330 900 220 700 280 C500 340 380 240 220 310 C120 350 40 320 -20 290Z";
    let edge = "M-20 290 C40 320 120 350 220 310 C380 240 500 340 700 280 C900 220 1040 330 1220 250";
    c.tint(sea, SEA.mix(LAGOON, 40), 92);
    c.clipped(sea, |c| {
        c.group(r#"opacity=".4""#, |c| caustics(c, (0.0, -60.0), (1200.0, 500.0), 14));
        c.stroke(
            "M-20 210 C100 250 240 190 420 230 C620 270 780 180 940 220 C1060 250 1140 230 1220 200",
            WHITE,
            14.0,
            60,
        );
    });
    c.soft(9, 40, |c| {
        c.draw(format_args!(
            r#"<path d="{edge}" fill="none" stroke="{BARK}" stroke-width="24" transform="translate(4 24)"/>"#
        ));
    });
    c.stroke(edge, WHITE, 26.0, 92);
}

/// From above: asleep in the sun, the hat where the face would be.
pub fn asleep() -> String {
    upright(|c| {
        sand(c, SAND.lit(10), 29);
        c.placed((560.0, -60.0), -8.0, 1.86, |c| hanging(c, SHELL, SUN, TERRACOTTA));
        let tone = SKINS[2];
        c.placed((560.0, 760.0), -12.0, 1.42, |c| {
            c.soft(16, 36, |c| {
                c.fill("M-190 0 C-120 -40 180 -40 270 40 L240 700 H-150Z", BARK);
            });
            for (side, hand) in [(-1.0, (-120.0, -330.0)), (1.0, (130.0, -350.0))] {
                limb(
                    c,
                    &[
                        ((side * 190.0, 84.0), 56.0),
                        ((side * 292.0, -60.0), 44.0),
                        ((side * 324.0, -170.0), 39.0),
                        ((side * 250.0, -270.0), 35.0),
                        (hand, 30.0),
                    ],
                    tone,
                );
            }
            trunk(c, tone);
            for side in [-1.0, 1.0] {
                melt(c, (side * 200.0, 66.0), 62.0, tone);
            }
            c.tint(&ellipse((0.0, 500.0), 7.0, 12.0), tone.shaded(50), 60);
            triangle(c, Cloth::plain(SEA.mix(LAGOON, 40)));
            c.placed((4.0, -236.0), 6.0, 0.62, |c| {
                bucket(c, Cloth::printed(SHELL, Print::Suns(CORAL, SUN)), CORAL);
            });
        });
        c.placed((1000.0, 330.0), 14.0, 0.5, |c| tin(c, CORAL, SHELL));
        palm_shade(c, (1290.0, 80.0), 140.0, 1.2, 34);
        flare(c, (120.0, 60.0), 1300.0, WHITE, 34);
        corners(c, 24);
    })
}
