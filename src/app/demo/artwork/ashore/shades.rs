//! Sunglasses, open and seen from the front, 560 wide.

use super::super::canvas::Canvas;
use super::super::colour::Colour;
use super::super::light::{cast, rest_small};
use super::super::palette::{BRASS, WHITE};
use super::super::path::Half;
use super::super::surf::kit::tube;

/// Draws a pair with this frame and lens.
pub fn sunglasses(c: &mut Canvas, frame: Colour, lens: Colour) {
    for side in [-1.0, 1.0] {
        c.group(&format!(r#"transform="scale({side} 1)""#), |c| {
            let temple = "M258 -50 C272 -80 268 -130 240 -150 C216 -164 196 -156 190 -140";
            c.soft(7, 36, |c| tube_shadow(c, temple));
            tube(c, temple, 18.0, frame);
        });
    }
    let bridge = "M-40 -30 C-24 -58 24 -58 40 -30";
    tube(c, bridge, 20.0, frame);
    for side in [-1.0, 1.0] {
        let rim = rim(side * 150.0, 122.0, 104.0);
        let glass = self::rim(side * 150.0, 100.0, 82.0);
        cast(c, &rim, (18.0, 34.0), 12, 30);
        rest_small(c, &rim);
        c.fill(&rim, frame.shaded(30));
        let acetate = c.linear(
            (side * 150.0 - 120.0, -100.0),
            (side * 150.0 + 120.0, 100.0),
            &[(0, frame.lit(54), 100), (40, frame, 100), (100, frame.shaded(30), 100)],
        );
        c.placed((-2.0, -4.0), 0.0, 1.0, |c| c.fill(&rim, acetate));
        let tint = c.linear(
            (0.0, -90.0),
            (0.0, 90.0),
            &[(0, lens.shaded(44), 100), (60, lens, 100), (100, lens.lit(44), 100)],
        );
        c.fill(&glass, tint);
        c.clipped(&glass, |c| reflection(c, side * 150.0, frame));
    }
    for x in [-254.0, 254.0] {
        c.draw(format_args!(
            r#"<rect x="{:.1}" y="-64" width="14" height="8" rx="3" fill="{BRASS}"/>"#,
            x - 7.0
        ));
    }
}

fn tube_shadow(c: &mut Canvas, data: &str) {
    c.draw(format_args!(
        r#"<path d="{data}" fill="none" stroke="{}" stroke-width="18" transform="translate(18 26)"/>"#,
        super::super::palette::SHADOW
    ));
}

fn reflection(c: &mut Canvas, x: f64, frame: Colour) {
    c.soft(4, 60, |c| {
        c.fill(
            &format!(
                "M{:.1} -100 L{:.1} -100 L{:.1} 100 L{:.1} 100Z",
                x - 70.0,
                x - 34.0,
                x - 84.0,
                x - 120.0
            ),
            WHITE,
        );
        c.fill(
            &format!(
                "M{:.1} -100 L{:.1} -100 L{:.1} 100 L{:.1} 100Z",
                x - 20.0,
                x - 8.0,
                x - 58.0,
                x - 70.0
            ),
            WHITE,
        );
    });
    c.stroke(&rim(x, 100.0, 82.0), frame.shaded(60), 9.0, 60);
}

fn rim(x: f64, across: f64, down: f64) -> String {
    Half::from((0.0, -down))
        .curve((across * 0.7, -down), (across, -down * 0.7), (across, -down * 0.1))
        .curve((across, down * 0.6), (across * 0.6, down), (0.0, down))
        .mirrored_at(x)
}
