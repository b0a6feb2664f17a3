//! Pictures of jewellery.

use super::super::canvas::Canvas;
use super::super::colour::Colour;
use super::super::ground::{caustics, paper, sand, stone, two_papers};
use super::super::jewellery::band::{band, cuff, rope_ring, signet, thin_ring};
use super::super::jewellery::chain::{Link, bead, chain, hang, pearls};
use super::super::jewellery::earring::{crescent_hoop, ear_cuff, hoop, pearl_drop, rope_hoop, sun_stud};
use super::super::jewellery::metal::Metal::{self, Gold, Rose, Silver};
use super::super::jewellery::pendant::{coin, glass_drop, moon, pearl_pendant, scallop, wave_bar};
use super::super::jewellery::stone::{baroque, pearl};
use super::super::light::{panes, rest_small};
use super::super::palette::{BLUSH, BUTTER, CLAY, CORAL, DEEP, DUNE, DUSK, FOAM, HAZE, INK, LAGOON, MAUVE, PLUM, SAGE, SAND, SEA, SHELL, SUN, TERRACOTTA};
use super::super::path::{Point, along, ellipse};
use super::super::props::{bust, dish, grass, pebbles, shell};
use super::super::room::{arch, ball, block, drum, room, sweep};
use super::{portrait, under_palms};

/// A ring on a drum of plaster in front of an arch.
fn on_drum(wall: Colour, niche: Colour, lift: f64, ring: impl FnOnce(&mut Canvas)) -> String {
    portrait(|c| {
        room(c, wall, wall.mix(CLAY, 26), 1010.0);
        arch(c, (690.0, 1010.0), 330.0, 860.0, niche);
    }, |c| {
        ball(c, (250.0, 1180.0), 110.0, niche);
        drum(c, (640.0, 1010.0), 400.0, 230.0, SHELL);
        c.placed((640.0, 1010.0 - lift), 0.0, 1.5, ring);
    })
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
    on_drum(MAUVE.lit(36), DUSK.lit(40), 70.0, |c| c.placed((0.0, 0.0), -8.0, 1.1, |c| rope_ring(c, 170.0, 40.0, Gold)))
}

/// The Halyard ring in rose gold.
pub fn halyard_ring_rose() -> String {
    on_drum(SAND.lit(30), DUNE, 70.0, |c| c.placed((0.0, 0.0), 8.0, 1.1, |c| rope_ring(c, 170.0, 40.0, Rose)))
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
    portrait(|c| two_papers(c, ground, SHELL, 0.66, 0.78), |c| {
        c.placed((600.0, 800.0), -8.0, 3.1, |c| shell(c, SHELL));
        c.placed((590.0, 660.0), 5.0, 1.9, |c| thin_ring(c, 150.0, 19.0, Gold, Some(tone)));
    })
}

/// Three low bands in three metals, stacked.
pub fn low_swell_trio() -> String {
    portrait(|c| stone(c, SAND.lit(26), 7), |c| {
        for (x, y, lean, metal) in [(470.0, 1010.0, -6.0, Silver), (760.0, 720.0, 8.0, Rose), (420.0, 440.0, 5.0, Gold)] {
            c.placed((x, y), lean, 1.65, |c| band(c, 150.0, 56.0, metal));
        }
    })
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
    portrait(|c| room(c, HAZE, CLAY.lit(44), 1000.0), |c| {
        block(c, (170.0, 1010.0), (740.0, 300.0), 220.0, SAND);
        panes(c, (40.0, 90.0), (720.0, 640.0), 240.0, 34);
        c.placed((600.0, 740.0), 0.0, 1.08, |c| cuff(c, Gold));
    })
}

/// The Swell cuff in silver on stone.
pub fn cuff_silver() -> String {
    portrait(|c| room(c, LAGOON.lit(20), DEEP.lit(50), 1000.0), |c| {
        block(c, (170.0, 1010.0), (740.0, 300.0), 220.0, FOAM);
        c.placed((600.0, 740.0), 0.0, 1.08, |c| cuff(c, Silver));
    })
}

