//! Finding columns by name, whatever their order, case and punctuation.

use std::collections::HashMap;
use std::hash::Hash;

use super::cell::At;
use super::outcome::Refusal;
use super::source::Row;

/// A header name reduced to lower-case letters and digits: `Variant SKU` and `variant_sku` are one name.
pub fn plain(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Which cell holds which field, and what the columns are called in this file.
#[derive(Debug, Clone)]
pub struct Columns<F> {
    found: HashMap<F, usize>,
    names: Vec<String>,
    /// Columns that nothing reads, by their names in the file.
    pub ignored: Vec<String>,
}

impl<F: Copy + Eq + Hash> Columns<F> {
    /// Matches a header with a table of plain names; the first column of a field wins, and a second one is ignored.
    pub fn find(header: &[String], known: impl Fn(&str) -> Option<F>) -> Self {
        let mut columns = Self {
            found: HashMap::new(),
            names: header.to_vec(),
            ignored: Vec::new(),
        };
        for (index, name) in header.iter().enumerate() {
            match known(&plain(name)) {
                Some(field) if !columns.found.contains_key(&field) => {
                    columns.found.insert(field, index);
                }
                _ => columns.ignored.push(name.clone()),
            }
        }
        columns
    }

    /// The cell number of a field.
    pub fn index(&self, field: F) -> Option<usize> {
        self.found.get(&field).copied()
    }

    /// Whether the file has the column.
    pub fn has(&self, field: F) -> bool {
        self.found.contains_key(&field)
    }

    /// What the file calls the field.
    pub fn name(&self, field: F) -> String {
        self.index(field)
            .and_then(|index| self.names.get(index))
            .cloned()
            .unwrap_or_default()
    }

    /// How many cells a row should have.
    pub fn width(&self) -> usize {
        self.names.len()
    }

    /// All header names in order.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Takes a column off the list of ignored ones, because something else reads it.
    pub fn claim(&mut self, name: &str) {
        self.ignored.retain(|ignored| ignored != name);
    }
}

/// One row, read by field.
#[derive(Debug)]
pub struct Cells<'a, F> {
    columns: &'a Columns<F>,
    /// The row.
    pub row: &'a Row,
}

impl<F> Clone for Cells<'_, F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F> Copy for Cells<'_, F> {}

impl<'a, F: Copy + Eq + Hash> Cells<'a, F> {
    /// A view of `row`.
    pub fn new(columns: &'a Columns<F>, row: &'a Row) -> Self {
        Self { columns, row }
    }

    /// The cell without surrounding white space; empty if the file has no such column.
    pub fn get(&self, field: F) -> &'a str {
        self.columns.index(field).map_or("", |index| self.row.cell(index))
    }

    /// Whether the cell says something.
    pub fn says(&self, field: F) -> bool {
        !self.get(field).is_empty()
    }

    /// Whether the file has the column.
    pub fn has(&self, field: F) -> bool {
        self.columns.has(field)
    }

    /// Where the cell is, for messages.
    pub fn at(&self, field: F) -> At<'a> {
        At {
            row: self.row.number,
            column: self
                .columns
                .index(field)
                .map_or("", |index| &self.columns.names()[index]),
        }
    }

    /// Refuses a row that has more or fewer cells than the header: every cell behind the fault may be another's.
    ///
    /// # Errors
    /// A [`Refusal`] of the row.
    pub fn refuse_ragged(&self) -> Result<(), Refusal> {
        let (found, width) = (self.row.cells.len(), self.columns.width());
        if found == width {
            return Ok(());
        }
        Err(Refusal::row(
            self.row.number,
            format!("the row has {found} cells, the header has {width}"),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_match_in_any_order_case_and_punctuation() {
        let header = ["variant_sku", "HANDLE ", "Sparkle"].map(str::to_owned);
        let columns = Columns::find(&header, |name| {
            ["handle", "variantsku"].iter().position(|known| *known == name)
        });

        assert_eq!((columns.index(0), columns.index(1)), (Some(1), Some(0)));
        assert_eq!(columns.ignored, ["Sparkle"]);
    }
}
