//! Pictures of towels, hats, bags and the rest of a day on the beach.

use super::super::ashore::bags::{basket, tote};
use super::super::ashore::bottle::{bottle, tin};
use super::super::ashore::hats::{bucket, cap, straw};
use super::super::ashore::shades::sunglasses;
use super::super::ashore::shoes::{sandals, slides};
use super::super::ashore::towel::{folded, hanging};
use super::super::canvas::Canvas;
use super::super::cloth::{Cloth, Print};
use super::super::colour::Colour;
use super::super::furniture::{deck_chair, parasol};
use super::super::ground::{paper, sand, stone, terrazzo, tiles, two_papers};
use super::super::light::{cast, panes, pool};
use super::super::palette::{
    BARK, BLACK, BLUSH, BUTTER, CLAY, CORAL, DEEP, DUNE, EMBER, FOAM, HAZE, INK, KELP, LAGOON, MAUVE, PLUM, SAGE, SAND,
    SEA, SHELL, SUN, TERRACOTTA,
};
use super::super::props::{grass, orange_slice, pebbles, shell, starfish};
use super::super::room::{arch, drum, room};
use super::super::shore::{Hour, Shore};
use super::super::surf::kit::tube;
use super::{portrait, under_palms};

fn towel_rail(c: &mut Canvas, base: Colour, band: Colour, line: Colour) {
    cast(c, "M60 236 H1140 V270 H60Z", (14.0, 26.0), 10, 34);
    tube(c, "M80 250 H1120", 34.0, CLAY.lit(10));
    c.placed((600.0, 240.0), 0.0, 1.22, |c| hanging(c, base, band, line));
}

/// The Hammam towel in deep green and coral.
pub fn hammam_deep() -> String {
    under_palms(
        |c| room(c, SAND.lit(26), CLAY.lit(30), 1420.0),
        |c| towel_rail(c, SHELL, DEEP, CORAL),
    )
}

/// The Hammam towel in sun and terracotta.
pub fn hammam_sun() -> String {
    portrait(
        |c| room(c, LAGOON.lit(24), SAND, 1420.0),
        |c| towel_rail(c, SHELL, SUN, TERRACOTTA),
    )
}

/// The Hammam towel in mauve and plum.
pub fn hammam_mauve() -> String {
    portrait(
        |c| room(c, BLUSH, CLAY.lit(40), 1420.0),
        |c| towel_rail(c, HAZE, MAUVE, PLUM),
    )
}

/// A pile of terry towels with a shell on top.
pub fn terry_pile() -> String {
    portrait(
        |c| {
            room(c, FOAM, SAND, 1060.0);
            arch(c, (600.0, 1060.0), 400.0, 900.0, LAGOON);
        },
        |c| {
            pool(c, (620.0, 1226.0), 380.0, 30.0);
            folded(c, (600.0, 1226.0), (640.0, 200.0), Cloth::printed(DEEP, Print::Waffle));
            folded(c, (608.0, 1030.0), (620.0, 190.0), Cloth::printed(CORAL, Print::Waffle));
            folded(c, (596.0, 844.0), (610.0, 190.0), Cloth::printed(SHELL, Print::Waffle));
            c.placed((620.0, 620.0), -12.0, 0.7, |c| shell(c, BLUSH));
        },
    )
}

/// The Estiva hat with an ink ribbon.
pub fn estiva_ink() -> String {
    portrait(
        |c| two_papers(c, BLUSH, SHELL, 0.62, 0.76),
        |c| c.placed((600.0, 740.0), -8.0, 1.52, |c| straw(c, INK)),
    )
}

/// The Estiva hat with a coral ribbon.
pub fn estiva_coral() -> String {
    under_palms(
        |c| two_papers(c, LAGOON.lit(30), SAND.lit(30), 0.7, 0.58),
        |c| c.placed((600.0, 740.0), 6.0, 1.52, |c| straw(c, CORAL)),
    )
}

/// A hat and a basket on a deck chair, late in the day.
pub fn estiva_evening() -> String {
    let mut c = Canvas::new(1200, 1500);
    Shore {
        hour: Hour::Dusk,
        horizon: 640.0,
        beach: Some(900.0),
        sun: (300.0, 560.0),
        disc: 92.0,
    }
    .draw(&mut c);
    c.placed((560.0, 1390.0), 0.0, 1.5, |c| deck_chair(c, HAZE, TERRACOTTA));
    c.placed((850.0, 800.0), 20.0, 0.62, |c| straw(c, INK));
    c.placed((300.0, 1240.0), 0.0, 0.62, |c| basket(c, BARK));
    let dusk = c.linear(
        (0.0, 0.0),
        (0.0, 1500.0),
        &[(0, PLUM, 0), (60, PLUM, 12), (100, PLUM, 34)],
    );
    c.flood(dusk);
    c.finish()
}

