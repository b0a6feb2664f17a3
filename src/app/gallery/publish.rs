//! Publishes a gallery in a channel: what may be shown is, what may not waits and says for what.

use crate::App;
use adapters::rng::new_id;
use domain::event::DomainEvent;
use domain::gallery::Channel;
use domain::kind::{HasKind, Kind};
use serde_json::json;
use sqlx::PgConnection;
use store::error::StoreError;
use store::gallery::{GalleryRow, Waiting};

/// Waiting posts that an answer names, at most.
pub const WAITING_SHOWN: i64 = 100;

/// What publishing did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Posts that are shown now and were not before.
    pub added: u64,
    /// Those that are not, the first [`WAITING_SHOWN`] of them.
    pub waiting: Vec<Waiting>,
}

/// Why nothing was published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// There is no such gallery.
    #[error("there is no gallery “{0}”")]
    UnknownGallery(String),
    /// The database failed.
    #[error("the gallery could not be written")]
    Store(#[from] StoreError),
}

impl HasKind for PublishError {
    fn kind(&self) -> Kind {
        match self {
            Self::UnknownGallery(_) => Kind::NotFound,
            Self::Store(error) => error.kind(),
        }
    }
}

impl From<sqlx::Error> for PublishError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Publishes every post of a gallery that may be shown in a channel. Doing so again adds what may be shown since.
///
/// # Errors
/// [`PublishError`].
pub async fn publish(app: &App, handle: &str, channel: Channel) -> Result<Published, PublishError> {
    let now = app.clock.now();
    let mut tx = app.pool.begin().await?;
    let gallery = find(&mut tx, handle).await?;
    let added = store::gallery::publish(&mut tx, gallery.gallery_id, channel.as_str(), now).await?;
    let waiting =
        store::gallery::list_waiting(&mut tx, gallery.gallery_id, channel.as_str(), now, WAITING_SHOWN).await?;
    if added > 0 {
        tell(&mut tx, &gallery, channel, "gallery.published").await?;
    }
    tx.commit().await?;
    Ok(Published { added, waiting })
}

/// Takes a gallery out of a channel; returns how many posts it showed there. Rights stay as they are.
///
/// # Errors
/// [`PublishError`].
pub async fn withdraw(app: &App, handle: &str, channel: Channel) -> Result<u64, PublishError> {
    let mut tx = app.pool.begin().await?;
    let gallery = find(&mut tx, handle).await?;
    let removed = store::gallery::delete_publications(&mut tx, gallery.gallery_id, channel.as_str()).await?;
    if removed > 0 {
        tell(&mut tx, &gallery, channel, "gallery.withdrawn").await?;
    }
    tx.commit().await?;
    Ok(removed)
}

async fn find(conn: &mut PgConnection, handle: &str) -> Result<GalleryRow, PublishError> {
    let found = store::gallery::find_gallery(conn, handle).await?;
    let (gallery, _) = found.ok_or_else(|| PublishError::UnknownGallery(handle.to_owned()))?;
    Ok(gallery)
}

async fn tell(
    conn: &mut PgConnection,
    gallery: &GalleryRow,
    channel: Channel,
    name: &'static str,
) -> Result<(), StoreError> {
    let event = DomainEvent {
        aggregate_type: "gallery",
        aggregate_id: gallery.gallery_id.into(),
        name,
        payload: json!({ "gallery_id": gallery.gallery_id, "channel": channel }),
    };
    // Publishing holds no row of the gallery's own, so two at once are put one after the other for the event's number.
    store::gallery::lock(&mut *conn, gallery.gallery_id).await?;
    store::outbox::append(&mut *conn, new_id(), &event).await?;
    // It may stand on pages that did not show it, since it had nothing to show.
    store::notify::catalog_changed(conn, &["gallery".to_owned(), format!("gallery:{}", gallery.gallery_id)]).await
}
