//! Pictures of swimsuits in one piece.

use super::super::canvas::Canvas;
use super::super::cloth::{Cloth, Print};
use super::super::figure::{SKINS, swimmer};
use super::super::furniture::ladder;
use super::super::ground::{paper, sand, stone, terrazzo, tiles, two_papers, water};
use super::super::light::{cast, panes};
use super::super::palette::{
    BLUSH, BUTTER, CLAY, CORAL, DEEP, DUNE, EMBER, FOAM, HAZE, INK, KELP, LAGOON, MAUVE, PLUM, SAGE, SAND, SEA, SHELL,
    SUN, TERRACOTTA, WHITE,
};
use super::super::path::polygon;
use super::super::props::{orange_slice, pebbles, shell, starfish};
use super::super::swim::one_piece::{Neck, OnePiece};
use super::{portrait, under_palms};

fn suit(c: &mut Canvas, neck: Neck, cloth: Cloth, lean: f64) {
    let trim = Cloth::plain(cloth.base);
    c.placed((600.0, 190.0), lean, 1.24, |c| {
        OnePiece {
            neck,
            cloth,
            trim,
            belted: false,
        }
        .draw(c);
    });
}

fn belted(c: &mut Canvas, cloth: Cloth, lean: f64) {
    c.placed((600.0, 190.0), lean, 1.24, |c| {
        OnePiece {
            neck: Neck::Scoop,
            cloth,
            trim: cloth,
            belted: true,
        }
        .draw(c);
    });
}

/// The Lido suit in coral on rosy paper.
pub fn lido_coral() -> String {
    under_palms(
        |c| two_papers(c, BLUSH, SAND, 0.74, 0.6),
        |c| {
            belted(c, Cloth::plain(CORAL), -4.0);
            c.placed((1010.0, 1290.0), -18.0, 0.8, |c| shell(c, SHELL));
        },
    )
}

/// The Lido suit in ink on pool tiles.
pub fn lido_ink() -> String {
    portrait(
        |c| tiles(c, LAGOON, 176.0, 3),
        |c| {
            panes(c, (40.0, 120.0), (820.0, 760.0), 240.0, 34);
            belted(c, Cloth::plain(INK), 3.0);
        },
    )
}

/// The Lido suit in kelp green on travertine.
pub fn lido_kelp() -> String {
    portrait(
        |c| stone(c, SAND.lit(20), 4),
        |c| {
            belted(c, Cloth::plain(KELP), -2.0);
            c.placed((180.0, 1330.0), 12.0, 0.9, |c| pebbles(c, 6, (150.0, 110.0), 9));
        },
    )
}

/// Somebody swims lengths in the coral Lido suit, seen from the diving board.
pub fn lido_pool() -> String {
    portrait(
        |c| water(c, SEA.mix(LAGOON, 20), 8),
        |c| {
            pool_edge(c);
            c.placed((610.0, 760.0), 18.0, 1.15, |c| swimmer(c, CORAL, BUTTER, SKINS[0]));
        },
    )
}

fn pool_edge(c: &mut Canvas) {
    let kerb = polygon(&[(-20.0, -20.0), (250.0, -20.0), (150.0, 1520.0), (-20.0, 1520.0)]);
    cast(c, &kerb, (40.0, 16.0), 18, 34);
    let paint = c.linear(
        (0.0, 0.0),
        (260.0, 0.0),
        &[(0, SHELL, 100), (70, SAND, 100), (100, DUNE, 100)],
    );
    c.fill(&kerb, paint);
    for step in 0..6u8 {
        let y = f64::from(step) * 290.0 - 40.0;
        c.stroke(&polygon(&[(-20.0, y), (250.0, y + 26.0)]), CLAY, 3.0, 50);
    }
    c.stroke(&polygon(&[(250.0, -20.0), (150.0, 1520.0)]), WHITE, 9.0, 70);
    c.placed((196.0, 1120.0), -86.2, 0.9, ladder);
}

/// The Calanque suit in sand, ribbed, with a dry branch.
pub fn calanque_sand() -> String {
    under_palms(
        |c| two_papers(c, TERRACOTTA.lit(34), CLAY.lit(44), 0.66, 0.8),
        |c| suit(c, Neck::Square, Cloth::printed(SAND, Print::Rib), 3.0),
    )
}

