//! Rings, cuffs and bangles: bands seen from a little above.

use super::super::canvas::Canvas;
use super::super::colour::Colour;
use super::super::light::cast;
use super::super::palette::{SHADOW, WHITE};
use super::super::path::{Point, ellipse};
use super::super::surf::board::mark;
use super::metal::{Metal, plate, wire, wire_shadow};
use super::stone::cabochon;

/// A smooth band: `across` is half its width, `rise` its height.
pub fn band(c: &mut Canvas, across: f64, rise: f64, metal: Metal) {
    let down = across * 0.56;
    let (top, low) = (ellipse((0.0, 0.0), across, down), ellipse((0.0, rise), across, down));
    let wall = format!(
        "M-{across:.1} 0 A{across:.1} {down:.1} 0 0 0 {across:.1} 0 V{rise:.1} A{across:.1} {down:.1} 0 0 1 -{across:.1} {rise:.1}Z"
    );
    shadow_ring(c, across, down, rise);
    inner(c, &top, &low, across, metal);
    let sheen = metal.sheen(c, (-across, 0.0), (across, 0.0));
    c.fill(&wall, &sheen);
    c.clipped(&wall, |c| {
        let roll = c.linear(
            (0.0, down * 0.2),
            (0.0, down + rise),
            &[(0, WHITE, 30), (40, WHITE, 0), (100, SHADOW, 40)],
        );
        c.fill(&wall, roll);
    });
    rim(c, across, down, 0.0, metal);
}

fn shadow_ring(c: &mut Canvas, across: f64, down: f64, rise: f64) {
    c.soft(12, 36, |c| {
        c.draw(format_args!(
            r#"<ellipse cx="{:.1}" cy="{:.1}" rx="{across:.1}" ry="{down:.1}" fill="none" stroke="{SHADOW}" stroke-width="{:.1}"/>"#,
            across * 0.2,
            rise + down * 0.28,
            rise.max(14.0) * 0.8
        ));
    });
}

fn inner(c: &mut Canvas, top: &str, low: &str, across: f64, metal: Metal) {
    let (base, deep) = (metal.colour(), metal.deep());
    let inside = c.linear(
        (-across, 0.0),
        (across, 0.0),
        &[
            (0, deep.shaded(30), 100),
            (24, deep, 100),
            (48, base.lit(50), 100),
            (60, base, 100),
            (80, base.lit(20), 100),
            (100, deep, 100),
        ],
    );
    c.clipped(top, |c| {
        c.draw(format_args!(
            r#"<path d="M-900 -900 H900 V900 H-900Z {low}" fill="{inside}" fill-rule="evenodd"/>"#
        ));
    });
}

fn rim(c: &mut Canvas, across: f64, down: f64, y: f64, metal: Metal) {
    let edge = ellipse((0.0, y), across, down);
    c.stroke(&edge, metal.deep(), 5.0, 100);
    c.stroke(&edge, metal.colour().lit(82), 3.0, 100);
}

/// A signet ring with the house's sign on its face.
pub fn signet(c: &mut Canvas, metal: Metal) {
    band(c, 150.0, 58.0, metal);
    let face = "M0 18 C64 18 104 52 104 104 C104 156 64 190 0 190 C-64 190 -104 156 -104 104 C-104 52 -64 18 0 18Z";
    c.soft(5, 44, |c| {
        c.draw(format_args!(
            r#"<path d="{face}" fill="{SHADOW}" transform="translate(6 10)"/>"#
        ));
    });
    plate(c, face, metal, (-100.0, 20.0), (110.0, 180.0));
    mark(c, (2.0, 107.0), 1.3, metal.colour().lit(70));
    mark(c, (0.0, 104.0), 1.3, metal.deep());
}

/// A thin ring of round wire; `stone` sits on its front, if any.
pub fn thin_ring(c: &mut Canvas, across: f64, width: f64, metal: Metal, stone: Option<Colour>) {
    let down = across * 0.46;
    let hoop = ellipse((0.0, 0.0), across, down);
    wire_shadow(c, &hoop, width);
    wire(c, &hoop, width, metal, (-across, -down), (across, down));
    if let Some(tone) = stone {
        let (seat, gem) = (
            ellipse((0.0, down - 4.0), 34.0, 30.0),
            ellipse((0.0, down - 6.0), 25.0, 22.0),
        );
        cast(c, &seat, (5.0, 8.0), 5, 44);
        plate(c, &seat, metal, (-34.0, down - 30.0), (34.0, down + 30.0));
        cabochon(c, &gem, (0.0, down - 6.0), 24.0, tone);
    }
}

