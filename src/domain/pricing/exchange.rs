//! Prices in another currency (R15): converted once, when a price list is published, never for a request.

use super::PricingError;
use crate::{
    money::{Currency, Money},
    rate::Rate,
    rounding::{RoundingMode, round_div},
};

/// How a market likes its prices to look, in minor units of its currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charm {
    /// As converted.
    AsIs,
    /// Up to the next amount that ends so: `ending` 99 in a `step` of 100 makes 1846 into 1899.
    EndingUp {
        /// The last digits, from 0 to below `step`.
        ending: i64,
        /// A power of ten, or whatever the market counts in; above zero.
        step: i64,
    },
    /// To the nearest multiple: a `step` of 10 makes 2986 into 2990.
    Nearest {
        /// Above zero.
        step: i64,
    },
}

/// Converts at `rate` target units a unit, rounds to the target's exponent, then applies the charm.
///
/// # Errors
/// [`PricingError::Rounding`] or [`PricingError::Overflow`] where the result does not fit; [`PricingError::BadCharm`].
pub fn convert(
    price: Money,
    target: Currency,
    rate: Rate,
    mode: RoundingMode,
    charm: Charm,
) -> Result<Money, PricingError> {
    // At most 2⁶³ × 10¹² × 10⁴: below 2¹¹⁷.
    let numer = i128::from(price.minor) * rate.ppm() * i128::from(target.minor_per_major());
    let denom = 1_000_000 * i128::from(price.currency.minor_per_major());
    let converted = round_div(numer, denom, mode)?;
    Ok(Money::new(charm.apply(converted, mode)?, target))
}

impl Charm {
    fn apply(self, minor: i64, mode: RoundingMode) -> Result<i64, PricingError> {
        match self {
            Self::AsIs => Ok(minor),
            Self::EndingUp { ending, step } if (0..step).contains(&ending) => {
                let up = (i128::from(ending) - i128::from(minor)).rem_euclid(i128::from(step));
                i64::try_from(i128::from(minor) + up).map_err(|_| PricingError::Overflow)
            }
            Self::Nearest { step } if step > 0 => {
                let steps = round_div(i128::from(minor), i128::from(step), mode)?;
                steps.checked_mul(step).ok_or(PricingError::Overflow)
            }
            Self::EndingUp { .. } | Self::Nearest { .. } => Err(PricingError::BadCharm),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn charmed(minor: i64, charm: Charm) -> Result<i64, PricingError> {
        charm.apply(minor, RoundingMode::HalfUp)
    }

    #[test]
    fn a_price_that_already_ends_so_stays() {
        let charm = Charm::EndingUp { ending: 99, step: 100 };

        assert_eq!(charmed(1899, charm), Ok(1899));
        assert_eq!(charmed(1900, charm), Ok(1999));
        assert_eq!(charmed(0, charm), Ok(99));
        assert_eq!(charmed(i64::MAX, charm), Err(PricingError::Overflow));
    }

    #[test]
    fn the_nearest_step_may_be_below() {
        assert_eq!(charmed(2984, Charm::Nearest { step: 10 }), Ok(2980));
        assert_eq!(charmed(2985, Charm::Nearest { step: 10 }), Ok(2990));
    }

    #[test]
    fn a_charm_that_means_nothing_is_an_error() {
        assert_eq!(charmed(1, Charm::Nearest { step: 0 }), Err(PricingError::BadCharm));
        assert_eq!(
            charmed(1, Charm::EndingUp { ending: 100, step: 100 }),
            Err(PricingError::BadCharm)
        );
        assert_eq!(
            charmed(1, Charm::EndingUp { ending: -1, step: 100 }),
            Err(PricingError::BadCharm)
        );
    }
}
