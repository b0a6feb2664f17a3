//! Addresses for search engines.

use super::CatalogError;
use crate::App;
use chrono::{DateTime, Utc};

/// Paths of all visible products and active collections with their last change, at most 50,000.
///
/// # Errors
/// [`CatalogError`] when the database fails.
pub async fn sitemap(app: &App) -> Result<Vec<(String, DateTime<Utc>)>, CatalogError> {
    let mut conn = app.pool.acquire().await?;
    Ok(store::catalog::list_sitemap(&mut conn, app.clock.now()).await?)
}
