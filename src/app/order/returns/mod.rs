//! Goods that come back: one verb a step. Money is [`super::refund`]'s matter, so that either can come first.

mod approve;
mod close;
mod inspect;
mod receive;
mod reject;
mod request;
mod send;
mod step;

pub use approve::approve;
pub use close::close;
pub use inspect::inspect;
pub use receive::receive;
pub use reject::reject;
pub use request::{RequestReturn, request};
pub use send::send;
