//! The bank: what it was asked for, what it took and gave back, and what it has to tell. It keeps its word, but where a
//! run says that it breaks it: it takes money of a payment that it had called failed.

mod news;
mod refund;
mod session;

pub use news::{News, read_news};
pub use refund::{Back, BackState};
pub use session::{Session, State};

use super::wire::{Question, Reply};
use chrono::{DateTime, Utc};
use domain::id::PaymentAttemptId;
use std::collections::BTreeSet;

/// How the bank is minded in one call or at one page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// It does what it is asked.
    Kind,
    /// It says no, and has done nothing.
    Refusing,
    /// It takes its time, where it may.
    Slow,
}

/// Its books.
#[derive(Default)]
pub struct Bank {
    /// In the order in which they were opened.
    pub sessions: Vec<Session>,
    /// In the order in which they were asked for.
    pub backs: Vec<Back>,
    /// Everything that it ever had to tell.
    pub news: Vec<News>,
    /// Whether money is set aside first and taken later.
    pub sets_aside: bool,
    /// What the shop has asked for and must not.
    pub misused: Vec<String>,
    /// Keys that were used up before their request came.
    dead: BTreeSet<PaymentAttemptId>,
}

impl Bank {
    pub fn open_doors(sets_aside: bool) -> Self {
        Self {
            sets_aside,
            ..Self::default()
        }
    }

    /// Does what is asked.
    pub fn answer(&mut self, question: &Question, mood: Mood, now: DateTime<Utc>) -> Reply {
        match question {
            Question::Open(_) | Question::Capture(_) | Question::Refund(_) if mood == Mood::Refusing => {
                self.refuse(question)
            }
            Question::Open(request) => self.open(request),
            Question::Find(attempt_id) => Reply::Payment(self.find(*attempt_id)),
            Question::Cancel(attempt_id) => Reply::Payment(self.cancel(*attempt_id, now)),
            Question::Capture(request) => self.capture(request, now),
            Question::Refund(request) => self.refund(request, mood),
            Question::FindRefund(request) => Reply::Refund(self.find_refund(request.refund_id)),
        }
    }

    // A refusal is for good where the key is new; of what exists the truth is told.
    fn refuse(&mut self, question: &Question) -> Reply {
        match question {
            Question::Open(request) if self.session(request.attempt_id).is_none() => {
                self.dead.insert(request.attempt_id);
                Reply::Refused("not_now")
            }
            Question::Open(request) => self.open(request),
            Question::Refund(request) => self.refuse_refund(request),
            _ => Reply::Refused("not_now"),
        }
    }

    pub fn session(&self, attempt_id: PaymentAttemptId) -> Option<&Session> {
        self.sessions.iter().find(|session| session.attempt_id == attempt_id)
    }

    fn session_mut(&mut self, attempt_id: PaymentAttemptId) -> Option<&mut Session> {
        self.sessions
            .iter_mut()
            .find(|session| session.attempt_id == attempt_id)
    }
}
