//! Pictures of surfboards.

use super::super::canvas::Canvas;
use super::super::colour::Colour;
use super::super::figure::{SKINS, long_shadow, surfer};
use super::super::ground::{grains, sand};
use super::super::light::{panes, pool};
use super::super::palette::{
    BLUSH, BUTTER, CLAY, CORAL, DEEP, DUNE, EMBER, FOAM, HAZE, INK, LAGOON, MAUVE, SAGE, SAND, SEA, SHELL, SUN,
    TERRACOTTA,
};
use super::super::props::{grass, pebbles};
use super::super::room::{arch, room};
use super::super::shore::{Hour, Shore, headland};
use super::super::surf::board::{Board, Paint, Side};
use super::super::surf::outline::Template;
use super::{portrait, under_palms};

const FLOOR: f64 = 1230.0;

/// Deck and bottom of a board against a wall.
fn both_sides(c: &mut Canvas, template: Template, base: Colour, paint: Paint, fins: u8) {
    let scale = 1140.0 / template.length().max(830.0);
    let apart = template.half_width() * scale * 1.16;
    for (x, lean, side) in [
        (600.0 - apart, -2.4, Side::Deck),
        (600.0 + apart, 2.4, Side::Bottom(fins)),
    ] {
        stand(
            c,
            (x, 1352.0),
            lean,
            scale,
            Board {
                template,
                base,
                paint,
                side,
            },
        );
    }
}

/// A board that stands with its tail at `foot`.
fn stand(c: &mut Canvas, foot: (f64, f64), lean: f64, scale: f64, board: Board) {
    let length = board.template.length();
    pool(
        c,
        (foot.0 + 14.0, foot.1 - 4.0),
        board.template.half_width() * scale * 0.8,
        12.0,
    );
    c.placed(foot, lean, scale, |c| {
        c.placed((0.0, -length), 0.0, 1.0, |c| board.leaning(c));
    });
}

fn wall(c: &mut Canvas, tone: Colour, floor: Colour) {
    room(c, tone, floor, FLOOR);
    panes(c, (60.0, 140.0), (700.0, 760.0), 300.0, 30);
}

/// The Slow Hand longboard in coral bands.
pub fn slow_hand_coral() -> String {
    under_palms(
        |c| room(c, HAZE, DUNE, FLOOR),
        |c| both_sides(c, Template::Longboard, SHELL, Paint::Bands(CORAL, SUN), 1),
    )
}

/// The Slow Hand longboard in sea bands.
pub fn slow_hand_sea() -> String {
    portrait(
        |c| wall(c, CLAY.lit(50), SAND),
        |c| both_sides(c, Template::Longboard, SHELL, Paint::Bands(DEEP, LAGOON), 1),
    )
}

/// Somebody looks at the evening sea with a Slow Hand under the arm.
pub fn slow_hand_dusk() -> String {
    let mut c = Canvas::new(1200, 1500);
    Shore {
        hour: Hour::Dusk,
        horizon: 820.0,
        beach: Some(1090.0),
        sun: (330.0, 740.0),
        disc: 105.0,
    }
    .draw(&mut c);
    headland(&mut c, (800.0, 822.0), (1330.0, 822.0), 150.0, Hour::Dusk.silhouette());
    let board = Board {
        template: Template::Longboard,
        base: SHELL,
        paint: Paint::Bands(CORAL, SUN),
        side: Side::Deck,
    };
    c.placed((690.0, 1240.0), 0.0, 1.45, |c| {
        long_shadow(c, 40.0, 170.0);
        surfer(c, INK, SKINS[1], &board, SUN.lit(30));
    });
    c.finish()
}

/// The Herring fish, split in sea green.
pub fn herring_sea() -> String {
    portrait(
        |c| wall(c, LAGOON.lit(44), SAND),
        |c| both_sides(c, Template::Fish, SHELL, Paint::Split(SEA), 2),
    )
}

/// The Herring fish, split in ember.
pub fn herring_ember() -> String {
    under_palms(
        |c| room(c, BUTTER.lit(34), CLAY.lit(40), FLOOR),
        |c| both_sides(c, Template::Fish, BUTTER, Paint::Split(EMBER), 2),
    )
}

/// Two Herrings in the dunes.
pub fn herring_dunes() -> String {
    let mut c = Canvas::new(1200, 1500);
    Shore {
        hour: Hour::Noon,
        horizon: 760.0,
        beach: Some(920.0),
        sun: (930.0, 210.0),
        disc: 60.0,
    }
    .draw(&mut c);
    for (x, lean, paint, base) in [
        (430.0, -7.0, Paint::Split(SEA), SHELL),
        (720.0, 6.0, Paint::Split(EMBER), BUTTER),
    ] {
        stand(
            &mut c,
            (x, 1300.0),
            lean,
            1.16,
            Board {
                template: Template::Fish,
                base,
                paint,
                side: Side::Deck,
            },
        );
    }
    mound(&mut c, SAND, 1330.0);
    for (x, size) in [(150.0, 420.0), (250.0, 300.0), (960.0, 380.0), (1080.0, 480.0)] {
        c.placed((x, 1430.0), 0.0, 1.0, |c| grass(c, SAGE.mix(DUNE, 40), size));
    }
    c.finish()
}