/// The Calanque suit in deep sea green on sand.
pub fn calanque_deep() -> String {
    portrait(
        |c| sand(c, SAND, 5),
        |c| {
            suit(c, Neck::Square, Cloth::printed(DEEP, Print::Rib), -4.0);
            c.placed((1010.0, 300.0), 24.0, 0.8, starfish);
        },
    )
}

/// The rib of the Calanque suit, close.
pub fn calanque_detail() -> String {
    portrait(
        |c| paper(c, CLAY.lit(44)),
        |c| {
            c.placed((570.0, -60.0), -11.0, 2.5, |c| {
                OnePiece {
                    neck: Neck::Square,
                    cloth: Cloth::printed(SAND, Print::Rib),
                    trim: Cloth::plain(SAND),
                    belted: false,
                }
                .draw(c);
            });
        },
    )
}

/// The Vespertine suit, plum, deep in front, on dusky paper.
pub fn vespertine_plum() -> String {
    portrait(
        |c| two_papers(c, MAUVE, HAZE, 0.5, 0.72),
        |c| {
            suit(c, Neck::Plunge, Cloth::plain(PLUM), -3.0);
            c.placed((190.0, 1320.0), -14.0, 0.8, |c| shell(c, MAUVE.lit(30)));
        },
    )
}

/// The ring that holds the Vespertine suit, close.
pub fn vespertine_detail() -> String {
    portrait(
        |c| paper(c, MAUVE),
        |c| {
            c.placed((610.0, -200.0), 5.0, 2.4, |c| {
                OnePiece {
                    neck: Neck::Plunge,
                    cloth: Cloth::plain(PLUM),
                    trim: Cloth::plain(PLUM),
                    belted: false,
                }
                .draw(c);
            });
        },
    )
}

/// The one-shouldered Noordwijk suit in butter stripes.
pub fn noordwijk_butter() -> String {
    portrait(
        |c| tiles(c, SHELL.mix(SAND, 40), 210.0, 6),
        |c| {
            suit(c, Neck::OneShoulder, Cloth::printed(SHELL, Print::Stripe(SUN)), 4.0);
            c.placed((960.0, 1260.0), 0.0, 1.0, orange_slice);
            c.placed((1090.0, 1390.0), 30.0, 0.8, orange_slice);
        },
    )
}

/// The one-shouldered Noordwijk suit in ink stripes.
pub fn noordwijk_ink() -> String {
    under_palms(
        |c| two_papers(c, SHELL, FOAM, 0.6, 0.46),
        |c| suit(c, Neck::OneShoulder, Cloth::printed(SHELL, Print::Stripe(INK)), -3.0),
    )
}

/// The Açores halter suit, printed with low suns.
pub fn acores_suns() -> String {
    portrait(
        |c| terrazzo(c, SHELL, &[CORAL, DUNE, SUN, MAUVE], 11),
        |c| {
            c.placed((600.0, 230.0), -3.0, 1.24, |c| {
                OnePiece {
                    neck: Neck::Halter,
                    cloth: Cloth::printed(BLUSH, Print::Suns(EMBER, CORAL)),
                    trim: Cloth::plain(EMBER),
                    belted: false,
                }
                .draw(c);
            });
        },
    )
}

/// The Açores halter suit, printed with leaves.
pub fn acores_leaves() -> String {
    under_palms(
        |c| paper(c, SAGE.lit(30)),
        |c| {
            c.placed((600.0, 230.0), 3.0, 1.24, |c| {
                OnePiece {
                    neck: Neck::Halter,
                    cloth: Cloth::printed(FOAM, Print::Leaves(KELP, SEA)),
                    trim: Cloth::plain(KELP),
                    belted: false,
                }
                .draw(c);
            });
        },
    )
}

/// A child's Lido suit with dots, with shells around it.
pub fn petit_lido() -> String {
    portrait(
        |c| two_papers(c, LAGOON.lit(30), SHELL, 0.78, 0.7),
        |c| {
            c.placed((620.0, 260.0), 4.0, 1.06, |c| {
                OnePiece {
                    neck: Neck::Scoop,
                    cloth: Cloth::printed(SHELL, Print::Dots(CORAL)),
                    trim: Cloth::plain(CORAL),
                    belted: false,
                }
                .draw(c);
            });
            c.placed((230.0, 1290.0), 16.0, 0.74, |c| shell(c, BLUSH));
            c.placed((420.0, 1390.0), -10.0, 0.5, |c| shell(c, BUTTER));
        },
    )
}
