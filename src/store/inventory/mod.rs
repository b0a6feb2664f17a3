//! Stock: the conditional updates that make overselling impossible (S-7), and the ledger behind every change (S-1).
//!
//! Rows of levels are locked in ascending (variant, place) order before several of them change, and before any
//! reservation of theirs, so that no two baskets wait for each other. Each change of columns writes its ledger in the
//! same statement.

mod count;
mod hold;
mod ledger;
mod location;
mod request;
mod settle;
mod shelf;

pub use count::{Adjusted, Adjustment, Count, CountOutcome, LevelPatch, adjust, count, lock_places, patch};
pub use hold::{Held, Locked, apply, bind, claim, give_back, lock_wanted, release_lapsed, unhold};
pub use ledger::{
    Difference, LevelSummary, Movement, ShortOrder, list_differences, list_levels, list_movements, list_short_orders,
};
pub use location::{
    Location, LocationPatch, find_by_name, insert_location, list_inactive, list_locations, update_counts_shown,
    update_location,
};
pub use request::{
    NewRequest, Requested, StockRequest, claim_waiting, count_told, delete_expired, insert_request, is_request,
    list_all_waited_for, list_waited_for, mark_told, withdraw_all,
};
pub use settle::{allocate, list_stale_holders, release, return_to_cart};
pub use shelf::{
    Offer, Total, find_offer, list_by_sku, list_shelves, list_totals, list_tracked, lock_levels, lock_variants,
    refresh_all_summaries,
};

use domain::id::{StockLocationId, VariantId};
use uuid::Uuid;

/// What is left at a row that a statement has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Level {
    /// What.
    pub variant_id: VariantId,
    /// Where.
    pub stock_location_id: StockLocationId,
    /// Available before.
    pub was: i64,
    /// Available now.
    pub available: i64,
}

pub(crate) struct LevelRow {
    pub variant_id: Uuid,
    pub stock_location_id: Uuid,
    pub was: i32,
    pub available: i32,
}

impl From<LevelRow> for Level {
    fn from(row: LevelRow) -> Self {
        Self {
            variant_id: row.variant_id.into(),
            stock_location_id: row.stock_location_id.into(),
            was: row.was.into(),
            available: row.available.into(),
        }
    }
}

fn ids(variants: &[VariantId]) -> Vec<Uuid> {
    variants.iter().map(|id| id.0).collect()
}
