//! Browsing, choosing and the cart.

mod cart;
mod collection;
mod collections;
mod failure;
mod gallery;
mod home;
mod list;
mod look;
mod product;
mod search;
mod stock_request;

pub use cart::{CartNews, cart_page};
pub use collection::collection_page;
pub use collections::collections_page;
pub use failure::{error_page, gone_page, not_found_page, not_sold_here_page, offline_page};
pub use gallery::gallery_page;
pub use home::home_page;
pub use look::look_page;
pub use product::product_page;
pub use search::search_page;
pub use stock_request::{RequestNews, no_request_page, stock_request_page, withdraw_page};
