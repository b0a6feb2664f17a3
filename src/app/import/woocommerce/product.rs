//! A product of a `WooCommerce` file, read into a draft.

use std::collections::BTreeMap;

use domain::money::Currency;

use crate::import::cell;
use crate::import::choices::Combinations;
use crate::import::draft::{DraftStatus, ImageDraft, ProductDraft, VARIANT_LIMIT, VariantDraft};
use crate::import::markup;
use crate::import::number::DecimalSign;
use crate::import::outcome::{Drafted, Notice, Refusal};
use crate::import::pictures::{MediaFolder, Pictures, place_of};
use crate::import::source::Row;

use super::WooColumns;
use super::attributes::{Attributes, metafield_key};
use super::columns::{Cells, Field, pieces};
use super::kind::RowKind;
use super::variant::VariantReader;

/// What is the same for all products of a file.
pub struct Context<'a> {
    pub columns: &'a WooColumns,
    pub folder: &'a MediaFolder,
    pub sign: DecimalSign,
    pub currency: Currency,
}

/// Reads a product with one variant. The handle comes later.
///
/// # Errors
/// The first [`Refusal`] met.
pub fn read_simple(context: &Context<'_>, row: &Row, is_virtual: bool) -> Result<Drafted, Refusal> {
    let cells = context.columns.cells(row);
    cells.refuse_ragged()?;
    let mut notices = Vec::new();
    let mut draft = Head { context, cells, notices: &mut notices }.read()?;
    draft.images = read_images(context, &[cells], &mut notices)?;
    Attributes::read(context.columns, cells, &mut notices)?.describe(&mut draft.metafields);
    draft.variants = vec![VariantReader { context, parent: cells, cells, notices: &mut notices }.read(is_virtual)?];
    Ok(Drafted { draft, rows: Vec::new(), notices })
}

/// Reads a product whose variants are the given variations, of which there is at least one. The handle comes later.
///
/// # Errors
/// The first [`Refusal`] met; it refuses the product as a whole.
pub fn read_variable(context: &Context<'_>, parent: &Row, variations: &[Row]) -> Result<Drafted, Refusal> {
    let parent = context.columns.cells(parent);
    let mut notices = Vec::new();
    let all: Vec<Cells<'_>> = variations.iter().map(|row| context.columns.cells(row)).collect();
    parent.refuse_ragged()?;
    all.iter().try_for_each(Cells::refuse_ragged)?;
    let sold = leave_out_disabled(&all, &mut notices);
    if sold.is_empty() || sold.len() > VARIANT_LIMIT {
        let reason = format!("a product has 1 to {VARIANT_LIMIT} variations that are enabled, not {}", sold.len());
        return Err(parent.at(Field::Type).refuse(reason));
    }
    let mut draft = Head { context, cells: parent, notices: &mut notices }.read()?;
    draft.images = read_images(context, &[&[parent], sold.as_slice()].concat(), &mut notices)?;
    let attributes = Attributes::read(context.columns, parent, &mut notices)?;
    let (options, values) = attributes.options(context.columns, &sold, &mut notices)?;
    attributes.describe_except(&options, &mut draft.metafields);
    if parent.says(Field::Sku) {
        draft.metafields.insert("woocommerce.sku".to_owned(), parent.get(Field::Sku).to_owned());
    }
    draft.variants = read_variations(context, parent, &sold, &values, &draft.images, &mut notices)?;
    draft.options = options;
    Ok(Drafted { draft, rows: Vec::new(), notices })
}

fn leave_out_disabled<'a>(variations: &[Cells<'a>], notices: &mut Vec<Notice>) -> Vec<Cells<'a>> {
    let disabled = |cells: &&Cells<'_>| matches!(cells.get(Field::Published), "0" | "-1");
    for cells in variations.iter().filter(disabled) {
        notices.push(cells.at(Field::Published).notice("the variation is disabled and left out"));
    }
    variations.iter().filter(|cells| !disabled(cells)).copied().collect()
}

