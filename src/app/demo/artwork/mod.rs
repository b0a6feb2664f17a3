//! Pictures of the demo store, drawn by code: the same call gives the same SVG, byte for byte.

pub mod ashore;
pub mod canvas;
pub mod chance;
pub mod cloth;
pub mod colour;
pub mod figure;
pub mod furniture;
pub mod ground;
pub mod jewellery;
pub mod light;
pub mod look;
pub mod palette;
pub mod path;
pub mod props;
pub mod room;
pub mod shore;
pub mod shot;
pub mod surf;
pub mod swim;
