//! How many of a variant a line holds.

use serde::{Deserialize, Serialize};

/// Units on one line: 1 to [`Quantity::MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Quantity(u32);

/// A quantity outside 1 to 99.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("quantity {0} is not between 1 and {max}", max = Quantity::MAX)]
pub struct QuantityError(pub u32);

impl Quantity {
    /// Most units of one variant in one cart; the table's check says the same.
    pub const MAX: u32 = 99;

    /// One unit.
    pub const ONE: Self = Self(1);

    /// A quantity, refused outside 1 to 99.
    ///
    /// # Errors
    /// [`QuantityError`] when out of bounds.
    pub const fn new(units: u32) -> Result<Self, QuantityError> {
        if units >= 1 && units <= Self::MAX {
            Ok(Self(units))
        } else {
            Err(QuantityError(units))
        }
    }

    /// The units as a number.
    pub const fn get(self) -> u32 {
        self.0
    }

    /// Both together, capped at the maximum: merging two carts must not fail.
    #[must_use]
    pub const fn saturating_add(self, other: Self) -> Self {
        let sum = self.0 + other.0;
        if sum > Self::MAX { Self(Self::MAX) } else { Self(sum) }
    }
}

impl TryFrom<u32> for Quantity {
    type Error = QuantityError;

    fn try_from(units: u32) -> Result<Self, Self::Error> {
        Self::new(units)
    }
}

impl From<Quantity> for u32 {
    fn from(quantity: Quantity) -> Self {
        quantity.0
    }
}
