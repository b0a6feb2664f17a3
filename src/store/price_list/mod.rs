//! Price lists and the prices in them, as merchants fill and publish them.

mod list;
mod price;

pub use list::{ConvertedList, ListOverview, NamedList, find_by_name, list_converted, list_overviews, mark_published};
pub use price::{
    Changed, ListPrice, list_known_variants, list_prices_after, list_skus, list_variants_by_sku, remove_prices,
    remove_unsourced, upsert_prices,
};
