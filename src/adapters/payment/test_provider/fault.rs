//! Faults by script: what a real provider does on its bad days, on demand.

use domain::money::Money;
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// What goes wrong in one call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Never answers and does nothing.
    TimeOutBeforeCommit,
    /// Does it, then never answers.
    TimeOutAfterCommit,
    /// Does it, then breaks the connection.
    CommitThenDrop,
    /// Fails inside, having done nothing.
    ServerError,
    /// Answers late.
    Delay(Duration),
    /// Refuses for certain, with this code.
    Refuse(&'static str),
    /// Takes, sets aside or gives back this instead of what was asked for.
    Take(Money),
    /// Takes the money and sends the webhook before it answers.
    CaptureFirst,
    /// Nothing: leaves one call as it is.
    None,
}

/// What becomes of one webhook on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Journey {
    /// It arrives as it was sent.
    Whole,
    /// Signed with a secret that is not ours.
    WrongSignature,
    /// Signed more than five minutes ago.
    Stale,
    /// Changed after it was signed.
    Changed,
    /// It never arrives.
    Lost,
    /// It arrives, and its answer does not come back.
    Unanswered,
}

/// The faults still to come.
#[derive(Debug)]
pub(super) struct Script<T>(Mutex<VecDeque<T>>);

impl<T> Default for Script<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Script<T> {
    pub(super) fn append(&self, faults: impl IntoIterator<Item = T>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(faults);
    }

    fn pop(&self) -> Option<T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }
}

impl Script<Fault> {
    pub(super) fn next(&self) -> Fault {
        self.pop().unwrap_or(Fault::None)
    }
}

impl Script<Journey> {
    pub(super) fn next(&self) -> Journey {
        self.pop().unwrap_or(Journey::Whole)
    }
}
