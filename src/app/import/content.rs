//! What a variant holds, and the measure that its price is told for, from the four or three cells that say so.

use domain::pricing::{Content, Measure, MeasureError, MeasureUnit};
use rust_decimal::Decimal;

use super::cell::shortened;

/// An amount and its unit, as two cells have them.
#[derive(Clone, Copy, Default)]
pub struct Cells<'a> {
    /// `80.00`.
    pub amount: &'a str,
    /// `g`.
    pub unit: &'a str,
}

/// Reads what is held and what for; `None` where the file says nothing. Without a reference the usual one of the unit
/// counts; a reference without a unit has that of the goods.
///
/// # Errors
/// A reason without row and column.
pub fn read(holds: Cells<'_>, reference: Cells<'_>) -> Result<Option<Content>, String> {
    if holds.amount.is_empty() || holds.unit.is_empty() {
        return Ok(None);
    }
    let holds = measure(holds)?;
    let reference = match (reference.amount, reference.unit) {
        ("", _) => holds.unit().usual_reference(),
        (amount, "") => Measure::new(number(amount)?, holds.unit()).map_err(|why| told(amount, why))?,
        _ => measure(reference)?,
    };
    Content::new(holds, reference).map(Some).map_err(|why| why.to_string())
}

fn measure(cells: Cells<'_>) -> Result<Measure, String> {
    let unit = unit(cells.unit).ok_or_else(|| told(cells.unit, MeasureError::Unit))?;
    Measure::new(number(cells.amount)?, unit).map_err(|why| told(cells.amount, why))
}

// As with weights, one comma can only be the decimal sign.
fn number(cell: &str) -> Result<Decimal, String> {
    Decimal::from_str_exact(&cell.replacen(',', ".", 1)).map_err(|_| told(cell, MeasureError::Amount))
}

fn told(cell: &str, why: MeasureError) -> String {
    format!("`{}`: {why}", shortened(cell))
}

// How Shopify, and the plugins that add measures to WooCommerce, write units.
fn unit(cell: &str) -> Option<MeasureUnit> {
    let word = cell.trim().to_lowercase();
    MeasureUnit::from_word(match word.as_str() {
        "item" | "items" | "ct" | "st" | "stk" | "stück" | "stueck" | "pcs" | "pieces" | "unit" => "piece",
        "liter" | "litre" | "ltr" => "l",
        "lbs" => "lb",
        "floz" | "fl oz" | "fl. oz" => "fl_oz",
        "sqm" | "m²" | "qm" => "m2",
        "cbm" | "m³" => "m3",
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn content(holds: (&str, &str), reference: (&str, &str)) -> Result<Option<String>, String> {
        let cells = |(amount, unit)| Cells { amount, unit };
        let content = read(cells(holds), cells(reference))?;
        Ok(content.map(|content| content.to_string()))
    }

    #[test]
    fn four_cells_become_a_content() {
        let of = |holds, reference| content(holds, reference).unwrap().unwrap();

        assert_eq!(of(("500.00", "ml"), ("100.00", "ml")), "500 ml / 100 ml");
        assert_eq!(of(("0,75", "L"), ("1", "l")), "0.75 l / 1 l");
        assert_eq!(of(("80", "g"), ("", "")), "80 g / 1 kg");
        assert_eq!(of(("80", "g"), ("100", "")), "80 g / 100 g");
        assert_eq!(of(("12", "Stück"), ("1", "item")), "12 piece / 1 piece");
        assert_eq!(content(("", "g"), ("100", "g")), Ok(None));
    }

    #[test]
    fn what_cannot_be_compared_is_told() {
        assert!(content(("80", "g"), ("1", "l")).is_err());
        assert!(content(("80", "furlong"), ("", "")).is_err());
        assert!(content(("0", "g"), ("", "")).is_err());
        assert!(content(("1,000.5", "g"), ("", "")).is_err());
    }

    proptest! {
        #[test]
        fn arbitrary_cells_never_panic(cells: [String; 4]) {
            let [amount, unit, per, of] = &cells;
            let _ = content((amount, unit), (per, of));
        }
    }
}