/// Two of `one`, hanging from a rod before an arch.
fn hanging_pair(wall: Colour, niche: Colour, top: f64, one: impl Fn(&mut Canvas)) -> String {
    under_palms(|c| {
        room(c, wall, wall.mix(CLAY, 30), 1330.0);
        arch(c, (600.0, 1330.0), 420.0, 1180.0, niche);
    }, |c| {
        let rod = "M120 360 H1080";
        super::super::jewellery::metal::wire_shadow(c, rod, 26.0);
        super::super::surf::kit::tube(c, rod, 26.0, CLAY);
        for (x, drop) in [(390.0, 0.0), (810.0, 0.0)] {
            c.placed((x, top + drop), 0.0, 1.22, &one);
        }
    })
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
    portrait(|c| two_papers(c, BLUSH, SAND.lit(30), 0.7, 0.56), |c| {
        for (x, y, radius) in [(350.0, 200.0, 270.0), (800.0, 560.0, 190.0), (420.0, 960.0, 118.0)] {
            c.placed((x, y), 0.0, 1.0, |c| hoop(c, radius, 28.0, Gold));
        }
    })
}

/// The Halyard hoops.
pub fn halyard_hoops() -> String {
    hanging_pair(SAND.lit(24), TERRACOTTA.lit(34), 396.0, |c| rope_hoop(c, 140.0, 38.0, Gold))
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
    portrait(|c| two_papers(c, DUSK.lit(30), MAUVE.lit(30), 0.6, 0.48), |c| {
        c.placed((640.0, 930.0), 14.0, 2.5, |c| shell(c, HAZE));
        c.placed((420.0, 330.0), 6.0, 1.8, |c| pearl_drop(c, Gold));
        c.placed((790.0, 440.0), -9.0, 1.8, |c| pearl_drop(c, Gold));
    })
}

/// One baroque pearl, close.
pub fn pearl_detail() -> String {
    portrait(|c| paper(c, MAUVE.lit(20)), |c| {
        c.placed((620.0, 120.0), -10.0, 4.2, |c| pearl_drop(c, Gold));
    })
}

/// The sun studs.
pub fn sun_studs() -> String {
    portrait(|c| two_papers(c, SUN.lit(40), BLUSH, 0.42, 0.58), |c| {
        for (x, y, lean) in [(410.0, 560.0, -8.0), (790.0, 960.0, 12.0)] {
            c.placed((x, y), lean, 2.3, |c| sun_stud(c, Gold));
        }
    })
}

/// The Threefold ear cuff.
pub fn threefold() -> String {
    portrait(|c| stone(c, SHELL.mix(SAND, 40), 19), |c| {
        c.placed((330.0, 1210.0), 0.0, 1.0, |c| pebbles(c, 4, (120.0, 90.0), 3));
        c.placed((600.0, 660.0), -14.0, 3.0, |c| ear_cuff(c, Gold));
    })
}

/// A necklace on the plaster bust: a chain of `link`, and what hangs from it.
fn on_bust(wall: Colour, link: Link, size: f64, metal: Metal, drop: f64, pendant: impl FnOnce(&mut Canvas)) -> String {
    under_palms(|c| sweep(c, wall, 1200.0), |c| {
        c.placed((600.0, 640.0), 0.0, 1.62, |c| bust(c, SHELL));
        let line = hang((436.0, 470.0), (766.0, 470.0), drop);
        chain(c, &line, link, size, metal);
        c.placed((601.0, 470.0 + drop - 4.0), 0.0, 1.0, pendant);
    })
}

/// The Étale coin on its chain.
pub fn etale_gold() -> String {
    on_bust(MAUVE.lit(30), Link::Cable, 24.0, Gold, 420.0, |c| c.placed((0.0, 0.0), 0.0, 1.12, |c| coin(c, Gold)))
}

/// The Étale coin in silver.
pub fn etale_silver() -> String {
    on_bust(LAGOON.lit(20), Link::Cable, 24.0, Silver, 420.0, |c| c.placed((0.0, 0.0), 0.0, 1.12, |c| coin(c, Silver)))
}

