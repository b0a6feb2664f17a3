//! Looks of the evening: after dinner, against the sun, on the line at the camp site.

use super::super::ashore::towel::folded;
use super::super::canvas::Canvas;
use super::super::cloth::{Cloth, Print};
use super::super::colour::Colour;
use super::super::figure::{SKINS, long_shadow, surfer};
use super::super::jewellery::chain::{hang, pearls};
use super::super::jewellery::earring::crescent_hoop;
use super::super::jewellery::metal::Metal::Gold;
use super::super::palette::{
    BARK, BUTTER, CLAY, CORAL, DEEP, DUSK, EMBER, INK, KELP, MAUVE, PLUM, SAGE, SEA, SHELL, SUN, TERRACOTTA,
};
use super::super::path::{ellipse, polygon, smooth};
use super::super::props::grass;
use super::super::shore::{Hour, Shore, headland};
use super::super::surf::board::{Board, Paint, Side};
use super::super::surf::outline::Template;
use super::super::swim::one_piece::{Neck, OnePiece};
use super::super::swim::rash::rash_vest;
use super::super::swim::trunks::Trunks;
use super::body::{arm, trunk};
use super::head::{chin, hair_behind};
use super::lens::{corners, flare, lamps, side_light, unfocused, wash};
use super::worn::THROAT;
use super::{square, upright};

/// On the terrace: pearls over a plunging suit, lamps behind.
pub fn terrace() -> String {
    upright(|c| {
        unfocused(c, 20, |c| {
            Shore {
                hour: Hour::Dusk,
                horizon: 700.0,
                beach: None,
                sun: (180.0, 640.0),
                disc: 80.0,
            }
            .draw(c);
            headland(
                c,
                (300.0, 703.0),
                (1400.0, 703.0),
                240.0,
                Hour::Dusk.silhouette().shaded(20),
            );
            c.fill("M-20 1060 H1220 V1520 H-20Z", PLUM.mix(TERRACOTTA, 30));
        });
        lamps(c, 560.0, 760.0, &[SUN, BUTTER, CORAL], 12);
        string_of_lamps(c);
        let (tone, hair) = (SKINS[1].lit(8), BARK.shaded(50));
        c.placed((650.0, 640.0), 3.0, 1.62, |c| {
            hair_behind(c, hair);
            trunk(c, tone);
            for side in [-1.0, 1.0] {
                arm(
                    c,
                    &[
                        ((side * 196.0, 66.0), 50.0),
                        ((side * 248.0, 260.0), 44.0),
                        ((side * 262.0, 460.0), 37.0),
                        ((side * 236.0, 640.0), 27.0),
                    ],
                    tone,
                );
            }
            OnePiece {
                neck: Neck::Plunge,
                cloth: Cloth::plain(PLUM),
                trim: Cloth::plain(PLUM),
                belted: false,
            }
            .worn(c);
            chin(c, tone);
            c.clipped(THROAT, |c| {
                pearls(c, &hang((-72.0, -96.0), (72.0, -96.0), 156.0), 9.0, 13.0);
            });
            for side in [-1.0, 1.0] {
                c.placed((side * 136.0, -322.0), side * 4.0, 0.3, |c| {
                    crescent_hoop(c, 150.0, Gold);
                });
            }
        });
        side_light(c, SUN, false, 46);
        flare(c, (150.0, 620.0), 800.0, SUN, 36);
        wash(c, PLUM, 14);
        corners(c, 44);
    })
}

fn string_of_lamps(c: &mut Canvas) {
    let line = smooth(&[
        (-40.0, 180.0),
        (300.0, 290.0),
        (640.0, 270.0),
        (960.0, 170.0),
        (1240.0, 40.0),
    ]);
    c.stroke(&line, INK, 4.0, 70);
    for (x, y) in [(90.0, 236.0), (300.0, 294.0), (1010.0, 154.0), (1160.0, 84.0)] {
        let glow = c.radial(
            (x, y + 26.0),
            120.0,
            &[
                (0, SUN.lit(60), 100),
                (14, SUN.lit(40), 90),
                (34, SUN, 34),
                (100, SUN, 0),
            ],
        );
        c.draw(format_args!(
            r#"<circle cx="{x}" cy="{:.1}" r="120" fill="{glow}"/>"#,
            y + 26.0
        ));
    }
}

