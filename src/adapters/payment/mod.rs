//! Payment providers behind one trait; card data never reaches us (SEMANTICS section 9).
//!
//! A placement needs four things of a provider: a hosted page to send the shopper to, an honest answer about one
//! attempt, a way to make an attempt certainly dead, and signed events. Afterwards it gives money back. Two words matter everywhere: *certain*, which
//! lets us give the shopper the cart back, and *unknown*, which never does (P-3). Whether a provider keeps its side is
//! tried by `testkit::payment_conformance`, which each one must pass.

pub mod breaker;
mod error;
mod event;
mod guarded;
mod session;
pub mod signature;
pub mod stripe;
pub mod test_provider;

pub use error::PaymentError;
pub use event::{EventError, ProviderEvent};
pub use guarded::{Guarded, Limits};
pub use session::{CaptureRequest, Outcome, RefundOutcome, RefundRequest, Session, SessionRequest};

/// Headers of a webhook.
pub use http::HeaderMap as Headers;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::id::{PaymentAttemptId, RefundId};

/// When money is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Capture {
    /// When the shopper pays.
    Automatic,
    /// Later, by the shop; until then it is only set aside.
    Manual,
}

impl Capture {
    /// Stable word, of configuration and of Stripe.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Automatic => "automatic",
            Self::Manual => "manual",
        }
    }
}

/// A company that collects money on pages of its own.
#[async_trait]
pub trait PaymentProvider: Send + Sync {
    /// Stable word for tables and webhook addresses: `test`.
    fn name(&self) -> &'static str;

    /// Whether a call has a chance now. False while the circuit breaker is open: checkout then says so and disables
    /// paying, rather than failing midway.
    fn is_available(&self) -> bool {
        true
    }

    /// Opens a payment page for one attempt. The idempotency key is derived from the attempt's id (I-5): calling again
    /// with the same request gives the same session and never a second charge.
    ///
    /// # Errors
    /// [`PaymentError::Refused`] when there certainly is no payment; [`PaymentError::Unknown`] when there may be one.
    async fn create_session(&self, request: &SessionRequest) -> Result<Session, PaymentError>;

    /// What the provider knows of an attempt.
    ///
    /// # Errors
    /// [`PaymentError`]; both kinds mean that nothing was learnt.
    async fn find_attempt(&self, attempt_id: PaymentAttemptId) -> Result<Outcome, PaymentError>;

    /// Makes an attempt certainly dead if that is still possible, also one that the provider never heard of: a session
    /// asked for later under the same key is refused, and money that was only set aside is let go (void). Answers what is true afterwards: [`Outcome::Failed`] when it is
    /// dead, anything else when it was too late.
    ///
    /// # Errors
    /// [`PaymentError`]; both kinds mean that the attempt may still live.
    async fn cancel_attempt(&self, attempt_id: PaymentAttemptId) -> Result<Outcome, PaymentError>;

    /// Takes money that was set aside, all of it or a part; the rest is let go. Once for an attempt: asked again, also for
    /// another amount, it answers what is true. A provider that takes money at once has nothing to do here.
    ///
    /// # Errors
    /// [`PaymentError::Refused`] when there is nothing to take, or less than asked for; [`PaymentError::Unknown`] when
    /// it may have been taken.
    async fn capture(&self, request: &CaptureRequest) -> Result<Outcome, PaymentError> {
        self.find_attempt(request.attempt_id).await
    }

    /// Gives captured money back. The idempotency key is derived from the refund's id: asking again with the same
    /// request gives the same answer and never a second refund, and another request under the same id is refused.
    ///
    /// # Errors
    /// [`PaymentError::Refused`] when there certainly is no refund, as for more than is left of the charge;
    /// [`PaymentError::Unknown`] when there may be one.
    async fn refund(&self, request: &RefundRequest) -> Result<RefundOutcome, PaymentError>;

    /// What the provider knows of a refund, however long ago it was asked for.
    ///
    /// # Errors
    /// [`PaymentError`]; both kinds mean that nothing was learnt.
    async fn find_refund(&self, request: &RefundRequest) -> Result<RefundOutcome, PaymentError>;

    /// Reads a signed event. `now` bounds the age of the signature.
    ///
    /// # Errors
    /// [`EventError`] for anything that this provider did not sign within the tolerance.
    fn verify_event(&self, headers: &Headers, body: &[u8], now: DateTime<Utc>) -> Result<ProviderEvent, EventError>;
}

/// The idempotency key of an attempt (I-5).
pub fn idempotency_key(attempt_id: PaymentAttemptId) -> String {
    format!("attempt-{attempt_id}")
}

/// The idempotency key of a refund.
pub fn refund_key(refund_id: RefundId) -> String {
    format!("refund-{refund_id}")
}
