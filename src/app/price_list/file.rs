//! Prices as a CSV file: `sku` or `variant_id`, `price`, and if wanted `compare_at` and `min_quantity`. An empty price takes
//! it out.

use csv::{ReaderBuilder, StringRecord, Trim, WriterBuilder};
use domain::id::VariantId;
use domain::money::{Currency, Money};
use domain::quantity::Quantity;
use std::fmt;
use std::io::{Read, Write};

/// Most rows of a file.
pub const MOST_ROWS: usize = 500_000;

/// Largest price in minor units, as the schema has it.
const MOST_MINOR: i64 = 1_000_000_000_000;

/// One row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceRow {
    /// Where it stands; the line of names is 1.
    pub line: u64,
    /// Which variant.
    pub key: VariantKey,
    /// From so many units on.
    pub min_quantity: i32,
    /// Price and what it is compared with, in minor units; `None` takes the price out of the list.
    pub price: Option<(i64, Option<i64>)>,
}

/// How a row names its variant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum VariantKey {
    /// By its stock code.
    Sku(String),
    /// By its id, since not every variant has a stock code.
    Id(VariantId),
}

impl fmt::Display for VariantKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sku(sku) => write!(f, "{sku}"),
            Self::Id(variant_id) => write!(f, "{variant_id}"),
        }
    }
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {column}: {reason}")]
pub struct RowFault {
    /// The line of names is 1.
    pub line: u64,
    /// Which column.
    pub column: &'static str,
    /// What is wrong, and what would be right.
    pub reason: String,
}

/// Why a file cannot be used at all.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It is no CSV, or not UTF-8.
    #[error("the file cannot be read as CSV in UTF-8")]
    Csv(#[from] csv::Error),
    /// A column is missing.
    #[error("the first line has to name the column {0:?}")]
    NoColumn(&'static str),
    /// It has too many rows.
    #[error("the file has more than {MOST_ROWS} rows; split it")]
    TooLong,
}

struct Columns {
    sku: Option<usize>,
    variant_id: Option<usize>,
    price: usize,
    compare_at: Option<usize>,
    min_quantity: Option<usize>,
}

/// Reads all rows as prices of a currency, and every fault of theirs.
///
/// # Errors
/// [`FileError`].
pub fn read_prices(file: impl Read, currency: Currency) -> Result<(Vec<PriceRow>, Vec<RowFault>), FileError> {
    let mut reader = ReaderBuilder::new().trim(Trim::All).flexible(true).from_reader(file);
    let columns = Columns::of(reader.headers()?)?;
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = record?;
        if rows.len() + faults.len() >= MOST_ROWS {
            return Err(FileError::TooLong);
        }
        let line = record.position().map_or(0, csv::Position::line);
        match columns.row(&record, line, currency) {
            Ok(row) => rows.push(row),
            Err((column, reason)) => faults.push(RowFault { line, column, reason }),
        }
    }
    Ok((rows, faults))
}

/// Writes rows in the same columns.
///
/// # Errors
/// What `out` refuses.
pub fn write_prices(out: impl Write, rows: &[PriceRow], currency: Currency) -> Result<(), csv::Error> {
    let mut writer = WriterBuilder::new().from_writer(out);
    writer.write_record(["sku", "price", "compare_at", "min_quantity", "variant_id"])?;
    let text = |minor| Money::new(minor, currency).to_decimal_string();
    for row in rows {
        let (price, compare_at) = row
            .price
            .map_or((None, None), |(price, compare_at)| (Some(price), compare_at));
        let (sku, variant_id) = match &row.key {
            VariantKey::Sku(sku) => (sku.clone(), String::new()),
            VariantKey::Id(id) => (String::new(), id.to_string()),
        };
        writer.write_record([
            sku,
            price.map(text).unwrap_or_default(),
            compare_at.map(text).unwrap_or_default(),
            row.min_quantity.to_string(),
            variant_id,
        ])?;
    }
    writer.flush()?;
    Ok(())
}

