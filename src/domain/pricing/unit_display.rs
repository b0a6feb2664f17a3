//! What one unit of a priced line is worth, for people. Never computed with: the line is what counts.

use serde::{Deserialize, Serialize};

use super::PricingError;
use crate::rounding::{RoundingMode, round_div};

/// A line's amount a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitDisplay {
    /// Minor units, rounded.
    pub minor: i64,
    /// Whether `minor` times the quantity is the line's amount; where not, say "about".
    pub exact: bool,
}

/// The amount of a line divided by its units.
///
/// # Errors
/// [`PricingError::NoUnits`].
pub fn unit_display(line_minor: i64, quantity: u32, mode: RoundingMode) -> Result<UnitDisplay, PricingError> {
    if quantity == 0 {
        return Err(PricingError::NoUnits);
    }
    let (line, units) = (i128::from(line_minor), i128::from(quantity));
    Ok(UnitDisplay {
        minor: round_div(line, units, mode)?,
        exact: line % units == 0,
    })
}
