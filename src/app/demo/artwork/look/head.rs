//! What is seen of a head: a chin, and the hair behind and before the shoulders.

use super::super::canvas::Canvas;
use super::super::colour::Colour;
use super::super::palette::{EMBER, SHADOW, WHITE};
use super::body::skin;

/// Chin and mouth over the neck, for pictures that end below the nose.
pub fn chin(c: &mut Canvas, tone: Colour) {
    let data = "M-112 -420 C-118 -330 -104 -246 -66 -196 C-40 -164 40 -164 66 -196 C104 -246 118 -330 112 -420Z";
    c.soft(8, 40, |c| {
        c.draw(format_args!(
            r#"<path d="{data}" fill="{SHADOW}" transform="translate(4 22)"/>"#
        ));
    });
    skin(c, data, -114.0, 116.0, tone);
    let lip = tone.mix(EMBER, 44);
    c.soft(5, 60, |c| {
        c.stroke("M-30 -226 C-10 -218 14 -218 32 -226", tone.shaded(40), 8.0, 60);
    });
    c.fill(
        "M-48 -268 C-30 -280 -12 -286 0 -279 C12 -286 30 -280 48 -268 C24 -260 -24 -260 -48 -268Z",
        lip.shaded(14),
    );
    c.fill(
        "M-48 -268 C-24 -262 24 -262 48 -268 C34 -240 -30 -240 -48 -268Z",
        lip.lit(8),
    );
    c.stroke("M-22 -252 C-8 -247 8 -247 18 -251", WHITE, 4.0, 18);
}

/// Hair that falls behind the neck, as wide as the shoulders allow; draw it before the trunk.
pub fn hair_behind(c: &mut Canvas, tone: Colour) {
    let data = "M-130 -480 C-170 -300 -190 -120 -150 60 C-90 100 100 104 156 50 C190 -120 170 -320 130 -480Z";
    c.fill(data, tone.shaded(24));
    c.clipped(data, |c| strands(c, tone, 150.0));
}

/// A lock that falls over one shoulder (`side` is -1 or 1) to the front, down to `low`.
pub fn lock(c: &mut Canvas, side: f64, tone: Colour, low: f64) {
    let data = format!(
        "M{a:.1} -480 C{b:.1} -300 {b:.1} -80 {d:.1} {low:.1} C{e:.1} {m:.1} {f:.1} -60 {g:.1} -160 C{e:.1} -260 {g:.1} -380 {a:.1} -480Z",
        a = side * 92.0,
        b = side * 190.0,
        d = side * 116.0,
        e = side * 96.0,
        f = side * 90.0,
        g = side * 84.0,
        m = low * 0.5,
    );
    c.fill(&data, tone);
    c.clipped(&data, |c| strands(c, tone, 180.0));
}

fn strands(c: &mut Canvas, tone: Colour, reach: f64) {
    for step in 0..22u8 {
        let x = -reach + f64::from(step) * reach / 11.0;
        let colour = if step % 3 == 0 { tone.lit(26) } else { tone.shaded(36) };
        c.stroke(
            &format!(
                "M{:.1} -480 C{:.1} -300 {:.1} -100 {:.1} 130",
                x * 0.7,
                x * 1.1,
                x * 1.14,
                x
            ),
            colour,
            4.0,
            46,
        );
    }
}
