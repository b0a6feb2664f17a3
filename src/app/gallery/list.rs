//! Lists for operators.

use crate::App;
use domain::id::RightsGrantId;
use store::error::StoreError;
use store::gallery::GrantRow;

/// Most rows of one answer.
const MAX_LIMIT: i64 = 250;

/// Galleries after a handle: handle, status, posts, and how many of them the web shows. At most 250.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_galleries(app: &App, after: &str, limit: i64) -> Result<Vec<(String, String, i64, i64)>, StoreError> {
    let mut conn = app.pool.acquire().await?;
    store::gallery::list_galleries(&mut conn, after, limit.clamp(1, MAX_LIMIT)).await
}

/// Grants before one, the newest first. At most 250.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_grants(app: &App, before: Option<RightsGrantId>, limit: i64) -> Result<Vec<GrantRow>, StoreError> {
    let mut conn = app.pool.acquire().await?;
    store::gallery::list_grants(&mut conn, before, limit.clamp(1, MAX_LIMIT)).await
}
