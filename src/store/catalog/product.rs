//! One product with everything its page shows.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::catalog::Picture;
use domain::id::{ProductId, VariantId};
use domain::pricing::{Content, PriceBook, PriceRow};
use serde::Deserialize;
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

/// What stands at a handle.
#[derive(Debug, Clone)]
pub enum ProductFound {
    /// A product to show.
    Live(Box<ProductRow>),
    /// It moved to this handle.
    Moved(String),
    /// It was sold once and is no more.
    Gone,
}

/// A product's row with its options, pictures and one collection.
#[derive(Debug, Clone)]
pub struct ProductRow {
    /// Id.
    pub product_id: ProductId,
    /// Address part.
    pub handle: String,
    /// Name.
    pub title: String,
    /// Sanitised.
    pub description_html: String,
    /// Brand.
    pub vendor: String,
    /// Kind.
    pub product_type: String,
    /// May be empty.
    pub seo_title: String,
    /// May be empty.
    pub seo_description: String,
    /// In order.
    pub options: Vec<OptionRow>,
    /// In order; ready ones only.
    pub pictures: Vec<(Uuid, Picture)>,
    /// First collection it is in, as (handle, title).
    pub collection: Option<(String, String)>,
}

/// One option.
#[derive(Debug, Clone, Deserialize)]
pub struct OptionRow {
    /// "Size".
    pub name: String,
    /// In order.
    pub values: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct PictureJson {
    media_id: Uuid,
    #[serde(flatten)]
    picture: Picture,
}

/// What stands at `handle`: a live product, the new handle of one that moved, or the memory of an archived one.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn find_product(
    conn: &mut PgConnection,
    handle: &str,
    now: DateTime<Utc>,
) -> Result<Option<ProductFound>, StoreError> {
    let row = sqlx::query!(
        r#"select p.product_id, p.handle, p.title, p.description_html, p.vendor, p.product_type, p.seo_title,
                  p.seo_description, p.status,
                  p.status = 'active'
                      and (p.published_from is null or p.published_from <= $2)
                      and (p.published_until is null or p.published_until > $2) as "live!",
                  (select coalesce(json_agg(json_build_object('name', o.name, 'values', o."values") order by o.position), '[]')
                   from product_options o
                   where o.product_id = p.product_id) as "options!: Json<Vec<OptionRow>>",
                  (select coalesce(json_agg(json_build_object(
                              'media_id', m.media_id, 'name', m.content_name, 'width', m.width, 'height', m.height,
                              'widths', m.widths, 'avif_widths', m.avif_widths, 'dominant_colour', m.dominant_colour,
                              'alt', pm.alt, 'focal_x', pm.focal_x, 'focal_y', pm.focal_y)
                          order by pm.position, m.media_id), '[]')
                   from product_media pm
                   join media m using (media_id)
                   where pm.product_id = p.product_id
                     and m.state = 'ready') as "pictures!: Json<Vec<PictureJson>>",
                  c.handle as "collection_handle?", c.title as "collection_title?"
           from products p
           left join lateral (
               select c.handle, c.title
               from collection_products cp
               join collections c using (collection_id)
               where cp.product_id = p.product_id
                 and c.status = 'active'
               order by c.kind, c.position, c.handle
               limit 1
           ) c on true
           where p.handle = $1
              or p.product_id = (select h.product_id from product_handles h where h.handle = $1)
           order by p.handle <> $1
           limit 1"#,
        handle,
        now,
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    if !row.live {
        return Ok((row.status == "archived").then_some(ProductFound::Gone));
    }
    if row.handle != handle {
        return Ok(Some(ProductFound::Moved(row.handle)));
    }
    Ok(Some(ProductFound::Live(Box::new(ProductRow {
        product_id: row.product_id.into(),
        handle: row.handle,
        title: row.title,
        description_html: row.description_html,
        vendor: row.vendor,
        product_type: row.product_type,
        seo_title: row.seo_title,
        seo_description: row.seo_description,
        options: row.options.0,
        pictures: row
            .pictures
            .0
            .into_iter()
            .map(|json| (json.media_id, json.picture))
            .collect(),
        collection: row.collection_handle.zip(row.collection_title),
    }))))
}

/// A variant with its prices and what is left of it.
#[derive(Debug, Clone)]
pub struct VariantRow {
    /// Id.
    pub variant_id: VariantId,
    /// Option values in option order.
    pub options: Vec<String>,
    /// Stock code.
    pub sku: Option<String>,
    /// EAN/UPC.
    pub barcode: Option<String>,
    /// Its own picture.
    pub media_id: Option<Uuid>,
    /// What it holds, for its price per measure.
    pub content: Option<Content>,
    /// Whether stock is counted.
    pub tracked: bool,
    /// Whether it is sold without stock, or may be back-ordered now.
    pub sells_without_stock: bool,
    /// Units on the shelves that can be bought; at least 0.
    pub available: i64,
    /// All prices of the lists that were asked for, for R5.
    pub prices: Vec<PriceRow>,
}

/// The variants of a product in order, with their prices in the lists of a book.
///
/// The limit inside keeps the planner from adding up the stock of the whole catalogue before it looks for these variants.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_variants(
    conn: &mut PgConnection,
    product_id: ProductId,
    book: &PriceBook,
) -> Result<Vec<VariantRow>, StoreError> {
    let lists: Vec<Uuid> = book.list_ids().map(Uuid::from).collect();
    let rows = sqlx::query!(
        r#"select v.variant_id, v.option1, v.option2, v.option3, v.sku, v.barcode, v.media_id, v.content,
                  v.tracks_inventory,
                  v.inventory_policy = 'continue' or coalesce(s.available > s.on_shelf, false) as "sells_without_stock!",
                  coalesce(s.on_shelf, 0) as "available!",
                  c.list_ids as "list_ids!", c.min_quantities as "min_quantities!", c.amounts as "amounts!",
                  c.compare_ats as "compare_ats!: Vec<Option<i64>>"
           from variants v
           left join lateral (
               select l.available, l.on_shelf
               from sellable_stock l
               where l.variant_id = v.variant_id
               limit 1
           ) s on true
           cross join lateral (
               select
                   coalesce(array_agg(r.price_list_id), '{}') as list_ids,
                   coalesce(array_agg(r.min_quantity), '{}') as min_quantities,
                   coalesce(array_agg(r.amount_minor), '{}') as amounts,
                   coalesce(array_agg(r.compare_at_minor), '{}') as compare_ats
               from prices r
               where r.variant_id = v.variant_id
                 and r.price_list_id = any ($2)
           ) c
           where v.product_id = $1
           order by v.position, v.variant_id
           limit 2000"#,
        product_id.0,
        &lists,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| VariantRow {
            variant_id: row.variant_id.into(),
            options: [row.option1, row.option2, row.option3].into_iter().flatten().collect(),
            sku: row.sku,
            barcode: row.barcode,
            media_id: row.media_id,
            // Written by us, so it reads.
            content: row.content.as_deref().and_then(|content| content.parse().ok()),
            tracked: row.tracks_inventory,
            sells_without_stock: row.sells_without_stock,
            available: row.available,
            prices: prices(book, &row.list_ids, &row.min_quantities, &row.amounts, &row.compare_ats),
        })
        .collect())
}

fn prices(
    book: &PriceBook,
    list_ids: &[Uuid],
    min_quantities: &[i32],
    amounts: &[i64],
    compare_ats: &[Option<i64>],
) -> Vec<PriceRow> {
    let amounts = min_quantities.iter().zip(amounts).zip(compare_ats);
    let rows = list_ids.iter().zip(amounts);
    rows.filter_map(|(list_id, ((min_quantity, amount), compare_at))| {
        book.row((*list_id).into(), min_quantity.unsigned_abs(), *amount, *compare_at)
    })
    .collect()
}