/// Two people and two boards before a sun that has become far too large.
pub fn against_the_sun() -> String {
    upright(|c| {
        Shore {
            hour: Hour::Dusk,
            horizon: 900.0,
            beach: Some(1180.0),
            sun: (640.0, 760.0),
            disc: 300.0,
        }
        .draw(c);
        headland(c, (-300.0, 903.0), (240.0, 903.0), 90.0, Hour::Dusk.silhouette());
        let dark = PLUM.shaded(40);
        let log = Board {
            template: Template::Longboard,
            base: SHELL.mix(PLUM, 40),
            paint: Paint::Bands(CORAL.mix(PLUM, 30), SUN.mix(PLUM, 30)),
            side: Side::Deck,
        };
        let fish = Board {
            template: Template::Fish,
            base: BUTTER.mix(PLUM, 40),
            paint: Paint::Split(EMBER.mix(PLUM, 30)),
            side: Side::Deck,
        };
        c.placed((430.0, 1330.0), 0.0, 2.05, |c| {
            long_shadow(c, 34.0, 120.0);
            surfer(c, dark, dark.lit(10), &fish, SUN);
        });
        c.placed((790.0, 1380.0), 0.0, 2.3, |c| {
            long_shadow(c, 34.0, 120.0);
            carrier(c, dark);
            c.placed((-176.0, -322.0), 86.0, 0.34, |c| {
                c.placed((0.0, -1120.0), 0.0, 1.0, |c| log.draw(c));
            });
        });
        c.placed((60.0, 1540.0), 0.0, 1.0, |c| grass(c, dark, 420.0));
        flare(c, (640.0, 760.0), 900.0, SUN.lit(30), 70);
        flare(c, (860.0, 1060.0), 150.0, CORAL, 40);
        flare(c, (960.0, 1210.0), 90.0, SUN, 40);
        corners(c, 50);
    })
}

/// Somebody from behind with both arms up; 300 high, feet at the origin.
fn carrier(c: &mut Canvas, dark: Colour) {
    for (path, width) in [
        ("M-15 -130 C-18 -90 -20 -50 -23 -6", 25.0),
        ("M15 -130 C20 -90 22 -50 24 -6", 25.0),
        ("M-30 -224 C-58 -250 -62 -286 -52 -322", 15.0),
        ("M30 -224 C58 -250 62 -286 52 -322", 15.0),
        ("M0 -262 V-232", 16.0),
    ] {
        c.stroke(path, dark, width, 100);
    }
    c.fill(
        "M-38 -230 C-26 -246 26 -246 38 -230 C40 -204 28 -180 28 -160 C30 -146 32 -134 30 -122 L-30 -122 C-32 -134 -30 -146 -28 -160 C-28 -180 -40 -204 -38 -230Z",
        dark.mix(INK, 40),
    );
    c.fill(&ellipse((0.0, -276.0), 17.0, 21.0), dark.lit(6));
    c.stroke(
        "M-40 -226 C-40 -204 -29 -180 -29 -160 M-29 -128 C-32 -90 -34 -50 -36 -10 M-44 -238 C-66 -262 -70 -290 -60 -318",
        SUN,
        2.2,
        80,
    );
}

