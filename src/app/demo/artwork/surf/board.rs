//! Surfboards: foam and resin, painted, glassed and polished.

use super::super::canvas::Canvas;
use super::super::colour::Colour;
use super::super::palette::{BARK, CLAY, SHADOW, SHELL, WHITE};
use super::super::path::polygon;
use super::design::{resin_swirl, sun_design, swell_design, wood};
use super::fins::fin_edge;
use super::outline::Template;

/// What is painted on a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// One resin tint all over.
    Tint,
    /// Nose and tail dipped in a second colour.
    Dip(Colour),
    /// Three bands across, below the nose.
    Bands(Colour, Colour),
    /// A lens of colour down the middle.
    Panel(Colour),
    /// A low sun and its reflections.
    Sun(Colour, Colour),
    /// A slanted split in two colours.
    Split(Colour),
    /// Lines that follow both rails.
    Pinlines(Colour),
    /// A wave that runs down one rail.
    Swell(Colour, Colour),
    /// Bare wood.
    Wood,
}

/// Which side of a board is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The side that the surfer stands on.
    Deck,
    /// The side on the water, with this many fins.
    Bottom(u8),
}

/// A surfboard to draw.
#[derive(Clone, Copy, Debug)]
pub struct Board {
    /// Its outline.
    pub template: Template,
    /// The resin.
    pub base: Colour,
    /// The design.
    pub paint: Paint,
    /// Deck or bottom.
    pub side: Side,
}

impl Board {
    /// Draws the board without a shadow; see `leaning` and `lying`.
    pub fn draw(&self, c: &mut Canvas) {
        let outline = self.template.half().mirrored();
        let half = self.template.half_width();
        c.fill(&outline, self.base);
        c.clipped(&outline, |c| {
            self.design(c);
            self.stringer(c);
            self.rails(c, &outline, half);
            self.gloss(c, half);
            if self.template == Template::Foamie {
                self.traction(c);
            }
        });
        if let Side::Bottom(count) = self.side {
            self.fins(c, count);
        } else {
            self.leash_plug(c);
        }
        mark(c, (0.0, self.template.length() * 0.2), 0.62, self.mark_colour());
    }

    /// Draws the board against a wall: its shadow falls on the plaster behind it.
    pub fn leaning(&self, c: &mut Canvas) {
        let outline = self.template.half().mirrored();
        c.soft(20, 30, |c| {
            c.draw(format_args!(
                r#"<path d="{outline}" fill="{SHADOW}" transform="translate(64 34) skewX(-2)"/>"#
            ));
        });
        c.soft(7, 30, |c| {
            c.draw(format_args!(
                r#"<path d="{outline}" fill="{SHADOW}" transform="translate(20 12)"/>"#
            ));
        });
        self.draw(c);
    }

    /// Draws the board flat on the ground.
    pub fn lying(&self, c: &mut Canvas) {
        super::super::light::rest(c, &self.template.half().mirrored());
        self.draw(c);
    }

    fn mark_colour(&self) -> Colour {
        match self.paint {
            Paint::Wood => BARK,
            Paint::Dip(_) | Paint::Pinlines(_) | Paint::Bands(..) => self.base.shaded(56),
            _ => self.base.lit(80),
        }
    }

    fn design(&self, c: &mut Canvas) {
        let (length, half) = (self.template.length(), self.template.half_width());
        match self.paint {
            Paint::Tint => resin_swirl(c, self.base, length),
            Paint::Dip(colour) => {
                c.fill(
                    &format!(
                        "M-200 -20 H200 V{a:.1} C80 {b:.1} -60 {d:.1} -200 {e:.1}Z",
                        a = length * 0.25,
                        b = length * 0.31,
                        d = length * 0.2,
                        e = length * 0.27
                    ),
                    colour,
                );
                c.fill(
                    &format!(
                        "M-200 {z:.1} H200 V{a:.1} C90 {b:.1} -70 {d:.1} -200 {a:.1}Z",
                        z = length + 20.0,
                        a = length * 0.82,
                        b = length * 0.77,
                        d = length * 0.87
                    ),
                    colour,
                );
            }
            Paint::Bands(one, other) => {
                for (top, size, colour) in [
                    (0.3, 0.075, one),
                    (0.385, 0.03, other),
                    (0.425, 0.014, one),
                    (0.8, 0.05, one),
                    (0.86, 0.02, other),
                ] {
                    c.fill(
                        &polygon(&[
                            (-200.0, length * top),
                            (200.0, length * top),
                            (200.0, length * (top + size)),
                            (-200.0, length * (top + size)),
                        ]),
                        colour,
                    );
                }
            }
            Paint::Panel(colour) => {
                let lens = format!(
                    "M0 {a:.1} C{w:.1} {b:.1} {w:.1} {d:.1} 0 {e:.1} C-{w:.1} {d:.1} -{w:.1} {b:.1} 0 {a:.1}Z",
                    a = length * 0.05,
                    b = length * 0.3,
                    d = length * 0.7,
                    e = length * 0.96,
                    w = half * 0.94
                );
                c.fill(&lens, colour);
                c.stroke(&lens, colour.shaded(40), 3.0, 90);
            }
            Paint::Sun(disc, ray) => sun_design(c, length, half, disc, ray),
            Paint::Split(colour) => {
                c.fill(
                    &polygon(&[
                        (-200.0, length * 0.62),
                        (200.0, length * 0.38),
                        (200.0, length + 20.0),
                        (-200.0, length + 20.0),
                    ]),
                    colour,
                );
                c.stroke(
                    &polygon(&[(-200.0, length * 0.62), (200.0, length * 0.38)]),
                    SHELL,
                    7.0,
                    100,
                );
            }
            Paint::Pinlines(colour) => self.pinlines(c, colour),
            Paint::Swell(one, other) => swell_design(c, length, half, one, other),
            Paint::Wood => wood(c, length, half),
        }
    }