fn mound(c: &mut Canvas, tone: Colour, top: f64) {
    let data = format!(
        "M-60 {:.1} C240 {:.1} 420 {:.1} 640 {:.1} C860 {:.1} 1020 {:.1} 1260 {:.1} V1560 H-60Z",
        top + 20.0,
        top - 70.0,
        top - 50.0,
        top - 26.0,
        top,
        top - 60.0,
        top - 10.0
    );
    let paint = c.linear(
        (0.0, top - 60.0),
        (0.0, 1500.0),
        &[(0, tone.lit(36), 100), (100, tone.shaded(12), 100)],
    );
    c.fill(&data, paint);
}

/// The Pebble mid-length with its sun.
pub fn pebble_blush() -> String {
    portrait(
        |c| {
            room(c, TERRACOTTA.lit(46), CLAY.lit(40), FLOOR);
            arch(c, (600.0, FLOOR), 400.0, 1120.0, TERRACOTTA.lit(30));
        },
        |c| both_sides(c, Template::Egg, BLUSH, Paint::Sun(EMBER, SUN), 1),
    )
}

/// The Pebble mid-length in a tint of sea.
pub fn pebble_sea() -> String {
    portrait(
        |c| wall(c, SHELL.mix(SAND, 40), DUNE),
        |c| both_sides(c, Template::Egg, SEA, Paint::Tint, 1),
    )
}

/// The Kittiwake thruster with its swell.
pub fn kittiwake_deep() -> String {
    portrait(
        |c| wall(c, FOAM, SAND.shaded(6)),
        |c| both_sides(c, Template::Shortboard, SHELL, Paint::Swell(DEEP, SEA), 3),
    )
}

/// The Kittiwake thruster in a panel of mauve.
pub fn kittiwake_mauve() -> String {
    under_palms(
        |c| room(c, MAUVE.lit(40), SAND, FLOOR),
        |c| both_sides(c, Template::Shortboard, SHELL, Paint::Panel(MAUVE), 3),
    )
}

/// The First Light soft board, dipped in sun.
pub fn first_light_lagoon() -> String {
    portrait(
        |c| wall(c, BLUSH.lit(20), SAND),
        |c| both_sides(c, Template::Foamie, LAGOON, Paint::Dip(SUN), 3),
    )
}

/// The First Light soft board, dipped in coral.
pub fn first_light_shell() -> String {
    under_palms(
        |c| room(c, SAGE.lit(34), SAND, FLOOR),
        |c| both_sides(c, Template::Foamie, SHELL, Paint::Dip(CORAL), 3),
    )
}

/// The Kiri alaia, bare wood.
pub fn kiri() -> String {
    portrait(
        |c| {
            room(c, SAND.lit(20), CLAY.lit(24), FLOOR);
            arch(c, (600.0, FLOOR), 330.0, 1140.0, SAND.shaded(8));
        },
        |c| {
            stand(
                c,
                (600.0, 1340.0),
                2.0,
                1.3,
                Board {
                    template: Template::Alaia,
                    base: CLAY,
                    paint: Paint::Wood,
                    side: Side::Deck,
                },
            );
        },
    )
}

/// The grain of the Kiri alaia, close.
pub fn kiri_detail() -> String {
    portrait(
        |c| sand(c, SAND, 8),
        |c| {
            c.placed((620.0, -160.0), -14.0, 2.3, |c| {
                Board {
                    template: Template::Alaia,
                    base: CLAY,
                    paint: Paint::Wood,
                    side: Side::Deck,
                }
                .lying(c);
            });
        },
    )
}

/// The Pin Tail log with pinlines, lying in the sand.
pub fn pinline_butter() -> String {
    portrait(
        |c| {
            sand(c, SAND, 43);
            grains(c, SAND, 2);
        },
        |c| {
            c.placed((520.0, 90.0), -13.0, 1.22, |c| {
                Board {
                    template: Template::Longboard,
                    base: BUTTER,
                    paint: Paint::Pinlines(DEEP),
                    side: Side::Deck,
                }
                .lying(c);
            });
            c.placed((270.0, 1290.0), 0.0, 0.9, |c| pebbles(c, 6, (150.0, 100.0), 14));
        },
    )
}