fn read_variations(
    context: &Context<'_>,
    parent: Cells<'_>,
    variations: &[Cells<'_>],
    values: &[Vec<String>],
    images: &[ImageDraft],
    notices: &mut Vec<Notice>,
) -> Result<Vec<VariantDraft>, Refusal> {
    let mut combinations = Combinations::default();
    let mut skus = Combinations::default();
    let mut variants = Vec::with_capacity(variations.len());
    for (cells, values) in variations.iter().zip(values) {
        let number = cells.row.number;
        let is_virtual = RowKind::parse(cells.get(Field::Type)) == RowKind::Variation { is_virtual: true };
        let mut variant = VariantReader { context, parent, cells: *cells, notices }.read(is_virtual)?;
        if let Err(other) = combinations.take(values, number) {
            let reason = format!("the variation has the same attributes as the one in row {other}");
            return Err(cells.at(Field::AttributeValues(1)).refuse(reason));
        }
        if let Some(Err(other)) = variant.sku.as_ref().map(|sku| skus.take(std::slice::from_ref(sku), number)) {
            return Err(cells.at(Field::Sku).refuse(format!("the variation in row {other} has the same SKU")));
        }
        variant.option_values.clone_from(values);
        variant.image = pieces(cells.get(Field::Images)).first().and_then(|first| place_of(first, images));
        variants.push(variant);
    }
    Ok(variants)
}

fn read_images(context: &Context<'_>, rows: &[Cells<'_>], notices: &mut Vec<Notice>) -> Result<Vec<ImageDraft>, Refusal> {
    let mut pictures = Pictures::new(context.folder);
    for cells in rows {
        for address in pieces(cells.get(Field::Images)) {
            pictures.add(&address, String::new(), None, cells.at(Field::Images), notices)?;
        }
    }
    Ok(pictures.finish())
}

// The product's own fields.
struct Head<'a, 'n> {
    context: &'a Context<'a>,
    cells: Cells<'a>,
    notices: &'n mut Vec<Notice>,
}

impl Head<'_, '_> {
    fn read(mut self) -> Result<ProductDraft, Refusal> {
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
        let text = cell::text(self.cells.get(field), at, self.notices).replace("\\r\\n", "\n").replace("\\n", "\n");
        cell::limited(markup::clean(&markup::paragraphs(&text)), 200_000, at)
    }

    // `Meta: care` becomes the metafield `meta.care`; keys with an underscore are a plugin's own.
    fn custom_fields(&mut self, metafields: &mut BTreeMap<String, String>) -> Result<(), Refusal> {
        for (index, name) in self.context.columns.names().iter().enumerate() {
            let Some(key) = name.strip_prefix("Meta:").map(str::trim).filter(|key| !key.starts_with('_')) else {
                continue;
            };
            let at = cell::At { row: self.cells.row.number, column: name };
            let value = cell::limited(cell::text(self.cells.row.cell(index), at, self.notices), 65_535, at)?;
            if !value.is_empty() && !key.is_empty() {
                metafields.insert(format!("meta.{}", metafield_key(key)), value);
            }
        }
        Ok(())
    }

    // `Clothing, Clothing > T-shirts` is two paths.
    fn categories(&self) -> Vec<Vec<String>> {
        let path = |raw: &String| raw.split('>').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect();
        pieces(self.cells.get(Field::Categories)).iter().map(path).collect()
    }

    fn vendor(&self) -> Result<String, Refusal> {
        let brand = pieces(self.cells.get(Field::Brands)).into_iter().next().unwrap_or_default();
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
        for tag in pieces(self.cells.get(Field::Tags)).iter().chain(categories.iter().flatten()) {
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
            self.notices.push(at.notice("a product hidden from the catalogue is imported as a draft"));
            return Ok(DraftStatus::Draft);
        }
        Ok(if published { DraftStatus::Active } else { DraftStatus::Draft })
    }
}
