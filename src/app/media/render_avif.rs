//! `render_avif`: smaller files for browsers that read them.

use super::fetch::render_steps;
use super::{MediaError, announce};
use crate::App;
use adapters::media::{Limits, StorageError};
use domain::id::MediaId;
use std::sync::Arc;

/// Renders one picture as AVIF in every width and puts it on its pages. Repeating it is harmless.
///
/// # Errors
/// [`MediaError`] when another try can help.
pub async fn render_avif(app: &App, media_id: MediaId) -> Result<(), MediaError> {
    let storage = app.media.as_ref().ok_or(MediaError::NoStorage)?;
    let mut conn = app.pool.acquire().await.map_err(store::error::StoreError::from)?;
    let media = store::media::find_source(&mut conn, media_id).await?;
    drop(conn);
    let Some(name) = media.and_then(|media| media.content_name?.parse().ok()) else {
        return Ok(());
    };
    let bytes = match storage.get_original(name).await {
        Ok(bytes) => bytes,
        // Somebody took the picture away: nothing to do.
        Err(StorageError::NotFound { .. }) => return Ok(()),
        Err(error) => return Err(MediaError::Storage(error)),
    };
    let picture = Arc::new(app.darkroom.decode(bytes, Limits::default()).await?);
    render_steps(app, storage, &picture, picture.avif_steps()).await?;
    let widths: Vec<_> = picture
        .widths()
        .into_iter()
        .map(|width| i32::try_from(width).unwrap_or(i32::MAX))
        .collect();
    let mut tx = app.pool.begin().await.map_err(store::error::StoreError::from)?;
    store::media::update_avif(&mut tx, media_id, &widths).await?;
    announce::changed(&mut tx, media_id).await?;
    tx.commit().await.map_err(store::error::StoreError::from)?;
    Ok(())
}
