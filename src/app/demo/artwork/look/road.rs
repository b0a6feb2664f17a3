//! Looks on the way there: the van, the wax, the feet that will be cold.

use super::super::ashore::bags::dry_bag;
use super::super::ashore::towel::poncho;
use super::super::canvas::Canvas;
use super::super::cloth::{Cloth, Print};
use super::super::colour::Colour;
use super::super::figure::SKINS;
use super::super::ground::sand;
use super::super::light::{cast, pool};
use super::super::palette::{
    BARK, BLACK, BLUSH, CLAY, CORAL, DEEP, DUNE, EMBER, FOAM, INK, LAGOON, SAGE, SAND, SHADOW, SHELL, SILVER, SUN,
    TERRACOTTA, WHITE,
};
use super::super::path::{ellipse, polygon, rounded};
use super::super::props::grass;
use super::super::shore::{Hour, Shore, headland};
use super::super::surf::board::{Board, Paint, Side};
use super::super::surf::kit::{crumbs, leash, wax};
use super::super::surf::outline::Template;
use super::body::{finger_like, limb, melt};
use super::lens::{corners, flare, side_light, unfocused};
use super::upright;

/// The back of the van is open: a poncho dries on the tailgate, a bag waits, a board leans.
pub fn van() -> String {
    upright(|c| {
        unfocused(c, 4, |c| {
            Shore {
                hour: Hour::Dawn,
                horizon: 640.0,
                beach: Some(820.0),
                sun: (1040.0, 430.0),
                disc: 70.0,
            }
            .draw(c);
            headland(
                c,
                (-200.0, 643.0),
                (520.0, 643.0),
                130.0,
                Hour::Dawn.silhouette().lit(20),
            );
        });
        gravel(c);
        body_of_the_van(c, LAGOON.mix(SAGE, 40));
        pool(c, (560.0, 1180.0), 190.0, 24.0);
        c.placed((600.0, 1010.0), -3.0, 0.56, |c| dry_bag(c, SUN, INK));
        c.placed((250.0, 330.0), 2.0, 0.78, |c| {
            poncho(c, Cloth::printed(CORAL.lit(18), Print::Waffle), TERRACOTTA);
        });
        pool(c, (1010.0, 1424.0), 130.0, 16.0);
        c.placed((1010.0, 1430.0), 7.0, 1.36, |c| {
            c.placed((0.0, -850.0), 0.0, 1.0, |c| {
                Board {
                    template: Template::Egg,
                    base: BLUSH,
                    paint: Paint::Sun(EMBER, SUN),
                    side: Side::Deck,
                }
                .leaning(c);
            });
        });
        c.placed((40.0, 1540.0), 0.0, 1.0, |c| grass(c, SAGE.mix(DUNE, 40), 460.0));
        side_light(c, SUN.lit(30), true, 44);
        flare(c, (1100.0, 380.0), 800.0, SHELL, 50);
        corners(c, 28);
    })
}

fn gravel(c: &mut Canvas) {
    let lot = c.linear(
        (0.0, 1120.0),
        (0.0, 1500.0),
        &[(0, DUNE.shaded(10), 100), (100, SAND, 100)],
    );
    c.fill(
        &polygon(&[(-20.0, 1130.0), (1220.0, 1110.0), (1220.0, 1520.0), (-20.0, 1520.0)]),
        lot,
    );
    c.soft(12, 40, |c| {
        c.fill(
            &polygon(&[(-20.0, 1300.0), (960.0, 1300.0), (1080.0, 1400.0), (-20.0, 1400.0)]),
            SHADOW,
        );
    });
}

fn body_of_the_van(c: &mut Canvas, tone: Colour) {
    let shell =
        "M-40 300 C200 250 640 250 800 300 C880 340 900 460 904 620 L912 1220 C912 1262 890 1280 850 1280 H-40Z";
    cast(c, shell, (30.0, 20.0), 18, 36);
    let paint = c.linear(
        (0.0, 260.0),
        (0.0, 1280.0),
        &[
            (0, SHELL.lit(30), 100),
            (44, SHELL, 100),
            (45, tone, 100),
            (100, tone.shaded(20), 100),
        ],
    );
    c.fill(shell, paint);
    let inside = rounded((-80.0, 380.0), 890.0, 720.0, 46.0);
    let dark = c.linear(
        (0.0, 380.0),
        (0.0, 1100.0),
        &[(0, BARK.shaded(56), 100), (70, BARK.shaded(30), 100), (100, BARK, 100)],
    );
    c.fill(&inside, dark);
    c.clipped(&inside, |c| {
        c.fill("M-90 1000 H900 V1120 H-90Z", CLAY);
        for step in 0..8u8 {
            let x = f64::from(step) * 130.0 - 90.0;
            c.stroke(&polygon(&[(x + 40.0, 1000.0), (x, 1120.0)]), BARK, 4.0, 70);
        }
        c.fill("M-90 760 H330 V1000 H-90Z", SAGE.shaded(30));
        c.fill("M-90 720 H344 V780 H-90Z", DUNE.shaded(10));
        c.soft(10, 60, |c| c.fill(&ellipse((640.0, 560.0), 90.0, 60.0), SUN));
        c.fill(&rounded((560.0, 500.0), 170.0, 130.0, 20.0), LAGOON.lit(30));
    });
    c.stroke(&inside, INK, 14.0, 90);
    tailgate(c, tone);
    let bumper = rounded((-60.0, 1180.0), 960.0, 66.0, 26.0);
    let chrome = c.linear(
        (0.0, 1180.0),
        (0.0, 1246.0),
        &[
            (0, SILVER.lit(70), 100),
            (50, SILVER, 100),
            (100, SILVER.shaded(50), 100),
        ],
    );
    c.fill(&bumper, chrome);
    c.fill(&rounded((830.0, 860.0), 44.0, 150.0, 18.0), EMBER);
    c.fill(&rounded((838.0, 950.0), 28.0, 48.0, 10.0), SUN);
    for x in [120.0, 760.0] {
        c.fill(&rounded((x - 80.0, 1230.0), 160.0, 120.0, 40.0), BLACK);
    }
}

