//! The first reading: is the file whole, which decimal sign does it use, whose rows are scattered?

use crate::import::handle::fitting;
use crate::import::price::{DecimalEvidence, DecimalSign};
use crate::import::seen::Seen;
use crate::import::source::{Source, SourceError};

use super::ShopifyColumns;
use super::columns::Field;

/// What has to be known of the whole file before its first product is read.
#[derive(Debug, Clone)]
pub struct ShopifySurvey {
    /// Rows below the header.
    pub rows: u64,
    /// How prices are written.
    pub sign: DecimalSign,
    /// Handles whose rows are torn apart.
    pub scattered: Seen,
}

/// Reads the file through once.
///
/// # Errors
/// [`SourceError`] when it is not whole.
pub fn survey(source: &Source, columns: &ShopifyColumns) -> Result<ShopifySurvey, SourceError> {
    let mut rows = 0;
    let mut evidence = DecimalEvidence::default();
    let mut scattered = Seen::default();
    let mut seen = Seen::default();
    let mut current = String::new();
    for row in source.rows()? {
        let row = row?;
        rows += 1;
        let cells = columns.cells(&row);
        evidence.look(cells.get(Field::Price));
        evidence.look(cells.get(Field::CompareAt));
        let handle = cells.get(Field::Handle);
        if handle.is_empty() || handle == current {
            continue;
        }
        handle.clone_into(&mut current);
        let fitting = fitting(handle);
        if !seen.insert(&fitting) && !cells.says(Field::Title) {
            scattered.insert(&fitting);
        }
    }
    Ok(ShopifySurvey {
        rows,
        sign: evidence.sign(),
        scattered,
    })
}
