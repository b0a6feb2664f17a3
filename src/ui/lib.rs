//! What pages are made of: components that only print, and islands that react.
//!
//! Everything here compiles for the server and for the browser. Components do no I/O and hold no state; an island is the
//! smallest thing that must react without a round trip, and each works as a plain form or link before it is hydrated.

pub mod components;
pub mod islands;

pub use islands::*;
