//! List rows as cards.

use super::labels::price_label;
use crate::shop::ShopFacts;
use domain::catalog::{Picture, ProductCard, StockLevel};
use domain::market::Market;
use domain::pricing::QuoteSubject;
use store::catalog::{Card, ListedPicture};

/// The card of a list row. Lists know the lowest price of a product and not whose it is, so its quote is the product's.
pub(super) fn card(row: Card, facts: &ShopFacts, market: &Market) -> ProductCard {
    let subject = QuoteSubject::Product(row.product_id);
    let quote = facts.quote(market, subject, (row.price_min_minor, row.compare_at_minor));
    ProductCard {
        product_id: row.product_id,
        handle: row.handle,
        title: row.title,
        vendor: row.vendor,
        price: price_label(
            &quote,
            row.price_max_minor > row.price_min_minor,
            row.content,
            market.rounding,
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
