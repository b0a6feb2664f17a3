//! Numbers for value added tax of businesses in the European Union: form and, where it is simple, check digit.
//!
//! The forms: <https://taxation-customs.ec.europa.eu/online-services/vies-faq_en>, question 11. A number that passes may
//! still be nobody's: who it belongs to is for an operator to look up.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A number of the right form: the country's two capitals, then its own signs, nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VatId(String);

/// Why a text is no VAT id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VatIdError {
    /// It does not begin with a member state.
    #[error("it does not begin with the two letters of a country of the European Union")]
    Country,
    /// Too short, too long, or other signs than its country's numbers have.
    #[error("it does not have the form of its country's numbers")]
    Form,
    /// Its check digit is another.
    #[error("its check digits do not fit, so something was mistyped")]
    CheckDigit,
}

/// `(prefix, country, forms)`: in a form `9` is a digit, `A` a capital, `X` either, `+` one of `+` and `*` or either; all
/// other signs are themselves.
const FORMS: [(&str, &str, &[&str]); 27] = [
    ("AT", "AT", &["U99999999"]),
    ("BE", "BE", &["0999999999", "1999999999"]),
    ("BG", "BG", &["999999999", "9999999999"]),
    ("CY", "CY", &["99999999A"]),
    ("CZ", "CZ", &["99999999", "999999999", "9999999999"]),
    ("DE", "DE", &["999999999"]),
    ("DK", "DK", &["99999999"]),
    ("EE", "EE", &["999999999"]),
    ("EL", "GR", &["999999999"]),
    ("ES", "ES", &["X9999999X"]),
    ("FI", "FI", &["99999999"]),
    ("FR", "FR", &["XX999999999"]),
    ("HR", "HR", &["99999999999"]),
    ("HU", "HU", &["99999999"]),
    ("IE", "IE", &["9+99999A", "9999999AA"]),
    ("IT", "IT", &["99999999999"]),
    ("LT", "LT", &["999999999", "999999999999"]),
    ("LU", "LU", &["99999999"]),
    ("LV", "LV", &["99999999999"]),
    ("MT", "MT", &["99999999"]),
    ("NL", "NL", &["999999999B99"]),
    ("PL", "PL", &["9999999999"]),
    ("PT", "PT", &["999999999"]),
    (
        "RO",
        "RO",
        &[
            "99",
            "999",
            "9999",
            "99999",
            "999999",
            "9999999",
            "99999999",
            "999999999",
            "9999999999",
        ],
    ),
    ("SE", "SE", &["999999999901"]),
    ("SI", "SI", &["99999999"]),
    ("SK", "SK", &["9999999999"]),
];

impl VatId {
    /// Reads a number as people write it: spaces, dots and hyphens do not matter, nor does case.
    ///
    /// # Errors
    /// [`VatIdError`].
    pub fn parse(text: &str) -> Result<Self, VatIdError> {
        let signs = text
            .chars()
            .filter(|sign| !sign.is_whitespace() && !matches!(sign, '.' | '-'));
        let id: String = signs.map(|sign| sign.to_ascii_uppercase()).collect();
        let (prefix, number) = id.split_at_checked(2).ok_or(VatIdError::Country)?;
        let forms = FORMS.iter().find(|(known, ..)| *known == prefix);
        let (.., forms) = forms.ok_or(VatIdError::Country)?;
        if !forms.iter().any(|form| has_form(number, form)) {
            return Err(VatIdError::Form);
        }
        if !has_check_digit(prefix, number) {
            return Err(VatIdError::CheckDigit);
        }
        Ok(Self(id))
    }

    /// Its country, ISO 3166-1 alpha-2: Greek numbers begin with `EL`, but the country is `GR`.
    pub fn country(&self) -> &'static str {
        let known = FORMS.iter().find(|(prefix, ..)| self.0.starts_with(prefix));
        known.map_or("", |(_, country, _)| country)
    }

    /// As it is written: `DE136695976`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether the country is one of the European Union, whose value added tax is one system.
pub fn is_in_union(country: &str) -> bool {
    FORMS.iter().any(|(_, known, _)| *known == country)
}

impl fmt::Display for VatId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for VatId {
    type Error = VatIdError;

    fn try_from(text: String) -> Result<Self, VatIdError> {
        Self::parse(&text)
    }
}

impl From<VatId> for String {
    fn from(id: VatId) -> Self {
        id.0
    }
}

fn has_form(number: &str, form: &str) -> bool {
    number.len() == form.len()
        && number.bytes().zip(form.bytes()).all(|(sign, wanted)| match wanted {
            b'9' => sign.is_ascii_digit(),
            b'A' => sign.is_ascii_uppercase(),
            b'X' => sign.is_ascii_digit() || sign.is_ascii_uppercase(),
            b'+' => sign.is_ascii_digit() || sign.is_ascii_uppercase() || matches!(sign, b'+' | b'*'),
            exact => sign == exact,
        })
}

