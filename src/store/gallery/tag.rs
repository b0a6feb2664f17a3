//! What a post shows, as the view `looks` tells it.

use chrono::{DateTime, Utc};
use domain::id::{ProductId, VariantId};
use domain::pricing::{Content, PriceBook, PriceRow};
use serde::Deserialize;
use uuid::Uuid;

/// One tag with its variant's prices and stock.
#[derive(Debug, Clone, Deserialize)]
pub struct TagRow {
    /// Product.
    pub product_id: ProductId,
    /// Variant.
    pub variant_id: VariantId,
    /// Address part.
    pub handle: String,
    /// Name of the product.
    pub title: String,
    /// Option values in option order.
    pub options: Vec<String>,
    /// From the left, 0 to 10,000.
    pub x: u16,
    /// From the top, 0 to 10,000.
    pub y: u16,
    /// Of a box.
    pub width: Option<u16>,
    /// Of a box.
    pub height: Option<u16>,
    /// Not to be seen before.
    pub published_from: Option<DateTime<Utc>>,
    /// Not to be seen from then on.
    pub published_until: Option<DateTime<Utc>>,
    /// Whether stock is counted.
    pub tracked: bool,
    /// Whether it is sold without stock, or may be back-ordered now.
    pub sells_without_stock: bool,
    /// Units on the shelves that can be bought; at least 0.
    pub available: i64,
    /// The product's first picture: folder of its renditions.
    pub content_name: Option<String>,
    /// Pixels of that picture.
    pub media_width: Option<i32>,
    /// Pixels of that picture.
    pub media_height: Option<i32>,
    /// Its widths as JPEG and WebP.
    pub media_widths: Vec<i32>,
    /// Its widths as AVIF.
    pub media_avif_widths: Vec<i32>,
    /// `#rrggbb`.
    pub dominant_colour: Option<String>,
    /// What it shows.
    pub media_alt: String,
    content: Option<String>,
    prices: Vec<PriceJson>,
}

#[derive(Debug, Clone, Deserialize)]
struct PriceJson {
    price_list_id: Uuid,
    min_quantity: i32,
    amount_minor: i64,
    compare_at_minor: Option<i64>,
}

impl TagRow {
    /// Its prices in the lists of a book.
    pub fn prices(&self, book: &PriceBook) -> Vec<PriceRow> {
        let rows = self.prices.iter().filter_map(|price| {
            let min_quantity = price.min_quantity.unsigned_abs();
            book.row(
                price.price_list_id.into(),
                min_quantity,
                price.amount_minor,
                price.compare_at_minor,
            )
        });
        rows.collect()
    }

    /// How much one holds, if it is sold by measure.
    pub fn content(&self) -> Option<Content> {
        self.content.as_deref().and_then(|content| content.parse().ok())
    }

    /// Whether the product is to be seen at a moment.
    pub fn is_visible(&self, now: DateTime<Utc>) -> bool {
        self.published_from.is_none_or(|from| from <= now) && self.published_until.is_none_or(|until| until > now)
    }
}