fn tailgate(c: &mut Canvas, tone: Colour) {
    let gate = polygon(&[(-60.0, 250.0), (820.0, 250.0), (960.0, 96.0), (-60.0, 60.0)]);
    cast(c, &gate, (10.0, 46.0), 18, 40);
    let paint = c.linear(
        (0.0, 60.0),
        (0.0, 250.0),
        &[(0, tone.lit(30), 100), (100, tone.shaded(10), 100)],
    );
    c.fill(&gate, paint);
    c.fill(
        &polygon(&[(-60.0, 214.0), (760.0, 214.0), (860.0, 126.0), (-60.0, 100.0)]),
        FOAM.mix(DEEP, 30),
    );
    c.stroke(&polygon(&[(-60.0, 250.0), (820.0, 250.0)]), tone.shaded(50), 10.0, 100);
    c.stroke("M760 262 L800 420", SILVER.shaded(30), 14.0, 100);
    c.stroke("M758 262 L798 420", WHITE, 4.0, 60);
    for x in [170.0, 330.0] {
        c.stroke(
            &format!("M{x:.1} 252 C{x:.1} 300 {:.1} 320 250 330", x + 10.0),
            BARK,
            7.0,
            90,
        );
    }
}

/// Kneeling in the sand with half a bar of wax; the leash lies where it fell.
pub fn waxing() -> String {
    upright(|c| {
        sand(c, SAND.shaded(4), 67);
        c.placed((360.0, -520.0), 12.0, 2.15, |c| {
            Board {
                template: Template::Longboard,
                base: SHELL,
                paint: Paint::Bands(CORAL, SUN),
                side: Side::Deck,
            }
            .lying(c);
        });
        c.placed((990.0, 1130.0), 32.0, 0.82, |c| leash(c, CORAL, BLACK));
        c.placed((380.0, 820.0), 0.0, 1.0, |c| crumbs(c, FOAM, 9, 230.0));
        smear(c);
        let tone = SKINS[0];
        c.placed((420.0, 700.0), -52.0, 1.0, |c| {
            c.soft(16, 40, |c| c.fill("M-100 -40 H110 L260 1200 H-60Z", BARK));
            c.placed((4.0, -206.0), 4.0, 1.16, |c| wax(c, FOAM, DEEP));
            holding(c, tone);
        });
        side_light(c, SUN.lit(40), false, 30);
        flare(c, (60.0, 60.0), 1100.0, SUN.lit(50), 40);
        corners(c, 34);
    })
}

fn smear(c: &mut Canvas) {
    c.soft(5, 60, |c| {
        for (x, y) in [(300.0, 420.0), (240.0, 560.0), (330.0, 640.0), (220.0, 760.0)] {
            c.stroke(&format!("M{x:.1} {y:.1} c60 -30 110 -30 170 -50"), WHITE, 26.0, 70);
        }
    });
}

fn holding(c: &mut Canvas, tone: Colour) {
    limb(
        c,
        &[
            ((20.0, 130.0), 74.0),
            ((40.0, 300.0), 70.0),
            ((90.0, 620.0), 96.0),
            ((150.0, 1200.0), 120.0),
        ],
        tone,
    );
    limb(
        c,
        &[((-50.0, 150.0), 44.0), ((-136.0, 70.0), 38.0), ((-166.0, -10.0), 28.0)],
        tone,
    );
    limb(
        c,
        &[((10.0, 170.0), 104.0), ((6.0, 90.0), 118.0), ((0.0, 10.0), 104.0)],
        tone,
    );
    c.placed((0.0, -40.0), 180.0, 0.9, |c| {
        for (x, lean) in [(-96.0, 8.0), (-32.0, 4.0), (34.0, -2.0), (94.0, -10.0)] {
            finger_like(c, (x, 16.0), lean, tone);
        }
    });
    melt(c, (6.0, 60.0), 104.0, tone);
    melt(c, (24.0, 190.0), 78.0, tone);
}
