//! The rows of one product, read into a draft.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::money::Currency;

use crate::import::cell::{self, At};
use crate::import::draft::{DraftStatus, ImageDraft, ProductDraft, VARIANT_LIMIT};
use crate::import::handle::fitting;
use crate::import::markup;
use crate::import::outcome::{Drafted, Notice, Refusal};
use crate::import::pictures::{MediaFolder, Pictures};
use crate::import::price::DecimalSign;
use crate::import::source::Row;

use super::ShopifyColumns;
use super::columns::{Cells, Field};
use super::options::Choices;
use super::variant::read_variants;

/// What is the same for all products of a file.
pub struct Context<'a> {
    pub columns: &'a ShopifyColumns,
    pub folder: &'a MediaFolder,
    pub sign: DecimalSign,
    pub currency: Currency,
}

/// Reads one product from its rows, of which there is at least one.
///
/// # Errors
/// The first [`Refusal`] met; it refuses the product as a whole.
pub fn read_product(context: &Context<'_>, rows: &[Row]) -> Result<Drafted, Refusal> {
    let rows: Vec<Cells<'_>> = rows.iter().map(|row| context.columns.cells(row)).collect();
    rows.iter().try_for_each(Cells::refuse_ragged)?;
    let mut notices = Vec::new();
    let mut draft = Head {
        cells: rows[0],
        notices: &mut notices,
    }
    .read(&rows)?;
    draft.metafields = read_metafields(context, &rows, &mut notices)?;
    draft.images = read_images(context, &rows, &mut notices)?;
    let variant_rows: Vec<_> = rows.iter().copied().filter(is_variant).collect();
    if variant_rows.is_empty() {
        return Err(rows[0].at(Field::Price).refuse("no row of this product has a price"));
    }
    if variant_rows.len() > VARIANT_LIMIT {
        return Err(Refusal::row(
            rows[0].row.number,
            format!("more than {VARIANT_LIMIT} variants"),
        ));
    }
    let choices = Choices::read(&rows, &variant_rows, &mut notices)?;
    draft.variants = read_variants(context, &variant_rows, &choices, &draft.images, &mut notices)?;
    draft.options = choices.options;
    Ok(Drafted {
        draft,
        rows: Vec::new(),
        notices,
    })
}

fn is_variant(cells: &Cells<'_>) -> bool {
    let telling = [
        Field::Price,
        Field::Sku,
        Field::Barcode,
        Field::OptionValue(1),
        Field::OptionValue(2),
        Field::OptionValue(3),
    ];
    telling.iter().any(|field| cells.says(*field))
}

// The product's own fields, which stand in its first row.
struct Head<'a, 'n> {
    cells: Cells<'a>,
    notices: &'n mut Vec<Notice>,
}

