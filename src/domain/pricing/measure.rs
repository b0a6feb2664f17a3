//! Measures of goods: so much of a unit, to three decimals, exact. What a price for 100 ml is computed from.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

/// Most thousandths of a unit: a million units.
const MOST_THOUSANDTHS: u32 = 1_000_000_000;

/// What is measured; only measures of one dimension compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// Grams.
    Mass,
    /// Litres.
    Volume,
    /// Metres.
    Length,
    /// Square metres.
    Area,
    /// Pieces.
    Count,
}

/// A unit that goods are measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasureUnit {
    /// mg
    Milligram,
    /// g
    Gram,
    /// kg
    Kilogram,
    /// oz, avoirdupois
    Ounce,
    /// lb, avoirdupois
    Pound,
    /// ml
    Millilitre,
    /// cl
    Centilitre,
    /// l
    Litre,
    /// m³
    CubicMetre,
    /// US fl oz
    FluidOunce,
    /// mm
    Millimetre,
    /// cm
    Centimetre,
    /// m
    Metre,
    /// m²
    SquareMetre,
    /// One of them.
    Piece,
}

struct Facts {
    word: &'static str,
    text: &'static str,
    code: &'static str,
    dimension: Dimension,
    size: i64,
}

/// So much of a unit, more than nothing. As text `0.75 l`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    thousandths: u32,
    unit: MeasureUnit,
}

/// What a variant holds and the measure that its price is told for. As text `80 g / 100 g`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Content {
    holds: Measure,
    reference: Measure,
}

/// Why something is no measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MeasureError {
    /// The amount is no number that goods come in.
    #[error("use a decimal above 0 and at most 1000000, with three decimals at most")]
    Amount,
    /// The unit is not known.
    #[error("use mg, g, kg, oz, lb, ml, cl, l, m3, fl_oz, mm, cm, m, m2 or piece")]
    Unit,
    /// Grams do not compare with litres.
    #[error("the two measures are of different kinds")]
    Dimension,
    /// Not two measures.
    #[error("write two measures, such as 80 g / 100 g")]
    Form,
}

impl MeasureUnit {
    /// Every unit.
    pub const ALL: [Self; 15] = [
        Self::Milligram,
        Self::Gram,
        Self::Kilogram,
        Self::Ounce,
        Self::Pound,
        Self::Millilitre,
        Self::Centilitre,
        Self::Litre,
        Self::CubicMetre,
        Self::FluidOunce,
        Self::Millimetre,
        Self::Centimetre,
        Self::Metre,
        Self::SquareMetre,
        Self::Piece,
    ];

    // Sizes are whole multiples of the smallest part that makes all units of a dimension exact: nanograms, tenths of a
    // picolitre, millimetres. Codes are those of UN/CEFACT recommendation 20.
    const fn facts(self) -> Facts {
        use Dimension::{Area, Count, Length, Mass, Volume};
        let (word, text, code, dimension, size) = match self {
            Self::Milligram => ("mg", "mg", "MGM", Mass, 1_000_000),
            Self::Gram => ("g", "g", "GRM", Mass, 1_000_000_000),
            Self::Kilogram => ("kg", "kg", "KGM", Mass, 1_000_000_000_000),
            Self::Ounce => ("oz", "oz", "ONZ", Mass, 28_349_523_125),
            Self::Pound => ("lb", "lb", "LBR", Mass, 453_592_370_000),
            Self::Millilitre => ("ml", "ml", "MLT", Volume, 10_000_000_000),
            Self::Centilitre => ("cl", "cl", "CLT", Volume, 100_000_000_000),
            Self::Litre => ("l", "l", "LTR", Volume, 10_000_000_000_000),
            Self::CubicMetre => ("m3", "m³", "MTQ", Volume, 10_000_000_000_000_000),
            Self::FluidOunce => ("fl_oz", "fl oz", "OZA", Volume, 295_735_295_625),
            Self::Millimetre => ("mm", "mm", "MMT", Length, 1),
            Self::Centimetre => ("cm", "cm", "CMT", Length, 10),
            Self::Metre => ("m", "m", "MTR", Length, 1_000),
            Self::SquareMetre => ("m2", "m²", "MTK", Area, 1),
            Self::Piece => ("piece", "piece", "C62", Count, 1),
        };
        Facts {
            word,
            text,
            code,
            dimension,
            size,
        }
    }

    /// The stable word.
    pub const fn as_str(self) -> &'static str {
        self.facts().word
    }

    /// Reads the stable word; `None` for any other.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.as_str() == word)
    }

    /// What it measures.
    pub const fn dimension(self) -> Dimension {
        self.facts().dimension
    }

    /// Its code in UN/CEFACT recommendation 20, which structured data wants.
    pub const fn unit_code(self) -> &'static str {
        self.facts().code
    }

    /// The measure that prices are told for where nobody says otherwise: kilogram, litre, metre, square metre, piece
    /// (Directive 98/6/EC, article 2), pound and fluid ounce where those are used.
    pub const fn usual_reference(self) -> Measure {
        let unit = match self {
            Self::Milligram | Self::Gram | Self::Kilogram => Self::Kilogram,
            Self::Ounce | Self::Pound => Self::Pound,
            Self::Millilitre | Self::Centilitre | Self::Litre => Self::Litre,
            Self::Millimetre | Self::Centimetre | Self::Metre => Self::Metre,
            Self::CubicMetre | Self::FluidOunce | Self::SquareMetre | Self::Piece => self,
        };
        Measure {
            thousandths: 1000,
            unit,
        }
    }
}

