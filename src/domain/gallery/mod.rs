//! Galleries of what customers and creators posted: what may be shown where, and what a page shows of it.
//!
//! A post is shown under a live grant for the channel and never without one; the database holds that line (migration
//! 0022). Here are the words of it and the views.

mod channel;
mod placement;
mod view;

pub use channel::Channel;
pub use placement::{Layout, Placement, SoldOutRule};
pub use view::{Gallery, GalleryPage, Hotspot, Look, LookPage, Spot, TaggedProduct};

/// A word that is none of those it could be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{given}” is not one of: {known}")]
pub struct UnknownWord {
    /// What was given.
    pub given: String,
    /// What it could be.
    pub known: String,
}

/// Looks a word up among those that a type knows.
fn lookup<T: Copy>(given: &str, all: &[T], word: impl Fn(T) -> &'static str) -> Result<T, UnknownWord> {
    let found = all.iter().copied().find(|known| word(*known) == given);
    found.ok_or_else(|| UnknownWord {
        given: given.to_owned(),
        known: all.iter().map(|known| word(*known)).collect::<Vec<_>>().join(", "),
    })
}