/// The Étale coin, close.
pub fn etale_detail() -> String {
    portrait(|c| stone(c, SAND.lit(20), 51), |c| {
        chain(c, &along([(60.0, -40.0), (260.0, 320.0), (480.0, 420.0), (600.0, 430.0)], 40), Link::Cable, 64.0, Gold);
        chain(c, &along([(600.0, 430.0), (760.0, 420.0), (1000.0, 240.0), (1180.0, -40.0)], 40), Link::Cable, 64.0, Gold);
        c.placed((600.0, 400.0), 4.0, 4.1, |c| coin(c, Gold));
    })
}

/// The Premier croissant moon.
pub fn croissant_silver() -> String {
    on_bust(PLUM.lit(46), Link::Ball, 13.0, Silver, 380.0, |c| c.placed((-14.0, 0.0), 0.0, 1.3, |c| moon(c, Silver)))
}

/// The Premier croissant moon in gold.
pub fn croissant_gold() -> String {
    on_bust(SUN.lit(44), Link::Ball, 13.0, Gold, 380.0, |c| c.placed((-14.0, 0.0), 0.0, 1.3, |c| moon(c, Gold)))
}

/// The Saint-Jacques scallop.
pub fn saint_jacques() -> String {
    on_bust(CORAL.lit(40), Link::Curb, 26.0, Gold, 400.0, |c| c.placed((0.0, 0.0), 0.0, 1.16, |c| scallop(c, Gold)))
}

/// A sea-glass drop in green.
pub fn glass_drop_sea() -> String {
    on_bust(SAND, Link::Cable, 20.0, Gold, 400.0, |c| c.placed((0.0, 0.0), 0.0, 1.2, |c| glass_drop(c, Gold, SEA)))
}

/// A sea-glass drop in amber.
pub fn glass_drop_amber() -> String {
    on_bust(FOAM, Link::Cable, 20.0, Gold, 400.0, |c| c.placed((0.0, 0.0), 0.0, 1.2, |c| glass_drop(c, Gold, SUN.mix(CLAY, 30))))
}

/// Sea glass at the edge of the water, close.
pub fn glass_drop_shore() -> String {
    portrait(|c| {
        sand(c, SAND, 71);
        let water = "M-20 -20 H1220 V560 C1040 640 900 500 700 560 C500 620 380 520 220 590 C120 630 40 600 -20 560Z";
        c.tint(water, SEA, 62);
        c.clipped(water, |c| caustics(c, (0.0, 0.0), (1200.0, 700.0), 6));
        c.stroke("M-20 560 C40 600 120 630 220 590 C380 520 500 620 700 560 C900 500 1040 640 1220 560", SHELL, 20.0, 92);
    }, |c| {
        chain(c, &smooth_points(&[(180.0, 980.0), (330.0, 840.0), (520.0, 800.0), (610.0, 760.0)]), Link::Cable, 30.0, Gold);
        chain(c, &smooth_points(&[(610.0, 760.0), (790.0, 800.0), (980.0, 900.0), (1130.0, 1120.0)]), Link::Cable, 30.0, Gold);
        c.placed((610.0, 750.0), 5.0, 2.5, |c| glass_drop(c, Gold, SEA));
    })
}

fn smooth_points(points: &[Point; 4]) -> Vec<Point> {
    along(*points, 40)
}

/// The Perle simple pendant.
pub fn perle() -> String {
    on_bust(DUSK.lit(44), Link::Cable, 18.0, Gold, 380.0, |c| c.placed((0.0, 0.0), 0.0, 0.95, |c| pearl_pendant(c, Gold)))
}

/// The Flood Tide bar.
pub fn flood_tide() -> String {
    under_palms(|c| sweep(c, LAGOON.lit(34), 1200.0), |c| {
        c.placed((600.0, 640.0), 0.0, 1.62, |c| bust(c, SHELL));
        chain(c, &along([(436.0, 470.0), (450.0, 640.0), (460.0, 760.0), (476.0, 838.0)], 30), Link::Cable, 20.0, Gold);
        chain(c, &along([(766.0, 470.0), (752.0, 640.0), (742.0, 760.0), (726.0, 838.0)], 30), Link::Cable, 20.0, Gold);
        c.placed((601.0, 826.0), 0.0, 0.92, |c| wave_bar(c, Gold));
    })
}

