//! Earrings: hoops, drops, studs and ear cuffs. One earring each; the caller draws the pair.

use super::super::canvas::Canvas;
use super::super::palette::SHADOW;
use super::super::path::{ellipse, polygon};
use super::band::rope;
use super::metal::{Metal, bail, plate, wire, wire_shadow};
use super::stone::{baroque, pearl};

/// A plain hoop of `radius`, hanging from its post.
pub fn hoop(c: &mut Canvas, radius: f64, width: f64, metal: Metal) {
    let data = ellipse((0.0, radius), radius * 0.94, radius);
    wire_shadow(c, &data, width);
    post(c, metal);
    wire(c, &data, width, metal, (-radius, 0.0), (radius, radius * 2.0));
}

/// A hoop twisted like rope.
pub fn rope_hoop(c: &mut Canvas, radius: f64, width: f64, metal: Metal) {
    wire_shadow(c, &ellipse((0.0, radius), radius, radius), width);
    post(c, metal);
    rope(c, (0.0, radius), (radius, radius), width, metal);
}

/// A crescent hoop: thin above, heavy below.
pub fn crescent_hoop(c: &mut Canvas, radius: f64, metal: Metal) {
    let inside = radius * 0.74;
    let data = format!("M0 0 A{radius:.1} {radius:.1} 0 1 1 -0.1 0 L-0.1 8 A{inside:.1} {inside:.1} 0 1 0 0 8Z");
    super::super::light::rest_small(c, &data);
    post(c, metal);
    plate(c, &data, metal, (-radius, radius * 0.4), (radius, radius * 1.7));
}

fn post(c: &mut Canvas, metal: Metal) {
    wire(
        c,
        "M0 4 C-6 -26 -30 -34 -44 -18",
        7.0,
        metal,
        (-50.0, -40.0),
        (10.0, 10.0),
    );
}

/// A small hoop with a baroque pearl hanging from it.
pub fn pearl_drop(c: &mut Canvas, metal: Metal) {
    let data = ellipse((0.0, 46.0), 46.0, 46.0);
    wire_shadow(c, &data, 11.0);
    wire(c, &data, 12.0, metal, (-46.0, 0.0), (46.0, 92.0));
    bail(c, (0.0, 106.0), 13.0, metal);
    plate(
        c,
        "M-12 116 C-14 130 -26 136 -22 146 L22 146 C26 136 14 130 12 116Z",
        metal,
        (-24.0, 116.0),
        (24.0, 146.0),
    );
    baroque(c, (0.0, 214.0), 1.0);
}

/// A stud: a pearl in a ring of rays.
pub fn sun_stud(c: &mut Canvas, metal: Metal) {
    let mut rays = String::new();
    for step in 0..16u8 {
        let angle = (f64::from(step) * 22.5).to_radians();
        let reach = if step % 2 == 0 { 96.0 } else { 72.0 };
        let (sin, cos) = angle.sin_cos();
        let spot = |along: f64, side: f64| (cos * along - sin * side, sin * along + cos * side);
        rays += &polygon(&[
            spot(38.0, -9.0),
            spot(reach, -3.0),
            spot(reach + 3.0, 0.0),
            spot(reach, 3.0),
            spot(38.0, 9.0),
        ]);
    }
    super::super::light::rest_small(c, &rays);
    let sheen = metal.sheen(c, (-90.0, -90.0), (90.0, 90.0));
    c.fill(&rays, &sheen);
    c.stroke(&rays, metal.deep(), 1.6, 70);
    plate(c, &ellipse((0.0, 0.0), 48.0, 48.0), metal, (-48.0, -48.0), (48.0, 48.0));
    pearl(c, (0.0, -1.0), 36.0);
}

/// An ear cuff of three joined wires.
pub fn ear_cuff(c: &mut Canvas, metal: Metal) {
    for (lift, reach) in [(-46.0, 84.0), (0.0, 96.0), (46.0, 84.0)] {
        let data = format!(
            "M-{reach:.1} {:.1} C-{r:.1} {:.1} {r:.1} {:.1} {reach:.1} {:.1}",
            lift - 40.0,
            lift + 84.0,
            lift + 84.0,
            lift - 40.0,
            r = reach * 0.82
        );
        wire_shadow(c, &data, 20.0);
        wire(c, &data, 21.0, metal, (-reach, lift), (reach, lift + 40.0));
    }
    c.soft(3, 40, |c| c.fill(&ellipse((-86.0, -36.0), 12.0, 60.0), SHADOW));
    wire(
        c,
        "M-92 -88 C-104 -50 -104 0 -88 14",
        19.0,
        metal,
        (-110.0, -90.0),
        (-80.0, 20.0),
    );
    wire(
        c,
        "M92 -88 C104 -50 104 0 88 14",
        19.0,
        metal,
        (80.0, -90.0),
        (110.0, 20.0),
    );
}
