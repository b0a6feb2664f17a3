//! Refunds: one effect a key, never more than was taken.

use super::{Bank, Mood, State};
use crate::simulation::wire::Reply;
use adapters::payment::{RefundOutcome, RefundRequest};
use chrono::{DateTime, Utc};
use domain::id::{PaymentAttemptId, RefundId};
use domain::money::Money;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackState {
    Pending,
    Done,
    Failed,
}

/// Money on its way back.
pub struct Back {
    pub refund_id: RefundId,
    pub attempt_id: PaymentAttemptId,
    pub amount: Money,
    pub state: BackState,
}

impl Bank {
    pub(super) fn refund(&mut self, request: &RefundRequest, mood: Mood) -> Reply {
        if let Some(known) = self.back(request.refund_id) {
            if (known.attempt_id, known.amount) != (request.attempt_id, request.amount) {
                self.misused.push("a key was used again for another refund".to_owned());
                return Reply::Refused("key_reused");
            }
            return Reply::Refund(self.find_refund(request.refund_id));
        }
        let taken = match self.session(request.attempt_id).map(|session| session.state) {
            Some(State::Taken(money)) => money.minor,
            _ => 0,
        };
        if request.amount.minor > taken - self.given_back(request.attempt_id) {
            self.misused
                .push("more was to be given back than had been taken".to_owned());
            return Reply::Refused("amount_too_large");
        }
        let state = if mood == Mood::Slow {
            BackState::Pending
        } else {
            BackState::Done
        };
        self.note(request, state)
    }

    pub(super) fn refuse_refund(&mut self, request: &RefundRequest) -> Reply {
        if self.back(request.refund_id).is_some() {
            return Reply::Refund(self.find_refund(request.refund_id));
        }
        self.note(request, BackState::Failed);
        Reply::Refused("account_closed")
    }

    fn note(&mut self, request: &RefundRequest, state: BackState) -> Reply {
        self.backs.push(Back {
            refund_id: request.refund_id,
            attempt_id: request.attempt_id,
            amount: request.amount,
            state,
        });
        Reply::Refund(self.find_refund(request.refund_id))
    }

    pub(super) fn find_refund(&self, refund_id: RefundId) -> RefundOutcome {
        match self.back(refund_id) {
            None => RefundOutcome::NotFound,
            Some(back) => match back.state {
                BackState::Pending => RefundOutcome::Pending,
                BackState::Done => RefundOutcome::Succeeded {
                    amount: back.amount,
                    reference: format!("back-{refund_id}"),
                },
                BackState::Failed => RefundOutcome::Failed {
                    code: "account_closed".to_owned(),
                },
            },
        }
    }

    /// What is given back of an attempt, or on its way, minor units.
    pub fn given_back(&self, attempt_id: PaymentAttemptId) -> i64 {
        let backs = self.backs.iter().filter(|back| back.attempt_id == attempt_id);
        backs
            .filter(|back| matches!(back.state, BackState::Pending | BackState::Done))
            .map(|back| back.amount.minor)
            .sum()
    }

    /// A refund moves on, on its own.
    pub fn turn_back(&mut self, refund_id: RefundId, state: BackState, now: DateTime<Utc>) {
        let Some(back) = self.backs.iter_mut().find(|back| back.refund_id == refund_id) else {
            return;
        };
        back.state = state;
        let attempt_id = back.attempt_id;
        self.tell(attempt_id, "refund.changed", None, now);
    }

    pub fn back(&self, refund_id: RefundId) -> Option<&Back> {
        self.backs.iter().find(|back| back.refund_id == refund_id)
    }
}
