//! Things for riding waves: boards stand with the nose at y = 0, x = 0 is the stringer.

pub mod board;
pub mod design;
pub mod fins;
pub mod kit;
pub mod outline;
pub mod wave;
pub mod wetsuit;
