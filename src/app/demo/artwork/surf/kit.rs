//! Small kit: leash, wax, handplane.

use super::super::canvas::Canvas;
use super::super::chance::Chance;
use super::super::colour::Colour;
use super::super::light::{rest, rest_small};
use super::super::palette::{BARK, BRASS, CLAY, INK, SHADOW, SHELL, WHITE};
use super::super::path::{Point, ellipse, polygon, rounded, smooth};
use super::board::mark;

/// A leash, coiled: cord about 620 across with its cuff below.
pub fn leash(c: &mut Canvas, cord: Colour, cuff: Colour) {
    let coil = coil(260.0, 210.0);
    for (shift, width, percent, blur) in [((16.0, 20.0), 20.0, 30, 9), ((5.0, 7.0), 18.0, 36, 3)] {
        let (dx, dy) = shift;
        c.soft(blur, percent, |c| {
            c.draw(format_args!(r#"<path d="{coil}" fill="none" stroke="{SHADOW}" stroke-width="{width}" transform="translate({dx} {dy})"/>"#));
        });
    }
    tube(c, &coil, 17.0, cord);
    let strap = "M150 190 C190 250 196 300 176 356 C150 420 60 448 -10 430 C-50 418 -52 372 -18 362 C40 350 100 336 112 286 C120 250 112 226 100 206Z";
    rest(c, strap);
    let paint = c.linear(
        (-40.0, 200.0),
        (200.0, 430.0),
        &[(0, cuff.lit(30), 100), (60, cuff, 100), (100, cuff.shaded(40), 100)],
    );
    c.fill(strap, paint);
    c.clipped(strap, |c| {
        c.stitch(
            "M142 206 C176 256 180 300 162 346 C138 402 60 430 -4 414",
            cuff.lit(60),
            80,
        );
    });
    mark(c, (92.0, 366.0), 0.6, cuff.lit(80));
    c.draw(format_args!(r#"<rect x="92" y="168" width="66" height="44" rx="14" fill="{INK}"/><rect x="98" y="172" width="54" height="12" rx="6" fill="{WHITE}" fill-opacity=".4"/>"#));
}

fn coil(across: f64, down: f64) -> String {
    let mut points: Vec<Point> = vec![(-420.0, 250.0), (-340.0, 200.0)];
    for step in 0..52u16 {
        let angle = (f64::from(step) * 24.0 - 200.0).to_radians();
        let wander = f64::from(step % 7) * 1.6 + f64::from(step) * 0.5;
        points.push((
            angle.cos() * (across - wander * 1.6) + f64::from(step) * 0.5,
            angle.sin() * (down - wander) - 60.0,
        ));
    }
    points.push((126.0, 180.0));
    smooth(&points)
}

/// A round cord along `data`.
pub fn tube(c: &mut Canvas, data: &str, width: f64, colour: Colour) {
    c.stroke(data, colour.shaded(42), width, 100);
    c.stroke(data, colour, width * 0.72, 100);
    c.draw(format_args!(
        r#"<g transform="translate({:.1} {:.1})">"#,
        -width * 0.12,
        -width * 0.16
    ));
    c.stroke(data, colour.lit(64), width * 0.2, 90);
    c.draw(format_args!("</g>"));
}

/// A round bar of wax with a paper band.
pub fn wax(c: &mut Canvas, tone: Colour, band: Colour) {
    let (bar, depth) = (
        rounded((-150.0, -110.0), 300.0, 210.0, 56.0),
        rounded((-150.0, -96.0), 300.0, 220.0, 56.0),
    );
    rest(c, &depth);
    c.fill(&depth, tone.shaded(24));
    let paint = c.linear(
        (-150.0, -110.0),
        (150.0, 110.0),
        &[(0, tone.lit(66), 100), (60, tone, 100), (100, tone.shaded(10), 100)],
    );
    c.fill(&bar, paint);
    c.clipped(&bar, |c| {
        for x in [-108.0, -72.0, 72.0, 108.0] {
            c.soft(3, 100, |c| {
                c.stroke(&polygon(&[(x, -80.0), (x, 70.0)]), tone.shaded(30), 9.0, 34);
            });
            c.stroke(&polygon(&[(x + 6.0, -80.0), (x + 6.0, 70.0)]), WHITE, 4.0, 50);
        }
    });
    let wrap = "M-54 -116 H54 V104 Q54 126 40 126 H-40 Q-54 126 -54 104Z";
    c.soft(4, 36, |c| {
        c.draw(format_args!(
            r#"<path d="{wrap}" fill="{SHADOW}" transform="translate(6 4)"/>"#
        ));
    });
    c.fill(wrap, band);
    c.fill(
        "M-54 84 H54 V104 Q54 126 40 126 H-40 Q-54 126 -54 104Z",
        band.shaded(20),
    );
    c.stroke("M-54 -84 H54 M-54 74 H54", band.lit(60), 4.0, 90);
    mark(c, (0.0, -4.0), 1.1, band.lit(84));
}

/// Crumbs of wax around a bar.
pub fn crumbs(c: &mut Canvas, tone: Colour, seed: u64, around: f64) {
    let mut chance = Chance::new(seed);
    for _ in 0..16 {
        let place = (
            chance.within(-around, around),
            chance.within(-around * 0.8, around * 0.9),
        );
        let chip = super::super::ground::pebble_outline(&mut chance, place, 11.0);
        rest_small(c, &chip);
        c.fill(&chip, tone.lit(30));
    }
}

/// A wooden handplane for bodysurfing, 460 high, with its strap.
pub fn handplane(c: &mut Canvas, strap: Colour) {
    let plane = "M0 -250 C90 -240 140 -120 136 20 C132 120 110 200 84 236 C50 226 30 206 0 206 C-30 206 -50 226 -84 236 C-110 200 -132 120 -136 20 C-140 -120 -90 -240 0 -250Z";
    rest(c, plane);
    c.fill(plane, CLAY.lit(30));
    c.clipped(plane, |c| {
        for (x, tone) in [
            (-100.0, BARK.lit(24)),
            (-20.0, SHELL.mix(CLAY, 30)),
            (60.0, BARK.lit(24)),
        ] {
            c.fill(
                &polygon(&[(x, -260.0), (x + 40.0, -260.0), (x + 40.0, 260.0), (x, 260.0)]),
                tone,
            );
        }
        for step in -17..17i16 {
            let x = f64::from(step) * 8.2;
            let grain = smooth(&[(x, -260.0), (x + 4.0, -80.0), (x - 4.0, 90.0), (x + 2.0, 260.0)]);
            c.stroke(&grain, BARK, 1.2, 26);
        }
        super::super::light::turn(c, plane, -140.0, 140.0, 26);
    });
    let band = "M-140 -30 C-80 -66 80 -66 140 -30 L140 44 C80 8 -80 8 -140 44Z";
    c.soft(7, 46, |c| {
        c.draw(format_args!(
            r#"<path d="{band}" fill="{SHADOW}" transform="translate(6 14)"/>"#
        ));
    });
    let paint = c.linear(
        (-140.0, 0.0),
        (140.0, 0.0),
        &[
            (0, strap.shaded(30), 100),
            (40, strap.lit(26), 100),
            (100, strap.shaded(40), 100),
        ],
    );
    c.fill(band, paint);
    c.stitch(
        "M-136 -18 C-80 -54 80 -54 136 -18 M-136 32 C-80 -4 80 -4 136 32",
        strap.lit(60),
        80,
    );
    for x in [-128.0, 128.0] {
        c.fill(&ellipse((x, 6.0), 8.0, 8.0), BRASS);
    }
    mark(c, (0.0, -150.0), 0.9, BARK);
}
