//! Outlines of surfboards as the shaper's templates give them.

use super::super::path::Half;

/// A family of surfboards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// Long, round in the nose, square in the tail.
    Longboard,
    /// Short and wide with a swallow tail.
    Fish,
    /// Round at both ends.
    Egg,
    /// Pointed and narrow, for steep waves.
    Shortboard,
    /// A thick soft board for learning.
    Foamie,
    /// A thin plank of bare wood.
    Alaia,
}

impl Template {
    /// Length in units; boards are drawn to one scale.
    pub const fn length(self) -> f64 {
        match self {
            Self::Longboard => 1120.0,
            Self::Fish => 720.0,
            Self::Egg => 850.0,
            Self::Shortboard => 790.0,
            Self::Foamie => 980.0,
            Self::Alaia => 800.0,
        }
    }

    /// Half the width at the widest place.
    pub const fn half_width(self) -> f64 {
        match self {
            Self::Longboard | Self::Fish => 132.0,
            Self::Egg => 130.0,
            Self::Shortboard => 108.0,
            Self::Foamie => 138.0,
            Self::Alaia => 100.0,
        }
    }

    /// The right half, nose first.
    pub fn half(self) -> Half {
        match self {
            Self::Longboard => Half::from((0.0, 0.0))
                .curve((62.0, 2.0), (104.0, 90.0), (120.0, 250.0))
                .curve((136.0, 440.0), (138.0, 660.0), (118.0, 880.0))
                .curve((110.0, 970.0), (94.0, 1060.0), (66.0, 1100.0))
                .curve((52.0, 1117.0), (20.0, 1120.0), (0.0, 1120.0)),
            Self::Fish => Half::from((0.0, 0.0))
                .curve((34.0, 8.0), (112.0, 120.0), (129.0, 300.0))
                .curve((140.0, 440.0), (122.0, 590.0), (92.0, 712.0))
                .curve((84.0, 724.0), (72.0, 724.0), (66.0, 712.0))
                .curve((50.0, 680.0), (26.0, 640.0), (0.0, 628.0)),
            Self::Egg => Half::from((0.0, 0.0))
                .curve((54.0, 2.0), (112.0, 120.0), (126.0, 320.0))
                .curve((138.0, 500.0), (120.0, 660.0), (84.0, 780.0))
                .curve((64.0, 834.0), (28.0, 850.0), (0.0, 850.0)),
            Self::Shortboard => Half::from((0.0, 0.0))
                .curve((20.0, 6.0), (88.0, 140.0), (105.0, 350.0))
                .curve((116.0, 500.0), (96.0, 650.0), (58.0, 770.0))
                .curve((52.0, 786.0), (40.0, 790.0), (0.0, 790.0)),
            Self::Foamie => Half::from((0.0, 0.0))
                .curve((74.0, 2.0), (118.0, 110.0), (130.0, 290.0))
                .curve((144.0, 480.0), (142.0, 660.0), (120.0, 830.0))
                .curve((108.0, 920.0), (84.0, 970.0), (52.0, 978.0))
                .line((0.0, 980.0)),
            Self::Alaia => Half::from((0.0, 0.0))
                .curve((50.0, 2.0), (92.0, 70.0), (98.0, 210.0))
                .curve((104.0, 420.0), (92.0, 620.0), (80.0, 800.0))
                .line((0.0, 800.0)),
        }
    }
}
