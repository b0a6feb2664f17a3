//! A circuit breaker: a dependency that keeps failing is left alone for a while, so that callers fail at once and can
//! say so, instead of each waiting for its own timeout. Slow is worse than down.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// Failed calls in a row that open it.
pub const FAILURES_TO_OPEN: u32 = 3;
/// How long it stays open before one call may try again.
pub const OPEN_FOR: Duration = Duration::from_secs(10);

/// Closed, open, or half open with one call on trial.
#[derive(Debug, Default)]
pub struct Breaker(Mutex<State>);

#[derive(Debug, Default, Clone, Copy)]
struct State {
    failures: u32,
    open_until: Option<Instant>,
}

impl Breaker {
    /// Whether a call may be made now.
    pub fn is_closed(&self) -> bool {
        self.state().open_until.is_none_or(|until| Instant::now() >= until)
    }

    /// Asks for permission. After the pause one caller gets it, the others wait for how that call ends.
    pub fn admit(&self) -> bool {
        let mut state = self.state();
        match state.open_until {
            None => true,
            Some(until) if Instant::now() < until => false,
            Some(_) => {
                state.open_until = Some(Instant::now() + OPEN_FOR);
                true
            }
        }
    }

    /// A call came back with an answer, welcome or not.
    pub fn succeeded(&self) {
        *self.state() = State::default();
    }

    /// A call came back with none.
    pub fn failed(&self) {
        let mut state = self.state();
        state.failures = state.failures.saturating_add(1);
        if state.failures >= FAILURES_TO_OPEN {
            state.open_until = Some(Instant::now() + OPEN_FOR);
        }
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened() -> Breaker {
        let breaker = Breaker::default();
        for _ in 0..FAILURES_TO_OPEN {
            assert!(breaker.admit());
            breaker.failed();
        }
        breaker
    }

    #[tokio::test(start_paused = true)]
    async fn it_opens_after_three_failures_in_a_row_and_not_before() {
        let breaker = Breaker::default();
        breaker.failed();
        breaker.failed();
        breaker.succeeded();
        breaker.failed();
        breaker.failed();
        assert!(breaker.is_closed() && breaker.admit());
        breaker.failed();
        assert!(!breaker.is_closed() && !breaker.admit());
    }

    #[tokio::test(start_paused = true)]
    async fn after_the_pause_one_caller_tries_and_success_closes_it() {
        let breaker = opened();
        tokio::time::advance(OPEN_FOR).await;
        assert!(breaker.is_closed());
        assert!(breaker.admit());
        assert!(!breaker.admit());
        breaker.succeeded();
        assert!(breaker.admit() && breaker.admit());
    }

    #[tokio::test(start_paused = true)]
    async fn a_failed_trial_opens_it_again() {
        let breaker = opened();
        tokio::time::advance(OPEN_FOR).await;
        assert!(breaker.admit());
        breaker.failed();
        assert!(!breaker.is_closed());
        tokio::time::advance(OPEN_FOR).await;
        assert!(breaker.admit());
    }
}
