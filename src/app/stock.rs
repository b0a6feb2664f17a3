//! Tells lists and pages when what they say about stock is no longer true.
//!
//! What is available changes when a placement holds units and when it gives them back, not when held units become the
//! order's own. Only a change of the label ("In stock", "Only a few left", "Sold out") is worth telling.

use crate::App;
use domain::catalog::StockLevel;
use domain::id::{ProductId, VariantId};
use serde_json::json;
use sqlx::PgConnection;
use store::error::StoreError;
use store::inventory::Level;

/// The job that rebuilds list rows: [`refresh`].
pub const STOCK_JOB: &str = "refresh_stock";

/// Tells of changed levels with the commit of their change.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub(crate) async fn changed(conn: &mut PgConnection, app: &App, levels: &[Level]) -> Result<(), StoreError> {
    let variants: Vec<VariantId> = levels
        .iter()
        .filter(|level| has_new_label(level))
        .map(|level| level.variant_id)
        .collect();
    if variants.is_empty() {
        return Ok(());
    }
    let products = store::inventory::list_products(&mut *conn, &variants).await?;
    for product_id in &products {
        let payload = json!({ "product_id": product_id });
        // No dedupe key: a job that runs right now may have read the stock before this change.
        store::job::append(&mut *conn, STOCK_JOB, None, &payload, 50, app.clock.now()).await?;
    }
    store::notify::catalog_changed(conn, &tags(&products.into_iter().map(Into::into).collect::<Vec<_>>())).await
}

// Whether it is sold without stock does not matter: such a variant crosses the same lines.
fn has_new_label(level: &Level) -> bool {
    StockLevel::of(level.was, true, false) != StockLevel::of(level.available, true, false)
}

/// Rebuilds the list row of a product and marks its pages stale. Doing it twice is doing it once.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn refresh(app: &App, product_id: ProductId) -> Result<(), StoreError> {
    let mut tx = app.pool.begin().await?;
    store::media::refresh_summaries(&mut tx, &[product_id]).await?;
    store::notify::catalog_changed(&mut tx, &tags(&[product_id])).await?;
    tx.commit().await?;
    Ok(())
}

fn tags(products: &[ProductId]) -> Vec<String> {
    products.iter().map(|id| format!("product:{id}")).collect()
}
