//! The colours of Ondelune: sand, sea, dusk, coral and brass.

use super::colour::Colour;

/// Paper white, the lightest thing in any picture.
pub const SHELL: Colour = Colour::new(247, 240, 229);
pub const SAND: Colour = Colour::new(235, 221, 199);
pub const DUNE: Colour = Colour::new(219, 193, 158);
pub const CLAY: Colour = Colour::new(196, 142, 106);
pub const TERRACOTTA: Colour = Colour::new(178, 96, 68);
pub const BARK: Colour = Colour::new(106, 68, 50);

pub const FOAM: Colour = Colour::new(228, 240, 236);
pub const LAGOON: Colour = Colour::new(158, 206, 201);
pub const SEA: Colour = Colour::new(74, 152, 162);
pub const DEEP: Colour = Colour::new(31, 88, 104);
pub const INK: Colour = Colour::new(24, 45, 62);
pub const KELP: Colour = Colour::new(98, 112, 72);
pub const SAGE: Colour = Colour::new(176, 187, 156);

pub const HAZE: Colour = Colour::new(238, 221, 222);
pub const MAUVE: Colour = Colour::new(201, 168, 186);
pub const DUSK: Colour = Colour::new(134, 106, 142);
pub const PLUM: Colour = Colour::new(74, 55, 90);

pub const BLUSH: Colour = Colour::new(248, 216, 201);
pub const CORAL: Colour = Colour::new(236, 126, 98);
pub const EMBER: Colour = Colour::new(208, 84, 62);
pub const SUN: Colour = Colour::new(250, 200, 122);
pub const BUTTER: Colour = Colour::new(248, 226, 168);

pub const BRASS: Colour = Colour::new(201, 155, 78);
pub const SILVER: Colour = Colour::new(186, 190, 194);
pub const ROSE: Colour = Colour::new(214, 152, 126);

pub const BLACK: Colour = Colour::new(38, 36, 42);
pub const WHITE: Colour = Colour::new(255, 252, 246);
/// What every shadow is made of: never grey, never black.
pub const SHADOW: Colour = Colour::new(66, 38, 58);