/// The anchor chain in a dish, gold.
pub fn anchor_gold() -> String {
    anchor(Gold, BLUSH.lit(10), TERRACOTTA.lit(40))
}

/// The anchor chain in a dish, silver.
pub fn anchor_silver() -> String {
    anchor(Silver, FOAM, DEEP.lit(34))
}

fn anchor(metal: Metal, ground: Colour, glaze: Colour) -> String {
    portrait(|c| two_papers(c, ground, SHELL, 0.6, 0.74), |c| {
        c.placed((600.0, 760.0), 0.0, 1.0, |c| dish(c, 500.0, glaze));
        let loose: Vec<Point> = spiral((600.0, 760.0), 330.0, 140.0, 1.62);
        chain(c, &loose, Link::Paperclip, 82.0, metal);
        c.placed((600.0, 760.0), 24.0, 1.0, |c| {
            let bar = "M-70 0 H70";
            super::super::jewellery::metal::wire_shadow(c, bar, 20.0);
            super::super::jewellery::metal::wire(c, bar, 20.0, metal, (-70.0, -8.0), (70.0, 8.0));
        });
    })
}

fn spiral(centre: Point, outer: f64, inner: f64, turns: f64) -> Vec<Point> {
    (0..=120u16)
        .map(|step| {
            let part = f64::from(step) / 120.0;
            let angle = part * turns * std::f64::consts::TAU - 0.6;
            let reach = outer + (inner - outer) * part;
            (centre.0 + angle.cos() * reach, centre.1 + angle.sin() * reach * 0.94)
        })
        .collect()
}

/// A strand of pearls on the bust.
pub fn strand() -> String {
    under_palms(|c| sweep(c, INK.lit(40).mix(DUSK, 30), 1200.0), |c| {
        c.placed((600.0, 640.0), 0.0, 1.62, |c| bust(c, SHELL.mix(HAZE, 40)));
        pearls(c, &hang((438.0, 440.0), (764.0, 440.0), 330.0), 19.0, 31.0);
    })
}

/// A strand of pearls spilling over a drum.
pub fn strand_detail() -> String {
    portrait(|c| two_papers(c, HAZE, BLUSH, 0.56, 0.7), |c| {
        pearls(c, &along([(-40.0, 320.0), (420.0, 100.0), (300.0, 900.0), (760.0, 780.0)], 60), 46.0, 70.0);
        pearls(c, &along([(700.0, 1000.0), (1000.0, 780.0), (900.0, 1400.0), (1260.0, 1280.0)], 60), 46.0, 66.0);
    })
}

/// The Driftline anklet on wet sand.
pub fn driftline() -> String {
    portrait(|c| sand(c, SAND.mix(HAZE, 20), 17), |c| {
        let line = smooth_points(&[(120.0, 520.0), (420.0, 1240.0), (900.0, 1180.0), (1080.0, 420.0)]);
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
    })
}

/// The Keshi charm bracelet in rose gold: small pearls and balls.
pub fn keshi() -> String {
    portrait(|c| two_papers(c, SAGE.lit(36), SHELL, 0.44, 0.6), |c| {
        let round = ring_points((600.0, 740.0), 380.0, 330.0);
        chain(c, &round, Link::Curb, 34.0, Rose);
        for (index, (place, _)) in super::super::path::paces(&round, 196.0).into_iter().enumerate() {
            bead(c, place, 15.0, Rose);
            c.placed((place.0 + 4.0, place.1 + 74.0), f64::from(u8::try_from(index * 23 % 40).unwrap_or(0)) - 20.0, 0.62, |c| baroque(c, (0.0, 0.0), 1.0));
        }
        c.placed((980.0, 1460.0), 0.0, 1.0, |c| grass(c, DUNE, 420.0));
    })
}

fn ring_points(centre: Point, across: f64, down: f64) -> Vec<Point> {
    (0..=90u16)
        .map(|step| {
            let angle = (f64::from(step) * 4.0).to_radians();
            (centre.0 + angle.cos() * across, centre.1 + angle.sin() * down)
        })
        .collect()
}

