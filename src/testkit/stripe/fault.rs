//! What goes wrong in one request.

use std::collections::VecDeque;
use std::time::Duration;

/// A bad moment of Stripe's, or of the way there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StripeFault {
    /// Nothing: leaves one request as it is.
    None,
    /// Answers with this status, having done nothing and noted nothing: 409, 429, 500, 503.
    Status(u16),
    /// Fails inside once it has begun: the same key has the same 500 for ever.
    SavedServerError,
    /// Never answers and does nothing.
    HangBefore,
    /// Does it, then never answers.
    HangAfter,
    /// Does it, then breaks the connection within the answer.
    DropAfter,
    /// Does it, then answers with what is not JSON.
    Garbage,
    /// Answers late.
    Delay(Duration),
    /// Opens a session over another amount than was asked for.
    OtherAmount(i64),
    /// Opens a session in another currency than was asked for.
    OtherCurrency(&'static str),
}

/// The faults still to come, apart for reading and for changing.
#[derive(Debug, Default)]
pub(super) struct Script {
    pub posts: VecDeque<StripeFault>,
    pub gets: VecDeque<StripeFault>,
}

impl Script {
    pub(super) fn next(&mut self, is_post: bool) -> StripeFault {
        let queue = if is_post { &mut self.posts } else { &mut self.gets };
        queue.pop_front().unwrap_or(StripeFault::None)
    }
}
