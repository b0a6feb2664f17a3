//! Pictures of trunks, board shorts and the rash vest.

use super::super::canvas::Canvas;
use super::super::cloth::{Cloth, Print};
use super::super::colour::Colour;
use super::super::furniture::deck_chair;
use super::super::ground::{paper, sand, stone, terrazzo, tiles, two_papers};
use super::super::light::panes;
use super::super::palette::{
    BLUSH, BUTTER, CLAY, CORAL, DEEP, DUNE, DUSK, FOAM, INK, LAGOON, MAUVE, SAGE, SAND, SEA, SHELL, SUN, TERRACOTTA,
};
use super::super::props::{pebbles, shell};
use super::super::shore::{Hour, Shore};
use super::super::swim::rash::rash_vest;
use super::super::swim::trunks::Trunks;
use super::{portrait, under_palms};

fn trunks(c: &mut Canvas, length: f64, cloth: Cloth, hem: Option<Colour>, lean: f64) {
    let scale = 1.78 - (length - 380.0) * 0.0011;
    c.placed((600.0, 740.0 - length * scale * 0.5), lean, scale, |c| {
        Trunks {
            length,
            cloth,
            hem,
            cord: SHELL,
        }
        .draw(c);
    });
}

/// The Ōnami trunks, white scales on deep green.
pub fn onami_deep() -> String {
    portrait(
        |c| terrazzo(c, SHELL, &[CORAL, SEA, DUNE, MAUVE], 4),
        |c| trunks(c, 420.0, Cloth::printed(DEEP, Print::Scales(FOAM)), None, 4.0),
    )
}

/// The Ōnami trunks, scales of shell on coral.
pub fn onami_coral() -> String {
    under_palms(
        |c| two_papers(c, FOAM, SAND, 0.66, 0.5),
        |c| trunks(c, 420.0, Cloth::printed(CORAL, Print::Scales(SHELL)), None, -4.0),
    )
}

/// The Baluard trunks in terracotta on stone.
pub fn baluard_terracotta() -> String {
    portrait(
        |c| stone(c, SAND.lit(20), 14),
        |c| {
            trunks(c, 360.0, Cloth::plain(TERRACOTTA), None, -3.0);
            c.placed((1000.0, 1280.0), 0.0, 0.9, |c| pebbles(c, 5, (130.0, 100.0), 4));
        },
    )
}

/// The Baluard trunks in sage on blush paper.
pub fn baluard_sage() -> String {
    under_palms(
        |c| paper(c, BLUSH.lit(20)),
        |c| trunks(c, 360.0, Cloth::plain(SAGE.shaded(8)), None, 4.0),
    )
}

/// The Baluard trunks in ink on pool tiles.
pub fn baluard_ink() -> String {
    portrait(
        |c| tiles(c, LAGOON.lit(30), 190.0, 16),
        |c| {
            panes(c, (-40.0, 60.0), (800.0, 700.0), 240.0, 36);
            trunks(c, 360.0, Cloth::plain(INK), None, 2.0);
        },
    )
}

/// The Peniche board shorts, ink with a sun-yellow hem.
pub fn peniche_ink() -> String {
    portrait(
        |c| sand(c, SAND, 33),
        |c| trunks(c, 540.0, Cloth::plain(INK), Some(SUN), -3.0),
    )
}

/// The Peniche board shorts, lagoon with a coral hem.
pub fn peniche_lagoon() -> String {
    portrait(
        |c| two_papers(c, BUTTER.lit(30), SHELL, 0.5, 0.7),
        |c| trunks(c, 540.0, Cloth::plain(LAGOON), Some(CORAL), 3.0),
    )
}

/// The Peniche board shorts, leaves on dusk.
pub fn peniche_leaves() -> String {
    under_palms(
        |c| paper(c, SAGE.lit(36)),
        |c| trunks(c, 540.0, Cloth::printed(DEEP, Print::Leaves(SAGE, LAGOON)), None, -2.0),
    )
}

/// The Tramontana trunks, checked in sea and shell.
pub fn tramontana_sea() -> String {
    portrait(
        |c| two_papers(c, SHELL, CLAY.lit(56), 0.72, 0.6),
        |c| {
            trunks(c, 400.0, Cloth::printed(SHELL, Print::Gingham(SEA)), None, 4.0);
            c.placed((210.0, 1330.0), -12.0, 0.7, |c| shell(c, SHELL));
        },
    )
}

/// Trunks drying over a deck chair by the sea.
pub fn trunks_chair() -> String {
    let mut c = Canvas::new(1200, 1500);
    Shore {
        hour: Hour::Noon,
        horizon: 700.0,
        beach: Some(980.0),
        sun: (220.0, 190.0),
        disc: 60.0,
    }
    .draw(&mut c);
    c.placed((610.0, 1400.0), 0.0, 1.5, |c| deck_chair(c, SHELL, SEA));
    c.placed((885.0, 800.0), 22.0, 0.62, |c| {
        Trunks {
            length: 420.0,
            cloth: Cloth::printed(DEEP, Print::Scales(FOAM)),
            hem: None,
            cord: SHELL,
        }
        .draw(c);
    });
    c.finish()
}

/// The Équille vest, shell with deep green sleeves.
pub fn equille_deep() -> String {
    portrait(
        |c| stone(c, SAND.lit(10), 4),
        |c| {
            panes(c, (60.0, 80.0), (760.0, 760.0), 260.0, 36);
            c.placed((600.0, 330.0), -3.0, 1.42, |c| {
                rash_vest(c, Cloth::plain(SHELL), Cloth::plain(DEEP));
            });
        },
    )
}

/// The Équille vest, dusky stripes.
pub fn equille_dusk() -> String {
    portrait(
        |c| two_papers(c, SUN.lit(56), BLUSH, 0.6, 0.74),
        |c| {
            c.placed((600.0, 330.0), 3.0, 1.42, |c| {
                rash_vest(c, Cloth::printed(SHELL, Print::Stripe(DUSK)), Cloth::plain(DUSK));
            });
        },
    )
}
