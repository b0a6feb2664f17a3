//! The second reading: rows into products, one group at a time.

use std::collections::VecDeque;

use domain::money::Currency;

use crate::import::cell;
use crate::import::handle::fitting;
use crate::import::outcome::{Drafted, Parsed, Refusal};
use crate::import::pictures::MediaFolder;
use crate::import::seen::Seen;
use crate::import::source::{Row, Rows, Source, SourceError};

use super::columns::Field;
use super::product::{Context, read_product};
use super::{ShopifyColumns, ShopifySurvey};

/// More rows than this are not one product.
const ROW_LIMIT: usize = 5000;
/// Nor is more text than this, in bytes.
const SIZE_LIMIT: usize = 16 << 20;

/// The products of a file, in its order, with every row accounted for.
pub struct ShopifyProducts {
    rows: Rows,
    columns: ShopifyColumns,
    survey: ShopifySurvey,
    folder: MediaFolder,
    currency: Currency,
    held: Option<Row>,
    waiting: VecDeque<Parsed>,
    handles: Seen,
    skus: Seen,
}

impl ShopifyProducts {
    /// Starts at the top of the file.
    ///
    /// # Errors
    /// [`SourceError`] when the file cannot be opened again.
    pub fn new(
        source: &Source,
        columns: ShopifyColumns,
        survey: ShopifySurvey,
        folder: MediaFolder,
        currency: Currency,
    ) -> Result<Self, SourceError> {
        Ok(Self {
            rows: source.rows()?,
            columns,
            survey,
            folder,
            currency,
            held: None,
            waiting: VecDeque::new(),
            handles: Seen::default(),
            skus: Seen::default(),
        })
    }

    fn next_row(&mut self) -> Option<Result<Row, SourceError>> {
        self.held.take().map(Ok).or_else(|| self.rows.next())
    }

    fn handle_of(&self, row: &Row) -> String {
        self.columns.cells(row).get(Field::Handle).to_owned()
    }

    // The next rows with one handle. Rows without one are accounted for by themselves, wherever they stand.
    fn next_group(&mut self) -> Result<Option<(String, Vec<Row>)>, SourceError> {
        let mut group: Option<(String, Vec<Row>)> = None;
        let mut size = 0;
        while let Some(row) = self.next_row() {
            let row = row?;
            let handle = self.handle_of(&row);
            if handle.is_empty() {
                self.waiting.push_back(self.without_handle(&row));
                continue;
            }
            let (current, rows) = group.get_or_insert_with(|| (handle.clone(), Vec::new()));
            if *current != handle || rows.len() == ROW_LIMIT || size > SIZE_LIMIT {
                self.held = Some(row);
                break;
            }
            size += row.cells.as_slice().len();
            rows.push(row);
        }
        Ok(group)
    }

    fn without_handle(&self, row: &Row) -> Parsed {
        let rows = vec![row.number];
        if row.is_blank() {
            return Parsed::Skipped {
                rows,
                subject: String::new(),
                reason: "the row is empty".to_owned(),
            };
        }
        let refusal = Refusal::cell(row.number, self.columns.name(Field::Handle), "the handle is empty");
        Parsed::Refused {
            rows,
            subject: String::new(),
            refusal,
        }
    }

    fn parse(&mut self, handle: &str, rows: &[Row]) -> Parsed {
        let numbers: Vec<u64> = rows.iter().map(|row| row.number).collect();
        let subject = cell::shortened(handle);
        if self
            .columns
            .cells(&rows[0])
            .get(Field::GiftCard)
            .eq_ignore_ascii_case("true")
        {
            self.handles.insert(&fitting(handle));
            let reason = "gift cards are not sold as products here".to_owned();
            return Parsed::Skipped {
                rows: numbers,
                subject,
                reason,
            };
        }
        match self.draft(handle, rows) {
            Ok(mut drafted) => {
                drafted.rows = numbers;
                Parsed::Product(Box::new(drafted))
            }
            Err(refusal) => Parsed::Refused {
                rows: numbers,
                subject,
                refusal,
            },
        }
    }

    fn draft(&mut self, handle: &str, rows: &[Row]) -> Result<Drafted, Refusal> {
        self.claim_handle(handle, rows)?;
        let context = Context {
            columns: &self.columns,
            folder: &self.folder,
            sign: self.survey.sign,
            currency: self.currency,
        };
        let drafted = read_product(&context, rows)?;
        self.claim_skus(rows, &drafted)?;
        Ok(drafted)
    }

    fn claim_handle(&mut self, handle: &str, rows: &[Row]) -> Result<(), Refusal> {
        let refuse = |reason| Err(Refusal::cell(rows[0].number, self.columns.name(Field::Handle), reason));
        let fitting = fitting(handle);
        if self.survey.scattered.contains(&fitting) {
            return refuse("the rows of this product do not stand next to each other: sort the file by Handle");
        }
        if !self.handles.insert(&fitting) {
            return refuse("another product further up has the same handle");
        }
        if rows.len() == ROW_LIMIT {
            return refuse("5000 rows and more are too many for one product");
        }
        Ok(())
    }

    // Within one product `read_product` has seen to it.
    fn claim_skus(&mut self, rows: &[Row], drafted: &Drafted) -> Result<(), Refusal> {
        let skus = || {
            drafted
                .draft
                .variants
                .iter()
                .filter_map(|variant| variant.sku.as_deref())
        };
        if let Some(taken) = skus().find(|sku| self.skus.contains(sku)) {
            let row = rows
                .iter()
                .find(|row| self.columns.cells(row).get(Field::Sku) == taken)
                .unwrap_or(&rows[0]);
            let reason = format!(
                "the SKU `{}` belongs to another product further up",
                cell::shortened(taken)
            );
            return Err(Refusal::cell(row.number, self.columns.name(Field::Sku), reason));
        }
        for sku in skus() {
            self.skus.insert(sku);
        }
        Ok(())
    }
}

impl Iterator for ShopifyProducts {
    type Item = Result<Parsed, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(parsed) = self.waiting.pop_front() {
            return Some(Ok(parsed));
        }
        match self.next_group() {
            Err(error) => Some(Err(error)),
            Ok(Some((handle, rows))) => Some(Ok(self.parse(&handle, &rows))),
            Ok(None) => self.waiting.pop_front().map(Ok),
        }
    }
}
