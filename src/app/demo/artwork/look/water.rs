//! Looks in and beside the water.

use super::super::ashore::shoes::sandals;
use super::super::ashore::towel::hanging;
use super::super::canvas::Canvas;
use super::super::figure::{SKINS, swimmer};
use super::super::furniture::ladder;
use super::super::ground::water;
use super::super::light::cast;
use super::super::palette::{
    BARK, CLAY, CORAL, DEEP, DUNE, DUSK, FOAM, INK, PLUM, SAND, SEA, SHELL, SUN, TERRACOTTA, WHITE,
};
use super::super::path::{ellipse, polygon, smooth};
use super::super::shore::{Hour, Shore, headland};
use super::super::surf::kit::handplane;
use super::super::surf::wetsuit::{Reach, Wetsuit};
use super::body::{limb, skin};
use super::hand::hanging_hand;
use super::head::{chin, hair_behind, lock};
use super::lens::{corners, drops, flare, side_light, unfocused, wash};
use super::upright;

/// Early at the pool: somebody swims, the things that she came in wait on the edge.
pub fn lane_one() -> String {
    upright(|c| {
        water(c, SEA.mix(DEEP, 24), 44);
        c.placed((400.0, 540.0), -58.0, 1.2, |c| swimmer(c, INK, CORAL, SKINS[1]));
        lane(c);
        edge(c);
        c.placed((1010.0, 780.0), 12.0, 0.66, |c| hanging(c, SHELL, SUN, TERRACOTTA));
        c.placed((760.0, 1300.0), -30.0, 0.66, |c| sandals(c, DUNE, CORAL));
        side_light(c, SUN.lit(40), true, 36);
        wash(c, DUSK, 8);
        corners(c, 34);
    })
}

fn lane(c: &mut Canvas) {
    for step in 0..24u8 {
        let part = f64::from(step) / 23.0;
        let place = (-40.0 + part * 1300.0, 130.0 - part * 170.0);
        let tone = if step % 2 == 0 { CORAL } else { SHELL };
        cast(c, &ellipse(place, 30.0, 18.0), (8.0, 22.0), 6, 26);
        c.fill(&ellipse(place, 30.0, 18.0), tone);
        c.tint(&ellipse((place.0 - 8.0, place.1 - 6.0), 12.0, 5.0), WHITE, 70);
    }
}

fn edge(c: &mut Canvas) {
    let kerb = polygon(&[(-40.0, 1420.0), (1240.0, 560.0), (1240.0, 1540.0), (-40.0, 1540.0)]);
    cast(c, &kerb, (-14.0, -30.0), 18, 40);
    let paint = c.linear(
        (500.0, 900.0),
        (900.0, 1500.0),
        &[(0, SHELL, 100), (60, SAND, 100), (100, DUNE, 100)],
    );
    c.fill(&kerb, paint);
    c.clipped(&kerb, |c| {
        for step in 0..9u8 {
            let shift = f64::from(step) * 250.0 - 700.0;
            c.stroke(&polygon(&[(shift, 600.0), (shift + 560.0, 1560.0)]), CLAY, 3.0, 46);
            c.stroke(
                &polygon(&[(-40.0, 1420.0 + shift + 700.0), (1240.0, 560.0 + shift + 700.0)]),
                CLAY,
                3.0,
                46,
            );
        }
    });
    c.stroke("M-40 1420 L1240 560", WHITE, 11.0, 80);
    c.placed((1090.0, 656.0), 146.0, 0.8, ladder);
}

/// Between two sets: a spring suit, a handplane, salt on the sleeves.
pub fn between_sets() -> String {
    upright(|c| {
        unfocused(c, 10, |c| {
            Shore {
                hour: Hour::Dawn,
                horizon: 520.0,
                beach: Some(1180.0),
                sun: (960.0, 330.0),
                disc: 80.0,
            }
            .draw(c);
            headland(c, (-260.0, 523.0), (500.0, 523.0), 190.0, Hour::Dawn.silhouette());
            breakers(c);
        });
        let (tone, hair) = (SKINS[2].mix(CLAY, 20), BARK.shaded(16));
        c.placed((520.0, 460.0), -3.0, 1.42, |c| {
            hair_behind(c, hair);
            limb(
                c,
                &[((0.0, -300.0), 70.0), ((0.0, -100.0), 64.0), ((0.0, 30.0), 66.0)],
                tone,
            );
            for side in [-1.0, 1.0] {
                limb(
                    c,
                    &[
                        ((side * 104.0, 690.0), 64.0),
                        ((side * 104.0, 800.0), 64.0),
                        ((side * 100.0, 1000.0), 62.0),
                    ],
                    tone,
                );
            }
            c.placed((254.0, 468.0), -8.0, 0.94, |c| hanging_hand(c, tone, -1.0));
            Wetsuit {
                reach: Reach::Spring,
                body: PLUM,
                accent: DUSK,
            }
            .draw(c);
            skin(
                c,
                "M-62 -44 C-52 -13 -28 -1 0 -1 C28 -1 52 -13 62 -44 V-150 H-62Z",
                -70.0,
                78.0,
                tone,
            );
            chin(c, tone);
            lock(c, -1.0, hair, 190.0);
            c.placed((-300.0, 560.0), 16.0, 0.62, |c| handplane(c, INK));
            c.placed((-246.0, 468.0), 10.0, 0.94, |c| hanging_hand(c, tone, 1.0));
        });
        drops(c, (240.0, 500.0), (820.0, 1300.0), 70, 8);
        side_light(c, SHELL, true, 46);
        flare(c, (980.0, 300.0), 800.0, WHITE, 60);
    })
}

fn breakers(c: &mut Canvas) {
    for (y, width) in [(640.0, 26.0), (780.0, 40.0), (960.0, 60.0)] {
        let line = smooth(&[
            (-80.0, y),
            (240.0, y - 18.0),
            (560.0, y + 12.0),
            (900.0, y - 10.0),
            (1300.0, y + 16.0),
        ]);
        c.stroke(&line, FOAM.lit(40), width, 90);
    }
}
