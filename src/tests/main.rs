//! Integration tests: the real program as a process, with a database and a folder of its own, driven over HTTP as a
//! browser without scripts does it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod account;
mod alerts;
mod database_away;
mod database_restart;
mod doctor;
mod embedded;
mod given_quote;
mod kill;
mod kill_at_steps;
mod last_units;
mod mail;
mod mixed_baskets;
mod one_price;
mod order_page;
mod parity;
mod passkey;
mod running_store;
mod shoppers;
mod tampering;
mod trespass;
