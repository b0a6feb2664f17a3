//! The wire form of money: `{"currency":"EUR","minor":6588,"exponent":2}` (R1).

use serde::{Deserialize, Serialize, de::IgnoredAny};

use super::{Currency, Money, MoneyError};

/// What is sent: the exponent always goes along, so that a client needs no table of its own.
#[derive(Serialize)]
pub struct MoneyOut {
    currency: Currency,
    minor: i64,
    exponent: u8,
}

/// What is accepted: the exponent may be left out but must not lie; `display` is ours to write and is not read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoneyIn {
    currency: Currency,
    minor: i64,
    exponent: Option<u8>,
    #[serde(default, rename = "display")]
    _display: Option<IgnoredAny>,
}

impl From<Money> for MoneyOut {
    fn from(money: Money) -> Self {
        Self {
            currency: money.currency,
            minor: money.minor,
            exponent: money.currency.exponent(),
        }
    }
}

impl TryFrom<MoneyIn> for Money {
    type Error = MoneyError;

    fn try_from(given: MoneyIn) -> Result<Self, MoneyError> {
        let expected = given.currency.exponent();
        match given.exponent {
            Some(exponent) if exponent != expected => Err(MoneyError::ExponentMismatch {
                currency: given.currency,
                expected,
                given: exponent,
            }),
            _ => Ok(Self::new(given.minor, given.currency)),
        }
    }
}
