//! Named steps of the verbs that move money, goods and news, at which a test stops them as a kill would (T04, OS12).
//!
//! A stop within a test returns an error on the spot: the open transaction rolls back and nothing is cleaned up, which is
//! all that the database sees of a process that was killed there. The program itself can be killed at each, in builds for
//! development.

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
    /// The provider was asked to take money that was set aside, or to let it go; its answer is not noted.
    AuthorizationAsked,
    /// That is noted, not committed.
    AuthorizationNoted,
    /// The provider was asked for a refund; its answer is not noted.
    RefundAsked,
    /// The refund is noted, not committed.
    RefundNoted,
    /// The value of an exchange is credited, not committed.
    ExchangeCredited,
    /// The order of an exchange is noted with what is paid out of its credit, not committed.
    ExchangePlaced,
    /// An order's stock is free again and its refunds are written; the cancellation is not committed.
    CancellationWritten,
    /// The cancellation is committed; nobody was answered.
    Cancelled,
    /// Units were given up and their refund is written, not committed.
    UnitsGivenUp,
    /// Goods are off the shelf; no fulfilment is written.
    GoodsTaken,
    /// The fulfilment is written, not committed.
    FulfilmentWritten,
    /// The fulfilment is committed; nobody was answered.
    Fulfilled,
    /// A return is asked for, not committed.
    ReturnRequested,
    /// A return has its next state, not committed.
    ReturnMoved,
    /// What came back is on the shelf again, not committed.
    Restocked,
    /// A change of a return is committed; nobody was answered.
    ReturnSaved,
    /// Those who act on an entry of the outbox have it; that is not committed.
    EntryHandedOver,
    /// The hand-over of an entry is committed.
    EntryRelayed,
    /// A mail is leased to this program; it has not left.
    MailClaimed,
    /// A mail has left; that is not noted.
    MailSent,
    /// It is noted that a mail has left.
    MailNoted,
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
    pub const PURCHASE: [Self; 13] = [
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

    /// Every step of what happens to an order that is placed, in order.
    pub const AFTERMATH: [Self; 14] = [
        Self::AuthorizationAsked,
        Self::AuthorizationNoted,
        Self::RefundAsked,
        Self::RefundNoted,
        Self::CancellationWritten,
        Self::Cancelled,
        Self::UnitsGivenUp,
        Self::GoodsTaken,
        Self::FulfilmentWritten,
        Self::Fulfilled,
        Self::ReturnRequested,
        Self::ReturnMoved,
        Self::Restocked,
        Self::ReturnSaved,
    ];

    /// Every step of telling of it, in order.
    pub const NEWS: [Self; 5] = [
        Self::EntryHandedOver,
        Self::EntryRelayed,
        Self::MailClaimed,
        Self::MailSent,
        Self::MailNoted,
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