/// A line between two vans: what the day left wet.
pub fn on_the_line() -> String {
    square(|c| {
        unfocused(c, 6, camp_site);
        let line = smooth(&[
            (-40.0, 250.0),
            (300.0, 306.0),
            (640.0, 318.0),
            (960.0, 288.0),
            (1240.0, 220.0),
        ]);
        c.stroke(&line, INK, 7.0, 80);
        c.stroke(&line, SHELL, 3.0, 90);
        c.placed((330.0, 330.0), 4.0, 0.98, |c| {
            rash_vest(c, Cloth::printed(SHELL, Print::Stripe(DUSK)), Cloth::plain(DUSK));
        });
        c.placed((850.0, 326.0), -3.0, 1.1, |c| {
            Trunks {
                length: 400.0,
                cloth: Cloth::printed(SHELL, Print::Gingham(SEA)),
                hem: None,
                cord: SHELL,
            }
            .draw(c);
        });
        for (x, y) in [(246.0, 306.0), (412.0, 312.0), (690.0, 316.0), (1010.0, 282.0)] {
            peg(c, x, y);
        }
        table(c);
        folded(c, (820.0, 1110.0), (400.0, 96.0), Cloth::printed(DEEP, Print::Waffle));
        folded(c, (824.0, 1016.0), (386.0, 92.0), Cloth::printed(CORAL, Print::Waffle));
        folded(c, (816.0, 926.0), (378.0, 88.0), Cloth::printed(SHELL, Print::Waffle));
        side_light(c, SUN, false, 50);
        flare(c, (60.0, 560.0), 900.0, SUN, 56);
        wash(c, PLUM, 12);
        corners(c, 34);
    })
}

fn camp_site(c: &mut Canvas) {
    let sky = c.linear(
        (0.0, 0.0),
        (0.0, 760.0),
        &[
            (0, DUSK, 100),
            (40, MAUVE, 100),
            (76, CORAL.mix(SUN, 40), 100),
            (100, SUN.lit(30), 100),
        ],
    );
    c.flood(sky);
    pines(c, KELP.mix(PLUM, 50), 560.0, 150.0);
    pines(c, KELP.mix(PLUM, 70), 660.0, 190.0);
    c.fill(
        &polygon(&[(-20.0, 740.0), (1220.0, 740.0), (1220.0, 1220.0), (-20.0, 1220.0)]),
        CLAY.mix(PLUM, 34),
    );
    tent(c, SAGE.mix(PLUM, 34));
}

fn pines(c: &mut Canvas, tone: Colour, top: f64, step: f64) {
    let mut x = -60.0;
    let mut turn = 0u8;
    while x < 1300.0 {
        let rise = f64::from(turn * 37 % 90);
        c.fill(
            &polygon(&[(x, 760.0), (x + step * 0.5, top - rise), (x + step, 760.0)]),
            tone,
        );
        x += step * 0.62;
        turn = (turn + 1) % 7;
    }
}

fn tent(c: &mut Canvas, tone: Colour) {
    c.fill(&polygon(&[(60.0, 960.0), (330.0, 600.0), (640.0, 960.0)]), tone);
    c.fill(
        &polygon(&[(330.0, 600.0), (640.0, 960.0), (760.0, 900.0), (420.0, 590.0)]),
        tone.shaded(30),
    );
    c.fill(&polygon(&[(250.0, 960.0), (330.0, 650.0), (420.0, 960.0)]), SUN.lit(40));
}

fn peg(c: &mut Canvas, x: f64, y: f64) {
    c.draw(format_args!(
        r#"<rect x="{:.1}" y="{:.1}" width="18" height="62" rx="5" fill="{CLAY}"/><rect x="{:.1}" y="{:.1}" width="6" height="62" rx="3" fill="{}"/>"#,
        x - 9.0,
        y - 26.0,
        x - 8.0,
        y - 26.0,
        CLAY.lit(50)
    ));
}

fn table(c: &mut Canvas) {
    let top = polygon(&[(430.0, 1100.0), (1240.0, 1080.0), (1240.0, 1140.0), (430.0, 1160.0)]);
    c.fill(&top, BARK.lit(20));
    c.stroke("M430 1102 L1240 1082", CLAY.lit(40), 6.0, 80);
    c.fill(
        &polygon(&[(520.0, 1158.0), (560.0, 1158.0), (500.0, 1220.0), (460.0, 1220.0)]),
        BARK,
    );
}
