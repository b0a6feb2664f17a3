//! The nightly proof (S-12): the columns are what the ledger and the reservations add up to. A difference is told and a
//! repair proposed; nothing is mended in silence.

use super::StockError;
use super::change::SHORT_ALERT;
use crate::App;
use serde_json::json;
use std::collections::BTreeSet;
use store::inventory::{self, Difference, ShortOrder};

/// Kind of the alert about a level that does not add up; its subject is "variant at place".
pub const DIFFERENCE_ALERT: &str = "stock_difference";
/// Most differences of one proof.
const MOST_TOLD: i64 = 1_000;

/// What a proof found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// Figures that do not add up.
    pub differences: Vec<Difference>,
    /// Orders without goods; the ledger is right about them.
    pub short: Vec<ShortOrder>,
}

/// Proves every level, raises an alert for each that is wrong, and closes the alert about short orders once there are
/// none. Reads one moment; changes no stock.
///
/// # Errors
/// [`StockError::Store`].
pub async fn verify(app: &App) -> Result<Verified, StockError> {
    let now = app.clock.now();
    let mut tx = app.pool.begin().await?;
    let differences = inventory::list_differences(&mut tx, MOST_TOLD).await?;
    let short = inventory::list_short_orders(&mut tx, MOST_TOLD).await?;
    let levels: BTreeSet<_> = differences
        .iter()
        .map(|found| (found.variant_id, found.stock_location_id))
        .collect();
    for (variant_id, place) in &levels {
        let figures: Vec<_> = differences
            .iter()
            .filter(|found| (found.variant_id, found.stock_location_id) == (*variant_id, *place))
            .map(|found| json!({ "figure": found.figure, "stored": found.stored, "proven": found.proven }))
            .collect();
        let subject = format!("{variant_id} at {place}");
        store::alert::raise(&mut tx, DIFFERENCE_ALERT, &subject, &json!({ "figures": figures }), now).await?;
    }
    if short.is_empty() {
        store::alert::resolve(&mut tx, SHORT_ALERT, "all", now).await?;
    }
    tx.commit().await?;
    if !levels.is_empty() {
        tracing::error!(
            stock.levels = levels.len(),
            "Stock does not add up; see `vitrine stock verify`"
        );
    }
    Ok(Verified { differences, short })
}
