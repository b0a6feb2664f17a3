//! Named steps of the one long verb, and of the others that call a provider, at which a test stops it as a kill would (T04, OS12).
//!
//! A stop returns an error on the spot: the open transaction rolls back and nothing is cleaned up, which is all that the
//! database sees of a process that was killed there.

use std::sync::Arc;
use store::error::StoreError;

/// A place where a kill leaves another state behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// P-1: the cart is locked.
    CartLocked,
    /// P-1: stock is held.
    StockHeld,
    /// P-1: the draft has its lines, and what gift cards and store credit pay is taken.
    TendersTaken,
    /// P-1: the draft is written.
    DraftWritten,
    /// P-1 is committed; the provider was not called yet.
    Prepared,
    /// P-2: the provider has answered; we have not noted it.
    ProviderCalled,
    /// P-2: the session is noted; the shopper was not sent there.
    SessionSaved,
    /// P-3: the draft is deleted, not committed.
    RolledBack,
    /// P-5: the provider has told an outcome.
    OutcomeAsked,
    /// P-4: the money is noted.
    MoneyNoted,
    /// P-4: the stock is allocated.
    StockAllocated,
    /// P-4: the order has its number and its event, not committed.
    OrderPlaced,
    /// P-4 is committed; nobody was answered.
    Finalized,
    /// The provider was asked for a refund; its answer is not noted.
    RefundAsked,
    /// The refund is noted, not committed.
    RefundNoted,
    /// The provider was asked to take money that was set aside, or to let it go; its answer is not noted.
    AuthorizationAsked,
    /// That is noted, not committed.
    AuthorizationNoted,
}

impl Step {
    /// Steps at which a provider moves money of an order that is placed.
    pub const AFTER: [Self; 4] = [
        Self::RefundAsked,
        Self::RefundNoted,
        Self::AuthorizationAsked,
        Self::AuthorizationNoted,
    ];

    /// Every step of a purchase, in order.
    pub const ALL: [Self; 13] = [
        Self::CartLocked,
        Self::StockHeld,
        Self::TendersTaken,
        Self::DraftWritten,
        Self::Prepared,
        Self::ProviderCalled,
        Self::SessionSaved,
        Self::RolledBack,
        Self::OutcomeAsked,
        Self::MoneyNoted,
        Self::StockAllocated,
        Self::OrderPlaced,
        Self::Finalized,
    ];
}

type Watch = dyn Fn(Step) -> bool + Send + Sync;

/// Who watches the steps; nobody, but in tests.
#[derive(Clone, Default)]
pub struct Steps(Option<Arc<Watch>>);

impl Steps {
    /// Stops wherever `stops` says so.
    pub fn watched(stops: impl Fn(Step) -> bool + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(stops)))
    }

    /// A step is reached.
    ///
    /// # Errors
    /// When a test stops here.
    pub(crate) fn reached(&self, step: Step) -> Result<(), StoreError> {
        match &self.0 {
            Some(stops) if stops(step) => Err(StoreError::Database(sqlx::Error::WorkerCrashed)),
            _ => Ok(()),
        }
    }
}
