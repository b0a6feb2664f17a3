//! Nouns and rules of commerce: pure, no I/O, no async.
// R1: no money, rate or price is ever a float.
#![deny(clippy::float_arithmetic)]

pub mod cart;
pub mod catalog;
pub mod checkout;
pub mod customer;
pub mod event;
pub mod gallery;
pub mod id;
pub mod idempotency;
pub mod inventory;
pub mod kind;
pub mod mail;
pub mod market;
pub mod money;
pub mod order;
pub mod pricing;
pub mod promotion;
pub mod quantity;
pub mod rate;
pub mod rounding;
pub mod settings;
#[cfg(test)]
mod shared_data;
pub mod staff;
pub mod tax;
pub mod tender;
