//! Checkout, payment and the order. Personal: never in a shared cache.

#[expect(
    clippy::module_inception,
    reason = "the checkout page is one of the pages of checkout"
)]
mod checkout;
mod form;
mod order;
mod summary;

pub use checkout::checkout_page;
pub use order::order_page;
