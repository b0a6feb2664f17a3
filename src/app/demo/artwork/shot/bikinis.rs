//! Pictures of bikinis.

use super::super::canvas::Canvas;
use super::super::cloth::{Cloth, Print};
use super::super::ground::{sand, tiles, two_papers, water};
use super::super::light::panes;
use super::super::palette::{BLUSH, CLAY, DUNE, EMBER, LAGOON, MAUVE, SAGE, SAND, SEA, SHELL, SUN, TERRACOTTA};
use super::super::path::smooth;
use super::super::props::{grass, pebbles, starfish};
use super::super::shore::{Hour, Shore};
use super::super::swim::bikini::{Rise, bandeau, bottom, bralette, tie_bottom, triangle_top};
use super::{portrait, under_palms};

/// The Isola triangle top in ember stripes on sand.
pub fn isola_top_ember() -> String {
    portrait(
        |c| sand(c, SAND, 3),
        |c| {
            c.placed((600.0, 800.0), -5.0, 1.5, |c| {
                triangle_top(c, Cloth::printed(SHELL, Print::Stripe(EMBER)));
            });
            c.placed((980.0, 1280.0), 20.0, 0.7, starfish);
        },
    )
}

/// The Isola triangle top in lagoon on blush paper.
pub fn isola_top_lagoon() -> String {
    under_palms(
        |c| two_papers(c, BLUSH, SHELL, 0.4, 0.56),
        |c| {
            c.placed((600.0, 800.0), 5.0, 1.5, |c| {
                triangle_top(c, Cloth::plain(SEA.mix(LAGOON, 40)));
            });
        },
    )
}

/// Top and bottom of the Isola on a line above the sea.
pub fn isola_line() -> String {
    let mut c = Canvas::new(1200, 1500);
    Shore {
        hour: Hour::Noon,
        horizon: 980.0,
        beach: None,
        sun: (240.0, 160.0),
        disc: 60.0,
    }
    .draw(&mut c);
    let line = smooth(&[
        (-40.0, 250.0),
        (300.0, 316.0),
        (600.0, 336.0),
        (900.0, 312.0),
        (1240.0, 236.0),
    ]);
    c.stroke(&line, SHELL.shaded(30), 9.0, 100);
    c.stroke(&line, SHELL, 5.0, 100);
    let stripe = Cloth::printed(SHELL, Print::Stripe(EMBER));
    c.placed((600.0, 640.0), 0.0, 0.92, |c| triangle_top(c, stripe));
    for x in [504.0, 698.0] {
        peg(&mut c, x, if x < 600.0 { 318.0 } else { 322.0 });
    }
    c.placed((610.0, 1010.0), 2.0, 1.05, |c| tie_bottom(c, stripe));
    dunes(&mut c);
    c.finish()
}

fn peg(c: &mut Canvas, x: f64, y: f64) {
    c.draw(format_args!(r#"<rect x="{:.1}" y="{:.1}" width="18" height="64" rx="5" fill="{}"/><rect x="{:.1}" y="{:.1}" width="6" height="64" rx="3" fill="{}"/>"#, x - 9.0, y - 26.0, CLAY, x - 8.0, y - 26.0, CLAY.lit(50)));
}

fn dunes(c: &mut Canvas) {
    let dune = format!(
        "{} L1260 1560 L-60 1560Z",
        smooth(&[
            (-60.0, 1380.0),
            (260.0, 1310.0),
            (620.0, 1400.0),
            (960.0, 1330.0),
            (1260.0, 1380.0)
        ])
    );
    let paint = c.linear(
        (0.0, 1300.0),
        (0.0, 1500.0),
        &[(0, SAND.lit(40), 100), (100, DUNE, 100)],
    );
    c.fill(&dune, paint);
    for (x, y, size) in [
        (120.0, 1440.0, 380.0),
        (210.0, 1470.0, 300.0),
        (1010.0, 1450.0, 360.0),
        (1110.0, 1480.0, 420.0),
    ] {
        c.placed((x, y), 0.0, 1.0, |c| grass(c, SAGE.mix(DUNE, 50), size));
    }
}

/// The Isola tie bottom in ember stripes on sand.
pub fn isola_bottom_ember() -> String {
    portrait(
        |c| sand(c, SAND, 13),
        |c| {
            c.placed((600.0, 700.0), -4.0, 1.75, |c| {
                tie_bottom(c, Cloth::printed(SHELL, Print::Stripe(EMBER)));
            });
            c.placed((230.0, 1260.0), 12.0, 0.7, |c| pebbles(c, 5, (140.0, 90.0), 21));
        },
    )
}

/// The Isola tie bottom in lagoon on blush paper.
pub fn isola_bottom_lagoon() -> String {
    under_palms(
        |c| two_papers(c, BLUSH, SHELL, 0.7, 0.86),
        |c| {
            c.placed((600.0, 720.0), 4.0, 1.75, |c| {
                tie_bottom(c, Cloth::plain(SEA.mix(LAGOON, 40)));
            });
        },
    )
}

/// The Faro bralette in butter gingham, afloat.
pub fn faro_top_butter() -> String {
    portrait(
        |c| water(c, SEA.mix(LAGOON, 30), 12),
        |c| {
            c.placed((600.0, 790.0), -5.0, 1.9, |c| {
                bralette(c, Cloth::printed(SHELL, Print::Gingham(SUN)));
            });
        },
    )
}

/// The Faro bralette in lilac gingham on tiles.
pub fn faro_top_lilac() -> String {
    portrait(
        |c| tiles(c, SHELL.mix(BLUSH, 40), 190.0, 8),
        |c| {
            panes(c, (-40.0, 60.0), (760.0, 700.0), 240.0, 40);
            c.placed((600.0, 790.0), 4.0, 1.9, |c| {
                bralette(c, Cloth::printed(SHELL, Print::Gingham(MAUVE.shaded(10))));
            });
        },
    )
}

/// The Faro bottom in butter gingham, afloat.
pub fn faro_bottom_butter() -> String {
    portrait(
        |c| water(c, SEA.mix(LAGOON, 30), 31),
        |c| {
            c.placed((600.0, 720.0), 5.0, 1.9, |c| {
                bottom(c, Cloth::printed(SHELL, Print::Gingham(SUN)), Rise::High);
            });
        },
    )
}

/// The Faro bottom in lilac gingham on tiles.
pub fn faro_bottom_lilac() -> String {
    portrait(
        |c| tiles(c, SHELL.mix(BLUSH, 40), 190.0, 18),
        |c| {
            c.placed((600.0, 720.0), -4.0, 1.9, |c| {
                bottom(c, Cloth::printed(SHELL, Print::Gingham(MAUVE.shaded(10))), Rise::High);
            });
        },
    )
}

/// The Mistral bandeau and its bottom in crinkled terracotta.
pub fn mistral_set() -> String {
    portrait(
        |c| two_papers(c, SAND.lit(30), CLAY.lit(54), 0.52, 0.62),
        |c| {
            let cloth = Cloth::printed(TERRACOTTA, Print::Crinkle);
            c.placed((600.0, 480.0), -4.0, 1.5, |c| bandeau(c, cloth));
            c.placed((620.0, 940.0), 4.0, 1.5, |c| bottom(c, cloth, Rise::Low));
            c.placed((1080.0, 1440.0), 8.0, 1.0, |c| grass(c, DUNE, 700.0));
        },
    )
}
