//! Pendants: each hangs from the origin.

use super::super::canvas::Canvas;
use super::super::colour::Colour;
use super::super::light::rest_small;
use super::super::palette::WHITE;
use super::super::path::{blob, ellipse};
use super::super::surf::board::mark;
use super::metal::{Metal, bail, plate, wire};
use super::stone::{pearl, sea_glass};

/// A coin with a milled edge and the house's sign.
pub fn coin(c: &mut Canvas, metal: Metal) {
    let (disc, field) = (ellipse((0.0, 104.0), 88.0, 88.0), ellipse((0.0, 104.0), 70.0, 70.0));
    rest_small(c, &disc);
    bail(c, (0.0, 8.0), 12.0, metal);
    plate(c, &disc, metal, (-88.0, 16.0), (88.0, 192.0));
    c.draw(format_args!(r#"<circle cx="0" cy="104" r="79" fill="none" stroke="{}" stroke-width="12" stroke-dasharray="3 4.2" stroke-opacity=".7"/>"#, metal.deep()));
    let sheen = metal.sheen(c, (70.0, 170.0), (-70.0, 30.0));
    c.fill(&field, &sheen);
    c.stroke(&field, metal.deep(), 2.4, 80);
    mark(c, (4.0, 110.0), 1.45, metal.colour().lit(86));
    mark(c, (1.5, 106.0), 1.45, metal.deep());
}

/// A crescent moon.
pub fn moon(c: &mut Canvas, metal: Metal) {
    let data = "M24 22 A70 70 0 1 0 62 122 A56 56 0 1 1 24 22Z";
    rest_small(c, data);
    bail(c, (20.0, 10.0), 11.0, metal);
    plate(c, data, metal, (-70.0, 20.0), (60.0, 150.0));
}

/// A scallop shell with its ribs.
pub fn scallop(c: &mut Canvas, metal: Metal) {
    let data = "M-22 30 L22 30 L30 44 C70 52 104 92 100 128 C92 132 88 142 84 150 C72 150 66 158 60 166 C46 162 38 168 30 174 C18 168 8 172 0 178 C-8 172 -18 168 -30 174 C-38 168 -46 162 -60 166 C-66 158 -72 150 -84 150 C-88 142 -92 132 -100 128 C-104 92 -70 52 -30 44Z";
    rest_small(c, data);
    bail(c, (0.0, 14.0), 11.0, metal);
    plate(c, data, metal, (-100.0, 40.0), (100.0, 170.0));
    c.clipped(data, |c| {
        for (x, y) in [
            (-84.0, 150.0),
            (-60.0, 166.0),
            (-30.0, 174.0),
            (0.0, 178.0),
            (30.0, 174.0),
            (60.0, 166.0),
            (84.0, 150.0),
        ] {
            let rib = format!("M{:.1} 40 Q{:.1} 90 {x:.1} {y:.1}", x * 0.1, x * 0.62);
            c.stroke(&rib, metal.deep(), 6.0, 74);
            c.draw(format_args!(
                r#"<path d="{rib}" fill="none" stroke="{}" stroke-width="3" transform="translate(5 1)"/>"#,
                metal.colour().lit(76)
            ));
        }
    });
}

/// A piece of sea glass in a wire frame.
pub fn glass_drop(c: &mut Canvas, metal: Metal, tone: Colour) {
    let data = blob(&[
        (0.0, 28.0),
        (40.0, 62.0),
        (60.0, 118.0),
        (42.0, 168.0),
        (-4.0, 184.0),
        (-48.0, 162.0),
        (-56.0, 108.0),
        (-34.0, 58.0),
    ]);
    rest_small(c, &data);
    bail(c, (0.0, 10.0), 12.0, metal);
    sea_glass(c, &data, (0.0, 106.0), 78.0, tone);
    wire(c, &data, 7.0, metal, (-60.0, 20.0), (60.0, 180.0));
    wire(
        c,
        "M-58 108 C-20 92 26 132 60 116",
        5.0,
        metal,
        (-60.0, 80.0),
        (60.0, 140.0),
    );
}

/// A single pearl under a cap.
pub fn pearl_pendant(c: &mut Canvas, metal: Metal) {
    bail(c, (0.0, 10.0), 11.0, metal);
    pearl(c, (0.0, 92.0), 62.0);
    plate(
        c,
        "M-24 34 C-20 26 20 26 24 34 C28 44 20 50 0 50 C-20 50 -28 44 -24 34Z",
        metal,
        (-24.0, 26.0),
        (24.0, 50.0),
    );
}

/// A bar that hangs level, its lower edge a line of swell.
pub fn wave_bar(c: &mut Canvas, metal: Metal) {
    let data = "M-150 30 H150 C152 52 142 60 126 54 C104 42 86 76 58 64 C30 50 14 84 -14 70 C-40 56 -58 90 -86 74 C-108 60 -126 80 -146 68 C-156 62 -154 40 -150 30Z";
    rest_small(c, data);
    plate(c, data, metal, (-150.0, 20.0), (150.0, 90.0));
    c.stroke("M-140 38 H140", WHITE, 2.0, 50);
    for x in [-138.0, 138.0] {
        bail(c, (x, 20.0), 9.0, metal);
    }
}
