//! Events that a provider sends: believed only with its signature.

use super::signature::SignatureError;
use domain::id::PaymentAttemptId;
use domain::money::Money;

/// A verified event. It says that something happened; what is true now is asked of the provider, so that the order of
/// events never matters (T11).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderEvent {
    /// The provider's id: stored once (section 9, rule 4).
    pub id: String,
    /// The provider's word, such as `payment.captured`.
    pub kind: String,
    /// The attempt it is about.
    pub attempt_id: PaymentAttemptId,
    /// The amount it speaks of, if it does; another one than was asked for is an alert (T12).
    pub amount: Option<Money>,
    /// As received, for the record.
    pub payload: serde_json::Value,
}

/// Why an event is not believed.
#[derive(Debug, thiserror::Error)]
pub enum EventError {
    /// No signature, a wrong one, or one that is too old.
    #[error("the event's signature does not hold")]
    Signature(#[from] SignatureError),
    /// Signed, but not an event as this provider writes them.
    #[error("the event cannot be read")]
    Body(#[source] serde_json::Error),
    /// Signed and readable, but about nothing that this store has asked for: another shop of the same account.
    #[error("the event `{kind}` is about something else")]
    Foreign {
        /// The provider's word.
        kind: String,
    },
}
