//! Faults by script: what a real provider does on its bad days, on demand.

use domain::money::Money;
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// What goes wrong in one call of `create_session` or `refund`.
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
    /// Will take this instead of what was asked for.
    Take(Money),
    /// Takes the money and sends the webhook before it answers.
    CaptureFirst,
    /// Nothing: leaves one call as it is.
    None,
}

/// The faults still to come.
#[derive(Debug, Default)]
pub(super) struct Script(Mutex<VecDeque<Fault>>);

impl Script {
    pub(super) fn append(&self, faults: impl IntoIterator<Item = Fault>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(faults);
    }

    pub(super) fn next(&self) -> Fault {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop_front()
            .unwrap_or(Fault::None)
    }
}