/// The Sandbar bucket hat, suns.
pub fn sandbar_suns() -> String {
    portrait(
        |c| terrazzo(c, SHELL, &[SEA, DUNE, SUN, LAGOON], 8),
        |c| {
            c.placed((600.0, 760.0), -5.0, 1.6, |c| {
                bucket(c, Cloth::printed(SHELL, Print::Suns(CORAL, SUN)), CORAL);
            });
        },
    )
}

/// The Sandbar bucket hat, kelp.
pub fn sandbar_kelp() -> String {
    portrait(
        |c| two_papers(c, SAND, BUTTER.lit(30), 0.5, 0.64),
        |c| c.placed((600.0, 760.0), 5.0, 1.6, |c| bucket(c, Cloth::plain(KELP), SAGE)),
    )
}

/// The Skipper cap, deep green and coral.
pub fn skipper_deep() -> String {
    portrait(
        |c| two_papers(c, SAND.lit(20), BLUSH, 0.6, 0.46),
        |c| {
            c.placed((640.0, 740.0), -5.0, 1.52, |c| {
                cap(c, Cloth::plain(DEEP), Cloth::plain(CORAL));
            });
        },
    )
}

/// The Skipper cap, shell and ink.
pub fn skipper_shell() -> String {
    under_palms(
        |c| two_papers(c, LAGOON.lit(20), FOAM, 0.48, 0.62),
        |c| {
            c.placed((640.0, 740.0), 4.0, 1.52, |c| {
                cap(c, Cloth::plain(SHELL), Cloth::plain(INK));
            });
        },
    )
}

/// The Contre-jour sunglasses, tortoise.
pub fn contre_jour_bark() -> String {
    portrait(
        |c| two_papers(c, BUTTER.lit(10), SHELL, 0.4, 0.6),
        |c| {
            c.placed((600.0, 780.0), -8.0, 1.62, |c| sunglasses(c, BARK, KELP));
            c.placed((960.0, 1260.0), 10.0, 1.2, orange_slice);
        },
    )
}

/// The Contre-jour sunglasses, black.
pub fn contre_jour_black() -> String {
    portrait(
        |c| tiles(c, LAGOON, 196.0, 26),
        |c| {
            panes(c, (-40.0, 80.0), (820.0, 760.0), 240.0, 40);
            c.placed((600.0, 760.0), 7.0, 1.62, |c| sunglasses(c, BLACK, DEEP));
        },
    )
}

/// The Contre-jour sunglasses, rose.
pub fn contre_jour_rose() -> String {
    under_palms(
        |c| paper(c, HAZE),
        |c| c.placed((600.0, 760.0), -4.0, 1.62, |c| sunglasses(c, CORAL.lit(10), PLUM)),
    )
}

/// The Lungomare slides in tan.
pub fn lungomare_clay() -> String {
    portrait(
        |c| stone(c, SAND.lit(24), 61),
        |c| c.placed((600.0, 750.0), -6.0, 1.75, |c| slides(c, DUNE.shaded(6), TERRACOTTA)),
    )
}

/// The Lungomare slides in black.
pub fn lungomare_black() -> String {
    portrait(
        |c| two_papers(c, MAUVE.lit(36), HAZE, 0.6, 0.7),
        |c| c.placed((600.0, 750.0), 5.0, 1.75, |c| slides(c, DUNE, BLACK)),
    )
}

/// The Sirocco sandals in ink.
pub fn sirocco_ink() -> String {
    portrait(
        |c| sand(c, SAND, 81),
        |c| {
            c.placed((600.0, 750.0), -4.0, 1.75, |c| sandals(c, DUNE.shaded(10), INK));
            c.placed((1040.0, 1330.0), 30.0, 0.7, starfish);
        },
    )
}

/// The Sirocco sandals in coral.
pub fn sirocco_coral() -> String {
    portrait(
        |c| tiles(c, SHELL.mix(SAND, 50), 200.0, 36),
        |c| c.placed((600.0, 750.0), 5.0, 1.75, |c| sandals(c, DUNE, CORAL)),
    )
}

