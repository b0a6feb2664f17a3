//! Pictures of earrings.

use super::super::canvas::Canvas;
use super::super::colour::Colour;
use super::super::ground::{paper, stone, two_papers};
use super::super::jewellery::earring::{crescent_hoop, ear_cuff, hoop, pearl_drop, rope_hoop, sun_stud};
use super::super::jewellery::metal::Metal::{Gold, Silver};
use super::super::jewellery::metal::wire_shadow;
use super::super::palette::{BLUSH, CLAY, CORAL, DUSK, FOAM, HAZE, LAGOON, MAUVE, SAGE, SAND, SHELL, SUN, TERRACOTTA};
use super::super::props::{pebbles, shell};
use super::super::room::{arch, room};
use super::{portrait, under_palms};

/// Two of `one`, hanging from a rod before an arch.
fn hanging_pair(wall: Colour, niche: Colour, top: f64, one: impl Fn(&mut Canvas)) -> String {
    under_palms(
        |c| {
            room(c, wall, wall.mix(CLAY, 30), 1330.0);
            arch(c, (600.0, 1330.0), 420.0, 1180.0, niche);
        },
        |c| {
            let rod = "M-40 330 H1240";
            wire_shadow(c, rod, 26.0);
            super::super::surf::kit::tube(c, rod, 26.0, CLAY);
            for x in [330.0, 870.0] {
                c.placed((x, top), 0.0, 1.74, &one);
            }
        },
    )
}

/// The Luna hoops in gold.
pub fn luna_gold() -> String {
    hanging_pair(BLUSH, CORAL.lit(48), 396.0, |c| hoop(c, 150.0, 26.0, Gold))
}

/// The Luna hoops in silver.
pub fn luna_silver() -> String {
    hanging_pair(FOAM, LAGOON, 396.0, |c| hoop(c, 150.0, 26.0, Silver))
}

/// The three sizes of the Luna hoops side by side.
pub fn luna_sizes() -> String {
    portrait(
        |c| two_papers(c, BLUSH, SAND.lit(30), 0.7, 0.56),
        |c| {
            for (x, y, radius) in [(350.0, 200.0, 270.0), (800.0, 560.0, 190.0), (420.0, 960.0, 118.0)] {
                c.placed((x, y), 0.0, 1.0, |c| hoop(c, radius, 28.0, Gold));
            }
        },
    )
}

/// The Halyard hoops.
pub fn halyard_hoops() -> String {
    hanging_pair(SAND.lit(24), TERRACOTTA.lit(34), 396.0, |c| {
        rope_hoop(c, 140.0, 38.0, Gold);
    })
}

/// The crescent hoops in silver.
pub fn crescent_silver() -> String {
    hanging_pair(MAUVE.lit(40), DUSK.lit(34), 396.0, |c| crescent_hoop(c, 150.0, Silver))
}

/// The crescent hoops in gold.
pub fn crescent_gold() -> String {
    hanging_pair(SAGE.lit(40), SAGE, 396.0, |c| crescent_hoop(c, 150.0, Gold))
}

/// The baroque pearl drops on their shell.
pub fn pearl_drops() -> String {
    portrait(
        |c| two_papers(c, DUSK.lit(30), MAUVE.lit(30), 0.6, 0.48),
        |c| {
            c.placed((640.0, 930.0), 14.0, 2.5, |c| shell(c, HAZE));
            c.placed((420.0, 330.0), 6.0, 1.8, |c| pearl_drop(c, Gold));
            c.placed((790.0, 440.0), -9.0, 1.8, |c| pearl_drop(c, Gold));
        },
    )
}

/// One baroque pearl, close.
pub fn pearl_detail() -> String {
    portrait(
        |c| paper(c, MAUVE.lit(20)),
        |c| {
            c.placed((620.0, 120.0), -10.0, 4.2, |c| pearl_drop(c, Gold));
        },
    )
}

/// The sun studs.
pub fn sun_studs() -> String {
    portrait(
        |c| two_papers(c, SUN.lit(40), BLUSH, 0.42, 0.58),
        |c| {
            for (x, y, lean) in [(410.0, 560.0, -8.0), (790.0, 960.0, 12.0)] {
                c.placed((x, y), lean, 2.3, |c| sun_stud(c, Gold));
            }
        },
    )
}

/// The Threefold ear cuff.
pub fn threefold() -> String {
    portrait(
        |c| stone(c, SHELL.mix(SAND, 40), 19),
        |c| {
            c.placed((330.0, 1210.0), 0.0, 1.0, |c| pebbles(c, 4, (120.0, 90.0), 3));
            c.placed((600.0, 660.0), -14.0, 3.0, |c| ear_cuff(c, Gold));
        },
    )
}
