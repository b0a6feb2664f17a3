//! Looks indoors: before the mirror, in the hall.

use super::super::ashore::bags::tote;
use super::super::ashore::towel::hanging;
use super::super::canvas::Canvas;
use super::super::cloth::{Cloth, Print};
use super::super::colour::Colour;
use super::super::figure::SKINS;
use super::super::light::{cast, panes, pool};
use super::super::palette::{
    BARK, BLACK, BLUSH, CLAY, CORAL, DEEP, DUSK, EMBER, FOAM, HAZE, INK, LAGOON, MAUVE, PLUM, SAGE, SAND, SEA, SHELL,
    SUN, TERRACOTTA, WHITE,
};
use super::super::path::{ellipse, polygon, rounded};
use super::super::room::{arch_outline, peg, room};
use super::super::surf::board::{Board, Paint, Side};
use super::super::surf::kit::tube;
use super::super::surf::outline::Template;
use super::super::surf::wetsuit::{Reach, Wetsuit};
use super::super::swim::one_piece::{Neck, OnePiece};
use super::body::{arm, limb, melt, trunk};
use super::head::{chin, hair_behind, lock};
use super::lens::{corners, side_light};
use super::upright;

/// In the mirror of the rented flat, the telephone where the face would be.
pub fn mirror() -> String {
    upright(|c| {
        room(c, TERRACOTTA.lit(52), CLAY.lit(20), 1420.0);
        let outer = arch_outline((690.0, 1450.0), 442.0, 1400.0);
        let glass = arch_outline((690.0, 1422.0), 410.0, 1340.0);
        cast(c, &outer, (26.0, 20.0), 18, 36);
        let wood = c.linear(
            (240.0, 0.0),
            (1140.0, 0.0),
            &[(0, CLAY.lit(30), 100), (50, CLAY, 100), (100, BARK, 100)],
        );
        c.fill(&outer, wood);
        c.clipped(&glass, reflected);
        c.stroke(&glass, BARK.shaded(20), 5.0, 60);
        peg(c, (110.0, 330.0), CLAY);
        c.placed((96.0, 690.0), 3.0, 0.92, |c| {
            tote(c, Cloth::printed(SHELL, Print::Stripe(INK.lit(10))), INK);
        });
        panes(c, (-200.0, 900.0), (700.0, 560.0), 220.0, 34);
        corners(c, 30);
    })
}

fn reflected(c: &mut Canvas) {
    let wall = c.linear(
        (250.0, 0.0),
        (1130.0, 1400.0),
        &[(0, SHELL, 100), (60, BLUSH.lit(30), 100), (100, SAND, 100)],
    );
    c.flood(wall);
    c.fill(
        &polygon(&[(240.0, 1290.0), (1140.0, 1290.0), (1140.0, 1500.0), (240.0, 1500.0)]),
        CLAY.lit(34),
    );
    window(c);
    let (tone, hair) = (SKINS[0].lit(16), BARK);
    c.placed((720.0, 560.0), -3.0, 1.08, |c| {
        c.soft(18, 26, |c| c.fill("M-160 0 H300 L280 900 H-120Z", BARK));
        hair_behind(c, hair);
        trunk(c, tone);
        arm(
            c,
            &[
                ((-196.0, 68.0), 50.0),
                ((-262.0, 250.0), 43.0),
                ((-276.0, 380.0), 39.0),
                ((-230.0, 490.0), 32.0),
                ((-172.0, 560.0), 26.0),
            ],
            tone,
        );
        OnePiece {
            neck: Neck::Halter,
            cloth: Cloth::printed(BLUSH, Print::Suns(EMBER, CORAL)),
            trim: Cloth::plain(EMBER),
            belted: false,
        }
        .worn(c);
        limb(
            c,
            &[
                ((-200.0, 530.0), 26.0),
                ((-160.0, 566.0), 30.0),
                ((-126.0, 600.0), 20.0),
            ],
            tone,
        );
        chin(c, tone);
        for side in [-1.0, 1.0] {
            lock(c, side, hair, 150.0);
        }
        c.fill(&ellipse((0.0, -440.0), 118.0, 90.0), hair);
        arm(
            c,
            &[((196.0, 68.0), 50.0), ((262.0, 200.0), 43.0), ((284.0, 290.0), 34.0)],
            tone,
        );
        limb(
            c,
            &[
                ((284.0, 296.0), 30.0),
                ((256.0, 160.0), 35.0),
                ((180.0, -40.0), 30.0),
                ((112.0, -190.0), 25.0),
            ],
            tone,
        );
        melt(c, (276.0, 262.0), 34.0, tone);
        telephone(c, tone);
        melt(c, (110.0, -192.0), 27.0, tone);
    });
    side_light(c, WHITE, false, 30);
    c.soft(10, 30, |c| c.fill("M420 0 H520 L300 1500 H180Z", WHITE));
}

