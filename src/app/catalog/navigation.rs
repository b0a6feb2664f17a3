//! What every page's header lists; kept in memory until an event says that it changed.

use super::CatalogError;
use crate::App;
use std::sync::{Arc, PoisonError};

/// Most collections in the header.
const LINKS: i64 = 8;

/// Collections of the header as (handle, title).
pub type Navigation = Arc<Vec<(String, String)>>;

/// The header's collections.
///
/// # Errors
/// [`CatalogError`] when they have to be read and cannot be.
pub async fn navigation(app: &App) -> Result<Navigation, CatalogError> {
    if let Some(kept) = app.navigation.read().unwrap_or_else(PoisonError::into_inner).clone() {
        return Ok(kept);
    }
    let mut conn = app.pool.acquire().await?;
    let heads = store::catalog::list_collections(&mut conn, LINKS).await?;
    let links: Navigation = Arc::new(heads.into_iter().map(|head| (head.handle, head.title)).collect());
    *app.navigation.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&links));
    Ok(links)
}
