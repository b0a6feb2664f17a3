//! Collects what is wrong with settings, part by part, and the checks that several parts share.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::check::{Known, MOST, SettingsFault};
use crate::checkout::{country_name, rules_of};
use crate::money::{Currency, Money};
use crate::rate::Rate;

/// The faults so far, and the part that is looked at.
#[derive(Default)]
pub(super) struct Faults {
    pub(super) part: String,
    pub(super) found: Vec<SettingsFault>,
}

impl Faults {
    pub(super) fn add(&mut self, field: &'static str, reason: impl Into<String>) {
        self.found.push(SettingsFault {
            part: self.part.clone(),
            field,
            reason: reason.into(),
        });
    }

    pub(super) fn unless(&mut self, is_sound: bool, field: &'static str, reason: &str) {
        if !is_sound {
            self.add(field, reason);
        }
    }

    pub(super) fn countries(&mut self, countries: &[String]) {
        self.unless(countries.len() <= MOST, "countries", "write at most 500");
        let mut seen = BTreeSet::new();
        for country in countries {
            self.unless(
                seen.insert(country),
                "countries",
                &format!("{} is there twice", country_name(country)),
            );
            if rules_of(country).is_none() {
                self.add(
                    "countries",
                    format!("“{country}” is no country that we know addresses of"),
                );
            }
        }
    }

    // The currency of a market that a list or a zone names; of all markets where it names none.
    pub(super) fn of_market(&mut self, market: Option<&str>, known: &Known, wanted: Option<Currency>) -> Currency {
        let Some(code) = market else {
            return wanted.unwrap_or(known.currency);
        };
        let Some(market) = known.markets.get(code) else {
            self.add("market", format!("there is no market “{code}”"));
            return known.currency;
        };
        if wanted.is_some_and(|wanted| wanted != market.currency) {
            self.add("market", format!("“{code}” sells in {}", market.currency.code()));
        }
        market.currency
    }

    pub(super) fn amount(&mut self, field: &'static str, text: &str, currency: Currency) -> i64 {
        match Money::parse_decimal(text, currency) {
            Ok(money) if money.minor >= 0 => money.minor,
            Ok(_) => {
                self.add(field, "must not be below nothing");
                0
            }
            Err(error) => {
                self.add(field, format!("“{text}”: {error}"));
                0
            }
        }
    }
}

// Parts per million of a decimal of a hundred.
pub(super) fn percent(text: &str) -> Option<u32> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let hundredths = Decimal::from_str_exact(text).ok().filter(|_| is_plain)?;
    let rate = Rate::from_decimal(hundredths / Decimal::ONE_HUNDRED).ok()?;
    u32::try_from(rate.ppm()).ok().filter(|ppm| *ppm <= 1_000_000)
}

pub(super) fn is_line(text: &str, least: usize, most: usize) -> bool {
    let length = text.chars().count();
    (least..=most).contains(&length) && text.trim() == text && !text.chars().any(char::is_control)
}

pub(super) fn is_country(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

pub(super) fn is_place(text: &str, most: usize) -> bool {
    text.len() <= most
        && text
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

pub(super) fn is_word(text: &str, signs: &str, most: usize) -> bool {
    let is_sign = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || signs.contains(sign);
    text.len() <= most && text.starts_with(|first: char| first.is_ascii_lowercase()) && text.chars().all(is_sign)
}

pub(super) fn is_category(text: &str) -> bool {
    let is_sign = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
    (1..=40).contains(&text.len()) && text.bytes().all(is_sign)
}

pub(super) fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    let is_first = (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_lowercase());
    is_first && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}