impl Head<'_, '_> {
    fn read(mut self, rows: &[Cells<'_>]) -> Result<ProductDraft, Refusal> {
        Ok(ProductDraft {
            handle: self.handle()?,
            handle_is_derived: false,
            title: self.title(rows)?,
            description_html: self.description()?,
            vendor: self.line(Field::Vendor, 200)?,
            product_type: self.line(Field::Type, 200)?,
            tags: self.tags()?,
            status: self.status()?,
            published_from: self.published_from(),
            seo_title: self.line(Field::SeoTitle, 400)?,
            seo_description: self.line(Field::SeoDescription, 1000)?,
            metafields: BTreeMap::new(),
            options: Vec::new(),
            variants: Vec::new(),
            images: Vec::new(),
        })
    }

    fn handle(&mut self) -> Result<String, Refusal> {
        let at = self.cells.at(Field::Handle);
        let raw = cell::limited(self.cells.get(Field::Handle).to_owned(), 200, at)?;
        let handle = fitting(&raw);
        if handle != raw {
            self.notices
                .push(at.notice(format!("the handle is kept as `{handle}`")));
        }
        Ok(handle)
    }

    fn title(&mut self, rows: &[Cells<'_>]) -> Result<String, Refusal> {
        let title = self.line(Field::Title, 400)?;
        if title.is_empty() {
            return Err(self
                .cells
                .at(Field::Title)
                .refuse("the first row of a product needs a title"));
        }
        let own = self.cells.get(Field::Title);
        for other in rows
            .iter()
            .filter(|cells| cells.says(Field::Title) && cells.get(Field::Title) != own)
        {
            self.notices.push(
                other
                    .at(Field::Title)
                    .notice("the title of the product's first row is kept"),
            );
        }
        Ok(title)
    }

    fn description(&mut self) -> Result<String, Refusal> {
        let at = self.cells.at(Field::Body);
        let html = markup::clean(&cell::text(self.cells.get(Field::Body), at, self.notices));
        cell::limited(html, 200_000, at)
    }

    fn tags(&mut self) -> Result<Vec<String>, Refusal> {
        let at = self.cells.at(Field::Tags);
        let tags = cell::list(&cell::line(self.cells.get(Field::Tags), at, self.notices));
        tags.into_iter().map(|tag| cell::limited(tag, 255, at)).collect()
    }

    // `Status` rules; a product that is active but not published on the online store is not to be seen.
    fn status(&mut self) -> Result<DraftStatus, Refusal> {
        let published = cell::flag(self.cells.get(Field::Published), self.cells.at(Field::Published))?.unwrap_or(true);
        let at = self.cells.at(Field::Status);
        match self.cells.get(Field::Status).to_ascii_lowercase().as_str() {
            "archived" => Ok(DraftStatus::Archived),
            "draft" => Ok(DraftStatus::Draft),
            "unlisted" => {
                self.notices.push(at.notice("unlisted products are imported as drafts"));
                Ok(DraftStatus::Draft)
            }
            "" | "active" => Ok(if published {
                DraftStatus::Active
            } else {
                DraftStatus::Draft
            }),
            other => Err(at.refuse(format!("`{}` is not active, draft or archived", cell::shortened(other)))),
        }
    }

    fn published_from(&mut self) -> Option<DateTime<Utc>> {
        let raw = self.cells.get(Field::PublishedAt);
        if raw.is_empty() {
            return None;
        }
        let parsed = DateTime::parse_from_rfc3339(raw).ok().map(|moment| moment.to_utc());
        if parsed.is_none() {
            self.notices.push(
                self.cells
                    .at(Field::PublishedAt)
                    .notice("not a moment in RFC 3339: left out"),
            );
        }
        parsed
    }

    fn line(&mut self, field: Field, limit: usize) -> Result<String, Refusal> {
        let at = self.cells.at(field);
        cell::limited(cell::line(self.cells.get(field), at, self.notices), limit, at)
    }
}

/// More than this in one metafield is a mistake.
const METAFIELD_LIMIT: usize = 65_535;

fn read_metafields(
    context: &Context<'_>,
    rows: &[Cells<'_>],
    notices: &mut Vec<Notice>,
) -> Result<BTreeMap<String, String>, Refusal> {
    let mut metafields = BTreeMap::new();
    let head = rows[0].row;
    for (index, key) in &context.columns.metafields {
        let at = At {
            row: head.number,
            column: &context.columns.names()[*index],
        };
        let value = cell::limited(cell::text(head.cell(*index), at, notices), METAFIELD_LIMIT, at)?;
        if !value.is_empty() {
            metafields.insert(key.clone(), value);
        }
    }
    let category = cell::line(rows[0].get(Field::Category), rows[0].at(Field::Category), notices);
    if !category.is_empty() {
        metafields.insert("shopify.product_category".to_owned(), category);
    }
    // An older template has one metafield a row in three columns.
    for cells in rows.iter().filter(|cells| cells.says(Field::MetafieldKey)) {
        let at = cells.at(Field::MetafieldValue);
        let value = cell::limited(
            cell::text(cells.get(Field::MetafieldValue), at, notices),
            METAFIELD_LIMIT,
            at,
        )?;
        metafields.insert(
            format!(
                "{}.{}",
                cells.get(Field::MetafieldNamespace),
                cells.get(Field::MetafieldKey)
            ),
            value,
        );
    }
    Ok(metafields)
}

// Pictures of the product, then pictures that only a variant names.
fn read_images(
    context: &Context<'_>,
    rows: &[Cells<'_>],
    notices: &mut Vec<Notice>,
) -> Result<Vec<ImageDraft>, Refusal> {
    let mut pictures = Pictures::new(context.folder);
    for cells in rows.iter().filter(|cells| cells.says(Field::ImageSrc)) {
        let alt_at = cells.at(Field::ImageAlt);
        let alt = cell::limited(cell::line(cells.get(Field::ImageAlt), alt_at, notices), 1000, alt_at)?;
        let position = cells.get(Field::ImagePosition).parse().ok();
        pictures.add(
            cells.get(Field::ImageSrc),
            alt,
            position,
            cells.at(Field::ImageSrc),
            notices,
        )?;
    }
    for cells in rows.iter().filter(|cells| cells.says(Field::VariantImage)) {
        let at = cells.at(Field::VariantImage);
        pictures.add(cells.get(Field::VariantImage), String::new(), None, at, notices)?;
    }
    Ok(pictures.finish())
}
