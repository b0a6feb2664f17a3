//! The variants of a Shopify product.

use std::collections::HashMap;

use domain::pricing::Content;
use domain::tax::EXEMPT_CATEGORY;

use crate::import::cell::{self, shortened};
use crate::import::content;
use crate::import::draft::{ImageDraft, VariantDraft};
use crate::import::measure::{self, Unit};
use crate::import::outcome::{Notice, Refusal};
use crate::import::pictures::place_of;
use crate::import::price;
use crate::import::tax;

use super::columns::{Cells, Field};
use super::options::Choices;
use super::product::Context;

/// Reads one variant from each row.
///
/// # Errors
/// The first [`Refusal`] met.
pub fn read_variants(
    context: &Context<'_>,
    rows: &[Cells<'_>],
    choices: &Choices,
    images: &[ImageDraft],
    notices: &mut Vec<Notice>,
) -> Result<Vec<VariantDraft>, Refusal> {
    let mut skus: HashMap<String, u64> = HashMap::new();
    let mut variants = Vec::with_capacity(rows.len());
    for (cells, values) in rows.iter().zip(&choices.values) {
        let mut reader = Reader {
            context,
            cells: *cells,
            notices,
        };
        let mut variant = reader.read()?;
        variant.option_values.clone_from(values);
        variant.image = place_of(cells.get(Field::VariantImage), images);
        if let Some(other) = variant.sku.clone().and_then(|sku| skus.insert(sku, cells.row.number)) {
            return Err(cells
                .at(Field::Sku)
                .refuse(format!("the variant in row {other} has the same SKU")));
        }
        variants.push(variant);
    }
    Ok(variants)
}

struct Reader<'a, 'n> {
    context: &'a Context<'a>,
    cells: Cells<'a>,
    notices: &'n mut Vec<Notice>,
}

impl Reader<'_, '_> {
    fn read(&mut self) -> Result<VariantDraft, Refusal> {
        let amount_minor = self.price()?;
        Ok(VariantDraft {
            sku: self.name(Field::Sku, 255)?,
            barcode: self.barcode()?,
            option_values: Vec::new(),
            weight_grams: self.weight()?,
            requires_shipping: self.flag(Field::RequiresShipping)?.unwrap_or(true),
            tax_category: self.tax_category()?,
            tracks_inventory: self.tracks_inventory(),
            continue_selling: self.continue_selling()?,
            quantity: self.quantity()?,
            amount_minor,
            compare_at_minor: self.compare_at(amount_minor)?,
            content: self.content(),
            image: None,
        })
    }

    fn price(&self) -> Result<i64, Refusal> {
        let at = self.cells.at(Field::Price);
        let raw = self.cells.get(Field::Price);
        if raw.is_empty() {
            return Err(at.refuse("the variant has no price"));
        }
        price::read(raw, self.context.sign, self.context.currency).map_err(|reason| at.refuse(reason))
    }

    fn compare_at(&mut self, amount_minor: i64) -> Result<Option<i64>, Refusal> {
        let at = self.cells.at(Field::CompareAt);
        let raw = self.cells.get(Field::CompareAt);
        if raw.is_empty() {
            return Ok(None);
        }
        let minor = price::read(raw, self.context.sign, self.context.currency).map_err(|reason| at.refuse(reason))?;
        if minor > amount_minor {
            return Ok(Some(minor));
        }
        if minor > 0 {
            self.notices.push(at.notice("not more than the price: left out"));
        }
        Ok(None)
    }

    fn name(&mut self, field: Field, limit: usize) -> Result<Option<String>, Refusal> {
        let at = self.cells.at(field);
        let name = cell::limited(cell::line(self.cells.get(field), at, self.notices), limit, at)?;
        Ok((!name.is_empty()).then_some(name))
    }

    // Shopify puts an apostrophe before the digits so that spreadsheets keep leading zeros.
    fn barcode(&mut self) -> Result<Option<String>, Refusal> {
        let barcode = self.name(Field::Barcode, 64)?;
        Ok(barcode
            .map(|code| code.trim_start_matches('\'').to_owned())
            .filter(|code| !code.is_empty()))
    }

    // `Variant Grams` is always in grams, whatever unit is shown; `Variant Weight` is in that unit.
    fn weight(&self) -> Result<i32, Refusal> {
        if self.cells.says(Field::Grams) {
            let at = self.cells.at(Field::Grams);
            return measure::grams(self.cells.get(Field::Grams), Unit::Gram).map_err(|reason| at.refuse(reason));
        }
        let raw = self.cells.get(Field::WeightUnit);
        let unit = if raw.is_empty() {
            Some(Unit::Gram)
        } else {
            Unit::parse(raw)
        };
        let at = self.cells.at(Field::WeightUnit);
        let unit = unit.ok_or_else(|| at.refuse(format!("`{}` is not g, kg, oz or lb", shortened(raw))))?;
        let at = self.cells.at(Field::Weight);
        measure::grams(self.cells.get(Field::Weight), unit).map_err(|reason| at.refuse(reason))
    }

    // What cannot be read costs the price per measure, not the product.
    fn content(&mut self) -> Option<Content> {
        let cells = |amount, unit| content::Cells {
            amount: self.cells.get(amount),
            unit: self.cells.get(unit),
        };
        let holds = cells(Field::Holds, Field::HoldsUnit);
        let read = content::read(holds, cells(Field::Reference, Field::ReferenceUnit));
        read.unwrap_or_else(|reason| {
            let at = self.cells.at(Field::Holds);
            self.notices.push(at.notice(format!("{reason}: left out")));
            None
        })
    }

    fn flag(&self, field: Field) -> Result<Option<bool>, Refusal> {
        cell::flag(self.cells.get(field), self.cells.at(field))
    }

    // A word in the tax code is a category; the flag goes before it.
    fn tax_category(&mut self) -> Result<String, Refusal> {
        if !self.flag(Field::Taxable)?.unwrap_or(true) {
            return Ok(EXEMPT_CATEGORY.to_owned());
        }
        let (category, notice) = tax::category_of_code(self.cells.get(Field::TaxCode));
        if let Some(text) = notice {
            self.notices.push(self.cells.at(Field::TaxCode).notice(text));
        }
        Ok(category)
    }

    // An empty tracker means that nobody counts. A file without the column counts if it has quantities.
    fn tracks_inventory(&mut self) -> bool {
        if !self.cells.has(Field::Tracker) {
            return self.cells.says(Field::Quantity);
        }
        let tracker = self.cells.get(Field::Tracker);
        if !tracker.is_empty() && !tracker.eq_ignore_ascii_case("shopify") {
            let text = format!("stock is counted by `{}`: from now on here", shortened(tracker));
            self.notices.push(self.cells.at(Field::Tracker).notice(text));
        }
        !tracker.is_empty()
    }

    fn continue_selling(&self) -> Result<bool, Refusal> {
        let at = self.cells.at(Field::Policy);
        match self.cells.get(Field::Policy).to_ascii_lowercase().as_str() {
            "" | "deny" | "false" => Ok(false),
            "continue" | "true" => Ok(true),
            other => Err(at.refuse(format!("`{}` is neither deny nor continue", shortened(other)))),
        }
    }

    fn quantity(&mut self) -> Result<Option<i32>, Refusal> {
        let at = self.cells.at(Field::Quantity);
        let quantity = measure::quantity(self.cells.get(Field::Quantity)).map_err(|reason| at.refuse(reason))?;
        if quantity.is_some_and(|units| units < 0) {
            self.notices
                .push(at.notice("less than nothing in stock: imported as 0"));
        }
        Ok(quantity.map(|units| units.max(0)))
    }
}
