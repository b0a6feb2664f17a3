//! The tower layers around every door: request id, log span, security headers, origin check, limits, page cache.

mod assets;
mod headers;
mod health;
mod last_good;
mod later;
mod look_picture;
mod media;
mod network;
mod origin;
pub mod page_cache;
mod router;
mod trace;

pub use assets::read_assets;
pub use router::{Doors, router};