impl Measure {
    /// An amount of a unit.
    ///
    /// # Errors
    /// [`MeasureError::Amount`]: nothing, more than a million, or finer than a thousandth.
    pub fn new(amount: Decimal, unit: MeasureUnit) -> Result<Self, MeasureError> {
        let thousandths = amount.checked_mul(Decimal::ONE_THOUSAND);
        let thousandths = thousandths
            .filter(Decimal::is_integer)
            .and_then(|amount| amount.to_u32());
        match thousandths {
            Some(thousandths @ 1..=MOST_THOUSANDTHS) => Ok(Self { thousandths, unit }),
            _ => Err(MeasureError::Amount),
        }
    }

    /// The unit.
    pub const fn unit(self) -> MeasureUnit {
        self.unit
    }

    /// How many units, without zeros at the end.
    pub fn amount(self) -> Decimal {
        Decimal::new(i64::from(self.thousandths), 3).normalize()
    }

    /// For people: `100 ml`, and `kg` for one of them.
    pub fn text(self) -> String {
        let unit = self.unit.facts().text;
        match (self.thousandths, self.unit) {
            (1000, _) => unit.to_owned(),
            (_, MeasureUnit::Piece) => format!("{} pieces", self.amount()),
            _ => format!("{}\u{a0}{unit}", self.amount()),
        }
    }

    // In the smallest parts of its dimension, a thousand times over; below 2^84.
    pub(super) fn size(self) -> i128 {
        i128::from(self.thousandths) * i128::from(self.unit.facts().size)
    }
}

impl Content {
    /// What a variant holds, told for a reference.
    ///
    /// # Errors
    /// [`MeasureError::Dimension`].
    pub fn new(holds: Measure, reference: Measure) -> Result<Self, MeasureError> {
        if holds.unit.dimension() != reference.unit.dimension() {
            return Err(MeasureError::Dimension);
        }
        Ok(Self { holds, reference })
    }

    /// What one unit of the variant holds.
    pub const fn holds(self) -> Measure {
        self.holds
    }

    /// What its price is told for.
    pub const fn reference(self) -> Measure {
        self.reference
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount(), self.unit.as_str())
    }
}

impl FromStr for Measure {
    type Err = MeasureError;

    fn from_str(text: &str) -> Result<Self, MeasureError> {
        let (amount, unit) = text.split_once(' ').ok_or(MeasureError::Form)?;
        let unit = MeasureUnit::from_word(unit).ok_or(MeasureError::Unit)?;
        let is_plain = amount.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let amount = Decimal::from_str_exact(amount).ok().filter(|_| is_plain);
        Self::new(amount.ok_or(MeasureError::Amount)?, unit)
    }
}

impl fmt::Display for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} / {}", self.holds, self.reference)
    }
}

impl FromStr for Content {
    type Err = MeasureError;

    fn from_str(text: &str) -> Result<Self, MeasureError> {
        let (holds, reference) = text.split_once(" / ").ok_or(MeasureError::Form)?;
        Self::new(holds.parse()?, reference.parse()?)
    }
}

impl TryFrom<String> for Content {
    type Error = MeasureError;

    fn try_from(text: String) -> Result<Self, MeasureError> {
        text.parse()
    }
}

impl From<Content> for String {
    fn from(content: Content) -> Self {
        content.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back_in_every_unit() {
        for unit in MeasureUnit::ALL {
            for amount in ["0.001", "0.75", "80", "1000000"] {
                let text = format!("{amount} {} / 1 {}", unit.as_str(), unit.as_str());
                assert_eq!(text.parse::<Content>().unwrap().to_string(), text);
            }
        }
    }

    #[test]
    fn what_is_no_measure_is_refused() {
        for (text, why) in [
            ("80 g", MeasureError::Form),
            ("80g / 100 g", MeasureError::Form),
            ("80 g / 1 l", MeasureError::Dimension),
            ("80 stone / 1 kg", MeasureError::Unit),
            ("0 g / 1 kg", MeasureError::Amount),
            ("-1 g / 1 kg", MeasureError::Amount),
            ("1e3 g / 1 kg", MeasureError::Amount),
            ("0.0001 g / 1 kg", MeasureError::Amount),
            ("1000000.001 g / 1 kg", MeasureError::Amount),
            ("99999999999999999999999999999999 g / 1 kg", MeasureError::Amount),
        ] {
            assert_eq!(text.parse::<Content>(), Err(why), "{text}");
        }
    }

    #[test]
    fn people_read_one_kilogram_as_kg_and_ten_pieces_in_the_plural() {
        let text = |text: &str| text.parse::<Measure>().unwrap().text();

        assert_eq!(text("1 kg"), "kg");
        assert_eq!(text("100.0 ml"), "100\u{a0}ml");
        assert_eq!(text("1 m2"), "m²");
        assert_eq!(text("10 piece"), "10 pieces");
    }
}
