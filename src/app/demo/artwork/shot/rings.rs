//! Pictures of rings and cuffs.

use super::super::canvas::Canvas;
use super::super::colour::Colour;
use super::super::ground::{stone, two_papers};
use super::super::jewellery::band::{band, cuff, rope_ring, signet, thin_ring};
use super::super::jewellery::metal::Metal::{Gold, Rose, Silver};
use super::super::light::panes;
use super::super::palette::{
    BLUSH, BUTTER, CLAY, CORAL, DEEP, DUNE, DUSK, FOAM, HAZE, LAGOON, MAUVE, SAGE, SAND, SEA, SHELL, TERRACOTTA,
};
use super::super::props::shell;
use super::super::room::{arch, ball, block, drum, room};
use super::portrait;

/// A ring on a drum of plaster in front of an arch.
fn on_drum(wall: Colour, niche: Colour, lift: f64, ring: impl FnOnce(&mut Canvas)) -> String {
    portrait(
        |c| {
            room(c, wall, wall.mix(CLAY, 26), 1010.0);
            arch(c, (690.0, 1010.0), 330.0, 860.0, niche);
        },
        |c| {
            ball(c, (250.0, 1180.0), 110.0, niche);
            drum(c, (640.0, 1010.0), 400.0, 230.0, SHELL);
            c.placed((640.0, 1010.0 - lift), 0.0, 1.5, ring);
        },
    )
}

/// The Slack Tide signet in gold.
pub fn signet_gold() -> String {
    on_drum(TERRACOTTA.lit(50), TERRACOTTA.lit(28), 190.0, |c| signet(c, Gold))
}

/// The Slack Tide signet in silver.
pub fn signet_silver() -> String {
    on_drum(LAGOON.lit(34), SEA.lit(30), 190.0, |c| signet(c, Silver))
}

/// The Halyard ring in gold.
pub fn halyard_ring_gold() -> String {
    on_drum(MAUVE.lit(36), DUSK.lit(40), 70.0, |c| {
        c.placed((0.0, 0.0), -8.0, 1.1, |c| rope_ring(c, 170.0, 40.0, Gold));
    })
}

/// The Halyard ring in rose gold.
pub fn halyard_ring_rose() -> String {
    on_drum(SAND.lit(30), DUNE, 70.0, |c| {
        c.placed((0.0, 0.0), 8.0, 1.1, |c| rope_ring(c, 170.0, 40.0, Rose));
    })
}

/// The sea-glass ring with a green stone, in a shell.
pub fn glass_ring_sea() -> String {
    glass_ring(SEA, BLUSH)
}

/// The sea-glass ring with a blue stone.
pub fn glass_ring_blue() -> String {
    glass_ring(DEEP.mix(SEA, 30), BUTTER)
}

/// The sea-glass ring with a coral stone.
pub fn glass_ring_coral() -> String {
    glass_ring(CORAL, FOAM)
}

fn glass_ring(tone: Colour, ground: Colour) -> String {
    portrait(
        |c| two_papers(c, ground, SHELL, 0.66, 0.78),
        |c| {
            c.placed((600.0, 800.0), -8.0, 3.1, |c| shell(c, SHELL));
            c.placed((590.0, 660.0), 5.0, 1.9, |c| {
                thin_ring(c, 150.0, 19.0, Gold, Some(tone));
            });
        },
    )
}

/// Three low bands in three metals, stacked.
pub fn low_swell_trio() -> String {
    portrait(
        |c| stone(c, SAND.lit(26), 7),
        |c| {
            for (x, y, lean, metal) in [
                (470.0, 1010.0, -6.0, Silver),
                (760.0, 720.0, 8.0, Rose),
                (420.0, 440.0, 5.0, Gold),
            ] {
                c.placed((x, y), lean, 1.65, |c| band(c, 150.0, 56.0, metal));
            }
        },
    )
}

/// The low band in gold.
pub fn low_swell_gold() -> String {
    on_drum(SAGE.lit(30), SAGE, 110.0, |c| band(c, 160.0, 62.0, Gold))
}

/// The low band in silver.
pub fn low_swell_silver() -> String {
    on_drum(BLUSH, CORAL.lit(44), 110.0, |c| band(c, 160.0, 62.0, Silver))
}

/// The Swell cuff in gold on stone.
pub fn cuff_gold() -> String {
    portrait(
        |c| room(c, HAZE, CLAY.lit(44), 1000.0),
        |c| {
            block(c, (170.0, 1010.0), (740.0, 300.0), 220.0, SAND);
            panes(c, (40.0, 90.0), (720.0, 640.0), 240.0, 34);
            c.placed((600.0, 740.0), 0.0, 1.08, |c| cuff(c, Gold));
        },
    )
}

/// The Swell cuff in silver on stone.
pub fn cuff_silver() -> String {
    portrait(
        |c| room(c, LAGOON.lit(20), DEEP.lit(50), 1000.0),
        |c| {
            block(c, (170.0, 1010.0), (740.0, 300.0), 220.0, FOAM);
            c.placed((600.0, 740.0), 0.0, 1.08, |c| cuff(c, Silver));
        },
    )
}
