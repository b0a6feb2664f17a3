//! Generated carts, for tests only: what each comes to, and what has to hold whatever is in it.
//!
//! A [`Case`] is a cart with everything that its price depends on, as plain data that travels as JSON: settings and
//! promotions as a merchant writes them, prices, lines, delivery, tenders and refunds. [`answer`] takes it through the
//! whole of `domain`'s calculation and keeps every number, every word and every step of the trace. Three users share it:
//!
//! - `tests/native_and_wasm.rs` has the same cases answered here and by this crate as a WASM module, and compares bytes;
//! - the fuzz target `calculation` makes cases of what the fuzzer invents and demands [`unsound`] of each answer;
//! - the fuzz target `rule_parser` gives arbitrary text to [`rules::read`].

mod answer;
mod case;
#[cfg(not(target_arch = "wasm32"))]
mod generate;
mod refunds;
#[cfg(not(target_arch = "wasm32"))]
pub mod rules;
mod shop;
mod snapshot;
#[cfg(not(target_arch = "wasm32"))]
mod sound;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use answer::{Answer, answer};
pub use case::Case;
#[cfg(not(target_arch = "wasm32"))]
pub use generate::{from_bytes, from_seed};
#[cfg(not(target_arch = "wasm32"))]
pub use sound::unsound;
