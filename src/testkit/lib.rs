//! Builders, test shop, fakes, movable clock. A development dependency only.

pub mod database;
pub mod invariants;
pub mod payment_conformance;
pub mod shop;
pub mod statements;

pub use database::TestDb;
pub use shop::TestShop;
