//! Pictures of what is worn around the neck.

use super::super::canvas::Canvas;
use super::super::colour::Colour;
use super::super::ground::{caustics, sand, stone, two_papers};
use super::super::jewellery::chain::{Link, chain, hang, pearls};
use super::super::jewellery::metal::Metal;
use super::super::jewellery::metal::Metal::{Gold, Silver};
use super::super::jewellery::pendant::{coin, glass_drop, moon, pearl_pendant, scallop, wave_bar};
use super::super::palette::{BLUSH, CLAY, CORAL, DUSK, FOAM, HAZE, INK, LAGOON, MAUVE, PLUM, SAND, SEA, SHELL, SUN};
use super::super::path::along;
use super::super::props::bust;
use super::super::room::sweep;
use super::{portrait, under_palms};

/// A necklace on the plaster bust: a chain of `link`, and what hangs from it.
fn on_bust(wall: Colour, link: Link, size: f64, metal: Metal, drop: f64, pendant: impl FnOnce(&mut Canvas)) -> String {
    under_palms(
        |c| sweep(c, wall, 1500.0),
        |c| {
            closer(c, |c| {
                chain(
                    c,
                    &hang((469.0, 448.0), (731.0, 448.0), drop + 22.0),
                    link,
                    size * 0.86,
                    metal,
                );
                c.placed((600.0, 470.0 + drop - 4.0), 0.0, 1.0, pendant);
            });
        },
    )
}

/// The plaster bust, near enough to see what it wears.
fn closer(c: &mut Canvas, worn: impl FnOnce(&mut Canvas)) {
    c.placed((600.0, 700.0), 0.0, 1.5, |c| {
        c.placed((-600.0, -720.0), 0.0, 1.0, |c| {
            c.placed((600.0, 640.0), 0.0, 1.3, |c| bust(c, SHELL));
            worn(c);
        });
    });
}

/// The Étale coin on its chain.
pub fn etale_gold() -> String {
    on_bust(MAUVE.lit(30), Link::Cable, 24.0, Gold, 420.0, |c| {
        c.placed((0.0, 0.0), 0.0, 1.12, |c| coin(c, Gold));
    })
}

/// The Étale coin in silver.
pub fn etale_silver() -> String {
    on_bust(LAGOON.lit(20), Link::Cable, 24.0, Silver, 420.0, |c| {
        c.placed((0.0, 0.0), 0.0, 1.12, |c| coin(c, Silver));
    })
}

/// The Étale coin, close.
pub fn etale_detail() -> String {
    portrait(
        |c| stone(c, SAND.lit(20), 51),
        |c| {
            chain(
                c,
                &along([(60.0, -40.0), (260.0, 320.0), (480.0, 420.0), (600.0, 430.0)], 40),
                Link::Cable,
                64.0,
                Gold,
            );
            chain(
                c,
                &along([(600.0, 430.0), (760.0, 420.0), (1000.0, 240.0), (1180.0, -40.0)], 40),
                Link::Cable,
                64.0,
                Gold,
            );
            c.placed((600.0, 400.0), 4.0, 4.1, |c| coin(c, Gold));
        },
    )
}

/// The Premier croissant moon.
pub fn croissant_silver() -> String {
    on_bust(PLUM.lit(46), Link::Ball, 13.0, Silver, 380.0, |c| {
        c.placed((-14.0, 0.0), 0.0, 1.3, |c| moon(c, Silver));
    })
}

/// The Premier croissant moon in gold.
pub fn croissant_gold() -> String {
    on_bust(SUN.lit(44), Link::Ball, 13.0, Gold, 380.0, |c| {
        c.placed((-14.0, 0.0), 0.0, 1.3, |c| moon(c, Gold));
    })
}

/// The Saint-Jacques scallop.
pub fn saint_jacques() -> String {
    on_bust(CORAL.lit(40), Link::Curb, 26.0, Gold, 400.0, |c| {
        c.placed((0.0, 0.0), 0.0, 1.16, |c| scallop(c, Gold));
    })
}

