//! What a `WooCommerce` product is called and how it is described.

use std::collections::BTreeMap;

use crate::import::cell;
use crate::import::draft::{DraftStatus, ProductDraft};
use crate::import::markup;
use crate::import::outcome::{Notice, Refusal};

use super::attributes::metafield_key;
use super::columns::{Cells, Field, pieces};
use super::product::Context;

/// Reads the product's own fields, which stand in the row of a simple product or of a parent.
pub struct Head<'a, 'n> {
    pub context: &'a Context<'a>,
    pub cells: Cells<'a>,
    pub notices: &'n mut Vec<Notice>,
}

impl Head<'_, '_> {
    /// A draft without variants, options and pictures.
    ///
    /// # Errors
    /// The first [`Refusal`] met.
    pub fn read(mut self) -> Result<ProductDraft, Refusal> {
        let title = self.line(Field::Name, 400)?;
        if title.is_empty() {
            return Err(self.cells.at(Field::Name).refuse("the product has no name"));
        }
        let short = self.html(Field::ShortDescription)?;
        let long = self.html(Field::Description)?;
        let mut metafields = BTreeMap::new();
        if !short.is_empty() && !long.is_empty() {
            metafields.insert("woocommerce.short_description".to_owned(), short.clone());
        }
        self.custom_fields(&mut metafields)?;
        let categories = self.categories();
        Ok(ProductDraft {
            handle: String::new(),
            handle_is_derived: true,
            title,
            description_html: if long.is_empty() { short } else { long },
            vendor: self.vendor()?,
            product_type: self.product_type(&categories)?,
            tags: self.tags(&categories)?,
            status: self.status()?,
            published_from: None,
            seo_title: self.line(Field::SeoTitle, 400)?,
            seo_description: self.line(Field::SeoDescription, 1000)?,
            metafields,
            options: Vec::new(),
            variants: Vec::new(),
            images: Vec::new(),
        })
    }

    fn line(&mut self, field: Field, limit: usize) -> Result<String, Refusal> {
        let at = self.cells.at(field);
        cell::limited(cell::line(self.cells.get(field), at, self.notices), limit, at)
    }

    // The export writes line ends as the two characters `\n`.
    fn html(&mut self, field: Field) -> Result<String, Refusal> {
        let at = self.cells.at(field);
        let text = cell::text(self.cells.get(field), at, self.notices)
            .replace("\\r\\n", "\n")
            .replace("\\n", "\n");
        cell::limited(markup::clean(&markup::paragraphs(&text)), 200_000, at)
    }

    // `Meta: care` becomes the metafield `meta.care`; keys with an underscore are a plugin's own.
    fn custom_fields(&mut self, metafields: &mut BTreeMap<String, String>) -> Result<(), Refusal> {
        for (index, name) in self.context.columns.names().iter().enumerate() {
            let Some(key) = name
                .strip_prefix("Meta:")
                .map(str::trim)
                .filter(|key| !key.starts_with('_'))
            else {
                continue;
            };
            let at = cell::At {
                row: self.cells.row.number,
                column: name,
            };
            let value = cell::limited(cell::text(self.cells.row.cell(index), at, self.notices), 65_535, at)?;
            if !value.is_empty() && !key.is_empty() {
                metafields.insert(format!("meta.{}", metafield_key(key)), value);
            }
        }
        Ok(())
    }

    // `Clothing, Clothing > T-shirts` is two paths.
    fn categories(&self) -> Vec<Vec<String>> {
        let path = |raw: &String| {
            raw.split('>')
                .map(|part| part.trim().to_owned())
                .filter(|part| !part.is_empty())
                .collect()
        };
        pieces(self.cells.get(Field::Categories)).iter().map(path).collect()
    }

    fn vendor(&self) -> Result<String, Refusal> {
        let brand = pieces(self.cells.get(Field::Brands))
            .into_iter()
            .next()
            .unwrap_or_default();
        cell::limited(brand, 200, self.cells.at(Field::Brands))
    }

    // The deepest category says best what it is; the first of those that are equally deep.
    fn product_type(&self, categories: &[Vec<String>]) -> Result<String, Refusal> {
        let deepest = categories.iter().rev().max_by_key(|path| path.len());
        let leaf = deepest.and_then(|path| path.last()).cloned().unwrap_or_default();
        cell::limited(leaf, 200, self.cells.at(Field::Categories))
    }

    fn tags(&mut self, categories: &[Vec<String>]) -> Result<Vec<String>, Refusal> {
        let at = self.cells.at(Field::Tags);
        let mut tags = Vec::new();
        for tag in pieces(self.cells.get(Field::Tags))
            .iter()
            .chain(categories.iter().flatten())
        {
            let tag = cell::limited(cell::line(tag, at, self.notices), 255, at)?;
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        Ok(tags)
    }

    fn status(&mut self) -> Result<DraftStatus, Refusal> {
        let at = self.cells.at(Field::Published);
        let published = match self.cells.get(Field::Published) {
            "" | "1" => true,
            "0" | "-1" => false,
            other => return Err(at.refuse(format!("`{}` is not 1, 0 or -1", cell::shortened(other)))),
        };
        if published && self.cells.get(Field::Visibility).eq_ignore_ascii_case("hidden") {
            let at = self.cells.at(Field::Visibility);
            self.notices
                .push(at.notice("a product hidden from the catalogue is imported as a draft"));
            return Ok(DraftStatus::Draft);
        }
        Ok(if published {
            DraftStatus::Active
        } else {
            DraftStatus::Draft
        })
    }
}
