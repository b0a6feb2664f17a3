//! Rounding to whole minor units (R3): one function, two modes, both symmetric about zero.

use serde::{Deserialize, Serialize};

/// What happens to exactly half a minor unit. Fixed on a cart and its order when they are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundingMode {
    /// Away from zero: 2.5 becomes 3, −2.5 becomes −3.
    #[default]
    HalfUp,
    /// To the even neighbour: 2.5 becomes 2, 3.5 becomes 4.
    HalfEven,
}

impl RoundingMode {
    /// Stable word for SQL and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HalfUp => "half_up",
            Self::HalfEven => "half_even",
        }
    }

    /// Reads the stable word; `None` for any other.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::HalfUp, Self::HalfEven]
            .into_iter()
            .find(|mode| mode.as_str() == word)
    }
}

/// Why a quotient could not be rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RoundingError {
    /// Division by zero.
    #[error("division by zero")]
    ZeroDenominator,
    /// The quotient does not fit 64 bits.
    #[error("the rounded amount is too large")]
    Overflow,
}

/// `numer / denom`, rounded to a whole number.
///
/// # Errors
/// [`RoundingError::ZeroDenominator`]; [`RoundingError::Overflow`] where the result does not fit `i64`.
#[inline]
pub fn round_div(numer: i128, denom: i128, mode: RoundingMode) -> Result<i64, RoundingError> {
    let divisor = denom.unsigned_abs();
    let (floor, rest) = div_rem(numer.unsigned_abs(), divisor).ok_or(RoundingError::ZeroDenominator)?;
    let rounded = floor + u128::from(rounds_away(floor, rest, divisor, mode));
    let negative = (numer < 0) != (denom < 0);
    signed(rounded, negative).ok_or(RoundingError::Overflow)
}

/// Quotient and rest; `None` for a division by zero. Amounts of real carts fit 64 bits, which are divided many times faster
/// than 128.
#[inline]
pub(crate) fn div_rem(dividend: u128, divisor: u128) -> Option<(u128, u128)> {
    match (u64::try_from(dividend), u64::try_from(divisor)) {
        (Ok(dividend), Ok(divisor)) => Some((dividend.checked_div(divisor)?.into(), (dividend % divisor).into())),
        _ => Some((dividend.checked_div(divisor)?, dividend % divisor)),
    }
}

// `rest >= divisor - rest` rather than `2 * rest >= divisor`: the doubling could overflow.
fn rounds_away(floor: u128, rest: u128, divisor: u128, mode: RoundingMode) -> bool {
    match (rest.cmp(&(divisor - rest)), mode) {
        (std::cmp::Ordering::Less, _) => false,
        (std::cmp::Ordering::Greater, _) | (std::cmp::Ordering::Equal, RoundingMode::HalfUp) => true,
        (std::cmp::Ordering::Equal, RoundingMode::HalfEven) => floor % 2 == 1,
    }
}

fn signed(magnitude: u128, negative: bool) -> Option<i64> {
    let value = i128::try_from(magnitude).ok()?;
    i64::try_from(if negative { -value } else { value }).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn half_up(numer: i128, denom: i128) -> i64 {
        round_div(numer, denom, RoundingMode::HalfUp).unwrap()
    }

    fn half_even(numer: i128, denom: i128) -> i64 {
        round_div(numer, denom, RoundingMode::HalfEven).unwrap()
    }

    #[test]
    fn half_a_unit_goes_away_from_zero_or_to_the_even_neighbour() {
        assert_eq!((half_up(5, 2), half_up(-5, 2), half_up(5, -2)), (3, -3, -3));
        assert_eq!(
            (half_even(5, 2), half_even(7, 2), half_even(-5, 2), half_even(-7, 2)),
            (2, 4, -2, -4)
        );
        assert_eq!((half_up(249, 100), half_up(251, 100)), (2, 3));
        assert_eq!((half_even(249, 100), half_even(251, 100)), (2, 3));
        assert_eq!((half_up(0, 7), half_up(-6, -3)), (0, 2));
    }

    #[test]
    fn a_quotient_that_cannot_be_is_an_error() {
        assert_eq!(
            round_div(1, 0, RoundingMode::HalfUp),
            Err(RoundingError::ZeroDenominator)
        );
        assert_eq!(
            round_div(i128::MAX, 1, RoundingMode::HalfUp),
            Err(RoundingError::Overflow)
        );
        assert_eq!(
            round_div(i128::MIN, -1, RoundingMode::HalfEven),
            Err(RoundingError::Overflow)
        );
        assert_eq!(round_div(i128::MIN, i128::MIN, RoundingMode::HalfUp), Ok(1));
        assert_eq!(round_div(i128::MIN, i128::MAX, RoundingMode::HalfUp), Ok(-1));
        assert_eq!(half_up(i128::from(i64::MIN), 1), i64::MIN);
    }

    #[test]
    fn the_words_of_the_modes_read_back() {
        for mode in [RoundingMode::HalfUp, RoundingMode::HalfEven] {
            assert_eq!(RoundingMode::parse(mode.as_str()), Some(mode));
            assert_eq!(serde_json::to_value(mode).unwrap(), mode.as_str());
        }
        assert_eq!(RoundingMode::parse("half_down"), None);
    }

    proptest! {
        #[test]
        fn a_division_of_any_width_gives_quotient_and_rest(
            dividend in prop_oneof![any::<u128>(), any::<u64>().prop_map(u128::from)],
            divisor in prop_oneof![any::<u128>(), any::<u64>().prop_map(u128::from)],
        ) {
            let expected = dividend.checked_div(divisor).map(|quotient| (quotient, dividend - quotient * divisor));
            prop_assert_eq!(div_rem(dividend, divisor), expected);
        }

        #[test]
        fn the_result_is_never_further_than_half_a_unit(numer in any::<i64>(), denom in 1_i64..) {
            let (numer, denom) = (i128::from(numer), i128::from(denom));
            for mode in [RoundingMode::HalfUp, RoundingMode::HalfEven] {
                let error = numer - i128::from(round_div(numer, denom, mode).unwrap()) * denom;
                prop_assert!(error.abs() * 2 <= denom);
            }
        }

        #[test]
        fn rounding_mirrors_at_zero(numer in any::<i128>(), denom in any::<i128>()) {
            prop_assume!(numer != i128::MIN);
            for mode in [RoundingMode::HalfUp, RoundingMode::HalfEven] {
                let (plus, minus) = (round_div(numer, denom, mode), round_div(-numer, denom, mode));
                if let (Ok(plus), Ok(minus)) = (plus, minus) {
                    prop_assert_eq!(i128::from(plus), -i128::from(minus));
                }
            }
        }
    }
}