/// The Market tote with coral handles.
pub fn tote_coral() -> String {
    under_palms(
        |c| room(c, LAGOON.lit(30), SAND, 1130.0),
        |c| {
            pool(c, (630.0, 1236.0), 430.0, 34.0);
            c.placed((600.0, 780.0), 0.0, 1.4, |c| tote(c, Cloth::plain(SHELL), CORAL));
        },
    )
}

/// The Market tote in stripes with ink handles.
pub fn tote_ink() -> String {
    portrait(
        |c| room(c, SUN.lit(50), CLAY.lit(40), 1130.0),
        |c| {
            pool(c, (630.0, 1236.0), 430.0, 34.0);
            c.placed((600.0, 780.0), 0.0, 1.4, |c| {
                tote(c, Cloth::printed(SHELL, Print::Stripe(INK.lit(10))), INK);
            });
        },
    )
}

/// The Panier basket with oranges beside it.
pub fn panier() -> String {
    portrait(
        |c| {
            room(c, TERRACOTTA.lit(44), CLAY.lit(30), 1100.0);
            arch(c, (640.0, 1100.0), 430.0, 980.0, TERRACOTTA.lit(24));
        },
        |c| {
            pool(c, (620.0, 1216.0), 330.0, 34.0);
            c.placed((600.0, 790.0), 0.0, 1.4, |c| basket(c, BARK));
            for (x, y, radius) in [(1010.0, 1250.0, 80.0), (1110.0, 1320.0, 76.0)] {
                super::super::room::ball(c, (x, y), radius, SUN.mix(CORAL, 46));
            }
        },
    )
}

/// The Bidon bottle in sea green.
pub fn bidon_sea() -> String {
    bidon(SEA, DEEP, BLUSH, CORAL.lit(40))
}

/// The Bidon bottle in coral.
pub fn bidon_coral() -> String {
    bidon(CORAL, EMBER, FOAM, LAGOON)
}

/// The Bidon bottle in shell.
pub fn bidon_shell() -> String {
    bidon(SHELL.shaded(4), SAND.shaded(10), SAGE.lit(36), SAGE)
}

fn bidon(upper: Colour, lower: Colour, wall: Colour, niche: Colour) -> String {
    portrait(
        |c| {
            room(c, wall, wall.mix(CLAY, 24), 1080.0);
            arch(c, (600.0, 1080.0), 300.0, 920.0, niche);
        },
        |c| {
            drum(c, (600.0, 1150.0), 330.0, 150.0, SHELL);
            c.placed((600.0, 1160.0), 0.0, 1.36, |c| bottle(c, upper, lower));
        },
    )
}

/// The zinc balm, open.
pub fn zinc() -> String {
    portrait(
        |c| two_papers(c, SUN.lit(36), SHELL, 0.58, 0.44),
        |c| c.placed((570.0, 690.0), -6.0, 1.42, |c| tin(c, CORAL, SHELL)),
    )
}

/// The after-sun balm, open.
pub fn after_sun() -> String {
    portrait(
        |c| two_papers(c, FOAM, LAGOON.lit(30), 0.5, 0.64),
        |c| {
            c.placed((570.0, 690.0), 5.0, 1.42, |c| tin(c, KELP, SAGE.lit(50)));
            c.placed((180.0, 1450.0), 12.0, 1.0, |c| grass(c, SAGE, 520.0));
        },
    )
}

/// The Midi parasol on an empty beach.
pub fn midi_parasol() -> String {
    let mut c = Canvas::new(1200, 1500);
    Shore {
        hour: Hour::Noon,
        horizon: 760.0,
        beach: Some(1010.0),
        sun: (220.0, 170.0),
        disc: 60.0,
    }
    .draw(&mut c);
    c.soft(16, 30, |c| {
        c.draw(format_args!(
            r#"<ellipse cx="800" cy="1390" rx="330" ry="46" fill="{PLUM}"/>"#
        ));
    });
    c.placed((640.0, 1390.0), 0.0, 1.5, |c| parasol(c, CORAL, SHELL));
    c.placed((330.0, 1290.0), 0.0, 0.5, |c| basket(c, BARK));
    c.placed((960.0, 1440.0), 0.0, 1.0, |c| pebbles(c, 4, (90.0, 26.0), 6));
    c.finish()
}
