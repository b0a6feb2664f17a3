//! Checkout, payment and the order. Personal: never in a shared cache.

mod checkout;
mod form;
mod order;
mod summary;

pub use checkout::checkout_page;
pub use order::order_page;
