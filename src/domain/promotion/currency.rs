//! Amounts of a promotion in other currencies than the shop's. They are written down, never converted.

use serde::{Deserialize, Serialize};

use super::{Benefit, Promotion};
use crate::money::Currency;

/// What a promotion gives and asks for in one more currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InCurrency {
    /// Of the amounts.
    pub currency: Currency,
    /// As the promotion's own, with other amounts.
    pub benefit: Benefit,
    /// What the goods must come to, where the promotion asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_subtotal_minor: Option<i64>,
}

impl Promotion {
    /// What it gives, and what the goods must come to, in a currency; `None` where it has amounts, and none in this one.
    pub fn in_currency(&self, currency: Currency) -> Option<(&Benefit, Option<i64>)> {
        if self.currency.is_none_or(|own| own == currency) {
            return Some((&self.benefit, self.minimum.subtotal_minor));
        }
        let other = self.in_currencies.iter().find(|other| other.currency == currency)?;
        Some((&other.benefit, other.min_subtotal_minor))
    }
}
