//! The first reading: is the file whole, which decimal sign does it use, where does each family end?

use std::collections::HashMap;

use crate::import::price::{DecimalEvidence, DecimalSign};
use crate::import::seen::Seen;
use crate::import::source::{Source, SourceError};

use super::WooColumns;
use super::columns::{Cells, Field};
use super::family::{HELD_LIMIT, own_keys, parent_key};
use super::kind::RowKind;

/// What has to be known of the whole file before its first product is read.
#[derive(Debug, Clone, Default)]
pub struct WooSurvey {
    /// Rows below the header.
    pub rows: u64,
    /// How prices are written.
    pub sign: DecimalSign,
    /// For each name that variations call their parent by, the last row of that family.
    pub ends: HashMap<String, u64>,
    /// All names of rows that are no variations.
    pub products: Seen,
}

/// Reads the file through three times: for the last variations, for families whose variations use both names of their
/// parent, and to see that families are close enough to be held.
///
/// # Errors
/// [`SourceError`] when it is not whole, or its families are too far apart.
pub fn survey(source: &Source, columns: &WooColumns) -> Result<WooSurvey, SourceError> {
    let mut survey = WooSurvey::default();
    let mut evidence = DecimalEvidence::default();
    for row in source.rows()? {
        let row = row?;
        survey.rows += 1;
        let cells = columns.cells(&row);
        evidence.look(cells.get(Field::RegularPrice));
        evidence.look(cells.get(Field::SalePrice));
        if is_variation(&cells) {
            survey.ends.insert(parent_key(&cells), row.number);
        } else {
            for key in own_keys(&cells) {
                survey.products.insert(&key);
            }
        }
    }
    survey.sign = evidence.sign();
    survey.unite_names(source, columns)?;
    survey.check_distances(source, columns)?;
    Ok(survey)
}

fn is_variation(cells: &Cells<'_>) -> bool {
    matches!(RowKind::parse(cells.get(Field::Type)), RowKind::Variation { .. })
}

impl WooSurvey {
    /// The last row of the family that goes by one of these names; `None` if nothing names it as its parent.
    pub fn end_of(&self, keys: &[String]) -> Option<u64> {
        keys.iter().filter_map(|key| self.ends.get(key)).copied().max()
    }

    // A parent may stand behind its variations, and be called by SKU in one row and by number in another.
    fn unite_names(&mut self, source: &Source, columns: &WooColumns) -> Result<(), SourceError> {
        for row in source.rows()? {
            let row = row?;
            let cells = columns.cells(&row);
            let keys = own_keys(&cells);
            if let (false, Some(end)) = (is_variation(&cells), self.end_of(&keys)) {
                for key in keys {
                    self.ends.insert(key, end.max(row.number));
                }
            }
        }
        Ok(())
    }

    // Sizes only: what the second reading would hold at most.
    fn check_distances(&self, source: &Source, columns: &WooColumns) -> Result<(), SourceError> {
        let mut held: HashMap<u64, usize> = HashMap::new();
        let mut total = 0;
        for row in source.rows()? {
            let row = row?;
            let cells = columns.cells(&row);
            let keys = if is_variation(&cells) {
                vec![parent_key(&cells)]
            } else {
                own_keys(&cells)
            };
            if let Some(end) = self.end_of(&keys) {
                let size = row.cells.as_slice().len();
                *held.entry(end).or_default() += size;
                total += size;
            }
            if total > HELD_LIMIT {
                return Err(too_far(row.number));
            }
            total -= held.remove(&row.number).unwrap_or_default();
        }
        Ok(())
    }
}

fn too_far(row: u64) -> SourceError {
    SourceError::Damaged(format!(
        "variations stand too far from their parents (at row {row}, 64 MiB of rows wait for the rest of their product): \
         sort the file so that each product is followed by its variations"
    ))
}