/// A ring twisted like rope.
pub fn rope_ring(c: &mut Canvas, across: f64, width: f64, metal: Metal) {
    let down = across * 0.46;
    wire_shadow(c, &ellipse((0.0, 0.0), across, down), width);
    rope(c, (0.0, 0.0), (across, down), width, metal);
}

/// Twisted strands along an ellipse, back to front.
pub fn rope(c: &mut Canvas, centre: Point, reach: Point, width: f64, metal: Metal) {
    let (base, deep) = (metal.colour(), metal.deep());
    let around = ellipse(centre, reach.0, reach.1);
    c.stroke(&around, deep.shaded(20), width, 100);
    let count = 64u16;
    for step in 0..count {
        let part = f64::from((step + count / 4 * 3) % count) / f64::from(count);
        let angle = part * std::f64::consts::TAU;
        let (sin, cos) = angle.sin_cos();
        let place = (centre.0 + reach.0 * cos, centre.1 + reach.1 * sin);
        let heading = (reach.1 * cos).atan2(-reach.0 * sin).to_degrees();
        let lit = (cos * -0.6 + sin * -0.35 + (angle * 3.0).sin() * 0.4).clamp(-1.0, 1.0);
        let tone = if lit > 0.25 {
            base.lit(46)
        } else if lit > -0.3 {
            base
        } else {
            base.mix(deep, 50)
        };
        strand(c, place, heading + 38.0, width, tone, deep);
    }
}

fn strand(c: &mut Canvas, place: Point, degrees: f64, width: f64, tone: Colour, deep: Colour) {
    let (x, y) = place;
    let (long, wide) = (width * 0.66, width * 0.27);
    c.draw(format_args!(
        r#"<g transform="translate({x:.1} {y:.1}) rotate({degrees:.1})"><ellipse rx="{long:.1}" ry="{wide:.1}" fill="{tone}" stroke="{deep}" stroke-width="{:.1}"/><ellipse cx="{:.1}" cy="{:.1}" rx="{:.1}" ry="{:.1}" fill="{}"/></g>"#,
        width * 0.06,
        -long * 0.1,
        -wide * 0.36,
        long * 0.5,
        wide * 0.22,
        tone.lit(78)
    ));
}

/// A cuff open at the back, its upper edge running like swell.
pub fn cuff(c: &mut Canvas, metal: Metal) {
    cuff_around(c, metal, |_| {});
}

/// The same around `inside`, which is drawn between its back and its front.
pub fn cuff_around(c: &mut Canvas, metal: Metal, inside: impl FnOnce(&mut Canvas)) {
    let (across, rise) = (300.0, 150.0);
    let down = across * 0.4;
    let wave = "M-300 10 C-290 70 -220 96 -160 74 C-90 46 -50 150 30 128 C100 108 130 60 196 74 C250 84 290 50 300 0";
    let wall = format!("{wave} V{rise:.1} A{across:.1} {down:.1} 0 0 1 -{across:.1} {rise:.1}Z");
    let low = ellipse((0.0, rise), across, down);
    shadow_ring(c, across, down, rise * 0.9);
    inner(
        c,
        &format!(
            "M-300 0 A{across} {down} 0 0 1 300 0 L300 10 C290 50 250 84 196 74 C130 60 100 108 30 128 C-50 150 -90 46 -160 74 C-220 96 -290 70 -300 10Z"
        ),
        &low,
        across,
        metal,
    );
    c.stroke(
        &format!("M-{across} 0 A{across} {down} 0 0 1 {across} 0"),
        metal.colour().lit(70),
        3.6,
        100,
    );
    inside(c);
    let sheen = metal.sheen(c, (-across, 0.0), (across, 0.0));
    c.fill(&wall, &sheen);
    c.clipped(&wall, |c| {
        c.soft(8, 100, |c| {
            c.stroke("M-300 60 C-240 130 -200 130 -150 124 C-80 110 -50 196 30 182 C110 168 140 110 200 122 C250 130 280 110 310 60", metal.deep(), 22.0, 46);
            c.stroke("M-300 90 C-240 160 -200 160 -150 154 C-80 140 -50 226 30 212 C110 198 140 140 200 152 C250 160 280 140 310 90", WHITE, 16.0, 50);
        });
        let roll = c.linear((0.0, 60.0), (0.0, rise + down), &[(0, WHITE, 16), (50, WHITE, 0), (100, SHADOW, 46)]);
        c.fill(&wall, roll);
    });
    c.stroke(wave, metal.deep(), 6.0, 100);
    c.stroke(wave, metal.colour().lit(84), 3.6, 100);
}
