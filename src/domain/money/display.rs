//! The one place that writes money for people: symbol, grouping and decimal mark of the reader's language.
//!
//! Spaces inside an amount are non-breaking, so that a price never wraps between number and symbol.

use serde::{Deserialize, Serialize};

use super::{Currency, Money};

/// A language that amounts are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// English: `€1,065.88`.
    #[default]
    En,
    /// German: `1.065,88 €`.
    De,
    /// French: `1 065,88 €`.
    Fr,
    /// Japanese: `¥1,065`.
    Ja,
}

struct Style {
    group: char,
    decimal: char,
    symbol_first: bool,
}

const NO_BREAK_SPACE: char = '\u{a0}';
const NARROW_NO_BREAK_SPACE: char = '\u{202f}';

/// Writes an amount for a reader, with all decimals of its currency.
pub fn format(money: Money, locale: Locale) -> String {
    let style = style(locale);
    let number = grouped(money, &style);
    let sign = if money.minor < 0 { "-" } else { "" };
    match (symbol(money.currency), style.symbol_first) {
        (Some(symbol), true) => format!("{sign}{symbol}{number}"),
        (None, true) => format!("{sign}{}{NO_BREAK_SPACE}{number}", money.currency.code()),
        (known, false) => {
            let symbol = known.unwrap_or(money.currency.code());
            format!("{sign}{number}{NO_BREAK_SPACE}{symbol}")
        }
    }
}

const fn style(locale: Locale) -> Style {
    match locale {
        Locale::En | Locale::Ja => Style {
            group: ',',
            decimal: '.',
            symbol_first: true,
        },
        Locale::De => Style {
            group: '.',
            decimal: ',',
            symbol_first: false,
        },
        Locale::Fr => Style {
            group: NARROW_NO_BREAK_SPACE,
            decimal: ',',
            symbol_first: false,
        },
    }
}

// The magnitude: groups of three, then the decimals if the currency has any.
fn grouped(money: Money, style: &Style) -> String {
    let plain = money.to_decimal_string();
    let magnitude = plain.trim_start_matches('-');
    let (whole, fraction) = magnitude.split_once('.').unwrap_or((magnitude, ""));
    let mut text = String::with_capacity(magnitude.len() * 2);
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            text.push(style.group);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(style.decimal);
        text.push_str(fraction);
    }
    text
}

// Symbols that are unambiguous among each other; every other currency shows its code.
fn symbol(currency: Currency) -> Option<&'static str> {
    let symbol = match currency.code() {
        "AUD" => "A$",
        "BRL" => "R$",
        "CAD" => "CA$",
        "CNY" => "CN¥",
        "EUR" => "€",
        "GBP" => "£",
        "HKD" => "HK$",
        "ILS" => "₪",
        "INR" => "₹",
        "JPY" => "¥",
        "KRW" => "₩",
        "MXN" => "MX$",
        "NZD" => "NZ$",
        "PHP" => "₱",
        "TWD" => "NT$",
        "USD" => "$",
        "VND" => "₫",
        _ => return None,
    };
    Some(symbol)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(minor: i64, code: &str, locale: Locale) -> String {
        format(Money::new(minor, Currency::parse(code).unwrap()), locale)
    }

    #[test]
    fn english_puts_the_symbol_first() {
        assert_eq!(shown(6588, "EUR", Locale::En), "€65.88");
        assert_eq!(shown(123_456_789, "USD", Locale::En), "$1,234,567.89");
        assert_eq!(shown(2990, "JPY", Locale::En), "¥2,990");
        assert_eq!(shown(100_000, "EUR", Locale::En), "€1,000.00");
        assert_eq!(shown(99_999, "EUR", Locale::En), "€999.99");
        assert_eq!(shown(0, "GBP", Locale::En), "£0.00");
    }

    #[test]
    fn german_and_french_put_it_last_behind_a_space_that_does_not_break() {
        assert_eq!(shown(6588, "EUR", Locale::De), "65,88\u{a0}€");
        assert_eq!(shown(123_456, "EUR", Locale::De), "1.234,56\u{a0}€");
        assert_eq!(shown(123_456, "EUR", Locale::Fr), "1\u{202f}234,56\u{a0}€");
        assert_eq!(shown(2990, "JPY", Locale::Ja), "¥2,990");
    }

    #[test]
    fn a_currency_without_a_symbol_of_its_own_shows_its_code() {
        assert_eq!(shown(1125, "KWD", Locale::En), "KWD\u{a0}1.125");
        assert_eq!(shown(1125, "KWD", Locale::De), "1,125\u{a0}KWD");
    }

    #[test]
    fn a_refund_carries_its_sign_in_front() {
        assert_eq!(shown(-5, "EUR", Locale::En), "-€0.05");
        assert_eq!(shown(-123_456, "EUR", Locale::De), "-1.234,56\u{a0}€");
        assert_eq!(shown(i64::MIN, "JPY", Locale::En), "-¥9,223,372,036,854,775,808");
    }
}
