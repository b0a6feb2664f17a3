//! A product of a `WooCommerce` file, read into a draft.

use domain::money::Currency;

use crate::import::choices::Combinations;
use crate::import::draft::{ImageDraft, VARIANT_LIMIT, VariantDraft};
use crate::import::outcome::{Drafted, Notice, Refusal};
use crate::import::pictures::{MediaFolder, Pictures, place_of};
use crate::import::price::DecimalSign;
use crate::import::source::Row;

use super::WooColumns;
use super::attributes::Attributes;
use super::columns::{Cells, Field, pieces};
use super::head::Head;
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
    let mut draft = Head {
        context,
        cells,
        notices: &mut notices,
    }
    .read()?;
    draft.images = read_images(context, &[cells], &mut notices)?;
    Attributes::read(context.columns, cells, &mut notices)?.describe(&mut draft.metafields);
    draft.variants = vec![
        VariantReader {
            context,
            parent: cells,
            cells,
            notices: &mut notices,
        }
        .read(is_virtual)?,
    ];
    Ok(Drafted {
        draft,
        rows: Vec::new(),
        notices,
    })
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
        let reason = format!(
            "a product has 1 to {VARIANT_LIMIT} variations that are enabled, not {}",
            sold.len()
        );
        return Err(parent.at(Field::Type).refuse(reason));
    }
    let mut draft = Head {
        context,
        cells: parent,
        notices: &mut notices,
    }
    .read()?;
    draft.images = read_images(context, &[&[parent], sold.as_slice()].concat(), &mut notices)?;
    let attributes = Attributes::read(context.columns, parent, &mut notices)?;
    let (options, values) = attributes.options(context.columns, &sold, &mut notices)?;
    attributes.describe_except(&options, &mut draft.metafields);
    if parent.says(Field::Sku) {
        draft
            .metafields
            .insert("woocommerce.sku".to_owned(), parent.get(Field::Sku).to_owned());
    }
    draft.variants = read_variations(context, parent, &sold, &values, &draft.images, &mut notices)?;
    draft.options = options;
    Ok(Drafted {
        draft,
        rows: Vec::new(),
        notices,
    })
}

fn leave_out_disabled<'a>(variations: &[Cells<'a>], notices: &mut Vec<Notice>) -> Vec<Cells<'a>> {
    let disabled = |cells: &&Cells<'_>| matches!(cells.get(Field::Published), "0" | "-1");
    for cells in variations.iter().filter(disabled) {
        notices.push(
            cells
                .at(Field::Published)
                .notice("the variation is disabled and left out"),
        );
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
        let mut variant = VariantReader {
            context,
            parent,
            cells: *cells,
            notices,
        }
        .read(is_virtual)?;
        if let Err(other) = combinations.take(values, number) {
            let reason = format!("the variation has the same attributes as the one in row {other}");
            return Err(cells.at(Field::AttributeValues(1)).refuse(reason));
        }
        if let Some(Err(other)) = variant
            .sku
            .as_ref()
            .map(|sku| skus.take(std::slice::from_ref(sku), number))
        {
            return Err(cells
                .at(Field::Sku)
                .refuse(format!("the variation in row {other} has the same SKU")));
        }
        variant.option_values.clone_from(values);
        variant.image = pieces(cells.get(Field::Images))
            .first()
            .and_then(|first| place_of(first, images));
        variants.push(variant);
    }
    Ok(variants)
}

fn read_images(
    context: &Context<'_>,
    rows: &[Cells<'_>],
    notices: &mut Vec<Notice>,
) -> Result<Vec<ImageDraft>, Refusal> {
    let mut pictures = Pictures::new(context.folder);
    for cells in rows {
        for address in pieces(cells.get(Field::Images)) {
            pictures.add(&address, String::new(), None, cells.at(Field::Images), notices)?;
        }
    }
    Ok(pictures.finish())
}
