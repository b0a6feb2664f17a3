//! Orders after placement: what their shoppers see, and what may be done with them.
//!
//! Every verb locks the order's row, reads under the lock, asks the guards of [`domain::order::OrderFacts`], and ends by
//! deriving the three axes anew and writing them with the timeline and the outbox in one commit. Money moves outside of
//! it: [`settle_refund()`] asks the provider under a key of the refund's own.

mod add_tracking;
mod aftermath;
mod authorization;
mod cancel;
mod cancel_units;
mod capture_sent;
mod deliver;
mod error;
pub mod exchange;
mod fulfil;
mod hold;
mod list;
mod open;
mod record_refund;
mod refund;
mod release_authorization;
mod return_form;
mod return_late_payment;
pub mod returns;
mod second_payment;
mod settle_capture;
mod settle_refund;
mod show_order;

#[cfg(test)]
mod tests;

pub use add_tracking::add_tracking;
pub use aftermath::OrderRecord;
pub use authorization::RELEASE_JOB;
pub use cancel::cancel;
pub use cancel_units::{CancelUnits, cancel_units};
pub use capture_sent::capture_sent;
pub use deliver::deliver;
pub use error::OrderError;
pub use fulfil::{Which, fulfil};
pub use hold::hold;
pub use list::{find_by_number, find_by_token, get_record, get_refundable, list_orders};
pub use refund::{RefundOrder, refund};
pub use release_authorization::release_authorization;
pub use return_form::{keep_return_form, recall_return_form};
pub use return_late_payment::{RETURN_ORDER_JOB, RETURN_PAYMENT_JOB, return_late_order, return_second_payment};
pub(crate) use second_payment::{Second, settle_second_payment};
pub use settle_capture::{CAPTURE_JOB, capture, look_after_authorization, settle_capture};
pub use settle_refund::{REFUND_JOB, look_after_refunds, settle_refund, sweep_refunds};
pub(crate) use show_order::show_order_by_id;
pub use show_order::{ShowOrderError, has_used_up_cart, show_order};

/// The page of an order. The token is a secret: whoever has the address may read the order.
pub fn address(access_token: &str) -> String {
    format!("/orders/{access_token}")
}
