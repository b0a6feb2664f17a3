//! Server functions: what islands ask for without leaving the page. Each is three lines: who asks, the verb, the answer.
//!
//! They are private to one build (their paths carry its hash); forms post to the stable routes of `site::forms` instead
//! and call the same verbs. A refusal that a shopper can act on is a value, never a transport error.

pub mod answer;
#[cfg(feature = "ssr")]
pub mod caller;
pub mod cart;
pub mod catalog;
mod reply;

pub use answer::{CartAnswer, CartReply, LineReply, NO_PICTURE, Refusal};
