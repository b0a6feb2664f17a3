//! Reads of the catalogue: one verb a page. Prices and stock labels become words here, through `domain::pricing` and
//! `domain::catalog::StockLevel`, so that every surface prints the same ones.

mod cards;
mod facets;
mod labels;
mod navigation;
mod search;
mod show_collection;
mod show_home;
mod show_product;
mod sitemap;
mod suggest;

pub use facets::FacetCache;
pub use labels::{price_label, title_of_options};
pub use navigation::{Navigation, navigation};
pub use search::search;
pub use show_collection::{ALL_PRODUCTS, list_collections, show_collection};
pub use show_home::show_home;
pub use show_product::show_product;
pub use sitemap::sitemap;
pub use suggest::{MAX_SUGGESTIONS, suggest};

#[cfg(test)]
mod tests;

use domain::kind::{HasKind, Kind};
use store::error::StoreError;

/// What stands at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found<T> {
    /// A page.
    Page(T),
    /// It moved to this handle.
    Moved(String),
    /// It was here once and is no more.
    Gone,
    /// It has no price in the shopper's market.
    NotSoldHere {
        /// What it is called.
        title: String,
    },
}

/// Why a page of the catalogue cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum CatalogError {
    /// Nothing stands at this address.
    #[error("nothing stands at this address")]
    NotFound,
    /// A price could not be worked out.
    #[error("a price could not be worked out")]
    Pricing,
    /// The database failed.
    #[error("the catalogue could not be read")]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for CatalogError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl HasKind for CatalogError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::Pricing => Kind::Internal,
            Self::Store(error) => error.kind(),
        }
    }
}
