//! Outside tax engines behind one trait (R16).
//!
//! An engine is asked about one state of one cart and answers with the taxes of each line. [`Guarded`] gives any engine a
//! time limit, a circuit breaker, and a look at its answer; what is done without one, the market says.

mod guarded;
mod http;

pub use guarded::{Guarded, PATIENCE};
pub use http::HttpEngine;

use async_trait::async_trait;
use domain::tax::{AnswerFault, TaxAnswer, TaxQuestion};

/// Somebody who works taxes out.
#[async_trait]
pub trait TaxEngine: Send + Sync {
    /// Its name on orders and in traces.
    fn name(&self) -> &str;

    /// The taxes of a cart. Asking changes nothing, there or here.
    ///
    /// # Errors
    /// [`EngineError`].
    async fn ask(&self, question: &TaxQuestion) -> Result<EngineReply, EngineError>;
}

/// An answer, and what names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngineReply {
    /// The taxes.
    pub answer: TaxAnswer,
    /// SHA-256 of the answer as it came, in hexadecimal digits.
    pub response_hash: String,
}

/// Why there is no answer. All mean the same to a shopper.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// It failed before and is left alone for a while; it was not asked.
    #[error("the tax engine is left alone for a while")]
    LeftAlone,
    /// It took too long.
    #[error("the tax engine took too long")]
    TimedOut,
    /// It could not be reached, or answered with an error or with what cannot be read.
    #[error("the tax engine failed")]
    Failed(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// It answered with taxes that cannot be.
    #[error("the tax engine's answer cannot be")]
    Unsound(#[source] AnswerFault),
}
