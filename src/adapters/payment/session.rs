//! What is asked of a provider, and what it answers about an attempt or a refund.

use domain::id::{OrderId, PaymentAttemptId, RefundId};
use domain::money::Money;

/// One payment to be collected on the provider's page. No `Debug`: the addresses hold the order's access token.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionRequest {
    /// Ours; the idempotency key is derived from it.
    pub attempt_id: PaymentAttemptId,
    /// What is due, from the order's row and never from a request (P-2).
    pub amount: Money,
    /// Ours, shown to the merchant at the provider.
    pub order_id: OrderId,
    /// Where the shopper's browser comes home to. Absolute.
    pub return_url: String,
    /// Where it goes when the shopper gives up. Absolute.
    pub cancel_url: String,
    /// What the payment page calls the purchase.
    pub description: String,
    /// For the provider's receipt.
    pub email: String,
}

/// A payment page that waits for the shopper.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// The provider's name for it.
    pub reference: String,
    /// Where to send the shopper. Absolute.
    pub redirect_url: String,
}

/// What a provider knows of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It never heard of it; that may still change while a request travels.
    NotFound,
    /// It waits for the shopper.
    Pending,
    /// The shopper answered; the provider does not know the end yet.
    Unknown,
    /// Money is set aside.
    Authorized {
        /// How much.
        amount: Money,
        /// The provider's name for the authorisation.
        reference: String,
        /// Somebody there looks at the payment, which may be a fraud: the goods wait.
        is_reviewed: bool,
    },
    /// Money was taken.
    Captured {
        /// How much.
        amount: Money,
        /// The provider's name for the charge.
        reference: String,
        /// Somebody there looks at the payment, which may be a fraud: the goods wait.
        is_reviewed: bool,
    },
    /// Certainly over without money.
    Failed {
        /// The provider's stable word.
        code: String,
    },
}

/// Money to be taken of what was set aside for one attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaptureRequest {
    /// Whose money; the idempotency key is derived from it.
    pub attempt_id: PaymentAttemptId,
    /// How much, > 0; at most what was set aside.
    pub amount: Money,
}

/// Money to be given back from one attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundRequest {
    /// Ours; the idempotency key is derived from it.
    pub refund_id: RefundId,
    /// Whose money.
    pub attempt_id: PaymentAttemptId,
    /// How much, > 0; at most what is left of the attempt's charge.
    pub amount: Money,
}

/// What a provider knows of a refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefundOutcome {
    /// It never heard of it; that may still change while a request travels.
    NotFound,
    /// It has it and does not know the end yet.
    Pending,
    /// The money is on its way back.
    Succeeded {
        /// How much.
        amount: Money,
        /// The provider's name for the refund.
        reference: String,
    },
    /// Certainly not given back.
    Failed {
        /// The provider's stable word.
        code: String,
    },
}
