//! Jewellery, large as life under a lens; each piece is drawn around its own origin.

pub mod band;
pub mod chain;
pub mod earring;
pub mod metal;
pub mod pendant;
pub mod stone;
