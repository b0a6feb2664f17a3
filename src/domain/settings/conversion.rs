//! How the prices of one list become those of another (R15).

use serde::{Deserialize, Serialize};

use crate::money::{Currency, Money, MoneyError};
use crate::pricing::{Charm, PricingError, convert};
use crate::rate::Rate;
use crate::rounding::RoundingMode;

/// How prices are to look, with amounts as merchants write them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum CharmDefinition {
    /// As converted.
    #[default]
    AsIs,
    /// Up to the next amount that ends so.
    EndingUp {
        /// "0.99".
        ending: String,
        /// "1.00".
        step: String,
    },
    /// To the nearest multiple.
    Nearest {
        /// "10".
        step: String,
    },
}

impl CharmDefinition {
    /// In the file's words for amounts of a currency.
    pub fn of(charm: Charm, currency: Currency) -> Self {
        let text = |minor| Money::new(minor, currency).to_decimal_string();
        match charm {
            Charm::AsIs => Self::AsIs,
            Charm::EndingUp { ending, step } => Self::EndingUp {
                ending: text(ending),
                step: text(step),
            },
            Charm::Nearest { step } => Self::Nearest { step: text(step) },
        }
    }

    /// In minor units.
    ///
    /// # Errors
    /// [`MoneyError`] where an amount is none of the currency. Whether the amounts make sense together is said by
    /// [`Conversion::is_sound`].
    pub fn in_minor_units(&self, currency: Currency) -> Result<Charm, MoneyError> {
        let minor = |text: &str| Money::parse_decimal(text, currency).map(|money| money.minor);
        Ok(match self {
            Self::AsIs => Charm::AsIs,
            Self::EndingUp { ending, step } => Charm::EndingUp {
                ending: minor(ending)?,
                step: minor(step)?,
            },
            Self::Nearest { step } => Charm::Nearest { step: minor(step)? },
        })
    }

    pub(super) fn is_plain(&self) -> bool {
        *self == Self::AsIs
    }
}

/// How a list is made from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// Units of this list's currency for one of the other's.
    pub rate: Rate,
    /// How the prices are to look, in minor units of this list's currency.
    pub charm: Charm,
}

impl Conversion {
    /// Whether rate and charm can be used: a rate above zero, a step above zero, an ending below the step.
    pub fn is_sound(&self) -> bool {
        let charm = match self.charm {
            Charm::AsIs => true,
            Charm::EndingUp { ending, step } => (0..step).contains(&ending),
            Charm::Nearest { step } => step > 0,
        };
        charm && !self.rate.is_zero()
    }

    /// A price and what it is compared with, in `target`. A price that came to nothing stays above nothing: one step, or
    /// one minor unit, unless it was nothing before; a comparison that is no longer higher is dropped.
    ///
    /// # Errors
    /// [`PricingError`] where a result does not fit.
    pub fn apply(
        &self,
        price: Money,
        compare_at_minor: Option<i64>,
        target: Currency,
        mode: RoundingMode,
    ) -> Result<(i64, Option<i64>), PricingError> {
        let one = |minor| {
            let price = Money::new(minor, price.currency);
            Ok::<i64, PricingError>(convert(price, target, self.rate, mode, self.charm)?.minor)
        };
        // Free goods are free in every currency, whatever prices are to look like.
        let amount = match price.minor {
            0 => 0,
            minor => one(minor)?.max(self.smallest()),
        };
        let compare_at = compare_at_minor.map(one).transpose()?;
        Ok((amount, compare_at.filter(|compare_at| *compare_at > amount)))
    }

    // What is cheap here is not given away there.
    const fn smallest(&self) -> i64 {
        match self.charm {
            Charm::Nearest { step } => step,
            Charm::AsIs | Charm::EndingUp { .. } => 1,
        }
    }
}
