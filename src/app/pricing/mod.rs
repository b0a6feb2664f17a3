//! Numbers that explain themselves: the steps of a cart or an order in words, and the proof that an order's numbers
//! follow from its steps.

mod error;
mod explain;
mod quotes;
#[cfg(test)]
mod tests;
mod verify;
mod words;

pub use error::ProofError;
pub use explain::{Explanation, explain_cart, explain_order};
pub use quotes::ExplainedQuote;
pub use verify::{Verdict, verify_order, verify_orders};
pub use words::Explained;
