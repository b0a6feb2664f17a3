//! Any provider with a time limit on every call, a second try where that is safe, and a circuit breaker.

use super::breaker::Breaker;
use super::{
    CaptureRequest, EventError, Outcome, PaymentError, PaymentProvider, ProviderEvent, RefundOutcome, RefundRequest,
    Session, SessionRequest,
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::id::PaymentAttemptId;
use std::sync::Arc;
use std::time::Duration;
use tracing::{Instrument as _, warn};

/// How long a call may take and how often it is tried.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// One try.
    pub timeout: Duration,
    /// Tries when the provider breaks off or fails inside. A time-out is not tried again: the shopper waits.
    pub tries: u32,
    /// Pause before the second try; doubles.
    pub pause: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(8),
            tries: 3,
            pause: Duration::from_millis(100),
        }
    }
}

/// A provider with its guards. Every call is idempotent by the id of its attempt or refund, which is what makes trying again safe.
pub struct Guarded {
    inner: Arc<dyn PaymentProvider>,
    breaker: Breaker,
    limits: Limits,
}

impl Guarded {
    /// Guards a provider.
    pub fn new(inner: Arc<dyn PaymentProvider>, limits: Limits) -> Self {
        Self {
            inner,
            breaker: Breaker::default(),
            limits,
        }
    }

    async fn call<T, F>(&self, operation: &'static str, run: impl Fn() -> F) -> Result<T, PaymentError>
    where
        F: Future<Output = Result<T, PaymentError>>,
    {
        if !self.breaker.admit() {
            return Err(PaymentError::Unavailable);
        }
        let span = tracing::info_span!(
            "payment provider",
            payment.provider = self.name(),
            payment.operation = operation
        );
        let answer = self.tries(operation, run).instrument(span).await;
        match &answer {
            Err(PaymentError::Unknown { .. }) => self.breaker.failed(),
            _ => self.breaker.succeeded(),
        }
        answer
    }

    async fn tries<T, F>(&self, operation: &'static str, run: impl Fn() -> F) -> Result<T, PaymentError>
    where
        F: Future<Output = Result<T, PaymentError>>,
    {
        let mut pause = self.limits.pause;
        for remaining in (0..self.limits.tries.max(1)).rev() {
            match tokio::time::timeout(self.limits.timeout, run()).await {
                Ok(Err(PaymentError::Unknown { source })) => {
                    warn!(
                        payment.operation = operation,
                        tries_left = remaining,
                        "Payment provider failed"
                    );
                    if remaining == 0 {
                        return Err(PaymentError::Unknown { source });
                    }
                }
                Ok(answer) => return answer,
                Err(elapsed) => {
                    warn!(payment.operation = operation, "Payment provider timed out");
                    return Err(PaymentError::lost(elapsed));
                }
            }
            tokio::time::sleep(pause).await;
            pause *= 2;
        }
        Err(PaymentError::unknown())
    }
}

#[async_trait]
impl PaymentProvider for Guarded {
    fn name(&self) -> &'static str {
        self.inner.name()
    }

    fn is_available(&self) -> bool {
        self.breaker.is_closed() && self.inner.is_available()
    }

    async fn create_session(&self, request: &SessionRequest) -> Result<Session, PaymentError> {
        self.call("create_session", || self.inner.create_session(request)).await
    }

    async fn find_attempt(&self, attempt_id: PaymentAttemptId) -> Result<Outcome, PaymentError> {
        self.call("find_attempt", || self.inner.find_attempt(attempt_id)).await
    }

    async fn cancel_attempt(&self, attempt_id: PaymentAttemptId) -> Result<Outcome, PaymentError> {
        self.call("cancel_attempt", || self.inner.cancel_attempt(attempt_id))
            .await
    }

    async fn capture(&self, request: &CaptureRequest) -> Result<Outcome, PaymentError> {
        self.call("capture", || self.inner.capture(request)).await
    }

    async fn refund(&self, request: &RefundRequest) -> Result<RefundOutcome, PaymentError> {
        self.call("refund", || self.inner.refund(request)).await
    }

    async fn find_refund(&self, request: &RefundRequest) -> Result<RefundOutcome, PaymentError> {
        self.call("find_refund", || self.inner.find_refund(request)).await
    }

    fn verify_event(
        &self,
        headers: &http::HeaderMap,
        body: &[u8],
        now: DateTime<Utc>,
    ) -> Result<ProviderEvent, EventError> {
        self.inner.verify_event(headers, body, now)
    }
}
