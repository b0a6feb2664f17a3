//! The open basket: its limits and the view that every command returns.

mod supply;
mod view;

pub use supply::{Cap, Settled, Shortage, Supply, settle};
pub use view::{BlockingReason, CartLineView, CartView, PriceChange};

/// Most lines a cart holds.
pub const MAX_LINES: usize = 100;
/// Longest note, in characters.
pub const MAX_NOTE: usize = 500;
