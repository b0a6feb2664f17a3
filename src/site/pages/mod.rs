//! Pages, filed like the addresses that they stand at.

pub mod account;
pub mod admin;
pub mod checkout;
pub mod shop;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
