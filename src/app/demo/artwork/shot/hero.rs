//! The large pictures of the home page, each in a wide and a tall cut.

use super::super::canvas::Canvas;
use super::super::figure::{SKINS, long_shadow, person, surfer};
use super::super::furniture::{deck_chair, parasol};
use super::super::palette::{
    BLUSH, BUTTER, CORAL, DEEP, DUNE, EMBER, HAZE, INK, LAGOON, MAUVE, PLUM, SAGE, SEA, SHELL, SUN, TERRACOTTA,
};
use super::super::path::{Point, smooth};
use super::super::props::grass;
use super::super::shore::{Hour, Shore, headland, heap, planted_shadow};
use super::super::surf::board::{Board, Paint, Side};
use super::super::surf::outline::Template;

/// The evening beach, 1920 by 1080: quiet on the left, where words may stand.
pub fn evening_wide() -> String {
    let mut c = Canvas::new(1920, 1080);
    Shore {
        hour: Hour::Dusk,
        horizon: 560.0,
        beach: Some(776.0),
        sun: (1090.0, 470.0),
        disc: 96.0,
    }
    .draw(&mut c);
    headland(&mut c, (-260.0, 562.0), (420.0, 562.0), 120.0, Hour::Dusk.silhouette());
    headland(
        &mut c,
        (-420.0, 563.0),
        (190.0, 563.0),
        190.0,
        Hour::Dusk.silhouette().shaded(10),
    );
    rack(&mut c, (1512.0, 1000.0), 0.64);
    walkers(&mut c, (1075.0, 866.0), 0.64);
    dusk_grass(
        &mut c,
        &[
            (1800.0, 1110.0, 420.0),
            (1880.0, 1120.0, 520.0),
            (60.0, 1110.0, 300.0),
            (150.0, 1120.0, 220.0),
        ],
    );
    veil(&mut c);
    c.finish()
}

/// The evening beach, 1200 by 1500: quiet above.
pub fn evening_tall() -> String {
    let mut c = Canvas::new(1200, 1500);
    Shore {
        hour: Hour::Dusk,
        horizon: 800.0,
        beach: Some(1040.0),
        sun: (330.0, 706.0),
        disc: 104.0,
    }
    .draw(&mut c);
    headland(&mut c, (-300.0, 802.0), (260.0, 802.0), 130.0, Hour::Dusk.silhouette());
    rack(&mut c, (800.0, 1400.0), 0.8);
    walkers(&mut c, (270.0, 1180.0), 0.74);
    dusk_grass(
        &mut c,
        &[(1100.0, 1530.0, 420.0), (60.0, 1530.0, 380.0), (140.0, 1540.0, 260.0)],
    );
    veil(&mut c);
    c.finish()
}

/// Boards stuck upright in the sand, as they are at the end of a day.
fn rack(c: &mut Canvas, foot: Point, scale: f64) {
    let boards = [
        (-310.0, -9.0, Template::Egg, BLUSH, Paint::Sun(EMBER, SUN)),
        (-60.0, 3.0, Template::Longboard, SHELL, Paint::Bands(CORAL, SUN)),
        (190.0, 8.0, Template::Fish, BUTTER, Paint::Split(SEA)),
    ];
    c.placed(foot, 0.0, scale, |c| {
        for (x, lean, template, base, paint) in boards {
            let board = Board {
                template,
                base,
                paint,
                side: Side::Deck,
            };
            planted_shadow(c, &board, x);
            c.placed((x, 0.0), lean, 1.0, |c| {
                c.placed((0.0, 40.0 - template.length()), 0.0, 1.0, |c| board.draw(c));
                evening_side(c, &board);
            });
            heap(c, (x, 30.0), template.half_width(), Hour::Dusk);
        }
    });
}

/// The right half of a board goes dark in the evening.
fn evening_side(c: &mut Canvas, board: &Board) {
    let (half, length) = (board.template.half_width(), board.template.length());
    let shade = c.linear(
        (-half, 0.0),
        (half, 0.0),
        &[(0, SUN, 20), (34, SUN, 0), (56, PLUM, 6), (100, PLUM, 54)],
    );
    c.placed((0.0, 40.0 - length), 0.0, 1.0, |c| {
        c.fill(&board.template.half().mirrored(), shade);
    });
}

