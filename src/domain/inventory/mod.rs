//! Stock: from which places an order is sent, how long a cart holds what it needs, and when shoppers are told.

mod choice;
mod hold;
mod needs;
#[cfg(test)]
mod properties;

pub use choice::{Choice, MOST_WEIGHED, Place, Reason, Shelf, Short, Take, choose};
pub use hold::{HOLD_AT_MOST, HOLD_FOR, hold_until};
pub use needs::{Need, Needs};
