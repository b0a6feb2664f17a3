//! The demo store: Ondelune, a house of swim, surf and jewellery that does not exist.
//!
//! [`catalogue`] says what it sells, [`artwork`] draws it, [`load()`] brings both into the database through the doors
//! that every shop uses: the importer's writer for products, the media pipeline for pictures.

pub mod artwork;
pub mod catalogue;
mod drafts;
mod drawing;
mod load;
mod looks;
mod markets;
mod places;
mod promotions;
mod render_pictures;
pub(crate) mod territories;
#[cfg(test)]
mod tests;

pub use drawing::drawing;
pub use load::{DemoError, Loaded, is_wanted, load};
pub use render_pictures::render_pictures;
