//! Collects the faults of a definition while its amounts and shares are read: what is at fault stands for something
//! harmless meanwhile, so that the rest can be read too.

use rust_decimal::Decimal;

use super::{DefinitionError, TierDefinition};
use crate::{
    money::{Currency, Money},
    promotion::{Off, Tier},
    rate::Rate,
};

/// What was found so far in one definition.
pub(super) struct Faults<'a> {
    /// Its handle.
    pub handle: &'a str,
    /// Of its amounts.
    pub currency: Currency,
    /// Every fault, in the order of the fields that were read.
    pub found: Vec<DefinitionError>,
}

impl Faults<'_> {
    pub(super) fn add(&mut self, field: &'static str, reason: String) {
        self.found.push(DefinitionError {
            handle: self.handle.to_owned(),
            field,
            reason,
        });
    }

    pub(super) fn unless(&mut self, is_sound: bool, field: &'static str, reason: &str) {
        if !is_sound {
            self.add(field, reason.to_owned());
        }
    }

    pub(super) fn amount(&mut self, field: &'static str, text: &str) -> i64 {
        match Money::parse_decimal(text, self.currency) {
            Ok(money) if money.minor > 0 => money.minor,
            Ok(_) => {
                self.add(field, "must be more than nothing".to_owned());
                1
            }
            Err(error) => {
                self.add(field, format!("“{text}”: {error}"));
                1
            }
        }
    }

    pub(super) fn percent(&mut self, field: &'static str, text: &str) -> Rate {
        let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let hundredths = Decimal::from_str_exact(text).ok().filter(|_| is_plain);
        let rate = hundredths.and_then(|percent| Rate::from_decimal(percent / Decimal::ONE_HUNDRED).ok());
        if let Some(rate) = rate.filter(|rate| !rate.is_zero() && *rate <= Rate::ONE) {
            return rate;
        }
        let rule = "write a decimal such as 12.5, more than 0, at most 100, four decimals at most";
        self.add(field, format!("“{text}”: {rule}"));
        Rate::ZERO
    }

    pub(super) fn tiers(&mut self, tiers: &[TierDefinition]) -> Vec<Tier> {
        self.unless((1..=20).contains(&tiers.len()), "benefit.tiers", "use 1 to 20");
        let mut checked: Vec<Tier> = tiers.iter().map(|tier| self.tier(tier)).collect();
        checked.sort_by_key(|tier| tier.min_subtotal_minor);
        let rises = checked
            .windows(2)
            .all(|pair| pair[0].min_subtotal_minor < pair[1].min_subtotal_minor);
        self.unless(rises, "benefit.tiers", "two tiers start at the same subtotal");
        checked
    }

    fn tier(&mut self, tier: &TierDefinition) -> Tier {
        let off = match (&tier.percent, &tier.amount) {
            (Some(percent), None) => Off::Percent(self.percent("benefit.tiers.percent", percent)),
            (None, Some(amount)) => Off::AmountMinor(self.amount("benefit.tiers.amount", amount)),
            _ => {
                self.add("benefit.tiers", "each tier has either percent or amount".to_owned());
                Off::AmountMinor(1)
            }
        };
        Tier {
            min_subtotal_minor: self.amount("benefit.tiers.from", &tier.from),
            off,
        }
    }
}
