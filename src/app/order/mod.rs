//! Orders after placement, as their shoppers see them.

mod show_order;

pub(crate) use show_order::show_order_by_id;
pub use show_order::{ShowOrderError, show_order};

/// The page of an order. The token is a secret: whoever has the address may read the order.
pub fn address(access_token: &str) -> String {
    format!("/orders/{access_token}")
}
