//! The picture of a post, for as long as it may be shown.

use crate::App;
use domain::id::UgcPostId;
use store::error::StoreError;

/// The folder of a post's picture; `None` when nothing shows the post now.
///
/// # Errors
/// [`StoreError`] when the database cannot be asked.
pub async fn find_picture(app: &App, ugc_post_id: UgcPostId) -> Result<Option<String>, StoreError> {
    let mut conn = app.pool.acquire().await?;
    store::gallery::find_picture(&mut conn, ugc_post_id, app.clock.now()).await
}
