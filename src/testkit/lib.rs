//! Builders, test shop, fakes, movable clock, and the program as a process with a browser to drive it. A development dependency only.

pub mod authenticator;
pub mod browser;
pub mod database;
pub mod invariants;
pub mod payment_conformance;
pub mod program;
#[cfg(test)]
mod reliability;
pub mod shop;
pub mod smtp_sink;
pub mod statements;
pub mod stripe;
pub mod tax_engine;

pub use authenticator::Authenticator;
pub use database::TestDb;
pub use shop::TestShop;
pub use stripe::StripeStandIn;
