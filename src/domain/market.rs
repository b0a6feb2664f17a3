//! A market: where is sold, in which currency, with which taxes. A shopper chooses one; every price is one of a market.

use crate::id::MarketId;
use crate::money::Currency;
use crate::rounding::RoundingMode;
use crate::tax::{DeliveryTax, EnginePolicy, TaxBasis};

/// Longest code of a market in bytes.
pub const MAX_CODE: usize = 20;

/// A market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Market {
    /// Id.
    pub market_id: MarketId,
    /// Short word for cookies and orders: see [`is_code`].
    pub code: String,
    /// What shoppers choose by: "Japan".
    pub name: String,
    /// Where it sells to, ISO 3166-1 alpha-2; empty: wherever there is a way of delivering.
    pub countries: Vec<String>,
    /// Where a cart is taxed until an address is known.
    pub country: String,
    /// Of every amount.
    pub currency: Currency,
    /// BCP 47: of its readers. Our own words are English everywhere so far.
    pub language: String,
    /// Whether prices contain tax.
    pub basis: TaxBasis,
    /// R3.
    pub rounding: RoundingMode,
    /// By which rates the delivery is taxed (R9).
    pub delivery_tax: DeliveryTax,
    /// Whether it is that of shoppers who have not chosen.
    pub is_default: bool,
    /// Whether a reduced price comes with the lowest of the thirty days before (Directive 98/6/EC, article 6a).
    pub shows_lowest_price: bool,
    /// Whether the checkout asks businesses for a VAT id.
    pub asks_vat_id: bool,
    /// Whether an outside engine works the taxes out (R16).
    pub tax_engine: EnginePolicy,
}

/// The European Economic Area, ISO 3166-1 alpha-2.
const ECONOMIC_AREA: [&str; 30] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT",
    "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// Whether a country is in the European Economic Area, whose law on price reductions is one.
pub fn is_in_economic_area(country: &str) -> bool {
    ECONOMIC_AREA.contains(&country)
}

impl Market {
    /// Whether it sells to a country.
    pub fn sells_to(&self, country: &str) -> bool {
        self.countries.is_empty() || self.countries.iter().any(|served| served == country)
    }
}

/// Whether a text could be the code of a market: a small letter, then small letters, digits and hyphens, 20 in all.
pub fn is_code(text: &str) -> bool {
    let is_sign = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    text.len() <= MAX_CODE && text.starts_with(|first: char| first.is_ascii_lowercase()) && text.bytes().all(is_sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_a_short_word_and_nothing_that_could_do_harm() {
        for code in ["us", "europe", "ca-fr", "eu2"] {
            assert!(is_code(code), "{code}");
        }
        for text in [
            "",
            "US",
            "-us",
            "2us",
            "u s",
            "us;a=b",
            "u\r\n",
            "länd",
            "twenty-one-signs-long",
        ] {
            assert!(!is_code(text), "{text}");
        }
    }
}
