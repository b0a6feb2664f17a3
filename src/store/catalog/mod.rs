//! Reads of the catalogue for pages. A product page takes three statements, a collection page three or four.

mod card;
mod collection;
mod facet;
mod history;
mod product;
mod rule;
mod search;

pub use card::{Card, ListedPicture, list_cards, list_newest, list_related};
pub use collection::{CollectionHead, count_members, find_collection, list_collections, list_sitemap};
pub use facet::{FacetRow, list_facets};
pub use history::list_dated_prices;
pub use product::{OptionRow, ProductFound, ProductRow, VariantRow, find_product, list_variants};
pub use rule::refresh_members;
pub use search::{list_found, list_similar};
