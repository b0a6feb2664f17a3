//! Checkout, payment and the order. Personal: never in a shared cache.

mod aftermath;
#[expect(
    clippy::module_inception,
    reason = "the checkout page is one of the pages of checkout"
)]
mod checkout;
mod exchange;
mod form;
mod order;
mod order_forms;
mod summary;
mod tenders;

pub use checkout::checkout_page;
pub use exchange::exchange_page;
pub use order::{OrderNews, order_page};
pub use order_forms::{cancel_page, return_page};
