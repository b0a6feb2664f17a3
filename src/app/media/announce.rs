//! Tells the pages that show a picture.

use domain::id::MediaId;
use sqlx::PgConnection;
use store::error::StoreError;

/// Rebuilds the list rows of the products with this picture and marks their pages stale.
pub(super) async fn changed(conn: &mut PgConnection, media_id: MediaId) -> Result<(), StoreError> {
    let products = store::media::list_products(&mut *conn, media_id).await?;
    if !products.is_empty() {
        store::media::refresh_summaries(&mut *conn, &products).await?;
    }
    let mut tags: Vec<_> = products.iter().map(|id| format!("product:{id}")).collect();
    // Collections and the home page show pictures too, and there are few of them.
    tags.push("media".to_owned());
    store::notify::catalog_changed(conn, &tags).await
}
