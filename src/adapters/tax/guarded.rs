//! Any engine with a time limit, a circuit breaker, and a check of what it answers.

use super::{EngineError, EngineReply, TaxEngine};
use crate::payment::breaker::Breaker;
use async_trait::async_trait;
use domain::tax::TaxQuestion;
use std::sync::Arc;
use std::time::Duration;
use tracing::warn;

/// How long a shopper waits for an engine before the market's way without it is taken.
pub const PATIENCE: Duration = Duration::from_secs(3);

/// An engine with its guards. It is asked once: the shopper waits, and without an answer there is a way on.
pub struct Guarded {
    inner: Arc<dyn TaxEngine>,
    breaker: Breaker,
    timeout: Duration,
}

impl Guarded {
    /// Guards an engine; [`PATIENCE`] is a good limit.
    pub fn new(inner: Arc<dyn TaxEngine>, timeout: Duration) -> Self {
        Self {
            inner,
            breaker: Breaker::default(),
            timeout,
        }
    }

    async fn answer(&self, question: &TaxQuestion) -> Result<EngineReply, EngineError> {
        let asked = tokio::time::timeout(self.timeout, self.inner.ask(question)).await;
        let reply = asked.map_err(|_| EngineError::TimedOut)??;
        reply.answer.check(question).map_err(EngineError::Unsound)?;
        Ok(reply)
    }
}

#[async_trait]
impl TaxEngine for Guarded {
    fn name(&self) -> &str {
        self.inner.name()
    }

    async fn ask(&self, question: &TaxQuestion) -> Result<EngineReply, EngineError> {
        if !self.breaker.admit() {
            return Err(EngineError::LeftAlone);
        }
        let reply = self.answer(question).await;
        match &reply {
            Ok(_) => self.breaker.succeeded(),
            Err(error) => {
                self.breaker.failed();
                let cause = std::error::Error::source(error).map(ToString::to_string);
                warn!(tax.engine = self.name(), error.cause = cause, "No tax: {error}");
            }
        }
        reply
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::Currency;
    use domain::pricing::Destination;
    use domain::tax::{TaxAnswer, TaxBasis};
    use std::sync::atomic::{AtomicU32, Ordering};

    struct Slow(AtomicU32, Duration);

    #[async_trait]
    impl TaxEngine for Slow {
        fn name(&self) -> &'static str {
            "slow"
        }

        async fn ask(&self, _: &TaxQuestion) -> Result<EngineReply, EngineError> {
            self.0.fetch_add(1, Ordering::Relaxed);
            tokio::time::sleep(self.1).await;
            Ok(EngineReply {
                answer: TaxAnswer {
                    lines: Vec::new(),
                    delivery: Vec::new(),
                },
                response_hash: String::new(),
            })
        }
    }

    fn question() -> TaxQuestion {
        TaxQuestion {
            currency: Currency::EUR,
            tax_basis: TaxBasis::Inclusive,
            destination: Destination {
                country: "DE".into(),
                region: None,
                postal_code: None,
            },
            lines: Vec::new(),
            delivery: None,
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_engine_is_given_up_on_and_then_left_alone() {
        let slow = Arc::new(Slow(AtomicU32::new(0), Duration::from_mins(1)));
        let guarded = Guarded::new(slow.clone(), PATIENCE);

        for _ in 0..3 {
            assert!(matches!(guarded.ask(&question()).await, Err(EngineError::TimedOut)));
        }
        assert!(matches!(guarded.ask(&question()).await, Err(EngineError::LeftAlone)));
        assert_eq!(slow.0.load(Ordering::Relaxed), 3);
    }
}