// The countries that are not named have no check digit of a simple kind.
fn has_check_digit(prefix: &str, number: &str) -> bool {
    let digits: Vec<u32> = number
        .bytes()
        .filter(u8::is_ascii_digit)
        .map(|sign| u32::from(sign - b'0'))
        .collect();
    let value = |from: usize, to: usize| digits[from..to].iter().fold(0, |value, digit| value * 10 + digit);
    let weighted = |weights: &[u32]| -> u32 { digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum() };
    match prefix {
        "AT" => (luhn_sum(&digits[..7], false) + 4 + digits[7]).is_multiple_of(10),
        "BE" => 97 - value(0, 8) % 97 == value(8, 10),
        "DE" | "HR" => is_iso_7064(&digits),
        "DK" => weighted(&[2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11),
        "EE" => weighted(&[3, 7, 1, 3, 7, 1, 3, 7, 1]).is_multiple_of(10),
        "EL" => weighted(&[256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10 == digits[8],
        "FI" => weighted(&[7, 9, 10, 5, 8, 4, 2, 1]).is_multiple_of(11),
        // New numbers begin with letters, whose key is not public.
        "FR" => digits.len() < 11 || (12 + 3 * (value(2, 11) % 97)) % 97 == value(0, 2),
        "HU" => (weighted(&[9, 7, 3, 1, 9, 7, 3]) + digits[7]).is_multiple_of(10),
        "IT" => luhn_sum(&digits, false).is_multiple_of(10),
        "LU" => value(0, 6) % 89 == value(6, 8),
        "PL" => weighted(&[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == digits[9],
        "PT" => (11 - weighted(&[9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 11 % 10 == digits[8],
        "SE" => luhn_sum(&digits[..10], true).is_multiple_of(10),
        "SI" => match weighted(&[8, 7, 6, 5, 4, 3, 2]) % 11 {
            0 => false,
            rest => (11 - rest) % 10 == digits[7],
        },
        "SK" => number.parse::<u64>().is_ok_and(|number| number.is_multiple_of(11)),
        _ => true,
    }
}

// The digits' sum, every other one doubled and its own digits added: from the first on, or from the second.
fn luhn_sum(digits: &[u32], doubles_first: bool) -> u32 {
    let of = |(at, digit): (usize, &u32)| {
        if at.is_multiple_of(2) == doubles_first {
            digit * 2 / 10 + digit * 2 % 10
        } else {
            *digit
        }
    };
    digits.iter().enumerate().map(of).sum()
}

// Modulus 11, 10.
fn is_iso_7064(digits: &[u32]) -> bool {
    let Some((last, digits)) = digits.split_last() else {
        return false;
    };
    let product = digits.iter().fold(10, |product, digit| match (digit + product) % 10 {
        0 => 20 % 11,
        sum => sum * 2 % 11,
    });
    (product + last) % 10 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    const VALID: [&str; 27] = [
        "ATU13585627",
        "BE0428759497",
        "BG175074752",
        "CY10259033P",
        "CZ25123891",
        "DE136695976",
        "DK13585628",
        "EE100931558",
        "EL094259216",
        "ESB58378431",
        "FI20774740",
        "FR40303265045",
        "HR33392005961",
        "HU12892312",
        "IE6433435F",
        "IT00743110157",
        "LT119511515",
        "LU15027442",
        "LV40003521600",
        "MT11679112",
        "NL004495445B01",
        "PL8567346215",
        "PT501964843",
        "RO18547290",
        "SE123456789701",
        "SI50223054",
        "SK2022749619",
    ];

    #[test]
    fn a_number_of_each_member_state_is_read() {
        let countries: Vec<&str> = VALID.iter().map(|id| VatId::parse(id).unwrap().country()).collect();
        assert_eq!(countries, FORMS.map(|(_, country, _)| country));
    }

    #[test]
    fn it_may_be_written_as_people_write_it() {
        for text in ["de 136 695 976", "DE136.695.976", " DE-136695976\n"] {
            assert_eq!(VatId::parse(text).unwrap().as_str(), "DE136695976");
        }
        assert_eq!(VatId::parse("EL094259216").unwrap().country(), "GR");
    }

    #[test]
    fn a_mistyped_digit_is_found_where_there_is_a_check_digit() {
        let checked = [
            "AT", "BE", "DE", "DK", "EE", "EL", "FI", "FR", "HR", "HU", "IT", "LU", "PL", "PT", "SE", "SI", "SK",
        ];
        for id in VALID.iter().filter(|id| checked.contains(&&id[..2])) {
            let at = 6;
            let digit = (id.as_bytes()[at] - b'0' + 1) % 10;
            let mistyped = format!("{}{digit}{}", &id[..at], &id[at + 1..]);
            assert_eq!(VatId::parse(&mistyped), Err(VatIdError::CheckDigit), "{mistyped}");
        }
    }

    #[test]
    fn what_is_none_is_refused_and_nothing_panics() {
        for (text, why) in [
            ("", VatIdError::Country),
            ("D", VatIdError::Country),
            ("GB980780684", VatIdError::Country),
            ("GR094259216", VatIdError::Country),
            ("XX123", VatIdError::Country),
            ("DE", VatIdError::Form),
            ("DE12345678", VatIdError::Form),
            ("DE1366959760", VatIdError::Form),
            ("DE13669597A", VatIdError::Form),
            ("NL004495445C01", VatIdError::Form),
            ("DE١٢٣٤٥٦٧٨٩", VatIdError::Form),
            ("ß1", VatIdError::Country),
        ] {
            assert_eq!(VatId::parse(text), Err(why), "{text}");
        }
    }
}
