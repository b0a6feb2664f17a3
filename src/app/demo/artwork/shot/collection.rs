//! One picture for each collection, 1800 by 1200 units.

use super::super::ashore::bags::basket;
use super::super::ashore::bottle::tin;
use super::super::ashore::hats::straw;
use super::super::ashore::shades::sunglasses;
use super::super::ashore::shoes::slides;
use super::super::ashore::towel::{folded, hanging};
use super::super::canvas::Canvas;
use super::super::cloth::{Cloth, Print};
use super::super::figure::{SKINS, person, swimmer};
use super::super::furniture::parasol;
use super::super::ground::{caustics, paper, sand, stone, two_papers, water};
use super::super::jewellery::band::{cuff, rope_ring, signet};
use super::super::jewellery::chain::{Link, chain, hang, pearls};
use super::super::jewellery::earring::{hoop, pearl_drop, sun_stud};
use super::super::jewellery::metal::Metal::{Gold, Silver};
use super::super::jewellery::pendant::{coin, glass_drop};
use super::super::light::{atmosphere, palm_shade, pool};
use super::super::palette::{
    BARK, BLUSH, BUTTER, CLAY, CORAL, DEEP, DUNE, DUSK, EMBER, FOAM, HAZE, INK, LAGOON, MAUVE, SAGE, SAND, SEA, SHELL,
    SUN, TERRACOTTA,
};
use super::super::path::Point;
use super::super::props::{orange_slice, pebbles, shell, starfish};
use super::super::room::{arch, ball, block, drum, room};
use super::super::shore::{Hour, Shore, headland, heap, planted_shadow};
use super::super::surf::board::{Board, Paint, Side};
use super::super::surf::kit::wax;
use super::super::surf::outline::Template;
use super::super::surf::wave::breaking;
use super::super::swim::bikini::{tie_bottom, triangle_top};
use super::super::swim::one_piece::{Neck, OnePiece};
use super::super::swim::trunks::Trunks;

fn wide(draw: impl FnOnce(&mut Canvas)) -> String {
    let mut c = Canvas::new(1800, 1200);
    draw(&mut c);
    c.finish()
}

/// Swim: two people cross a pool.
pub fn swim() -> String {
    wide(|c| {
        water(c, SEA.mix(LAGOON, 24), 21);
        c.placed((1180.0, 430.0), 62.0, 0.94, |c| swimmer(c, CORAL, BUTTER, SKINS[0]));
        c.placed((560.0, 820.0), 68.0, 0.94, |c| swimmer(c, INK, SHELL, SKINS[1]));
        atmosphere(c);
    })
}

/// Surf: a wave breaks along the bay.
pub fn surf() -> String {
    wide(breaking)
}

/// Jewellery: gold, pearls and plaster.
pub fn jewellery() -> String {
    wide(|c| {
        room(c, MAUVE.lit(34), CLAY.lit(46), 830.0);
        arch(c, (1180.0, 830.0), 330.0, 740.0, DUSK.lit(34));
        block(c, (180.0, 800.0), (470.0, 280.0), 170.0, SAND);
        drum(c, (1170.0, 810.0), 340.0, 190.0, SHELL);
        ball(c, (800.0, 990.0), 90.0, CORAL);
        c.placed((450.0, 560.0), 0.0, 0.74, |c| cuff(c, Gold));
        c.placed((1170.0, 640.0), 0.0, 1.24, |c| signet(c, Gold));
        pearls(c, &hang((860.0, 832.0), (1500.0, 900.0), 150.0), 17.0, 27.0);
        c.placed((1560.0, 760.0), 14.0, 1.3, |c| hoop(c, 110.0, 22.0, Gold));
        palm_shade(c, (-90.0, 90.0), 16.0, 1.2, 22);
        atmosphere(c);
    })
}

/// Ashore: towels, a basket and a hat in the shade.
pub fn ashore() -> String {
    wide(|c| {
        Shore {
            hour: Hour::Noon,
            horizon: 500.0,
            beach: Some(690.0),
            sun: (300.0, 150.0),
            disc: 56.0,
        }
        .draw(c);
        pool(c, (1180.0, 1080.0), 520.0, 46.0);
        c.placed((1210.0, 1080.0), 0.0, 1.3, |c| parasol(c, CORAL, SHELL));
        c.placed((880.0, 890.0), 0.0, 0.72, |c| basket(c, BARK));
        folded(c, (1440.0, 1090.0), (390.0, 120.0), Cloth::printed(DEEP, Print::Waffle));
        folded(
            c,
            (1436.0, 972.0),
            (370.0, 110.0),
            Cloth::printed(SHELL, Print::Stripe(CORAL)),
        );
        c.placed((1440.0, 824.0), -5.0, 0.52, |c| straw(c, INK));
    })
}

