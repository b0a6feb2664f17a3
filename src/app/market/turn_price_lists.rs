//! Makes list rows anew when a price list comes into force or goes out of it.

use crate::App;
use store::error::StoreError;

/// Brings the prices of lists up to now and says how many products were touched. The worker calls it every few seconds;
/// calling it again, or twice at once, changes nothing more.
///
/// # Errors
/// [`StoreError`] when a statement fails; nothing is changed then.
pub async fn turn_price_lists(app: &App) -> Result<usize, StoreError> {
    let now = app.clock.now();
    let mut tx = app.pool.begin().await?;
    if !store::import::try_lock_imports(&mut tx).await? {
        // In a few seconds, then.
        return Ok(0);
    }
    let products = store::market::list_turned(&mut tx, now).await?;
    if products.is_empty() {
        return Ok(0);
    }
    super::reprice(&mut tx, Some(&products), now).await?;
    tx.commit().await?;
    Ok(products.len())
}
