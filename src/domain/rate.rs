//! Rates (R2): tax rates, percentages and exchange rates as exact decimal fractions of at most six places.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::kind::{HasKind, Kind};

/// A fraction such as `0.20` for 20 %, exact in parts per million. Never negative, at most one million.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Rate(Decimal);

/// Why a number is not a rate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RateError {
    /// Not a plain decimal number.
    #[error("a rate is a decimal fraction such as 0.20")]
    NotADecimal,
    /// More than six decimals.
    #[error("a rate has at most six decimals")]
    TooManyDecimals,
    /// Below zero or above one million.
    #[error("a rate lies between 0 and 1,000,000")]
    OutOfRange,
}

const PLACES: u32 = 6;
const LARGEST: i64 = 1_000_000;
/// Of ten, up to [`PLACES`].
const POWERS: [i128; 7] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000];

impl HasKind for RateError {
    fn kind(&self) -> Kind {
        Kind::Invalid
    }
}

impl Rate {
    /// The whole: 100 %.
    pub const ONE: Self = Self(Decimal::ONE);
    /// No rate at all.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// From parts per million: `200_000` is 20 %.
    pub fn from_ppm(ppm: u32) -> Self {
        Self(Decimal::from_i128_with_scale(i128::from(ppm), PLACES).normalize())
    }

    /// From parts per million as they are stored.
    ///
    /// # Errors
    /// [`RateError::OutOfRange`] below zero or above one million.
    pub fn from_stored_ppm(ppm: i64) -> Result<Self, RateError> {
        Self::from_decimal(Decimal::new(ppm, PLACES))
    }

    /// As a decimal of a hundred: "7.25".
    pub fn to_percent(self) -> String {
        (self.0 * Decimal::ONE_HUNDRED).normalize().to_string()
    }

    /// From a fraction: `0.20` is 20 %.
    ///
    /// # Errors
    /// [`RateError::TooManyDecimals`] beyond parts per million, [`RateError::OutOfRange`].
    pub fn from_decimal(fraction: Decimal) -> Result<Self, RateError> {
        let fraction = fraction.normalize();
        if fraction.scale() > PLACES {
            return Err(RateError::TooManyDecimals);
        }
        if fraction < Decimal::ZERO || fraction > Decimal::from(LARGEST) {
            return Err(RateError::OutOfRange);
        }
        Ok(Self(fraction))
    }

    /// Reads a plain decimal fraction such as `0.2`.
    ///
    /// # Errors
    /// As [`Rate::from_decimal`], and [`RateError::NotADecimal`].
    pub fn parse(text: &str) -> Result<Self, RateError> {
        let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        if !plain {
            return Err(RateError::NotADecimal);
        }
        Self::from_decimal(Decimal::from_str_exact(text).map_err(|_| RateError::NotADecimal)?)
    }

    /// The fraction in parts per million: at most 10¹².
    #[inline]
    pub fn ppm(self) -> i128 {
        let missing = PLACES.saturating_sub(self.0.scale()) as usize;
        self.0.mantissa() * POWERS[missing]
    }

    /// The fraction itself.
    pub const fn as_decimal(self) -> Decimal {
        self.0
    }

    /// Whether the rate is nothing.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// For people: `20 %` as `20`, `2.6 %` as `2.6`.
    pub fn to_percent_string(self) -> String {
        (self.0 * Decimal::ONE_HUNDRED).normalize().to_string()
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl TryFrom<String> for Rate {
    type Error = RateError;

    fn try_from(text: String) -> Result<Self, RateError> {
        Self::parse(&text)
    }
}

impl From<Rate> for String {
    fn from(rate: Rate) -> Self {
        rate.0.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_rate_is_exact_in_parts_per_million() {
        assert_eq!(Rate::parse("0.20").unwrap().ppm(), 200_000);
        assert_eq!(Rate::parse("0.026").unwrap().ppm(), 26_000);
        assert_eq!(Rate::parse("149.37").unwrap().ppm(), 149_370_000);
        assert_eq!(Rate::parse("0.000001").unwrap().ppm(), 1);
        assert_eq!(Rate::from_ppm(62_500).to_string(), "0.0625");
        assert_eq!(Rate::from_ppm(200_000), Rate::parse("0.200").unwrap());
        assert_eq!(Rate::ONE.ppm(), 1_000_000);
    }

    #[test]
    fn what_is_not_a_rate_is_refused() {
        assert_eq!(Rate::parse("0.0000001"), Err(RateError::TooManyDecimals));
        assert_eq!(
            Rate::parse("0.20000000000000000000000000000000001"),
            Err(RateError::NotADecimal)
        );
        assert_eq!(Rate::parse("1000000.1"), Err(RateError::OutOfRange));
        for text in ["", ".", "-0.1", "20%", "0,2", "1e-3", "+1", "0x1"] {
            assert_eq!(Rate::parse(text), Err(RateError::NotADecimal), "{text}");
        }
        assert_eq!(Rate::from_decimal(Decimal::NEGATIVE_ONE), Err(RateError::OutOfRange));
    }

    #[test]
    fn people_read_percent() {
        assert_eq!(Rate::from_ppm(200_000).to_percent_string(), "20");
        assert_eq!(Rate::from_ppm(26_000).to_percent_string(), "2.6");
        assert_eq!(Rate::from_ppm(1).to_percent_string(), "0.0001");
    }

    #[test]
    fn a_rate_travels_as_a_decimal_string() {
        assert_eq!(serde_json::to_string(&Rate::from_ppm(255_000)).unwrap(), "\"0.255\"");
        assert!(serde_json::from_str::<Rate>("0.255").is_err());
        assert!(serde_json::from_str::<Rate>("\"-0.255\"").is_err());
    }

    proptest! {
        #[test]
        fn parts_per_million_and_text_read_back(ppm in any::<u32>()) {
            let rate = Rate::from_ppm(ppm);
            prop_assert_eq!(rate.ppm(), i128::from(ppm));
            prop_assert_eq!(Rate::parse(&rate.to_string()), Ok(rate));
            let text = serde_json::to_string(&rate).unwrap();
            prop_assert_eq!(serde_json::from_str::<Rate>(&text).unwrap(), rate);
        }

        #[test]
        fn any_text_is_a_rate_or_an_error(text in ".{0,40}") {
            let _ = Rate::parse(&text);
        }
    }
}
