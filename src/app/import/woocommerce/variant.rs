//! The variant that a simple product or a variation is.

use domain::pricing::Content;
use domain::tax::EXEMPT_CATEGORY;

use crate::import::cell;
use crate::import::content;
use crate::import::draft::VariantDraft;
use crate::import::measure;
use crate::import::outcome::{Notice, Refusal};
use crate::import::price;
use crate::import::tax;

use super::columns::{Cells, Field};
use super::product::Context;

/// Reads one variant. For a simple product `parent` and `cells` are the same row.
pub struct VariantReader<'a, 'n> {
    pub context: &'a Context<'a>,
    pub parent: Cells<'a>,
    pub cells: Cells<'a>,
    pub notices: &'n mut Vec<Notice>,
}

impl VariantReader<'_, '_> {
    /// Reads it; option values and picture are the caller's.
    ///
    /// # Errors
    /// The first [`Refusal`] met.
    pub fn read(mut self, is_virtual: bool) -> Result<VariantDraft, Refusal> {
        let (amount_minor, compare_at_minor) = self.prices()?;
        let (tracks_inventory, quantity) = self.stock()?;
        Ok(VariantDraft {
            sku: self.name(Field::Sku, 255)?,
            barcode: self.name(Field::Gtin, 64)?,
            option_values: Vec::new(),
            weight_grams: self.weight()?,
            requires_shipping: !is_virtual,
            tax_category: self.tax_category(),
            tracks_inventory,
            continue_selling: self.backorders()?,
            quantity,
            amount_minor,
            compare_at_minor,
            content: self.content(),
            image: None,
        })
    }

    // A sale that has dates is an event in time, which one price cannot say: the regular price is imported.
    fn prices(&mut self) -> Result<(i64, Option<i64>), Refusal> {
        let regular = self.price(Field::RegularPrice)?;
        let sale = self.price(Field::SalePrice)?;
        let Some(regular) = regular.or(sale) else {
            return Err(self.cells.at(Field::RegularPrice).refuse("there is no price"));
        };
        let dated = self.cells.says(Field::SaleStarts) || self.cells.says(Field::SaleEnds);
        match sale {
            Some(_) if dated => {
                let at = self.cells.at(Field::SalePrice);
                self.notices
                    .push(at.notice("the sale has dates: the regular price is imported"));
                Ok((regular, None))
            }
            Some(sale) if sale < regular => Ok((sale, Some(regular))),
            _ => Ok((regular, None)),
        }
    }

    fn price(&self, field: Field) -> Result<Option<i64>, Refusal> {
        let raw = self.cells.get(field);
        if raw.is_empty() {
            return Ok(None);
        }
        let at = self.cells.at(field);
        price::read(raw, self.context.sign, self.context.currency)
            .map(Some)
            .map_err(|reason| at.refuse(reason))
    }

    // A number is counted stock; without one, `In stock?` is all that is known.
    fn stock(&mut self) -> Result<(bool, Option<i32>), Refusal> {
        let at = self.cells.at(Field::Stock);
        let own = measure::quantity(self.cells.get(Field::Stock)).map_err(|reason| at.refuse(reason))?;
        if let Some(units) = own {
            if units < 0 {
                self.notices
                    .push(at.notice("less than nothing in stock: imported as 0"));
            }
            return Ok((true, Some(units.max(0))));
        }
        if self.cells.row.number != self.parent.row.number && self.parent.says(Field::Stock) {
            let text = "the variations share the parent's stock, which cannot be counted here: imported as 0";
            self.notices.push(at.notice(text));
            return Ok((true, Some(0)));
        }
        let in_stock = cell::flag(self.cells.get(Field::InStock), self.cells.at(Field::InStock));
        // `backorder` also stands in this column.
        let in_stock = in_stock.unwrap_or(Some(true)).unwrap_or(true);
        Ok(if in_stock { (false, None) } else { (true, Some(0)) })
    }

    fn backorders(&self) -> Result<bool, Refusal> {
        let raw = self.cells.get(Field::Backorders);
        if raw.eq_ignore_ascii_case("notify") {
            return Ok(true);
        }
        Ok(cell::flag(raw, self.cells.at(Field::Backorders))?.unwrap_or(false))
    }

    fn weight(&self) -> Result<i32, Refusal> {
        let owner = if self.cells.says(Field::Weight) {
            self.cells
        } else {
            self.parent
        };
        let at = owner.at(Field::Weight);
        measure::grams(owner.get(Field::Weight), self.context.columns.weight_unit).map_err(|reason| at.refuse(reason))
    }

    // A variation has what its parent has where it says nothing itself.
    fn content(&mut self) -> Option<Content> {
        let cell = |field| {
            let own = self.cells.get(field);
            if own.is_empty() { self.parent.get(field) } else { own }
        };
        let unit = cell(Field::MeasureUnit);
        let cells = |field| content::Cells {
            amount: cell(field),
            unit,
        };
        let read = content::read(cells(Field::Holds), cells(Field::Reference));
        read.unwrap_or_else(|reason| {
            let at = self.cells.at(Field::Holds);
            self.notices.push(at.notice(format!("{reason}: left out")));
            None
        })
    }

    fn name(&mut self, field: Field, limit: usize) -> Result<Option<String>, Refusal> {
        let at = self.cells.at(field);
        let name = cell::limited(cell::line(self.cells.get(field), at, self.notices), limit, at)?;
        Ok((!name.is_empty()).then_some(name))
    }

    // The table decides what a category means in each country.
    fn tax_category(&mut self) -> String {
        if matches!(self.cells.get(Field::TaxStatus), "none" | "shipping") {
            return EXEMPT_CATEGORY.to_owned();
        }
        let own = self.cells.get(Field::TaxClass);
        let class = if own == "parent" {
            self.parent.get(Field::TaxClass)
        } else {
            own
        };
        let (category, notice) = tax::category(class);
        if let Some(text) = notice {
            self.notices.push(self.cells.at(Field::TaxClass).notice(text));
        }
        category
    }
}
