//! The verb: draw the demo store's pictures now, without waiting for the worker.

use crate::App;
use crate::media::{self, MediaError};

/// Draws every picture of the demo store that is still to be drawn, those that are seen first in front; `said` is told
/// after each how many of how many are done. The jobs that were to do it find nothing left to do.
///
/// # Errors
/// [`MediaError`] of the first picture that fails; those before it stay.
pub async fn render_pictures(app: &App, mut said: impl FnMut(usize, usize) + Send) -> Result<usize, MediaError> {
    let mut conn = app.pool.acquire().await.map_err(store::error::StoreError::from)?;
    let pending = store::demo::list_pending_media(&mut conn).await?;
    // No connection is held while pictures are drawn.
    drop(conn);
    for (done, media_id) in (1..).zip(&pending) {
        media::fetch(app, *media_id).await?;
        said(done, pending.len());
    }
    Ok(pending.len())
}
