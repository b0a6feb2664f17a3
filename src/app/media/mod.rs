//! Pictures become something that pages can show: fetched, decoded within bounds, rendered, announced.
//!
//! Two jobs a picture, since AVIF takes about ten times as long as the rest: `fetch_media` ends with JPEG and WebP and
//! puts the picture on its pages, `render_avif` adds the smaller files later. Both may be repeated at any time.

mod announce;
mod fetch;
mod original;
mod render_avif;

pub use fetch::fetch;
pub use render_avif::render_avif;

use adapters::http_client::FetchError;
use adapters::media::{DarkroomError, DecodeError, RenderError, StorageError, SvgError};
use domain::kind::{HasKind, Kind};
use store::error::StoreError;

/// Kind of the job that makes a picture showable; its payload is `{"media_id": …}`.
pub const FETCH_JOB: &str = "fetch_media";
/// Kind of the job that adds AVIF; same payload.
pub const AVIF_JOB: &str = "render_avif";

/// Why a picture was not worked on to the end. A refusal is no error: it is stored with the picture.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    /// This process has no place for pictures.
    #[error("no place for pictures is configured")]
    NoStorage,
    /// The address did not answer well; worth another try.
    #[error("the picture could not be fetched")]
    Fetch(#[source] FetchError),
    /// The drawing of the demo store is broken.
    #[error("the drawing could not be made into pixels")]
    Drawing(#[source] SvgError),
    /// No place or no time for the work.
    #[error("the picture could not be worked on now")]
    Darkroom(#[source] DarkroomError),
    /// Encoding failed.
    #[error("a rendition could not be made")]
    Render(#[source] RenderError),
    /// The storage failed.
    #[error("the picture storage failed")]
    Storage(#[source] StorageError),
    /// The database failed.
    #[error("the picture's row could not be read or written")]
    Store(#[from] StoreError),
}

impl From<DecodeError> for MediaError {
    fn from(error: DecodeError) -> Self {
        match error {
            DecodeError::Darkroom(error) => Self::Darkroom(error),
            // Refusals are taken out before: this is a picture that was accepted once.
            DecodeError::Refused(_) => Self::Darkroom(DarkroomError::Panicked),
        }
    }
}

impl HasKind for MediaError {
    fn kind(&self) -> Kind {
        match self {
            Self::Store(error) => error.kind(),
            Self::Drawing(_) | Self::Render(_) => Kind::Internal,
            Self::NoStorage | Self::Fetch(_) | Self::Darkroom(_) | Self::Storage(_) => Kind::Unavailable,
        }
    }
}
