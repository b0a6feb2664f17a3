//! The admin's doors. Every address stands once in [`table`], with who may pass, and the router is made of that table: a
//! handler without an entry cannot be mounted.

mod answer;
mod handlers;
mod table;
#[cfg(test)]
mod tests;
mod visit;

pub use table::routes;
