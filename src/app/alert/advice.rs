//! What to do about each kind of alert, in words.

use super::{LANE_DOWN_ALERT, MONEY_LATE_ALERT};
use crate::mail::DEAD_MAIL_ALERT;
use crate::stock::{DIFFERENCE_ALERT, SHORT_ALERT};

/// What to do about alerts of a kind. Every kind has an answer, also one that this version does not know.
pub fn advice(kind: &str) -> &'static str {
    match kind {
        "payment_without_order" => {
            "Money came and no order could be made. Look the payment up at the provider, by the subject, and give it back \
             there or make the order by hand."
        }
        "payment_twice" => {
            "One purchase was paid twice. If the second payment is not given back by itself, give it back at the provider."
        }
        "payment_mismatch" => {
            "Another amount or currency was paid than was agreed. Compare the books of the provider with the order; ship \
             nothing before."
        }
        "payment_unresolved" => {
            "The provider does not say how a payment ended. Look it up in the provider's books; `vitrine doctor` says \
             whether the provider can be reached."
        }
        "stock_shortfall" => {
            "An order is paid and what was held for it is gone. Get the goods and `vitrine order release` it, or cancel units \
             or the order: that gives the money back."
        }
        "fraud_review" => {
            "Somebody at the provider looks at a payment. Decide there; then `vitrine order release`, or `vitrine order cancel`."
        }
        "authorization_lost" => {
            "Money that was set aside is gone. Ask the shopper to pay again, or cancel the order: `vitrine order cancel`."
        }
        "refund_failed" => {
            "The provider could not give the money back. Read its reason there and pay the shopper in another way."
        }
        "refund_mismatch" => {
            "The provider gave back another amount than was asked for. Settle the difference there or with the shopper."
        }
        "refund_unresolved" => {
            "It is not known whether the money was given back. Look the refund up at the provider before you give back \
             anything again."
        }
        MONEY_LATE_ALERT => {
            "Money is to be taken, let go or given back, and the provider does not do it. It is asked every hour. See \
             whether the provider can be reached (`vitrine doctor`), and do it in the provider's books if it has to be today."
        }
        SHORT_ALERT => {
            "Orders were promised more than is there. `vitrine stock verify` says which: buy more, or cancel units."
        }
        DIFFERENCE_ALERT => {
            "Stock is not what its ledger adds up to. Count it and say so with `vitrine stock set`; report how it came about."
        }
        DEAD_MAIL_ALERT => {
            "A mail was given up. `vitrine mail list --failed` says why; then `vitrine mail retry` with its id."
        }
        "relay_failed" => {
            "An event cannot be handed over and is tried again all the time. The log of the store says why."
        }
        LANE_DOWN_ALERT => {
            "Background work fell several times in a row and starts again with pauses. The log of the store says where; \
             restart it, and report the fault. Close the alert then."
        }
        _ => "Read its details, and close it once it is settled.",
    }
}