/// Dawn patrol: boards wait while the mist lifts.
pub fn dawn_patrol() -> String {
    wide(|c| {
        Shore {
            hour: Hour::Dawn,
            horizon: 620.0,
            beach: Some(850.0),
            sun: (520.0, 400.0),
            disc: 92.0,
        }
        .draw(c);
        headland(
            c,
            (980.0, 623.0),
            (1980.0, 623.0),
            210.0,
            Hour::Dawn.silhouette().lit(24),
        );
        headland(
            c,
            (1300.0, 625.0),
            (2100.0, 625.0),
            120.0,
            Hour::Dawn.silhouette().lit(6),
        );
        for (x, y, size, suit) in [(800.0, 960.0, 0.86, INK), (700.0, 968.0, 0.8, DEEP)] {
            c.placed((x, y), 0.0, size, |c| person(c, suit, SKINS[0], SHELL));
        }
        for (x, lean, template, base, paint) in [
            (1150.0, -6.0, Template::Egg, SEA, Paint::Tint),
            (1330.0, 3.0, Template::Longboard, SHELL, Paint::Pinlines(DEEP)),
            (1520.0, 7.0, Template::Shortboard, SHELL, Paint::Swell(DEEP, SEA)),
        ] {
            let board = Board {
                template,
                base,
                paint,
                side: Side::Deck,
            };
            c.placed((x, 1110.0), 0.0, 0.66, |c| {
                planted_shadow(c, &board, 0.0);
                c.placed((0.0, 0.0), lean, 1.0, |c| {
                    c.placed((0.0, 40.0 - template.length()), 0.0, 1.0, |c| board.draw(c));
                });
                heap(c, (0.0, 30.0), template.half_width(), Hour::Dawn);
            });
        }
    })
}

/// New in: this month's pieces on steps of plaster.
pub fn new_in() -> String {
    wide(|c| {
        room(c, BLUSH, TERRACOTTA.lit(44), 800.0);
        arch(c, (520.0, 800.0), 330.0, 690.0, CORAL.lit(40));
        block(c, (760.0, 820.0), (820.0, 240.0), 190.0, SHELL);
        drum(c, (520.0, 820.0), 240.0, 250.0, SAND);
        c.placed((520.0, 690.0), 0.0, 0.98, |c| rope_ring(c, 160.0, 36.0, Gold));
        folded(
            c,
            (1220.0, 760.0),
            (470.0, 120.0),
            Cloth::printed(SHELL, Print::Gingham(SUN)),
        );
        folded(c, (1216.0, 644.0), (450.0, 116.0), Cloth::plain(SEA));
        c.placed((1230.0, 470.0), -7.0, 0.62, |c| sunglasses(c, BARK, SEA));
        ball(c, (1660.0, 1030.0), 84.0, SUN);
        palm_shade(c, (-90.0, 60.0), 16.0, 1.2, 22);
        atmosphere(c);
    })
}

/// Under 50: small things, set out in rows.
pub fn under_fifty() -> String {
    wide(|c| {
        paper(c, BUTTER.lit(14));
        let things: [fn(&mut Canvas); 6] = [
            |c| c.placed((0.0, 0.0), -8.0, 1.0, |c| wax(c, SHELL, CORAL)),
            |c| c.placed((0.0, -10.0), 0.0, 0.72, |c| tin(c, SEA, SHELL)),
            |c| c.placed((0.0, 20.0), 6.0, 0.62, |c| sunglasses(c, INK, DEEP)),
            |c| c.placed((0.0, 0.0), 4.0, 1.5, |c| sun_stud(c, Gold)),
            |c| c.placed((0.0, 0.0), -6.0, 0.78, |c| slides(c, DUNE, TERRACOTTA)),
            |c| c.placed((0.0, 0.0), 8.0, 1.1, |c| shell(c, BLUSH)),
        ];
        for (place, thing) in grid(&[330.0, 900.0, 1470.0], &[340.0, 870.0]).into_iter().zip(things) {
            c.placed(place, 0.0, 1.0, thing);
        }
        atmosphere(c);
    })
}