/// A sea-glass drop in green.
pub fn glass_drop_sea() -> String {
    on_bust(SAND, Link::Cable, 20.0, Gold, 400.0, |c| {
        c.placed((0.0, 0.0), 0.0, 1.2, |c| glass_drop(c, Gold, SEA));
    })
}

/// A sea-glass drop in amber.
pub fn glass_drop_amber() -> String {
    on_bust(FOAM, Link::Cable, 20.0, Gold, 400.0, |c| {
        c.placed((0.0, 0.0), 0.0, 1.2, |c| glass_drop(c, Gold, SUN.mix(CLAY, 30)));
    })
}

/// Sea glass at the edge of the water, close.
pub fn glass_drop_shore() -> String {
    portrait(
        |c| {
            sand(c, SAND, 71);
            let water =
                "M-20 -20 H1220 V560 C1040 640 900 500 700 560 C500 620 380 520 220 590 C120 630 40 600 -20 560Z";
            c.tint(water, SEA, 62);
            c.clipped(water, |c| caustics(c, (0.0, 0.0), (1200.0, 700.0), 6));
            c.stroke(
                "M-20 560 C40 600 120 630 220 590 C380 520 500 620 700 560 C900 500 1040 640 1220 560",
                SHELL,
                20.0,
                92,
            );
        },
        |c| {
            chain(
                c,
                &along([(180.0, 980.0), (330.0, 840.0), (520.0, 800.0), (610.0, 760.0)], 40),
                Link::Cable,
                30.0,
                Gold,
            );
            chain(
                c,
                &along([(610.0, 760.0), (790.0, 800.0), (980.0, 900.0), (1130.0, 1120.0)], 40),
                Link::Cable,
                30.0,
                Gold,
            );
            c.placed((610.0, 750.0), 5.0, 2.5, |c| glass_drop(c, Gold, SEA));
        },
    )
}

/// The Perle simple pendant.
pub fn perle() -> String {
    on_bust(DUSK.lit(44), Link::Cable, 18.0, Gold, 380.0, |c| {
        c.placed((0.0, 0.0), 0.0, 0.95, |c| pearl_pendant(c, Gold));
    })
}

/// The Flood Tide bar.
pub fn flood_tide() -> String {
    under_palms(
        |c| sweep(c, LAGOON.lit(34), 1500.0),
        |c| {
            closer(c, |c| {
                chain(
                    c,
                    &along([(473.0, 456.0), (484.0, 590.0), (492.0, 700.0), (500.0, 772.0)], 30),
                    Link::Cable,
                    17.0,
                    Gold,
                );
                chain(
                    c,
                    &along([(727.0, 456.0), (716.0, 590.0), (708.0, 700.0), (700.0, 772.0)], 30),
                    Link::Cable,
                    17.0,
                    Gold,
                );
                c.placed((600.0, 764.0), 0.0, 0.72, |c| wave_bar(c, Gold));
            });
        },
    )
}

/// A strand of pearls on the bust.
pub fn strand() -> String {
    under_palms(
        |c| sweep(c, INK.lit(40).mix(DUSK, 30), 1500.0),
        |c| {
            closer(c, |c| {
                pearls(c, &hang((474.0, 446.0), (726.0, 446.0), 310.0), 14.0, 22.0);
            });
        },
    )
}

/// A strand of pearls spilling over a drum.
pub fn strand_detail() -> String {
    portrait(
        |c| two_papers(c, HAZE, BLUSH, 0.56, 0.7),
        |c| {
            pearls(
                c,
                &along(
                    [(-260.0, 260.0), (900.0, -120.0), (120.0, 1240.0), (1480.0, 1000.0)],
                    90,
                ),
                54.0,
                76.0,
            );
        },
    )
}