fn window(c: &mut Canvas) {
    c.fill(
        &polygon(&[(300.0, 320.0), (480.0, 300.0), (480.0, 820.0), (300.0, 830.0)]),
        SHELL.shaded(8),
    );
    let sky = c.linear(
        (0.0, 320.0),
        (0.0, 820.0),
        &[
            (0, LAGOON.lit(30), 100),
            (60, FOAM, 100),
            (64, SEA, 100),
            (100, LAGOON, 100),
        ],
    );
    c.fill(
        &polygon(&[(316.0, 338.0), (464.0, 322.0), (464.0, 800.0), (316.0, 810.0)]),
        sky,
    );
    c.stroke("M390 330 V806 M316 570 L464 560", SHELL, 9.0, 100);
}

fn telephone(c: &mut Canvas, tone: Colour) {
    for (y, half) in [(-330.0, 17.0), (-292.0, 18.0), (-254.0, 18.0), (-218.0, 16.0)] {
        limb(
            c,
            &[
                ((120.0, y + 30.0), half),
                ((104.0, y + 6.0), half),
                ((62.0, y), half * 0.9),
            ],
            tone,
        );
    }
    let case = rounded((-86.0, -430.0), 168.0, 336.0, 30.0);
    c.soft(7, 40, |c| {
        c.draw(format_args!(
            r#"<path d="{case}" fill="{BARK}" transform="translate(8 14)"/>"#
        ));
    });
    c.fill(&case, SAGE);
    c.stroke(&case, SAGE.lit(50), 4.0, 80);
    for (x, y) in [(-52.0, -394.0), (-52.0, -352.0)] {
        c.fill(&ellipse((x, y), 17.0, 17.0), BLACK);
        c.tint(&ellipse((x - 5.0, y - 5.0), 5.0, 5.0), WHITE, 80);
    }
    for (y, half) in [(-320.0, 15.0), (-284.0, 16.0), (-248.0, 16.0), (-214.0, 14.0)] {
        limb(
            c,
            &[
                ((118.0, y + 16.0), half),
                ((92.0, y), half),
                ((48.0, y - 4.0), half * 0.8),
            ],
            tone,
        );
    }
    limb(
        c,
        &[
            ((108.0, -196.0), 30.0),
            ((104.0, -250.0), 30.0),
            ((106.0, -310.0), 24.0),
        ],
        tone,
    );
    limb(
        c,
        &[((96.0, -170.0), 20.0), ((40.0, -150.0), 17.0), ((-20.0, -156.0), 13.0)],
        tone,
    );
}

/// The hall after a session: suit, towel, board, all of it dripping.
pub fn hall() -> String {
    upright(|c| {
        room(c, SAGE.lit(24), BARK.lit(34), 1300.0);
        boards_of_the_floor(c);
        panes(c, (420.0, 120.0), (820.0, 900.0), 260.0, 40);
        tube(c, "M-40 206 H900", 26.0, BARK.lit(16));
        c.placed((110.0, 210.0), -1.0, 0.92, |c| hanging(c, HAZE, MAUVE, PLUM));
        peg(c, (560.0, 206.0), CLAY);
        c.placed((560.0, 290.0), 3.0, 0.94, |c| {
            Wetsuit {
                reach: Reach::Full,
                body: INK.mix(PLUM, 60),
                accent: DUSK,
            }
            .draw(c);
        });
        pool(c, (1010.0, 1400.0), 120.0, 14.0);
        c.placed((1030.0, 1400.0), 6.0, 1.52, |c| {
            c.placed((0.0, -790.0), 0.0, 1.0, |c| {
                Board {
                    template: Template::Shortboard,
                    base: SHELL,
                    paint: Paint::Panel(MAUVE),
                    side: Side::Deck,
                }
                .leaning(c);
            });
        });
        puddle(c);
        side_light(c, SUN.lit(40), true, 34);
        corners(c, 36);
    })
}

fn boards_of_the_floor(c: &mut Canvas) {
    for step in 0..9u8 {
        let x = f64::from(step) * 190.0 - 220.0;
        c.stroke(&polygon(&[(x + 120.0, 1300.0), (x, 1520.0)]), BARK.shaded(20), 4.0, 60);
    }
    c.fill(
        &polygon(&[(0.0, 1270.0), (1200.0, 1270.0), (1200.0, 1302.0), (0.0, 1302.0)]),
        SHELL.shaded(6),
    );
}

fn puddle(c: &mut Canvas) {
    c.tint(&ellipse((580.0, 1420.0), 190.0, 30.0), DEEP, 22);
    c.tint(&ellipse((560.0, 1414.0), 120.0, 12.0), WHITE, 40);
    for (x, y) in [(480.0, 1340.0), (630.0, 1362.0), (646.0, 1310.0)] {
        c.tint(&ellipse((x, y), 4.0, 9.0), FOAM, 90);
    }
}
