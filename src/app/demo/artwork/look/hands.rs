//! Looks of a hand: on a board, on a rail.

use super::super::canvas::Canvas;
use super::super::colour::Colour;
use super::super::figure::SKINS;
use super::super::ground::sand;
use super::super::jewellery::chain::{Link, chain};
use super::super::jewellery::metal::Metal::{Gold, Silver};
use super::super::light::panes;
use super::super::palette::{BARK, DEEP, SAND, SEA, SHADOW, SHELL, SUN, WHITE};
use super::super::path::{along, ellipse, polygon};
use super::super::shore::{Hour, Shore, headland};
use super::super::surf::board::{Board, Paint, Side};
use super::super::surf::outline::Template;
use super::body::{finger_like, limb, melt};
use super::hand::{Ring, hand};
use super::lens::{corners, flare, side_light, unfocused};
use super::square;
use super::worn::cuff_on;

/// A hand on the deck of a twin fish, three rings on it.
pub fn hand_on_the_deck() -> String {
    square(|c| {
        sand(c, SAND, 73);
        c.placed((640.0, -640.0), 17.0, 2.8, |c| {
            Board {
                template: Template::Fish,
                base: SHELL,
                paint: Paint::Split(SEA),
                side: Side::Deck,
            }
            .lying(c);
        });
        c.placed((590.0, 770.0), -24.0, 1.24, |c| {
            hand(
                c,
                SKINS[1].lit(14),
                &[(0, Ring::Band(Silver)), (1, Ring::Signet(Gold)), (2, Ring::Rope(Gold))],
            );
        });
        for (x, y) in [
            (180.0, 250.0),
            (700.0, 190.0),
            (230.0, 700.0),
            (420.0, 160.0),
            (120.0, 960.0),
        ] {
            drop(c, x, y);
        }
        panes(c, (500.0, -80.0), (760.0, 620.0), 240.0, 26);
        flare(c, (1120.0, 60.0), 900.0, SUN.lit(40), 44);
        corners(c, 26);
    })
}

fn drop(c: &mut Canvas, x: f64, y: f64) {
    for (dx, dy, size) in [
        (0.0, 0.0, 13.0),
        (34.0, 18.0, 7.0),
        (-22.0, 30.0, 9.0),
        (12.0, 48.0, 5.0),
    ] {
        let place = (x + dx, y + dy);
        c.tint(&ellipse((place.0 + 2.0, place.1 + 3.0), size, size * 0.9), SHADOW, 26);
        c.tint(&ellipse(place, size, size * 0.9), WHITE, 40);
        c.tint(
            &ellipse((place.0 - size * 0.3, place.1 - size * 0.3), size * 0.3, size * 0.24),
            WHITE,
            100,
        );
    }
}

/// A wrist on the rail of a ferry, silver on silver.
pub fn ferry_rail() -> String {
    square(|c| {
        unfocused(c, 7, |c| {
            Shore {
                hour: Hour::Dawn,
                horizon: 420.0,
                beach: None,
                sun: (250.0, 240.0),
                disc: 70.0,
            }
            .draw(c);
            headland(c, (520.0, 423.0), (1420.0, 423.0), 170.0, Hour::Dawn.silhouette());
            wake(c);
        });
        rail(c);
        let tone = SKINS[2];
        c.placed((700.0, 640.0), 24.0, 0.62, |c| {
            ring_of_fingers(c, tone);
            cuff_on(c, Silver, tone);
            chain(
                c,
                &along(
                    [(-258.0, -330.0), (-150.0, -226.0), (160.0, -220.0), (272.0, -320.0)],
                    40,
                ),
                Link::Paperclip,
                74.0,
                Silver,
            );
        });
        side_light(c, SHELL, false, 40);
        flare(c, (250.0, 240.0), 800.0, WHITE, 50);
        corners(c, 20);
    })
}

fn wake(c: &mut Canvas) {
    for step in 0..7u8 {
        let part = f64::from(step) / 6.0;
        let line = along(
            [
                (80.0 + part * 60.0, 440.0),
                (200.0, 620.0 + part * 60.0),
                (500.0 + part * 260.0, 900.0),
                (900.0 + part * 500.0, 1240.0),
            ],
            20,
        );
        c.stroke(&super::super::path::lines(&line), WHITE, 10.0 + part * 16.0, 34);
    }
}

fn rail(c: &mut Canvas) {
    let post = polygon(&[(180.0, 800.0), (240.0, 800.0), (240.0, 1220.0), (180.0, 1220.0)]);
    c.fill(&post, DEEP.lit(60));
    c.stroke("M198 800 V1220", WHITE, 10.0, 60);
    super::super::surf::kit::tube(c, "M-60 1010 H1260", 34.0, DEEP.lit(70));
    super::super::surf::kit::tube(c, "M-60 806 H1260", 84.0, BARK.lit(30));
}

fn ring_of_fingers(c: &mut Canvas, tone: Colour) {
    limb(
        c,
        &[((0.0, 60.0), 226.0), ((-16.0, 230.0), 236.0), ((-60.0, 380.0), 210.0)],
        tone,
    );
    for (x, y, lean) in [
        (-250.0, 330.0, -46.0),
        (-140.0, 420.0, -30.0),
        (-20.0, 450.0, -18.0),
        (100.0, 420.0, -6.0),
    ] {
        finger_like(c, (x, y), lean, tone);
    }
    melt(c, (-30.0, 300.0), 200.0, tone);
}
