//! Money: whole minor units of one currency, and nothing that could lose a cent (R1, R2).
//!
//! Amounts enter and leave as decimal strings ([`Money::parse_decimal`], [`Money::to_decimal_string`]) or in the wire
//! form `{"currency":"EUR","minor":6588,"exponent":2}`. People read what [`display::format`] prints, and only that.

mod currency;
pub mod display;
mod iso4217;
#[cfg(test)]
mod tests;
mod wire;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub use currency::Currency;

use crate::kind::{HasKind, Kind};

/// An amount in minor units of its currency. May be negative (a refund); no operation wraps or rounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "wire::MoneyIn", into = "wire::MoneyOut")]
pub struct Money {
    /// Minor units: cents for EUR, yen for JPY, fils for KWD.
    pub minor: i64,
    /// What the minor units are units of.
    pub currency: Currency,
}

/// Why an amount could not be read or computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The code is not in the compiled ISO 4217 table.
    #[error("`{code}` is not a currency that this shop can count in")]
    UnknownCurrency {
        /// The first characters of what was given.
        code: String,
    },
    /// Two currencies met in one sum; nothing converts them silently.
    #[error("{left} and {right} cannot be added up")]
    CurrencyMismatch {
        /// Currency of the left operand.
        left: Currency,
        /// Currency of the right operand.
        right: Currency,
    },
    /// The result does not fit 64 bits of minor units.
    #[error("the amount is too large")]
    Overflow,
    /// Not a plain decimal number: digits, at most one point, an optional leading minus.
    #[error("an amount is digits with an optional decimal point, such as 65.88")]
    NotADecimal,
    /// More decimals than the currency has, so that reading it would round.
    #[error("{currency} has {exponent} decimals, the amount has {decimals}")]
    TooManyDecimals {
        /// Currency that the amount was read in.
        currency: Currency,
        /// Decimals of that currency.
        exponent: u8,
        /// Decimals that were given.
        decimals: u32,
    },
    /// The wire form names an exponent that is not the currency's.
    #[error("{currency} has {expected} decimals, not {given}")]
    ExponentMismatch {
        /// Currency that was given.
        currency: Currency,
        /// Exponent of that currency.
        expected: u8,
        /// Exponent that was given.
        given: u8,
    },
}

impl HasKind for MoneyError {
    fn kind(&self) -> Kind {
        Kind::Invalid
    }
}

impl Money {
    /// `minor` units of `currency`.
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing, in `currency`.
    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// Whether this is exactly nothing.
    pub const fn is_zero(&self) -> bool {
        self.minor == 0
    }

    /// The sum of two amounts of one currency.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMismatch`], [`MoneyError::Overflow`].
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        self.with_minor(self.minor.checked_add(other.minor))
    }

    /// The difference of two amounts of one currency; may be negative.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMismatch`], [`MoneyError::Overflow`].
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        self.with_minor(self.minor.checked_sub(other.minor))
    }

    /// The amount for `quantity` units.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn checked_mul(self, quantity: u32) -> Result<Self, MoneyError> {
        self.with_minor(self.minor.checked_mul(i64::from(quantity)))
    }

    /// Reads a plain decimal such as `65.88`, exactly: no grouping, no exponent notation, no rounding.
    ///
    /// # Errors
    /// [`MoneyError::NotADecimal`], [`MoneyError::TooManyDecimals`] (also for trailing zeros: `1.000` in a currency of
    /// two decimals is as likely to be a thousand as a one), [`MoneyError::Overflow`].
    pub fn parse_decimal(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let decimals = plain_decimals(text).ok_or(MoneyError::NotADecimal)?;
        let exponent = currency.exponent();
        if decimals > u32::from(exponent) {
            return Err(MoneyError::TooManyDecimals {
                currency,
                exponent,
                decimals,
            });
        }
        let value = Decimal::from_str_exact(text).map_err(|_| MoneyError::Overflow)?;
        let scale = 10_i128.pow(u32::from(exponent).saturating_sub(value.scale()));
        let minor = value
            .mantissa()
            .checked_mul(scale)
            .and_then(|minor| i64::try_from(minor).ok());
        Self::zero(currency).with_minor(minor)
    }

    /// The amount as a plain decimal with all decimals of its currency: `65.88`, `2990`, `-0.050`.
    pub fn to_decimal_string(&self) -> String {
        Decimal::from_i128_with_scale(i128::from(self.minor), u32::from(self.currency.exponent())).to_string()
    }

    fn same_currency(self, other: Self) -> Result<(), MoneyError> {
        if self.currency == other.currency {
            Ok(())
        } else {
            Err(MoneyError::CurrencyMismatch {
                left: self.currency,
                right: other.currency,
            })
        }
    }

    fn with_minor(self, minor: Option<i64>) -> Result<Self, MoneyError> {
        minor
            .map(|minor| Self::new(minor, self.currency))
            .ok_or(MoneyError::Overflow)
    }
}

// How many decimals follow the point, if the text is `-?digits(.digits)?` and nothing else.
fn plain_decimals(text: &str) -> Option<u32> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (unsigned, None),
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !fraction.is_none_or(digits) {
        return None;
    }
    u32::try_from(fraction.map_or(0, str::len)).ok()
}
