//! Payments: attempts, the money facts that providers report, and their signed events.

mod attempt;
mod event;
mod fact;

pub use attempt::{
    Attempt, NewAttempt, fail, find, find_latest, find_snapshot, forget_snapshots, insert, list_unsettled, lock,
    save_session, succeed, touch,
};
pub use event::{NewEvent, finish_event, insert_event, list_unprocessed};
pub use fact::{FactKind, NewFact, get_money, insert_fact};
