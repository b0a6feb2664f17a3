//! Stock for those who look after it.

use super::StockError;
use crate::App;
use store::inventory::{self, LevelSummary, Movement, ShortOrder};

/// Most levels that a list shows.
pub const LEVELS_SHOWN: i64 = 1_000;
/// Most entries of the ledger that a history shows.
pub const MOVEMENTS_SHOWN: i64 = 200;
/// Most orders of a shortage report.
const SHORT_SHOWN: i64 = 500;

/// Which levels.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listed {
    /// Of this place.
    pub location: Option<String>,
    /// Of this stock code.
    pub sku: Option<String>,
    /// Of which at most so many are available.
    pub at_most: Option<i32>,
}

/// Levels in the order of product, variant and place; at most [`LEVELS_SHOWN`].
///
/// # Errors
/// [`StockError`].
pub async fn list_levels(app: &App, listed: &Listed) -> Result<Vec<LevelSummary>, StockError> {
    let mut conn = app.pool.acquire().await?;
    let place = match &listed.location {
        Some(name) => Some(
            inventory::find_by_name(&mut conn, Some(name))
                .await?
                .ok_or_else(|| StockError::NoLocation(name.clone()))?
                .stock_location_id,
        ),
        None => None,
    };
    let sku = listed.sku.as_deref();
    Ok(inventory::list_levels(&mut conn, place, sku, listed.at_most, LEVELS_SHOWN).await?)
}

/// The ledger of a variant, newest first; at most [`MOVEMENTS_SHOWN`].
///
/// # Errors
/// [`StockError`].
pub async fn list_movements(app: &App, sku: &str) -> Result<Vec<Movement>, StockError> {
    let mut conn = app.pool.acquire().await?;
    let variants = inventory::list_by_sku(&mut conn, &[sku.to_owned()]).await?;
    let variant_id = *variants.get(sku).ok_or_else(|| StockError::NoVariant(sku.to_owned()))?;
    Ok(inventory::list_movements(&mut conn, variant_id, MOVEMENTS_SHOWN).await?)
}

/// Orders that were promised what is not there, newest first.
///
/// # Errors
/// [`StockError`].
pub async fn list_short_orders(app: &App) -> Result<Vec<ShortOrder>, StockError> {
    let mut conn = app.pool.acquire().await?;
    Ok(inventory::list_short_orders(&mut conn, SHORT_SHOWN).await?)
}
