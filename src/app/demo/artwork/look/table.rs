//! Looks from above a table: the sill at night, breakfast outside.

use super::super::ashore::bottle::tin;
use super::super::ashore::shades::sunglasses;
use super::super::canvas::Canvas;
use super::super::ground::terrazzo;
use super::super::jewellery::band::{cuff, thin_ring};
use super::super::jewellery::chain::pearls;
use super::super::jewellery::earring::crescent_hoop;
use super::super::jewellery::metal::Metal::{Gold, Silver};
use super::super::light::{cast, panes, rest};
use super::super::palette::{
    BARK, BLUSH, BUTTER, CLAY, CORAL, DEEP, DUNE, DUSK, FOAM, HAZE, KELP, LAGOON, MAUVE, PLUM, SAGE, SAND, SEA, SHELL,
    SUN,
};
use super::super::path::{along, ellipse};
use super::super::props::{dish, grass, orange_slice};
use super::super::surf::kit::tube;
use super::lens::{corners, flare, side_light, wash};
use super::square;

/// What comes off at night: a dish on the sill, the last light on it.
pub fn sill() -> String {
    square(|c| {
        terrazzo(c, HAZE.lit(20), &[MAUVE, BLUSH.shaded(10), DUNE, SAGE], 31);
        c.placed((430.0, 620.0), 0.0, 1.0, |c| dish(c, 470.0, LAGOON.lit(20)));
        pearls(
            c,
            &along([(860.0, -120.0), (240.0, 300.0), (-60.0, 1000.0), (760.0, 760.0)], 90),
            30.0,
            44.0,
        );
        c.placed((620.0, 520.0), 24.0, 1.26, |c| {
            thin_ring(c, 128.0, 17.0, Gold, Some(DEEP.mix(SEA, 30)));
        });
        c.placed((940.0, 640.0), -22.0, 1.06, |c| crescent_hoop(c, 128.0, Silver));
        c.placed((820.0, 900.0), 34.0, 1.06, |c| crescent_hoop(c, 128.0, Silver));
        c.placed((1120.0, 1290.0), -20.0, 1.0, |c| grass(c, SAGE.mix(DUNE, 30), 620.0));
        panes(c, (120.0, -80.0), (900.0, 800.0), 420.0, 40);
        wash(c, CORAL, 8);
        side_light(c, SUN, false, 40);
        corners(c, 40);
    })
}

/// Breakfast outside: sunglasses, balm, a cuff that has to come off to peel an orange.
pub fn cafe() -> String {
    square(|c| {
        c.flood(SAGE.shaded(26));
        let table = ellipse((600.0, 690.0), 760.0, 760.0);
        rest(c, &table);
        let marble = c.linear(
            (0.0, 0.0),
            (1200.0, 1200.0),
            &[(0, SHELL.lit(40), 100), (60, SHELL, 100), (100, SAND.lit(20), 100)],
        );
        c.fill(&table, marble);
        veins(c);
        c.stroke(&table, SAGE.shaded(50), 22.0, 100);
        c.placed((890.0, 300.0), 0.0, 1.0, coffee);
        c.placed((430.0, 560.0), -16.0, 1.0, |c| sunglasses(c, BARK, KELP));
        c.placed((880.0, 800.0), 14.0, 0.6, |c| cuff(c, Gold));
        c.placed((240.0, 930.0), -20.0, 0.6, |c| tin(c, CORAL, SHELL));
        c.placed((590.0, 1060.0), 12.0, 1.0, orange_slice);
        c.placed((760.0, 1150.0), 40.0, 0.9, orange_slice);
        leaf_shade(c);
        flare(c, (60.0, 40.0), 1000.0, BUTTER.lit(40), 44);
        corners(c, 26);
    })
}

fn veins(c: &mut Canvas) {
    for line in [
        "M-40 420 C200 360 380 520 640 420 C860 340 1040 430 1240 360",
        "M-40 860 C160 820 300 900 520 840 C760 770 1000 900 1240 800",
        "M300 -20 C360 200 300 420 420 700",
    ] {
        c.stroke(line, DUSK, 5.0, 14);
        c.stroke(line, DUSK, 1.6, 22);
    }
}

fn coffee(c: &mut Canvas) {
    dish(c, 230.0, FOAM);
    let rim = ellipse((0.0, 0.0), 150.0, 150.0);
    cast(c, &rim, (22.0, 28.0), 12, 40);
    tube(c, "M132 60 C230 90 220 190 130 130", 30.0, FOAM);
    c.fill(&rim, FOAM.lit(50));
    let drink = c.radial(
        (-30.0, -30.0),
        190.0,
        &[(0, CLAY.lit(20), 100), (60, BARK.lit(20), 100), (100, BARK, 100)],
    );
    c.fill(&ellipse((0.0, 0.0), 128.0, 128.0), drink);
    c.soft(5, 80, |c| {
        c.stroke(
            "M-60 20 C-40 -50 30 -60 50 -10 C60 40 0 70 -20 30 C-30 0 10 -20 24 6",
            SHELL,
            15.0,
            80,
        );
    });
}

fn leaf_shade(c: &mut Canvas) {
    c.haze(10, 26, |c| {
        for (x, y, turn) in [
            (980.0, 90.0, 20.0),
            (1120.0, 260.0, -30.0),
            (1060.0, 520.0, 64.0),
            (840.0, 40.0, -60.0),
            (1180.0, 720.0, 10.0),
        ] {
            c.placed((x, y), turn, 1.0, |c| {
                c.fill("M0 -120 C80 -80 90 60 0 150 C-90 60 -80 -80 0 -120Z", PLUM);
            });
        }
    });
}
