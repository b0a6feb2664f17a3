//! Payments: one session an attempt, and at most one charge a session.

use super::{Bank, Mood};
use crate::simulation::wire::Reply;
use adapters::payment::{CaptureRequest, Outcome, Session as Page, SessionRequest};
use chrono::{DateTime, Duration, Utc};
use domain::id::{OrderId, PaymentAttemptId};
use domain::money::Money;

/// How long a slow payment takes.
const SLOW_FOR: Duration = Duration::minutes(12);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The shopper has not answered.
    Open,
    /// On its way until then.
    Slow(DateTime<Utc>),
    SetAside,
    Taken(Money),
    Failed(&'static str),
    /// It was set aside, and is the shopper's again.
    LetGo,
}

/// One attempt as the bank knows it.
pub struct Session {
    pub attempt_id: PaymentAttemptId,
    pub amount: Money,
    /// The last part of the shop's return address.
    pub token: String,
    pub state: State,
    /// The bank called it failed, and took money all the same.
    pub is_broken: bool,
    order_id: OrderId,
    is_set_aside_first: bool,
}

impl Session {
    /// Whether there is money in it, or may come.
    pub const fn is_live(&self) -> bool {
        !matches!(self.state, State::Failed(_) | State::LetGo)
    }

    /// What is taken or set aside.
    pub const fn money(&self) -> Option<Money> {
        match self.state {
            State::SetAside => Some(self.amount),
            State::Taken(money) => Some(money),
            _ => None,
        }
    }
}

impl Bank {
    pub(super) fn open(&mut self, request: &SessionRequest) -> Reply {
        let token = request.return_url.rsplit('/').next().unwrap_or_default().to_owned();
        if let Some(known) = self.session(request.attempt_id) {
            if (known.amount, known.order_id, &known.token) != (request.amount, request.order_id, &token) {
                self.misused.push("a key was used again for another payment".to_owned());
                return Reply::Refused("key_reused");
            }
        } else if self.dead.contains(&request.attempt_id) {
            return Reply::Refused("cancelled");
        } else {
            let is_set_aside_first = self.sets_aside;
            self.sessions.push(Session {
                attempt_id: request.attempt_id,
                amount: request.amount,
                token,
                state: State::Open,
                is_broken: false,
                order_id: request.order_id,
                is_set_aside_first,
            });
        }
        Reply::Page(Page {
            reference: format!("session-{}", request.attempt_id),
            redirect_url: format!("https://bank.test/pay/{}", request.attempt_id),
        })
    }

    /// What is true of an attempt.
    pub fn find(&self, attempt_id: PaymentAttemptId) -> Outcome {
        let Some(session) = self.session(attempt_id) else {
            return if self.dead.contains(&attempt_id) {
                failed("cancelled")
            } else {
                Outcome::NotFound
            };
        };
        let reference = format!("charge-{attempt_id}");
        match session.state {
            State::Open => Outcome::Pending,
            State::Slow(_) => Outcome::Unknown,
            State::SetAside => Outcome::Authorized {
                amount: session.amount,
                reference,
                is_reviewed: false,
            },
            State::Taken(amount) => Outcome::Captured {
                amount,
                reference,
                is_reviewed: false,
            },
            State::Failed(code) => failed(code),
            State::LetGo => failed("voided"),
        }
    }

    pub(super) fn cancel(&mut self, attempt_id: PaymentAttemptId, now: DateTime<Utc>) -> Outcome {
        match self.session(attempt_id).map(|session| session.state) {
            None => {
                self.dead.insert(attempt_id);
            }
            Some(State::Open) => self.turn(attempt_id, State::Failed("cancelled"), now),
            Some(State::SetAside) => self.turn(attempt_id, State::LetGo, now),
            Some(_) => {}
        }
        self.find(attempt_id)
    }

    pub(super) fn capture(&mut self, request: &CaptureRequest, now: DateTime<Utc>) -> Reply {
        let attempt_id = request.attempt_id;
        match self.session(attempt_id) {
            Some(session) if session.state == State::SetAside => {
                if request.amount.minor > session.amount.minor {
                    self.misused.push("more was asked for than was set aside".to_owned());
                    return Reply::Refused("amount_too_large");
                }
                self.turn(attempt_id, State::Taken(request.amount), now);
                Reply::Payment(self.find(attempt_id))
            }
            Some(session) if matches!(session.state, State::Taken(_)) => Reply::Payment(self.find(attempt_id)),
            _ => Reply::Refused("nothing_to_take"),
        }
    }

    /// The shopper chooses a card at the page. False when the page is over.
    pub fn pay(&mut self, attempt_id: PaymentAttemptId, mood: Mood, now: DateTime<Utc>) -> bool {
        let Some(session) = self.session(attempt_id).filter(|it| it.state == State::Open) else {
            return false;
        };
        let state = match mood {
            Mood::Kind => paid(session),
            Mood::Refusing => State::Failed("card_declined"),
            Mood::Slow => State::Slow(now + SLOW_FOR),
        };
        self.turn(attempt_id, state, now);
        true
    }

    /// The bank breaks its word: a payment that had failed is made.
    pub fn break_word(&mut self, attempt_id: PaymentAttemptId, now: DateTime<Utc>) {
        let Some(session) = self.session_mut(attempt_id) else {
            return;
        };
        session.is_broken = true;
        let state = paid(session);
        self.turn(attempt_id, state, now);
    }

    /// Slow payments whose time has come.
    pub fn settle_slow(&mut self, now: DateTime<Utc>) {
        let due = |session: &&Session| matches!(session.state, State::Slow(at) if at <= now);
        let due: Vec<_> = self.sessions.iter().filter(due).map(|it| it.attempt_id).collect();
        for attempt_id in due {
            let state = self.session(attempt_id).map_or(State::Open, paid);
            self.turn(attempt_id, state, now);
        }
    }

    fn turn(&mut self, attempt_id: PaymentAttemptId, state: State, now: DateTime<Utc>) {
        if let Some(session) = self.session_mut(attempt_id) {
            session.state = state;
            let money = session.money();
            let kind = match state {
                State::Open | State::Slow(_) => return,
                State::SetAside => "payment.set_aside",
                State::Taken(_) => "payment.taken",
                State::Failed(_) => "payment.failed",
                State::LetGo => "payment.let_go",
            };
            // Of a part that is taken the event tells what is true, not what was asked for.
            let told = money.filter(|money| *money == session.amount);
            self.tell(attempt_id, kind, told, now);
        }
    }

    /// Whether an attempt certainly has no money and never will, unless the bank has broken its word about it.
    pub fn is_dead(&self, attempt_id: PaymentAttemptId) -> bool {
        match self.session(attempt_id) {
            Some(session) => session.is_broken || !session.is_live(),
            None => self.dead.contains(&attempt_id),
        }
    }
}

const fn paid(session: &Session) -> State {
    if session.is_set_aside_first {
        State::SetAside
    } else {
        State::Taken(session.amount)
    }
}

fn failed(code: &str) -> Outcome {
    Outcome::Failed { code: code.to_owned() }
}
