//! A wave that breaks along a bay, seen from the channel.

use super::super::canvas::Canvas;
use super::super::chance::Chance;
use super::super::figure::{SKINS, surfer_low};
use super::super::palette::{CORAL, DEEP, FOAM, INK, LAGOON, SEA, SHELL, SUN, WHITE};
use super::super::path::{Point, along, ellipse, lines, smooth};
use super::super::shore::{Hour, Shore, headland};

/// Draws the whole scene on a sheet of 1800 by 1200.
pub fn breaking(c: &mut Canvas) {
    Shore {
        hour: Hour::Dawn,
        horizon: 520.0,
        beach: None,
        sun: (430.0, 330.0),
        disc: 84.0,
    }
    .draw(c);
    headland(
        c,
        (1120.0, 523.0),
        (2000.0, 523.0),
        150.0,
        Hour::Dawn.silhouette().lit(20),
    );
    let face = "M-60 900 C220 880 420 820 620 690 C800 574 940 420 1180 372 C1330 344 1470 400 1500 500 C1440 450 1340 440 1270 500 C1180 580 1190 720 1280 800 C1400 900 1640 860 1860 880 V1260 H-60Z";
    let body = c.linear(
        (0.0, 380.0),
        (0.0, 1200.0),
        &[
            (0, LAGOON.lit(40), 100),
            (16, LAGOON, 100),
            (46, SEA, 100),
            (78, DEEP.mix(SEA, 34), 100),
            (100, DEEP, 100),
        ],
    );
    c.fill(face, body);
    c.clipped(face, flow);
    barrel(c);
    lip(c);
    foam(c);
    c.placed((900.0, 690.0), -22.0, 0.82, |c| {
        surfer_low(c, INK, SKINS[1], CORAL, SHELL);
    });
    spray(c);
    let front = c.linear((0.0, 940.0), (0.0, 1200.0), &[(0, DEEP, 0), (100, INK, 40)]);
    c.flood(front);
}

fn flow(c: &mut Canvas) {
    c.soft(3, 100, |c| {
        for step in 0..17u8 {
            let part = f64::from(step) / 16.0;
            let from = (-120.0, 900.0 + part * 420.0);
            let crest = (1000.0 + part * 270.0, 420.0 + part * 360.0);
            let line = along(
                [
                    from,
                    (360.0 + part * 220.0, 860.0 + part * 300.0),
                    (760.0 + part * 200.0, 600.0 + part * 300.0),
                    crest,
                ],
                24,
            );
            let (tone, percent) = if step % 2 == 0 { (WHITE, 24) } else { (DEEP, 26) };
            c.stroke(&lines(&line), tone, 4.0 + part * 14.0, percent);
        }
    });
    let glow = c.radial(
        (1060.0, 470.0),
        360.0,
        &[(0, SUN.lit(50), 50), (60, FOAM, 20), (100, FOAM, 0)],
    );
    c.flood(glow);
}

fn barrel(c: &mut Canvas) {
    let hollow = "M1500 500 C1440 450 1340 440 1270 500 C1180 580 1190 720 1280 800 C1330 842 1400 858 1470 864 C1400 800 1360 700 1390 610 C1410 560 1450 520 1500 500Z";
    let dark = c.linear(
        (1200.0, 500.0),
        (1480.0, 800.0),
        &[(0, DEEP, 100), (60, DEEP.mix(SEA, 50), 100), (100, SEA, 100)],
    );
    c.fill(hollow, dark);
    c.clipped(hollow, |c| {
        for step in 0..6u8 {
            let shift = f64::from(step) * 34.0;
            c.stroke(
                &smooth(&[
                    (1470.0 + shift, 480.0),
                    (1270.0 + shift, 560.0),
                    (1240.0 + shift, 680.0),
                    (1320.0 + shift, 840.0),
                ]),
                FOAM,
                6.0,
                30,
            );
        }
    });
}

fn lip(c: &mut Canvas) {
    let crest = "M860 500 C960 420 1060 376 1180 352 C1340 324 1500 384 1520 520 C1540 600 1500 700 1520 800 C1480 760 1450 690 1462 620 C1470 560 1480 520 1440 470 C1380 410 1280 398 1190 408 C1080 424 980 470 860 500Z";
    let white = c.linear(
        (900.0, 360.0),
        (1500.0, 760.0),
        &[(0, WHITE, 60), (40, WHITE, 100), (100, FOAM, 100)],
    );
    c.fill(crest, white);
    c.clipped(crest, |c| {
        c.soft(4, 100, |c| {
            c.stroke(
                "M1180 400 C1320 376 1450 430 1480 540 C1490 620 1470 700 1500 780",
                LAGOON,
                12.0,
                60,
            );
            c.stroke("M1240 380 C1380 376 1480 440 1500 560", LAGOON, 6.0, 50);
        });
    });
}

fn foam(c: &mut Canvas) {
    let mut chance = Chance::new(23);
    for (tone, percent, lift) in [(LAGOON.lit(20), 80, 26.0), (FOAM, 90, 8.0), (WHITE, 96, -16.0)] {
        for step in 0..26u8 {
            let part = f64::from(step) / 25.0;
            let x = 1340.0 + part * 500.0;
            let y = 850.0 + lift + (part * 9.0).sin() * 16.0 - (1.0 - part) * 26.0;
            c.tint(
                &ellipse((x, y), chance.within(34.0, 76.0), chance.within(20.0, 52.0)),
                tone,
                percent,
            );
        }
    }
    for step in 0..30u8 {
        let x = f64::from(step) * 66.0 - 40.0;
        let y = 1010.0 + chance.within(-60.0, 170.0);
        let long = chance.within(30.0, 130.0);
        c.stroke(
            &format!("M{x:.1} {y:.1} q{:.1} -14 {long:.1} 0", long / 2.0),
            FOAM,
            chance.within(2.0, 6.0),
            50,
        );
    }
}

fn spray(c: &mut Canvas) {
    let mut chance = Chance::new(77);
    for _ in 0..150 {
        let part = chance.within(0.0, 1.0);
        let edge: Point = (960.0 + part * 560.0, 440.0 - (part * 2.6).sin() * 110.0);
        let drift = chance.within(0.0, 1.0) * chance.within(0.0, 1.0);
        let place = (
            edge.0 - drift * 170.0,
            edge.1 - drift * 130.0 + chance.within(-14.0, 14.0),
        );
        let size = chance.within(1.4, 6.0) * (1.0 - drift * 0.7);
        c.tint(&ellipse(place, size, size), WHITE, 86);
    }
}