impl Columns {
    fn of(names: &StringRecord) -> Result<Self, FileError> {
        // Spreadsheets put the mark of UTF-8 before the first name.
        let is = |name: &str, wanted: &str| name.trim_start_matches('\u{feff}').eq_ignore_ascii_case(wanted);
        let find = |wanted: &str| names.iter().position(|name| is(name, wanted));
        if find("sku").or(find("variant_id")).is_none() {
            return Err(FileError::NoColumn("sku"));
        }
        Ok(Self {
            sku: find("sku"),
            variant_id: find("variant_id"),
            price: find("price").ok_or(FileError::NoColumn("price"))?,
            compare_at: find("compare_at"),
            min_quantity: find("min_quantity"),
        })
    }

    fn row(&self, record: &StringRecord, line: u64, currency: Currency) -> Result<PriceRow, (&'static str, String)> {
        let cell = |at: Option<usize>| at.and_then(|at| record.get(at)).filter(|text| !text.is_empty());
        let key = match (cell(self.sku), cell(self.variant_id)) {
            // Who gives both is asked about the id, which cannot be somebody else's.
            (_, Some(id)) => VariantKey::Id(id.parse().map_err(|_| ("variant_id", format!("“{id}” is no id")))?),
            (Some(sku), None) => VariantKey::Sku(sku.to_owned()),
            (None, None) => return Err(("sku", "is empty".to_owned())),
        };
        let min_quantity = cell(self.min_quantity).map_or(Ok(1), |text| {
            let count = text
                .parse::<i32>()
                .ok()
                .filter(|count| (1..=Quantity::MAX.cast_signed()).contains(count));
            count.ok_or((
                "min_quantity",
                format!("“{text}” is no whole number from 1 to {}", Quantity::MAX),
            ))
        })?;
        let price = cell(Some(self.price))
            .map(|text| amount("price", text, currency))
            .transpose()?;
        let compare_at = cell(self.compare_at)
            .map(|text| amount("compare_at", text, currency))
            .transpose()?;
        let price = match (price, compare_at) {
            (None, Some(_)) => return Err(("compare_at", "has no price beside it".to_owned())),
            (Some(price), Some(compare_at)) if compare_at <= price => {
                return Err(("compare_at", "has to be above the price".to_owned()));
            }
            (price, compare_at) => price.map(|price| (price, compare_at)),
        };
        Ok(PriceRow {
            line,
            key,
            min_quantity,
            price,
        })
    }
}

fn amount(column: &'static str, text: &str, currency: Currency) -> Result<i64, (&'static str, String)> {
    let refused = |reason: String| (column, format!("“{text}”: {reason}"));
    let money = Money::parse_decimal(text, currency).map_err(|error| refused(error.to_string()))?;
    if (0..=MOST_MINOR).contains(&money.minor) {
        Ok(money.minor)
    } else {
        Err(refused("is below nothing, or too much".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_as_it_was() {
        let row = |line, min_quantity, price| PriceRow {
            line,
            key: VariantKey::Sku("R-\"1\", blue".to_owned()),
            min_quantity,
            price,
        };
        let rows = vec![
            row(2, 1, Some((1999, Some(2499)))),
            row(3, 10, Some((0, None))),
            row(4, 5, None),
            PriceRow {
                key: VariantKey::Id(uuid::Uuid::max().into()),
                ..row(5, 1, Some((5, None)))
            },
        ];
        let mut text = Vec::new();
        write_prices(&mut text, &rows, Currency::EUR).unwrap();

        let (read, faults) = read_prices(text.as_slice(), Currency::EUR).unwrap();

        assert_eq!((read, faults), (rows, vec![]));
    }

    #[test]
    fn every_row_at_fault_is_told_with_line_and_column() {
        let text =
            "\u{feff}Price,SKU,compare_at,min_quantity\n1.999,A,,\n-1,B,,\n5,,,\n5,C,5,\n,D,9,\n5,E,,0\n5.5,F,,\n";

        let (rows, faults) = read_prices(text.as_bytes(), Currency::EUR).unwrap();

        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].price, Some((550, None)));
        let told: Vec<(u64, &str)> = faults.iter().map(|fault| (fault.line, fault.column)).collect();
        assert_eq!(
            told,
            [
                (2, "price"),
                (3, "price"),
                (4, "sku"),
                (5, "compare_at"),
                (6, "compare_at"),
                (7, "min_quantity")
            ]
        );
        assert!(read_prices("sku,cost\n".as_bytes(), Currency::EUR).is_err());
    }
}
