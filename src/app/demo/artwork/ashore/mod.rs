//! Things for the beach and the way home; each is drawn around its own origin.

pub mod bags;
pub mod bottle;
pub mod hats;
pub mod shades;
pub mod shoes;
pub mod towel;
