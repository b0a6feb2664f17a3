//! How much one discount takes of one amount.

use super::Reduction;
use crate::{
    pricing::PricingError,
    rate::Rate,
    rounding::{RoundingMode, round_div},
};

/// Parts per million of everything.
const WHOLE: i128 = 1_000_000;

/// `amount × rate`, rounded to whole minor units.
///
/// # Errors
/// [`PricingError::Rounding`] where the result does not fit 64 bits.
pub fn percent_of(amount: i64, rate: Rate, mode: RoundingMode) -> Result<i64, PricingError> {
    ppm_of(amount, rate.ppm(), mode)
}

fn ppm_of(amount: i64, ppm: i128, mode: RoundingMode) -> Result<i64, PricingError> {
    Ok(round_div(i128::from(amount) * ppm, WHOLE, mode)?)
}

/// A discount cut to what is left: between nothing and `remaining`.
///
/// # Errors
/// [`PricingError::NegativeAmount`] for a discount below zero: it would be a surcharge.
pub fn clamp(discount: i64, remaining: i64) -> Result<i64, PricingError> {
    if discount < 0 {
        return Err(PricingError::NegativeAmount);
    }
    Ok(discount.min(remaining))
}

impl Reduction {
    /// What this takes of `remaining`: never more than that.
    pub(super) fn of(self, remaining: i64, mode: RoundingMode) -> Result<i64, PricingError> {
        match self {
            Self::Percent(rate) => match rate.ppm() {
                ppm if ppm > WHOLE => Ok(remaining),
                ppm => clamp(ppm_of(remaining, ppm, mode)?, remaining),
            },
            Self::Fixed(minor) => clamp(minor, remaining),
        }
    }
}
