//! Vitrine.
pub use ui::*;