fn grid(columns: &[f64], rows: &[f64]) -> Vec<Point> {
    rows.iter()
        .flat_map(|y| columns.iter().map(move |x| (*x, *y)))
        .collect()
}

/// Last of the tide: what the water leaves behind.
pub fn last_of_the_tide() -> String {
    wide(|c| {
        sand(c, SAND, 91);
        let sea = "M-20 -20 H1820 V300 C1620 430 1480 250 1240 350 C1000 450 900 300 660 390 C460 460 320 340 -20 470Z";
        c.tint(sea, SEA.mix(LAGOON, 30), 84);
        c.clipped(sea, |c| caustics(c, (0.0, 0.0), (1800.0, 600.0), 12));
        let edge = "M1820 300 C1620 430 1480 250 1240 350 C1000 450 900 300 660 390 C460 460 320 340 -20 470";
        c.soft(9, 40, |c| {
            c.draw(format_args!(
                r#"<path d="{edge}" fill="none" stroke="{BARK}" stroke-width="26" transform="translate(6 26)"/>"#
            ));
        });
        c.stroke(edge, SHELL, 30.0, 92);
        c.placed((420.0, 800.0), -14.0, 1.1, |c| shell(c, BLUSH));
        c.placed((1420.0, 760.0), 24.0, 1.0, starfish);
        c.placed((900.0, 640.0), 6.0, 1.5, |c| glass_drop(c, Gold, SEA));
        c.placed((1160.0, 1010.0), 0.0, 1.0, |c| pebbles(c, 7, (190.0, 100.0), 15));
        c.placed((640.0, 1060.0), 30.0, 0.6, |c| shell(c, BUTTER));
        atmosphere(c);
    })
}

/// Gifts: a coin, two pearls and a ribbon's worth of colour.
pub fn gifts() -> String {
    wide(|c| {
        two_papers(c, SAGE.lit(30), HAZE, 0.7, 0.42);
        chain(c, &hang((180.0, 180.0), (900.0, 120.0), 500.0), Link::Cable, 34.0, Gold);
        c.placed((530.0, 640.0), 3.0, 2.0, |c| coin(c, Gold));
        c.placed((1080.0, 200.0), 8.0, 1.6, |c| pearl_drop(c, Gold));
        c.placed((1430.0, 280.0), -8.0, 1.6, |c| pearl_drop(c, Gold));
        c.placed((1250.0, 950.0), 0.0, 0.72, |c| cuff(c, Silver));
        palm_shade(c, (-90.0, 60.0), 16.0, 1.2, 20);
        atmosphere(c);
    })
}

/// A packed holiday: what goes into one bag.
pub fn packed() -> String {
    wide(|c| {
        stone(c, SAND.lit(20), 33);
        let suit = Cloth::plain(CORAL);
        c.placed((310.0, 190.0), -6.0, 0.92, |c| {
            OnePiece {
                neck: Neck::Scoop,
                cloth: suit,
                trim: suit,
                belted: true,
            }
            .draw(c);
        });
        c.placed((760.0, 480.0), 4.0, 0.78, |c| {
            triangle_top(c, Cloth::printed(SHELL, Print::Stripe(INK)));
        });
        c.placed((770.0, 800.0), -3.0, 0.82, |c| {
            tie_bottom(c, Cloth::printed(SHELL, Print::Stripe(INK)));
        });
        c.placed((1200.0, 170.0), 5.0, 0.92, |c| {
            Trunks {
                length: 400.0,
                cloth: Cloth::printed(DEEP, Print::Scales(FOAM)),
                hem: None,
                cord: SHELL,
            }
            .draw(c);
        });
        c.placed((1190.0, 880.0), -10.0, 0.72, |c| sunglasses(c, BARK, EMBER));
        c.placed((1600.0, 380.0), 0.0, 0.66, |c| {
            c.placed((0.0, -340.0), 3.0, 1.0, |c| hanging(c, SHELL, SUN, TERRACOTTA));
        });
        c.placed((1590.0, 980.0), 10.0, 1.0, orange_slice);
        atmosphere(c);
    })
}
