//! Pictures: what comes in is decoded within bounds, what goes out is ours alone.
//!
//! The way of a picture: [`inspect`] refuses by content and header before a pixel is decoded →
//! [`decode`] gives a [`Picture`] that is upright, sRGB, free of metadata and no larger than the
//! widest rendition → [`render`] makes one [`Rendition`] of it → [`MediaStorage`] keeps the bytes
//! under a [`RenditionName`]. [`Picture::fast_steps`] come first, so that a page has something to
//! show; [`Picture::avif_steps`] follow as their own job, because AVIF costs six times as much.
//!
//! All of this is synchronous and pure; [`Darkroom`] runs it on blocking threads, few at once and
//! each with a time limit. A queue of jobs and the database rows are the worker's affair.

mod colour;
mod darkroom;
mod decode;
mod encode;
mod exif;
mod header;
mod jpeg;
mod limits;
mod name;
mod picture;
mod refusal;
mod renditions;
mod resize;
mod sniff;
mod storage;
mod svg;

#[cfg(test)]
mod manifest_test;
#[cfg(test)]
mod outcome_test;
#[cfg(test)]
mod samples;

pub use darkroom::{Darkroom, DarkroomError, DecodeError};
pub use decode::decode;
pub use encode::Format;
pub use header::{Header, inspect};
pub use limits::Limits;
pub use name::{BadName, ContentName, RenditionName};
pub use picture::Picture;
pub use refusal::{Refusal, RefusalKind};
pub use renditions::{RenderError, Rendition, Step, WIDTHS, render, widths_for};
pub use sniff::SourceFormat;
pub use storage::{MediaStorage, Put, S3Config, StorageError};
pub use svg::{SvgError, draw_jpeg, rasterise_svg};
