//! The second reading: rows into families, families into products.

use std::collections::HashMap;

use domain::money::Currency;

use crate::import::outcome::{Drafted, Parsed, Refusal};
use crate::import::pictures::MediaFolder;
use crate::import::source::{Row, Rows, Source, SourceError};

use super::columns::Field;
use super::family::{own_keys, parent_key, subject};
use super::kind::RowKind;
use super::names::Names;
use super::product::{Context, read_simple, read_variable};
use super::{WooColumns, WooSurvey};

/// A product whose variations are being gathered.
#[derive(Default)]
struct Family {
    parent: Option<Row>,
    variations: Vec<Row>,
}

/// The products of a file, with every row accounted for. A product comes when its last row was read.
pub struct WooProducts {
    rows: Rows,
    columns: WooColumns,
    survey: WooSurvey,
    folder: MediaFolder,
    currency: Currency,
    // By the row in which each ends.
    families: HashMap<u64, Family>,
    names: Names,
}

impl WooProducts {
    /// Starts at the top of the file.
    ///
    /// # Errors
    /// [`SourceError`] when the file cannot be opened again.
    pub fn new(
        source: &Source,
        columns: WooColumns,
        survey: WooSurvey,
        folder: MediaFolder,
        currency: Currency,
    ) -> Result<Self, SourceError> {
        let rows = source.rows()?;
        Ok(Self {
            rows,
            columns,
            survey,
            folder,
            currency,
            families: HashMap::new(),
            names: Names::default(),
        })
    }

    // What is complete once this row is known; `None` if it waits for more of its family.
    fn take(&mut self, row: Row) -> Option<Parsed> {
        let number = row.number;
        let cells = self.columns.cells(&row);
        let kind = RowKind::parse(cells.get(Field::Type));
        if row.is_blank() {
            return Some(skipped(&row, String::new(), "the row is empty"));
        }
        if let RowKind::Variation { .. } = kind {
            if let Some(refusal) = self.refuse_orphan(&row) {
                return Some(Parsed::Refused {
                    rows: vec![number],
                    subject: subject(&cells),
                    refusal,
                });
            }
            let end = self.survey.end_of(&[parent_key(&cells)]).unwrap_or(number);
            self.families.entry(end).or_default().variations.push(row);
        } else if let Some(end) = self
            .survey
            .end_of(&own_keys(&cells))
            .filter(|end| self.lacks_parent(*end))
        {
            self.families.entry(end).or_default().parent = Some(row);
        } else {
            return Some(self.single(&row, kind));
        }
        self.families.remove(&number).map(|family| self.family(family))
    }

    fn lacks_parent(&self, end: u64) -> bool {
        self.families.get(&end).is_none_or(|family| family.parent.is_none())
    }

    fn refuse_orphan(&self, row: &Row) -> Option<Refusal> {
        let cells = self.columns.cells(row);
        let key = parent_key(&cells);
        if self.survey.products.contains(&key) && !key.is_empty() {
            return None;
        }
        let reason = if key.is_empty() {
            "the variation names no parent"
        } else {
            "the parent is not in this file"
        };
        Some(cells.at(Field::Parent).refuse(reason))
    }

    fn single(&mut self, row: &Row, kind: RowKind) -> Parsed {
        let cells = self.columns.cells(row);
        let subject = subject(&cells);
        let result = match kind {
            RowKind::Skipped(reason) => return skipped(row, subject, reason),
            RowKind::Simple { is_virtual } => read_simple(&self.context(), row, is_virtual),
            RowKind::Variable | RowKind::Variation { .. } => Err(cells
                .at(Field::Type)
                .refuse("a variable product without variations in this file")),
        };
        self.finish(vec![row.number], subject, row, result)
    }

    fn family(&mut self, family: Family) -> Parsed {
        let mut rows: Vec<u64> = family
            .parent
            .iter()
            .chain(&family.variations)
            .map(|row| row.number)
            .collect();
        rows.sort_unstable();
        let Some(parent) = family.parent else {
            // Only if the file changed between two readings.
            let refusal = Refusal::row(
                rows.first().copied().unwrap_or_default(),
                "the parent is not in this file",
            );
            return Parsed::Refused {
                rows,
                subject: String::new(),
                refusal,
            };
        };
        let cells = self.columns.cells(&parent);
        let subject = subject(&cells);
        let result = match RowKind::parse(cells.get(Field::Type)) {
            RowKind::Skipped(reason) => {
                return Parsed::Skipped {
                    rows,
                    subject,
                    reason: reason.to_owned(),
                };
            }
            RowKind::Variable => read_variable(&self.context(), &parent, &family.variations),
            _ => Err(cells
                .at(Field::Type)
                .refuse("variations name this product as their parent, but it is not variable")),
        };
        self.finish(rows, subject, &parent, result)
    }

    fn finish(&mut self, rows: Vec<u64>, subject: String, head: &Row, result: Result<Drafted, Refusal>) -> Parsed {
        let claimed = result.and_then(|mut drafted| {
            self.names.claim(&mut drafted.draft, &self.columns.cells(head))?;
            Ok(drafted)
        });
        match claimed {
            Ok(drafted) => Parsed::Product(Box::new(Drafted { rows, ..drafted })),
            Err(refusal) => Parsed::Refused { rows, subject, refusal },
        }
    }

    fn context(&self) -> Context<'_> {
        Context {
            columns: &self.columns,
            folder: &self.folder,
            sign: self.survey.sign,
            currency: self.currency,
        }
    }
}

fn skipped(row: &Row, subject: String, reason: &str) -> Parsed {
    Parsed::Skipped {
        rows: vec![row.number],
        subject,
        reason: reason.to_owned(),
    }
}

impl Iterator for WooProducts {
    type Item = Result<Parsed, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.rows.next() {
                Some(Ok(row)) => {
                    if let Some(parsed) = self.take(row) {
                        return Some(Ok(parsed));
                    }
                }
                Some(Err(error)) => return Some(Err(error)),
                None => {
                    let end = self.families.keys().next().copied()?;
                    return self.families.remove(&end).map(|family| Ok(self.family(family)));
                }
            }
        }
    }
}
