//! Prices as catalogue files write them, read exactly.
//!
//! `1,50` is one and a half in a file of a country that writes so, and a mistake elsewhere; `1,500` can be either. A
//! file is therefore surveyed first: only if a cell shows beyond doubt that the comma is the decimal sign, and no cell
//! shows the opposite, are commas read so. A cell that stays ambiguous is refused, never guessed.

use domain::money::{Currency, Money, MoneyError};

/// The decimal sign of a file, as far as its price cells show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DecimalSign {
    /// `9.99`; also when no cell has decimals.
    #[default]
    Point,
    /// `9,99`.
    Comma,
    /// Some cells show one, some the other: only cells with a point are read.
    Mixed,
}

/// What was seen in the price cells of a file.
#[derive(Debug, Clone, Copy, Default)]
pub struct DecimalEvidence {
    point: bool,
    comma: bool,
}

impl DecimalEvidence {
    /// Takes one price cell.
    pub fn look(&mut self, cell: &str) {
        match evident_sign(cell.trim()) {
            Some('.') => self.point = true,
            Some(',') => self.comma = true,
            _ => {}
        }
    }

    /// What all cells together say.
    pub fn sign(self) -> DecimalSign {
        match (self.point, self.comma) {
            (true, true) => DecimalSign::Mixed,
            (false, true) => DecimalSign::Comma,
            _ => DecimalSign::Point,
        }
    }
}

// The sign that separates decimals for certain: the last of two kinds, or the only one when what follows it cannot be
// a group of thousands.
fn evident_sign(cell: &str) -> Option<char> {
    if cell.is_empty()
        || !cell
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',')
    {
        return None;
    }
    let at = cell.rfind(['.', ','])?;
    let sign = cell[at..].chars().next()?;
    let other = if sign == '.' { ',' } else { '.' };
    let single = cell.matches(sign).count() == 1;
    let decimals = cell.len() - at - 1;
    (single && (cell.contains(other) || decimals != 3)).then_some(sign)
}

/// Reads a price of zero or more, exactly.
///
/// # Errors
/// A reason without row and column: not a number, ambiguous, negative, or more decimals than the currency has.
pub fn read(cell: &str, sign: DecimalSign, currency: Currency) -> Result<i64, String> {
    let plain = plain_decimal(cell, sign)?;
    let money = Money::parse_decimal(&plain, currency).map_err(|error| reason(cell, &error))?;
    if plain.starts_with('-') {
        return Err(format!(
            "`{}` is less than nothing",
            super::cell::shortened(cell.trim())
        ));
    }
    if money.minor > MAX_MINOR {
        Err("the amount is too large".to_owned())
    } else {
        Ok(money.minor)
    }
}

/// The table's upper bound for one price.
const MAX_MINOR: i64 = 1_000_000_000_000;

fn reason(cell: &str, error: &MoneyError) -> String {
    let cell = super::cell::shortened(cell.trim());
    match error {
        MoneyError::NotADecimal => format!("`{cell}` is not a price: digits with an optional decimal sign are"),
        other => format!("`{cell}` is not a price here: {other}"),
    }
}

// The cell as digits with at most one point; groups of thousands only where the decimal sign stands behind them.
fn plain_decimal(cell: &str, sign: DecimalSign) -> Result<String, String> {
    let cell = cell.trim();
    let (decimal, group) = if sign == DecimalSign::Comma {
        (',', '.')
    } else {
        ('.', ',')
    };
    if !cell.contains(group) {
        return Ok(cell.replace(decimal, "."));
    }
    let shown = super::cell::shortened(cell);
    if sign == DecimalSign::Mixed {
        return Err(format!(
            "`{shown}` has a comma, and the file uses both point and comma as the decimal sign"
        ));
    }
    match cell.split_once(decimal) {
        Some((whole, decimals)) if is_grouped(whole, group) => Ok(format!("{}.{decimals}", whole.replace(group, ""))),
        Some(_) => Err(format!(
            "`{shown}` is not a price: digits with an optional decimal sign are"
        )),
        None => Err(format!(
            "`{shown}` is ambiguous: it can be read with thousands or with decimals"
        )),
    }
}

