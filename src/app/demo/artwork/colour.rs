//! A colour of the demo pictures, and the few ways in which light changes it.

use std::fmt;

/// An opaque sRGB colour; prints as `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(u8, u8, u8);

impl Colour {
    /// The colour with these red, green and blue parts.
    #[must_use]
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self(red, green, blue)
    }

    /// This colour with `percent` (0 to 100) of `other` stirred in.
    #[must_use]
    pub fn mix(self, other: Self, percent: u8) -> Self {
        let share = u16::from(percent.min(100));
        let stir = |own: u8, its: u8| {
            let sum = u16::from(own) * (100 - share) + u16::from(its) * share;
            u8::try_from((sum + 50) / 100).unwrap_or(u8::MAX)
        };
        Self(stir(self.0, other.0), stir(self.1, other.1), stir(self.2, other.2))
    }

    /// As if the sun reached it: `percent` towards a warm white.
    #[must_use]
    pub fn lit(self, percent: u8) -> Self {
        self.mix(Self(255, 248, 236), percent)
    }

    /// As the far side of a cloth looks, where only light from the ground gets to it.
    #[must_use]
    pub fn inside(self) -> Self {
        self.mix(Self(104, 66, 60), 34).shaded(14)
    }

    /// As if turned from the sun: `percent` towards a warm dark.
    #[must_use]
    pub fn shaded(self, percent: u8) -> Self {
        self.mix(Self(42, 24, 44), percent)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

#[cfg(test)]
mod tests {
    use super::Colour;

    #[test]
    fn half_of_black_and_white_is_the_middle_grey() {
        let grey = Colour::new(0, 0, 0).mix(Colour::new(255, 255, 255), 50);

        assert_eq!(grey.to_string(), "#808080");
    }
}
