//! The amounts of a definition in other currencies.

use super::{CurrencyDefinition, Definition, faults::Faults};
use crate::{
    money::Currency,
    promotion::{Benefit, InCurrency},
};

/// Most currencies beside the shop's.
const MOST_CURRENCIES: usize = 30;

impl Definition {
    /// Each currency with what the promotion, whose own benefit is given, gives in it.
    pub(super) fn in_currencies(&self, benefit: &Benefit, faults: &mut Faults<'_>) -> Vec<InCurrency> {
        let has_amounts = benefit.has_amounts() || self.minimum.subtotal.is_some();
        faults.unless(
            self.currencies.is_empty() || has_amounts,
            "currencies",
            "a promotion without amounts counts in every currency",
        );
        faults.unless(
            self.currencies.len() <= MOST_CURRENCIES,
            "currencies",
            &format!("name at most {MOST_CURRENCIES}"),
        );
        let own = faults.currency;
        let mut found = Vec::new();
        for (code, written) in self.currencies.iter().take(MOST_CURRENCIES) {
            match Currency::parse(code) {
                Ok(currency) if currency != own => {
                    faults.currency = currency;
                    found.push(self.in_currency(currency, written, benefit, faults));
                }
                Ok(_) => faults.add(
                    "currencies",
                    format!("{code} is the shop's own: write it in the benefit"),
                ),
                Err(error) => faults.add("currencies", format!("“{code}”: {error}")),
            }
        }
        faults.currency = own;
        found
    }

    fn in_currency(
        &self,
        currency: Currency,
        written: &CurrencyDefinition,
        own: &Benefit,
        faults: &mut Faults<'_>,
    ) -> InCurrency {
        let wants_amount = own.has_amounts() && !matches!(own, Benefit::Tiers { .. });
        let wants_tiers = matches!(own, Benefit::Tiers { .. });
        let wanted = [
            ("currencies.amount", written.amount.is_some(), wants_amount),
            ("currencies.tiers", written.tiers.is_some(), wants_tiers),
            (
                "currencies.subtotal",
                written.subtotal.is_some(),
                self.minimum.subtotal.is_some(),
            ),
        ];
        for (field, is_there, is_wanted) in wanted {
            if is_there != is_wanted {
                let reason = if is_wanted { "has no" } else { "has a" };
                let (_, name) = field.split_once('.').unwrap_or_default();
                faults.add(
                    field,
                    format!("{currency} {reason} {name}; write what the promotion itself has"),
                );
            }
        }
        let amount_minor = written
            .amount
            .as_deref()
            .map_or(1, |text| faults.amount("currencies.amount", text));
        let benefit = match own {
            Benefit::FixedPerUnit { .. } => Benefit::FixedPerUnit { amount_minor },
            Benefit::FixedPerLine { .. } => Benefit::FixedPerLine { amount_minor },
            Benefit::FixedOrder { .. } => Benefit::FixedOrder { amount_minor },
            Benefit::Tiers { .. } => Benefit::Tiers {
                tiers: written
                    .tiers
                    .as_deref()
                    .map(|tiers| faults.tiers(tiers))
                    .unwrap_or_default(),
            },
            other => other.clone(),
        };
        let subtotal = written.subtotal.as_deref();
        InCurrency {
            currency,
            benefit,
            min_subtotal_minor: subtotal.map(|text| faults.amount("currencies.subtotal", text)),
        }
    }
}