fn is_grouped(whole: &str, group: char) -> bool {
    let mut groups = whole.split(group);
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    groups
        .next()
        .is_some_and(|first| (1..=3).contains(&first.len()) && digits(first))
        && groups.all(|part| part.len() == 3 && digits(part))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use rust_decimal::Decimal;

    use super::*;

    fn eur(cell: &str, sign: DecimalSign) -> Result<i64, String> {
        read(cell, sign, Currency::EUR)
    }

    fn sign_of(cells: &[&str]) -> DecimalSign {
        let mut evidence = DecimalEvidence::default();
        for cell in cells {
            evidence.look(cell);
        }
        evidence.sign()
    }

    #[test]
    fn prices_are_read_to_the_cent() {
        for (cell, minor) in [
            ("9.99", 999),
            ("500", 50_000),
            (" 0.1 ", 10),
            ("11700.00", 1_170_000),
            ("1,234.50", 123_450),
        ] {
            assert_eq!(eur(cell, DecimalSign::Point), Ok(minor), "{cell}");
        }
        for (cell, minor) in [("9,99", 999), ("500", 50_000), ("1.234,50", 123_450)] {
            assert_eq!(eur(cell, DecimalSign::Comma), Ok(minor), "{cell}");
        }
    }

    #[test]
    fn nothing_is_guessed() {
        for cell in [
            "1,234", "12,34", "1.005", "-1", "1e3", "€5", "5 EUR", "", ".", "1,23.45", "٣", "NaN", "1.2.3", "1_000",
        ] {
            assert!(eur(cell, DecimalSign::Point).is_err(), "{cell}");
        }
        for cell in ["1.234", "12.34", "1,005"] {
            assert!(eur(cell, DecimalSign::Comma).is_err(), "{cell}");
        }
        assert!(eur("9,99", DecimalSign::Mixed).is_err());
        assert_eq!(eur("9.99", DecimalSign::Mixed), Ok(999));
    }

    #[test]
    fn the_decimal_sign_is_taken_from_the_whole_file() {
        assert_eq!(sign_of(&["500", "9,99", "1,500"]), DecimalSign::Comma);
        assert_eq!(sign_of(&["500", "1,500"]), DecimalSign::Point);
        assert_eq!(sign_of(&["9.99", "9,99"]), DecimalSign::Mixed);
        assert_eq!(sign_of(&["1.234,5", "1.234"]), DecimalSign::Comma);
        assert_eq!(sign_of(&["", "free", "n/a"]), DecimalSign::Point);
    }

    proptest! {
        #[test]
        fn every_amount_survives_writing_and_reading(minor in 0_i64..=MAX_MINOR, comma: bool) {
            let (units, cents) = (minor / 100, minor % 100);
            let (sign, mark) = if comma { (DecimalSign::Comma, ',') } else { (DecimalSign::Point, '.') };

            prop_assert_eq!(eur(&format!("{units}{mark}{cents:02}"), sign), Ok(minor));
        }

        #[test]
        fn amounts_survive_in_currencies_without_and_with_three_decimals(minor in 0_i64..=MAX_MINOR) {
            let fils = format!("{}.{:03}", minor / 1000, minor % 1000);

            prop_assert_eq!(read(&minor.to_string(), DecimalSign::Point, Currency::JPY), Ok(minor));
            prop_assert_eq!(read(&fils, DecimalSign::Point, Currency::KWD), Ok(minor));
        }

        #[test]
        fn thousands_are_read_when_decimals_follow(units in 0_i64..1_000_000_000) {
            let digits = units.to_string();
            let grouped: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|part| std::str::from_utf8(part).unwrap_or("")).collect();

            prop_assert_eq!(eur(&format!("{}.07", grouped.join(",")), DecimalSign::Point), Ok(units * 100 + 7));
            prop_assert_eq!(eur(&format!("{},07", grouped.join(".")), DecimalSign::Comma), Ok(units * 100 + 7));
        }

        #[test]
        fn arbitrary_bytes_never_panic_and_are_never_negative(bytes: Vec<u8>) {
            let cell = String::from_utf8_lossy(&bytes);
            let mut evidence = DecimalEvidence::default();
            evidence.look(&cell);
            for sign in [DecimalSign::Point, DecimalSign::Comma, DecimalSign::Mixed, evidence.sign()] {
                prop_assert!(eur(&cell, sign).is_ok_and(|minor| minor >= 0) || eur(&cell, sign).is_err());
            }
        }

        #[test]
        fn digits_and_signs_in_any_order_are_read_exactly_or_refused(cell in "[0-9.,-]{0,14}") {
            if let Ok(minor) = eur(&cell, DecimalSign::Point) {
                let exact = cell.replace(',', "").parse::<Decimal>().map(|value| value * Decimal::ONE_HUNDRED);
                prop_assert_eq!(exact, Ok(Decimal::from(minor)));
            }
        }
    }
}