fn walkers(c: &mut Canvas, foot: Point, scale: f64) {
    let board = Board {
        template: Template::Longboard,
        base: HAZE,
        paint: Paint::Dip(TERRACOTTA),
        side: Side::Deck,
    };
    c.placed(foot, 0.0, scale, |c| {
        long_shadow(c, 30.0, 130.0);
        surfer(c, INK, SKINS[1], &board, SUN.lit(40));
    });
    c.placed((foot.0 - 130.0 * scale, foot.1 + 8.0), 0.0, scale * 0.94, |c| {
        long_shadow(c, 26.0, 130.0);
        person(c, DEEP.shaded(20), SKINS[0].shaded(10), SUN.lit(40));
    });
}

fn dusk_grass(c: &mut Canvas, tufts: &[(f64, f64, f64)]) {
    for (x, y, size) in tufts {
        c.placed((*x, *y), 0.0, 1.0, |c| grass(c, PLUM.mix(TERRACOTTA, 34), *size));
    }
}

fn veil(c: &mut Canvas) {
    let (width, height) = (c.width(), c.height());
    let shade = c.linear((0.0, height * 0.7), (0.0, height), &[(0, PLUM, 0), (100, PLUM, 30)]);
    c.flood(shade);
    let side = c.linear(
        (0.0, 0.0),
        (width, 0.0),
        &[(0, PLUM, 26), (46, PLUM, 0), (100, PLUM, 4)],
    );
    c.flood(side);
}

/// The morning beach, 1920 by 1080: a parasol, a chair, an empty sea.
pub fn morning_wide() -> String {
    let mut c = Canvas::new(1920, 1080);
    Shore {
        hour: Hour::Dawn,
        horizon: 540.0,
        beach: Some(770.0),
        sun: (560.0, 360.0),
        disc: 86.0,
    }
    .draw(&mut c);
    headland(
        &mut c,
        (900.0, 543.0),
        (1700.0, 543.0),
        110.0,
        Hour::Dawn.silhouette().lit(34),
    );
    chair_and_shade(&mut c, (1440.0, 1010.0), 0.96);
    for (x, y, size) in [(70.0, 1110.0, 420.0), (160.0, 1120.0, 320.0), (1840.0, 1120.0, 360.0)] {
        c.placed((x, y), 0.0, 1.0, |c| grass(c, SAGE.mix(DUNE, 50), size));
    }
    c.finish()
}

/// The morning beach, 1200 by 1500.
pub fn morning_tall() -> String {
    let mut c = Canvas::new(1200, 1500);
    Shore {
        hour: Hour::Dawn,
        horizon: 760.0,
        beach: Some(1010.0),
        sun: (330.0, 520.0),
        disc: 92.0,
    }
    .draw(&mut c);
    headland(
        &mut c,
        (620.0, 763.0),
        (1330.0, 763.0),
        130.0,
        Hour::Dawn.silhouette().lit(34),
    );
    chair_and_shade(&mut c, (640.0, 1390.0), 1.16);
    c.placed((80.0, 1520.0), 0.0, 1.0, |c| grass(c, SAGE.mix(DUNE, 50), 460.0));
    c.finish()
}

fn chair_and_shade(c: &mut Canvas, foot: Point, scale: f64) {
    c.placed(foot, 0.0, scale, |c| {
        c.soft(14, 26, |c| {
            c.draw(format_args!(
                r#"<ellipse cx="160" cy="6" rx="360" ry="34" fill="{PLUM}"/>"#
            ));
        });
        c.placed((120.0, -8.0), 0.0, 1.0, |c| parasol(c, CORAL, SHELL));
        c.placed((-60.0, 10.0), 0.0, 0.78, |c| deck_chair(c, SHELL, SEA));
    });
}

/// Sets of swell seen from the cliff, 1920 by 640, for a band across the page.
pub fn swell_band() -> String {
    let mut c = Canvas::new(1920, 640);
    let depth = c.linear(
        (0.0, 0.0),
        (0.0, 640.0),
        &[(0, DEEP, 100), (52, SEA, 100), (100, LAGOON, 100)],
    );
    c.flood(depth);
    for (row, tone) in [
        (0u8, DEEP.lit(10)),
        (1, DEEP.mix(SEA, 40)),
        (2, SEA),
        (3, SEA.mix(LAGOON, 40)),
        (4, LAGOON),
        (5, LAGOON.lit(40)),
        (6, MAUVE.mix(SHELL, 70)),
    ] {
        let top = 70.0 + f64::from(row) * 88.0;
        let points: Vec<Point> = (0..9u8)
            .map(|step| {
                let lift = if (step + row) % 2 == 0 { 26.0 } else { -22.0 };
                (f64::from(step) * 260.0 - 90.0, top + lift)
            })
            .collect();
        let line = smooth(&points);
        c.fill(&format!("{line} V700 H-100Z"), tone);
        c.stroke(&line, SHELL, 3.0, 60);
    }
    c.finish()
}
