//! Whether the pages print what the core says: a visitor goes through the shop from outside, in every market, reads every
//! price that a page prints with what it is the price of, and holds it against the price lists (`vitrine parity`).
//!
//! Catalogue pages are found as a search engine finds them: from the sitemap, and by the links of pages. Then a few things
//! are put into a cart, and cart and checkout are compared line by line. No order is made, and the cart is forgotten.

mod cart;
mod compare;
mod crawl;
mod read;
#[cfg(test)]
mod tests;

use adapters::http_client::VisitError;
use app::cart::CartError;
use app::market::StoreError;

pub use compare::Difference;
pub use crawl::{Limits, MarketParity, compare_pages};

/// Why pages could not be compared.
#[derive(Debug, thiserror::Error)]
pub enum ParityError {
    /// The shop's own prices could not be read.
    #[error("the prices could not be read")]
    Store(#[from] StoreError),
    /// The shop did not answer at its address.
    #[error("{0} could not be visited; --lists compares without pages")]
    Visit(String, #[source] VisitError),
    /// The shop answered with something else than its sitemap.
    #[error("the sitemap was answered with {0}")]
    Sitemap(u16),
    /// The cart could not be read beside its page.
    #[error("the cart could not be read")]
    Cart(#[from] CartError),
}
