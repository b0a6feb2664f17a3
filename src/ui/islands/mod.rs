//! Islands: the parts of a page that react without a round trip. Each is a plain form or link until it is hydrated.

mod browser;
mod buy_box;
mod cart;
mod gallery;
mod search_box;

pub use buy_box::{BuyBox, Buyable, BuyOption, Offer, choice};
pub use cart::{CartDrawer, CartLink, CartOnPage};
pub use gallery::Gallery;
pub use search_box::SearchBox;
