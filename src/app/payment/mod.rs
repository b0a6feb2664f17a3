//! Payment: what happens between "pay" and an order with a number, whoever reports it and in whatever order.
//!
//! Browser return, signed event and sweeper all come to the same place, [`advance`]: it asks the provider what is true of
//! the attempt, with no transaction open, and then settles that under the locks of cart and order. Each step is safe to
//! repeat, so the paths may race (P-5). Only a *certain* failure gives the cart back (P-3); money that comes after that
//! still gets its order (P-7).

mod advance;
mod error;
mod finalize;
mod give_up;
mod late;
mod receive_event;
mod roll_back;
mod settle;
mod stored_sessions;
mod sweep;

#[cfg(test)]
pub(crate) mod tests;

pub use advance::{Advanced, advance};
pub use error::PaymentFlowError;
pub use give_up::{Home, come_home, give_up, reopen_cart};
pub use receive_event::{ReceiveEventError, receive_event};
pub use stored_sessions::StoredSessions;
pub use sweep::{HOLD_FOR, SweptPayments, sweep};

pub(crate) use advance::cancel;
pub(crate) use finalize::finalize;
pub(crate) use roll_back::roll_back;
pub(crate) use sweep::{COMPLETION_LASTS, expire};

use crate::App;

/// An honest sentence when paying is not possible now; checkout prints it and disables paying.
pub fn unavailable(app: &App) -> Option<String> {
    match &app.payment {
        Some(provider) if provider.is_available() => None,
        Some(_) => Some("Our payment partner does not answer at the moment, so you cannot pay right now. Your cart is kept: please try again in a minute.".to_owned()),
        None => Some("This shop does not take payments at the moment. Your cart is kept.".to_owned()),
    }
}

/// What a shopper reads who comes back without having paid.
pub fn not_paid_sentence(code: &str) -> &'static str {
    match code {
        "cancelled" => "You left the payment page, so nothing was charged. Your cart is as it was.",
        "card_declined" => "The card was declined and nothing was charged. Please try again or use another card.",
        _ => "The payment was not made and nothing was charged. Please try again or use another card.",
    }
}
