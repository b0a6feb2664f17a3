//! Weights to the gram and quantities of whole units, as catalogue files write them.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Reads a weight in `unit` and gives whole grams, rounded; 0 if empty.
///
/// # Errors
/// A reason without row and column.
pub fn grams(cell: &str, unit: Unit) -> Result<i32, String> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Ok(0);
    }
    let shown = super::cell::shortened(cell);
    // Only one decimal comma can be meant here: nothing weighs thousands of grams with a group sign in any export.
    let value =
        Decimal::from_str_exact(&cell.replacen(',', ".", 1)).map_err(|_| format!("`{shown}` is not a weight"))?;
    let grams = unit
        .in_grams()
        .checked_mul(value)
        .and_then(|grams| grams.round().to_i32());
    match grams {
        Some(grams) if (0..=MAX_GRAMS).contains(&grams) => Ok(grams),
        _ => Err(format!("`{shown}` is not a weight between 0 and 1000 kg")),
    }
}

const MAX_GRAMS: i32 = 1_000_000;

/// A unit of weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// `g`
    Gram,
    /// `kg`
    Kilogram,
    /// `oz`, avoirdupois.
    Ounce,
    /// `lb`, avoirdupois.
    Pound,
}

impl Unit {
    /// Reads `g`, `kg`, `oz`, `lb` or `lbs` in any case.
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim().to_ascii_lowercase().as_str() {
            "g" => Some(Self::Gram),
            "kg" => Some(Self::Kilogram),
            "oz" => Some(Self::Ounce),
            "lb" | "lbs" => Some(Self::Pound),
            _ => None,
        }
    }

    fn in_grams(self) -> Decimal {
        match self {
            Self::Gram => Decimal::ONE,
            Self::Kilogram => Decimal::ONE_THOUSAND,
            Self::Ounce => Decimal::new(28_349_523_125, 9),
            Self::Pound => Decimal::new(45_359_237, 5),
        }
    }
}

/// Reads a whole quantity, perhaps negative; `None` if empty. `5.0` is five, `5.5` is refused.
///
/// # Errors
/// A reason without row and column.
pub fn quantity(cell: &str) -> Result<Option<i32>, String> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Ok(None);
    }
    let whole = Decimal::from_str_exact(cell)
        .ok()
        .filter(rust_decimal::Decimal::is_integer)
        .and_then(|value| value.to_i32());
    whole
        .map(Some)
        .ok_or_else(|| format!("`{}` is not a whole quantity", super::cell::shortened(cell)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn weights_become_whole_grams() {
        assert_eq!(grams("0.5", Unit::Kilogram), Ok(500));
        assert_eq!(grams("100.0", Unit::Gram), Ok(100));
        assert_eq!(grams("1", Unit::Ounce), Ok(28));
        assert_eq!(grams("2", Unit::Pound), Ok(907));
        assert_eq!(grams("0,25", Unit::Kilogram), Ok(250));
        assert!(grams("-1", Unit::Gram).is_err());
        assert!(grams("99999999999999999999999999999", Unit::Kilogram).is_err());
    }

    #[test]
    fn quantities_are_whole() {
        assert_eq!(quantity(" 12 "), Ok(Some(12)));
        assert_eq!(quantity("-3"), Ok(Some(-3)));
        assert_eq!(quantity("5.0"), Ok(Some(5)));
        assert_eq!(quantity(""), Ok(None));
        assert!(quantity("5.5").is_err());
        assert!(quantity("9223372036854775807").is_err());
    }

    proptest! {
        #[test]
        fn arbitrary_text_never_panics(cell: String) {
            for unit in [Unit::Gram, Unit::Kilogram, Unit::Ounce, Unit::Pound] {
                prop_assert!(grams(&cell, unit).unwrap_or(0) >= 0);
            }
            let _ = quantity(&cell);
        }
    }
}