    fn pinlines(&self, c: &mut Canvas, colour: Colour) {
        let outline = self.template.half().mirrored();
        for (scale, width) in [(0.86, 5.0), (0.8, 2.0)] {
            let (drop, thick) = (self.template.length() * (1.0 - scale) * 0.36, width / scale);
            c.draw(format_args!(
                r#"<g transform="translate(0 {drop:.1}) scale({scale} {:.3})"><path d="{outline}" fill="none" stroke="{colour}" stroke-width="{thick:.1}"/></g>"#,
                1.0 - (1.0 - scale) * 0.72
            ));
        }
    }

    fn stringer(&self, c: &mut Canvas) {
        if matches!(self.template, Template::Alaia | Template::Foamie) {
            return;
        }
        let line = polygon(&[(0.0, 0.0), (0.0, self.template.length())]);
        c.stroke(&line, CLAY.shaded(30), 5.0, 80);
        c.stroke(&line, CLAY.lit(40), 1.6, 80);
    }

    fn rails(&self, c: &mut Canvas, outline: &str, half: f64) {
        let roll = c.linear(
            (-half, 0.0),
            (half, 0.0),
            &[
                (0, SHADOW, 34),
                (7, SHADOW, 8),
                (15, WHITE, 30),
                (30, WHITE, 4),
                (74, SHADOW, 4),
                (92, SHADOW, 24),
                (100, SHADOW, 46),
            ],
        );
        c.fill(outline, roll);
        let lift = c.linear(
            (0.0, 0.0),
            (0.0, self.template.length()),
            &[
                (0, SHADOW, 24),
                (10, WHITE, 18),
                (34, WHITE, 0),
                (80, SHADOW, 2),
                (100, SHADOW, 24),
            ],
        );
        c.fill(outline, lift);
    }

    fn gloss(&self, c: &mut Canvas, half: f64) {
        if matches!(self.template, Template::Foamie) || self.paint == Paint::Wood {
            return;
        }
        let length = self.template.length();
        let streak = polygon(&[
            (-half * 0.72, -20.0),
            (-half * 0.3, -20.0),
            (-half * 0.42, length + 20.0),
            (-half * 0.66, length + 20.0),
        ]);
        c.soft(3, 34, |c| c.fill(&streak, WHITE));
        let pane = polygon(&[
            (half * 0.2, length * 0.1),
            (half * 0.62, length * 0.07),
            (half * 0.66, length * 0.34),
            (half * 0.3, length * 0.38),
        ]);
        c.soft(4, 20, |c| c.fill(&pane, WHITE));
    }

    fn traction(&self, c: &mut Canvas) {
        let tile = format!(
            r#"<path d="M0 6 L6 0 L12 6 L6 12Z" fill="{}" fill-opacity=".35"/>"#,
            self.base.shaded(40)
        );
        let weave = c.pattern(12.0, 12.0, 0.0, &tile);
        let length = self.template.length();
        c.fill(
            &polygon(&[
                (-160.0, length * 0.5),
                (160.0, length * 0.5),
                (160.0, length * 0.97),
                (-160.0, length * 0.97),
            ]),
            weave,
        );
    }

    fn leash_plug(&self, c: &mut Canvas) {
        if self.template == Template::Alaia {
            return;
        }
        let y = self.template.length() * 0.86;
        c.draw(format_args!(
            r#"<circle cx="22" cy="{y:.1}" r="12" fill="{}"/><circle cx="23" cy="{:.1}" r="8" fill="{}"/><path d="M12 {y:.1} H32" stroke="{}" stroke-width="3"/>"#,
            self.base.shaded(30),
            y + 1.0,
            self.base.shaded(58),
            self.base.lit(50)
        ));
    }

    fn fins(&self, c: &mut Canvas, count: u8) {
        let length = self.template.length();
        let colour = self.fin_colour();
        let spots: &[(f64, f64, f64)] = match count {
            1 => &[(0.0, 0.83, 1.5)],
            2 => &[(-74.0, 0.79, 1.25), (74.0, 0.79, 1.25)],
            _ => &[(-68.0, 0.76, 0.9), (68.0, 0.76, 0.9), (0.0, 0.87, 0.9)],
        };
        for (x, part, size) in spots {
            fin_edge(c, (*x, length * part), *size, colour);
        }
    }

    fn fin_colour(&self) -> Colour {
        match self.paint {
            Paint::Dip(colour)
            | Paint::Panel(colour)
            | Paint::Pinlines(colour)
            | Paint::Bands(colour, _)
            | Paint::Split(colour)
            | Paint::Sun(_, colour)
            | Paint::Swell(_, colour) => colour,
            Paint::Tint => self.base.shaded(40),
            Paint::Wood => BARK,
        }
    }
}

/// The sign of the house: a crescent moon over one wave.
pub fn mark(c: &mut Canvas, place: (f64, f64), scale: f64, colour: Colour) {
    c.placed(place, 0.0, scale, |c| {
        c.fill("M8 -46 A25 25 0 1 0 25 -9 A20.5 20.5 0 1 1 8 -46Z", colour);
        c.stroke("M-38 22 C-27 9 -14 9 0 20 C14 31 27 31 38 18", colour, 6.0, 100);
    });
}
