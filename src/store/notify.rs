//! Tells every instance what went stale, with the commit that changed it (`LISTEN vitrine_catalog`).

use crate::error::StoreError;
use sqlx::PgConnection;

/// The channel that instances listen on. The payload is a list of cache tags joined by blanks, or `*` for all.
pub const CATALOG_CHANNEL: &str = "vitrine_catalog";

/// More tags than this are sent as `*`: a notification holds at most 8,000 bytes.
const MAX_TAGS: usize = 100;

/// Marks the tags (`product:ID`, `collection:HANDLE`, `*`) stale when the transaction commits.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn catalog_changed(conn: &mut PgConnection, tags: &[String]) -> Result<(), StoreError> {
    if tags.is_empty() {
        return Ok(());
    }
    let payload = if tags.len() > MAX_TAGS {
        "*".to_owned()
    } else {
        tags.join(" ")
    };
    sqlx::query!("select pg_notify($1, $2)", CATALOG_CHANNEL, payload)
        .fetch_one(conn)
        .await?;
    Ok(())
}
