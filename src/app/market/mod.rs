//! Markets: what turns prices over when the window of a price list opens or closes.
//!
//! A shopper's market is chosen with [`crate::cart::set_market`], which prices the cart anew. Pages, cart and placement ask
//! the price lists that are in force at their one moment (R4); the rows that lists of products are drawn from are made
//! anew by [`turn_price_lists`] soon after.

mod core_prices;
mod parity;
mod reprice;
#[cfg(test)]
mod tests;
mod turn_price_lists;

pub use core_prices::CorePrices;
pub use parity::{Difference, Parity, parity};
pub(crate) use reprice::reprice;
pub use store::error::StoreError;
pub use turn_price_lists::turn_price_lists;
