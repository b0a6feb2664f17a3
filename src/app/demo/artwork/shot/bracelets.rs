//! Pictures of what is worn around wrist and ankle.

use super::super::colour::Colour;
use super::super::ground::{sand, two_papers};
use super::super::jewellery::chain::{Link, bead, chain};
use super::super::jewellery::metal::Metal::{Gold, Rose, Silver};
use super::super::jewellery::metal::{Metal, wire, wire_shadow};
use super::super::jewellery::stone::{baroque, pearl};
use super::super::light::rest_small;
use super::super::palette::{BLUSH, CORAL, DEEP, DUNE, FOAM, HAZE, SAGE, SAND, SEA, SHELL, TERRACOTTA};
use super::super::path::{Point, along, ellipse};
use super::super::props::{dish, grass, shell};
use super::portrait;

/// The anchor chain in a dish, gold.
pub fn anchor_gold() -> String {
    anchor(Gold, BLUSH.lit(10), TERRACOTTA.lit(40))
}

/// The anchor chain in a dish, silver.
pub fn anchor_silver() -> String {
    anchor(Silver, FOAM, DEEP.lit(34))
}

fn anchor(metal: Metal, ground: Colour, glaze: Colour) -> String {
    portrait(
        |c| two_papers(c, ground, SHELL, 0.6, 0.74),
        |c| {
            c.placed((600.0, 760.0), 0.0, 1.0, |c| dish(c, 500.0, glaze));
            chain(
                c,
                &ring_points((600.0, 740.0), 300.0, 280.0),
                Link::Paperclip,
                128.0,
                metal,
            );
            c.placed((690.0, 1010.0), 0.0, 1.0, |c| {
                let ring = ellipse((0.0, 0.0), 62.0, 62.0);
                wire_shadow(c, &ring, 20.0);
                wire(c, &ring, 20.0, metal, (-62.0, -62.0), (62.0, 62.0));
            });
            c.placed((560.0, 1036.0), -52.0, 1.0, |c| {
                let bar = "M-104 0 H104";
                wire_shadow(c, bar, 24.0);
                wire(c, bar, 24.0, metal, (-104.0, -8.0), (104.0, 8.0));
            });
        },
    )
}

/// The Driftline anklet on wet sand.
pub fn driftline() -> String {
    portrait(
        |c| sand(c, SAND.mix(HAZE, 20), 17),
        |c| {
            let line = along([(120.0, 520.0), (420.0, 1240.0), (900.0, 1180.0), (1080.0, 420.0)], 40);
            chain(c, &line, Link::Cable, 30.0, Gold);
            for (index, (place, _)) in super::super::path::paces(&line, 150.0).into_iter().enumerate().skip(1) {
                if index % 3 == 0 {
                    pearl(c, place, 30.0);
                } else {
                    let tone = if index % 3 == 1 { CORAL } else { SEA };
                    rest_small(c, &ellipse(place, 25.0, 25.0));
                    super::super::jewellery::stone::cabochon(c, &ellipse(place, 25.0, 25.0), place, 25.0, tone);
                }
            }
            c.placed((880.0, 300.0), 20.0, 0.9, |c| shell(c, BLUSH));
        },
    )
}

/// The Keshi charm bracelet in rose gold: small pearls and balls.
pub fn keshi() -> String {
    portrait(
        |c| two_papers(c, SAGE.lit(36), SHELL, 0.44, 0.6),
        |c| {
            let round = ring_points((600.0, 740.0), 380.0, 330.0);
            chain(c, &round, Link::Curb, 44.0, Rose);
            for (index, (place, _)) in super::super::path::paces(&round, 246.0).into_iter().enumerate() {
                bead(c, place, 15.0, Rose);
                c.placed(
                    (place.0 + 4.0, place.1 + 96.0),
                    f64::from(u8::try_from(index * 23 % 40).unwrap_or(0)) - 20.0,
                    0.86,
                    |c| baroque(c, (0.0, 0.0), 1.0),
                );
            }
            c.placed((980.0, 1460.0), 0.0, 1.0, |c| grass(c, DUNE, 420.0));
        },
    )
}

fn ring_points(centre: Point, across: f64, down: f64) -> Vec<Point> {
    (0..=90u16)
        .map(|step| {
            let angle = (f64::from(step) * 4.0).to_radians();
            (centre.0 + angle.cos() * across, centre.1 + angle.sin() * down)
        })
        .collect()
}
