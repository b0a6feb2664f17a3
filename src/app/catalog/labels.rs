//! A price in words. The one function that turns a unit price into what a shopper reads.

use domain::catalog::PriceLabel;
use domain::money::display::{Locale, format};
use domain::money::{Currency, Money};

/// The label of a unit price; `compare_at_minor` shows only when it is more.
pub fn price_label(amount_minor: i64, compare_at_minor: Option<i64>, is_from: bool, currency: Currency) -> PriceLabel {
    let money = Money::new(amount_minor, currency);
    let compare_at = compare_at_minor.filter(|minor| *minor > amount_minor);
    PriceLabel {
        money,
        text: format(money, Locale::En),
        compare_at_text: compare_at.map(|minor| format(Money::new(minor, currency), Locale::En)),
        lowest_text: None,
        is_from,
    }
}
