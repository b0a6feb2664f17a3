//! Pictures of wetsuits and surf kit.

use super::super::ashore::bags::{board_sock, dry_bag};
use super::super::ashore::shoes::boots;
use super::super::ashore::towel::poncho;
use super::super::canvas::Canvas;
use super::super::cloth::{Cloth, Print};
use super::super::colour::Colour;
use super::super::ground::{paper, sand, stone, terrazzo, two_papers};
use super::super::light::pool;
use super::super::palette::{
    BARK, BLACK, BLUSH, BUTTER, CLAY, CORAL, DEEP, DUNE, DUSK, FOAM, HAZE, INK, KELP, LAGOON, MAUVE, PLUM, SAGE, SAND,
    SEA, SHELL, SUN, TERRACOTTA,
};
use super::super::path::rounded;
use super::super::props::{grass, pebbles};
use super::super::room::{peg, room};
use super::super::shore::{Hour, Shore, headland};
use super::super::surf::fins::{Fin, flat_fin};
use super::super::surf::kit::{crumbs, handplane, leash, wax};
use super::super::surf::wetsuit::{Reach, Wetsuit};
use super::{portrait, under_palms};

/// A wooden hanger under a peg at `place`, broad enough for a suit.
fn hanger(c: &mut Canvas, place: (f64, f64)) {
    let (x, y) = place;
    let hook = format!(
        "M{x:.1} {:.1} V{:.1} C{x:.1} {:.1} {:.1} {:.1} {:.1} {:.1}",
        y + 120.0,
        y + 40.0,
        y - 20.0,
        x - 44.0,
        y - 16.0,
        x - 34.0,
        y + 12.0
    );
    c.stroke(&hook, BARK.shaded(30), 9.0, 100);
    c.stroke(&hook, DUNE, 4.0, 100);
    let bar = format!(
        "M{:.1} {:.1} C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}",
        x - 150.0,
        y + 180.0,
        x - 80.0,
        y + 96.0,
        x + 80.0,
        y + 96.0,
        x + 150.0,
        y + 180.0
    );
    c.stroke(&bar, CLAY.shaded(30), 24.0, 100);
    c.stroke(&bar, CLAY, 17.0, 100);
    peg(c, (x, y - 2.0), CLAY.shaded(10));
}

fn hung(c: &mut Canvas, suit: Wetsuit, top: f64, scale: f64) {
    hanger(c, (600.0, top - 110.0));
    c.placed((600.0, top + 30.0), 0.0, scale, |c| suit.draw(c));
}

/// The Skarv full suit in ink and deep green on a peg.
pub fn skarv_deep() -> String {
    under_palms(
        |c| room(c, SAGE.lit(30), CLAY.lit(30), 1400.0),
        |c| {
            hung(
                c,
                Wetsuit {
                    reach: Reach::Full,
                    body: INK,
                    accent: DEEP,
                },
                190.0,
                1.06,
            );
        },
    )
}

/// The Skarv full suit in plum on a peg.
pub fn skarv_plum() -> String {
    portrait(
        |c| room(c, HAZE, DUNE, 1400.0),
        |c| {
            hung(
                c,
                Wetsuit {
                    reach: Reach::Full,
                    body: INK.mix(PLUM, 60),
                    accent: DUSK,
                },
                190.0,
                1.06,
            );
        },
    )
}

/// A Skarv hangs on a rail above a misty bay.
pub fn skarv_dawn() -> String {
    let mut c = Canvas::new(1200, 1500);
    Shore {
        hour: Hour::Dawn,
        horizon: 900.0,
        beach: None,
        sun: (300.0, 600.0),
        disc: 84.0,
    }
    .draw(&mut c);
    headland(
        &mut c,
        (640.0, 904.0),
        (1340.0, 904.0),
        200.0,
        Hour::Dawn.silhouette().lit(20),
    );
    headland(
        &mut c,
        (-220.0, 906.0),
        (380.0, 906.0),
        110.0,
        Hour::Dawn.silhouette().lit(40),
    );
    rail(&mut c);
    c.placed((640.0, 258.0), -1.0, 0.98, |c| {
        Wetsuit {
            reach: Reach::Full,
            body: INK,
            accent: DEEP,
        }
        .draw(c);
    });
    c.finish()
}

