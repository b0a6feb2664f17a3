//! Why a call to a provider gave nothing: for certain, or not.

/// A call that gave nothing. The difference between the two decides whether a cart may be given back (P-3).
#[derive(Debug, thiserror::Error)]
pub enum PaymentError {
    /// The provider answered that it does not do this: certainly no payment.
    #[error("the payment provider refused: {code}")]
    Refused {
        /// The provider's stable word, such as `card_declined`.
        code: String,
    },
    /// Timed out, broke off or failed inside: a payment may exist.
    #[error("the payment provider's answer is not known")]
    Unknown {
        /// Why, where something said so.
        #[source]
        source: Option<Box<dyn std::error::Error + Send + Sync>>,
    },
    /// Not called, since the circuit breaker is open: certainly nothing happened.
    #[error("the payment provider is not called now, since it kept failing")]
    Unavailable,
}

impl PaymentError {
    /// An answer that never came.
    pub const fn unknown() -> Self {
        Self::Unknown { source: None }
    }

    /// An answer that never came, and why.
    pub fn lost(source: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Unknown {
            source: Some(Box::new(source)),
        }
    }

    /// Whether this call certainly moved no money.
    pub const fn is_certain(&self) -> bool {
        matches!(self, Self::Refused { .. } | Self::Unavailable)
    }
}
