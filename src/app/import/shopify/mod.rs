//! Shopify product CSV: rows that share a Handle and follow each other are one product.
//!
//! The first row carries the product; every row with a price, SKU, barcode or option value is a variant; every row may
//! carry a picture. Shopify writes the rows of a product next to each other and its importer relies on it, so we do
//! too, and memory stays at one product. What if they are not next to each other? A [`survey`] finds out first:
//!
//! - rows of a handle turn up again **without a title**: the product was torn apart (a file sorted by price, say). All
//!   its rows are refused, because half of its variants would be wrong;
//! - rows of a handle turn up again **with a title**: a second product claims the address of the first. The first is
//!   imported, the second is refused. Nothing is ever merged.

mod columns;
mod group;
mod options;
mod product;
mod survey;
mod variant;

pub use columns::ShopifyColumns;
pub use group::ShopifyProducts;
pub use survey::{ShopifySurvey, survey};