fn rail(c: &mut Canvas) {
    for x in [120.0, 1080.0] {
        let post = rounded((x - 26.0, 180.0), 52.0, 1400.0, 12.0);
        let wood = c.linear(
            (x - 26.0, 0.0),
            (x + 26.0, 0.0),
            &[(0, CLAY.lit(30), 100), (40, CLAY, 100), (100, BARK, 100)],
        );
        c.fill(&post, wood);
    }
    let bar = rounded((-40.0, 220.0), 1280.0, 44.0, 14.0);
    let wood = c.linear(
        (0.0, 220.0),
        (0.0, 264.0),
        &[(0, CLAY.lit(46), 100), (50, CLAY, 100), (100, BARK, 100)],
    );
    c.fill(&bar, wood);
}

/// The Lomvi spring suit, plum and dusk.
pub fn lomvi_plum() -> String {
    portrait(
        |c| two_papers(c, BLUSH, HAZE, 0.44, 0.62),
        |c| {
            c.placed((600.0, 270.0), -3.0, 1.3, |c| {
                Wetsuit {
                    reach: Reach::Spring,
                    body: PLUM,
                    accent: DUSK,
                }
                .draw(c);
            });
        },
    )
}

/// The Lomvi spring suit, kelp and sage.
pub fn lomvi_kelp() -> String {
    portrait(
        |c| stone(c, SAND.lit(16), 24),
        |c| {
            c.placed((600.0, 270.0), 3.0, 1.3, |c| {
                Wetsuit {
                    reach: Reach::Spring,
                    body: KELP.shaded(24),
                    accent: SAGE.shaded(10),
                }
                .draw(c);
            });
        },
    )
}

/// The Tern jacket in terracotta.
pub fn tern_terracotta() -> String {
    portrait(
        |c| two_papers(c, FOAM, SAND, 0.7, 0.6),
        |c| {
            c.placed((600.0, 330.0), -2.0, 1.6, |c| {
                Wetsuit {
                    reach: Reach::Jacket,
                    body: TERRACOTTA,
                    accent: INK,
                }
                .draw(c);
            });
        },
    )
}

/// The zip of the Tern jacket, close.
pub fn tern_detail() -> String {
    portrait(
        |c| paper(c, SAND),
        |c| {
            c.placed((560.0, 110.0), 7.0, 2.6, |c| {
                Wetsuit {
                    reach: Reach::Jacket,
                    body: TERRACOTTA,
                    accent: INK,
                }
                .draw(c);
            });
        },
    )
}

/// The leash with a sea-green cord.
pub fn leash_sea() -> String {
    portrait(
        |c| two_papers(c, BLUSH, SHELL, 0.64, 0.5),
        |c| c.placed((610.0, 690.0), -8.0, 1.5, |c| leash(c, SEA, INK)),
    )
}

/// The leash with a coral cord.
pub fn leash_coral() -> String {
    portrait(
        |c| two_papers(c, LAGOON.lit(30), SHELL, 0.5, 0.64),
        |c| c.placed((610.0, 690.0), 6.0, 1.5, |c| leash(c, CORAL, BLACK)),
    )
}

/// Three bars of wax, one for each water.
pub fn wax_bars() -> String {
    portrait(
        |c| stone(c, SAND.lit(30), 41),
        |c| {
            c.placed((600.0, 740.0), 0.0, 1.0, |c| crumbs(c, SHELL, 3, 520.0));
            c.placed((430.0, 1080.0), 12.0, 1.25, |c| wax(c, FOAM, DEEP));
            c.placed((790.0, 850.0), 24.0, 1.25, |c| wax(c, BUTTER, SUN.shaded(14)));
            c.placed((470.0, 520.0), -10.0, 1.35, |c| wax(c, SHELL, CORAL));
        },
    )
}

/// The single fin, swept back.
pub fn raked_fin() -> String {
    portrait(
        |c| two_papers(c, SHELL, LAGOON.lit(40), 0.62, 0.5),
        |c| c.placed((590.0, 1130.0), -6.0, 3.0, |c| flat_fin(c, Fin::Raked, SEA)),
    )
}

