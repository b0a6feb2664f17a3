//! List rows as cards.

use super::labels::price_label;
use domain::catalog::{Picture, ProductCard, StockLevel};
use domain::money::Currency;
use store::catalog::{Card, ListedPicture};

/// The card of a list row.
pub(super) fn card(row: Card, currency: Currency) -> ProductCard {
    ProductCard {
        product_id: row.product_id,
        handle: row.handle,
        title: row.title,
        vendor: row.vendor,
        price: price_label(
            row.price_min_minor,
            row.compare_at_minor,
            row.price_max_minor > row.price_min_minor,
            currency,
        ),
        stock: level(&row.stock_level),
        picture: row.picture.map(picture),
        second_picture: row.second_picture.map(picture),
    }
}

fn level(word: &str) -> StockLevel {
    match word {
        "in_stock" => StockLevel::InStock,
        "low_stock" => StockLevel::LowStock,
        _ => StockLevel::OutOfStock,
    }
}

fn picture(row: ListedPicture) -> Picture {
    let widths = |widths: Vec<i32>| widths.into_iter().map(i32::unsigned_abs).collect();
    Picture {
        name: row.name,
        width: row.width.unsigned_abs(),
        height: row.height.unsigned_abs(),
        widths: widths(row.widths),
        avif_widths: widths(row.avif_widths),
        dominant_colour: row.dominant_colour,
        alt: row.alt,
        focal_x: 5000,
        focal_y: 5000,
    }
}
