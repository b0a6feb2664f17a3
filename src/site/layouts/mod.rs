//! What stands around a page's own content.

mod checkout;
mod shop;

pub use checkout::checkout_layout;
pub use shop::shop_layout;
