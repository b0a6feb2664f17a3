//! What follows when prices changed, whatever changed them.

use chrono::{DateTime, Utc};
use domain::id::ProductId;
use sqlx::PgConnection;
use store::error::StoreError;

/// Makes the list rows of some products anew, or of all with `None`, and tells every instance; in the commit that changed
/// the prices. The caller has taken its turn with imports ([`store::import::lock_imports`]).
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub(crate) async fn reprice(
    conn: &mut PgConnection,
    products: Option<&[ProductId]>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    match products {
        Some(products) => store::market::refresh(&mut *conn, products, now).await?,
        None => store::market::refresh_all(&mut *conn, now).await?,
    }
    store::catalog::refresh_members(&mut *conn, now).await?;
    store::shop::bump_catalog_version(&mut *conn).await?;
    store::notify::catalog_changed(conn, &["*".to_owned()]).await
}