/// A pair of keels.
pub fn keel_fins() -> String {
    portrait(
        |c| terrazzo(c, SHELL, &[CORAL, SEA, DUNE, SAGE], 24),
        |c| {
            c.placed((600.0, 660.0), -8.0, 2.2, |c| flat_fin(c, Fin::Keel, CORAL));
            c.group(r#"transform="translate(620 1230) rotate(6) scale(-2.2 2.2)""#, |c| {
                flat_fin(c, Fin::Keel, CORAL);
            });
        },
    )
}

/// A set of three upright fins.
pub fn thruster_fins() -> String {
    portrait(
        |c| two_papers(c, MAUVE.lit(40), SAND, 0.55, 0.66),
        |c| {
            for (x, y, lean) in [(280.0, 1000.0, -12.0), (600.0, 880.0, 0.0), (920.0, 1000.0, 12.0)] {
                c.placed((x, y), lean, 1.9, |c| flat_fin(c, Fin::Upright, KELP));
            }
        },
    )
}

/// The neoprene boots on rock.
pub fn boots_ink() -> String {
    portrait(
        |c| room(c, FOAM.mix(LAGOON, 30), SAND.shaded(10), 860.0),
        |c| {
            pool(c, (600.0, 1070.0), 440.0, 40.0);
            c.placed((640.0, 860.0), 0.0, 1.7, |c| boots(c, INK, BLACK));
            c.placed((240.0, 1330.0), 0.0, 1.0, |c| pebbles(c, 7, (190.0, 70.0), 31));
        },
    )
}

/// The knitted sock for a longboard.
pub fn sock_sea() -> String {
    portrait(
        |c| room(c, BUTTER.lit(40), CLAY.lit(36), 1260.0),
        |c| {
            pool(c, (616.0, 1372.0), 120.0, 14.0);
            c.placed((600.0, 190.0), 2.0, 1.12, |c| board_sock(c, SHELL, SEA));
        },
    )
}

/// The knitted sock in clay.
pub fn sock_clay() -> String {
    portrait(
        |c| room(c, LAGOON.lit(40), SAND, 1260.0),
        |c| {
            pool(c, (616.0, 1372.0), 120.0, 14.0);
            c.placed((600.0, 190.0), -2.0, 1.12, |c| board_sock(c, SAND.lit(30), TERRACOTTA));
        },
    )
}

/// The changing poncho in sage.
pub fn poncho_sage() -> String {
    poncho_shot(SAGE, KELP, BLUSH.lit(14))
}

/// The changing poncho in coral.
pub fn poncho_coral() -> String {
    poncho_shot(CORAL.lit(18), TERRACOTTA, FOAM)
}

fn poncho_shot(base: Colour, lining: Colour, wall: Colour) -> String {
    under_palms(
        |c| room(c, wall, DUNE, 1400.0),
        |c| {
            peg(c, (600.0, 180.0), CLAY);
            c.placed((600.0, 210.0), 0.0, 1.24, |c| {
                poncho(c, Cloth::printed(base, Print::Waffle), lining);
            });
        },
    )
}

/// The handplane in the sand.
pub fn handplane_wood() -> String {
    portrait(
        |c| sand(c, SAND, 61),
        |c| c.placed((600.0, 740.0), 14.0, 2.1, |c| handplane(c, INK)),
    )
}

/// The dry bag in sun yellow.
pub fn dry_bag_sun() -> String {
    portrait(
        |c| room(c, LAGOON.lit(26), SAND, 1120.0),
        |c| {
            pool(c, (640.0, 1220.0), 300.0, 34.0);
            c.placed((600.0, 770.0), 0.0, 1.48, |c| dry_bag(c, SUN, INK));
        },
    )
}

/// The dry bag in ember, on the shore at dawn.
pub fn dry_bag_ember() -> String {
    let mut c = Canvas::new(1200, 1500);
    Shore {
        hour: Hour::Dawn,
        horizon: 640.0,
        beach: Some(930.0),
        sun: (860.0, 420.0),
        disc: 80.0,
    }
    .draw(&mut c);
    pool(&mut c, (640.0, 1290.0), 260.0, 30.0);
    c.placed((600.0, 910.0), 0.0, 1.26, |c| dry_bag(c, CORAL, INK));
    c.placed((1010.0, 1450.0), 0.0, 1.0, |c| grass(c, SAGE.mix(DUNE, 50), 460.0));
    c.placed((240.0, 1370.0), 0.0, 1.0, |c| pebbles(c, 6, (170.0, 60.0), 5));
    c.finish()
}
