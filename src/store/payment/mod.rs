//! Payments: attempts, the money facts that providers report, and their signed events.

mod attempt;
mod authorization;
mod event;
mod fact;
mod provider_session;

pub(crate) use attempt::AttemptRow;
pub use attempt::{
    Attempt, KeptDraft, NewAttempt, fail, find, find_draft, find_failure_by_token, find_latest, find_token_of_order,
    forget_snapshots, insert, list_unsettled, save_session, touch,
};
pub use authorization::{Authorization, find_authorization, list_open_authorizations};
pub use event::{NewEvent, finish_event, insert_event, list_unprocessed};
pub use fact::{FactKind, NewFact, book, get_money, insert_fact};
pub use provider_session::{
    NewProviderSession, ProviderSession, close_provider_session, fail_provider_session, find_provider_session,
    forget_requests, open_provider_session, save_provider_session,
};
