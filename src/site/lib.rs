//! The shop as people see it: pages rendered whole on the server.
//!
//! A page is a function from a view of `domain` to HTML. It asks nobody, computes no price, total or stock label, and
//! works without scripts; the islands in it come from `ui`.

pub mod admin;
mod assets;
mod chrome;
pub mod document;
pub mod forms;
pub mod layouts;
mod list_address;
pub mod pages;
pub mod parity;
pub mod routes;
pub mod session;
pub mod shared;
mod state;
mod visitor;

pub use assets::Assets;
pub use chrome::{Chrome, DELIVERY_TEXT, RETURNS_TEXT};
pub use document::Rendered;
pub use list_address::{list_address, read_filter};
pub use state::SiteState;
pub use visitor::Network;

/// Id of the request under way; pages print it where something failed, so that it is found in the log.
#[derive(Debug, Clone, Copy)]
pub struct RequestId(pub uuid::Uuid);
