//! What is sold: products, variants, collections and the views that pages print.
//!
//! The views carry finished text for prices and stock. Nothing above this floor works out a price or a label.

mod collection_view;
mod filter;
mod handle;
mod picture;
mod product_view;
mod rule;
mod stock;

pub use collection_view::{CollectionCard, CollectionPage, Facet, FacetValue, HomePage, SearchPage, Suggestion};
pub use filter::{ListFilter, PAGE_SIZE, Sort};
pub use handle::{Handle, HandleError};
pub use picture::{PICTURE_WIDTHS, Picture};
pub use product_view::{OptionView, PriceLabel, ProductCard, ProductPage, ValueView, VariantView};
pub use rule::CollectionRule;
pub use stock::{LOW_STOCK_AT, StockLabel, StockLevel};
