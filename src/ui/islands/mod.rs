//! Islands: the parts of a page that react without a round trip. Each is a plain form or link until it is hydrated.
//!
//! An island wraps children that the server rendered and changes what is in them by class name. There are no signals
//! and no views in here on purpose: one reactive text costs every shopper about two kilobytes, a changed node some dozen
//! bytes, and the product page has 110 KB for all of it.

mod browser;
mod buy_box;
mod cart;
mod gallery;
mod search_box;

pub use buy_box::BuyBox;
pub use cart::{CartDrawer, CartLink, CartOnPage};
pub use gallery::Gallery;
pub use search_box::SearchBox;

/// What the page as a whole does when its islands wake.
pub fn wake() {
    cart::count_from_cookie();
    cart::recount_when_shown_again();
}
