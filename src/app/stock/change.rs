//! What people and outside systems say about stock (S-9): a count of a moment, or a difference. Rows are done in batches,
//! each in one transaction; a row that cannot be done says why and holds up no other. Rows that carry an outside name can
//! be sent again: what was done is not done twice.

use super::{StockError, changed};
use crate::App;
use chrono::{DateTime, Utc};
use domain::id::{StockLocationId, VariantId};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use store::inventory::{self, Adjusted, Adjustment, Count, CountOutcome, LevelPatch, Location};

/// Rows that one transaction works on.
const BATCH: usize = 500;
/// Most units that a level or a difference can say.
const MOST_UNITS: i32 = 100_000_000;

/// What is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// So many were on the shelf at that moment.
    Count {
        /// Units, at least 0.
        on_hand: i32,
        /// When; not in the future.
        as_of: DateTime<Utc>,
    },
    /// So many came, or went when below zero.
    Delta(i32),
}

/// One row: what is said of which variant where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Stock code.
    pub sku: String,
    /// The place's name; the first place that is in use when absent.
    pub location: Option<String>,
    /// What is said.
    pub change: Change,
    /// The outside system's name for it, at most 255 characters.
    pub external_ref: Option<String>,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// It was taken, or not, for a reason of stock.
    Told(CountOutcome),
    /// No variant has this stock code.
    NoVariant,
    /// There is no such place.
    NoLocation,
    /// The same variant and place came before in this batch of rows.
    Twice,
    /// It cannot be used.
    Invalid(&'static str),
}

impl Changed {
    /// Whether stock is now what the row says.
    pub const fn is_done(&self) -> bool {
        matches!(self, Self::Told(CountOutcome::Done { .. } | CountOutcome::Known))
    }
}

/// Takes one count.
///
/// # Errors
/// [`StockError`].
pub async fn count(app: &App, row: Row, reason: &str) -> Result<Changed, StockError> {
    one(app, row, reason).await
}

/// Books one difference.
///
/// # Errors
/// [`StockError`].
pub async fn adjust(app: &App, row: Row, reason: &str) -> Result<Changed, StockError> {
    one(app, row, reason).await
}

async fn one(app: &App, row: Row, reason: &str) -> Result<Changed, StockError> {
    let outcomes = take_in(app, &[row], reason).await?;
    Ok(outcomes
        .into_iter()
        .next()
        .unwrap_or(Changed::Invalid("Nothing was said.")))
}

/// Takes rows in, and says what became of each, in their order.
///
/// # Errors
/// [`StockError::Store`]; batches before the one that failed stay done.
pub async fn take_in(app: &App, rows: &[Row], reason: &str) -> Result<Vec<Changed>, StockError> {
    if reason.chars().count() > 200 {
        return Err(StockError::Invalid("A reason has at most 200 characters.".to_owned()));
    }
    let mut outcomes = Vec::with_capacity(rows.len());
    for batch in rows.chunks(BATCH) {
        outcomes.extend(take_batch(app, batch, reason).await?);
    }
    Ok(outcomes)
}

struct Known {
    variants: BTreeMap<String, VariantId>,
    locations: Vec<Location>,
}

impl Known {
    fn place(&self, name: Option<&str>) -> Option<StockLocationId> {
        let found = match name {
            Some(name) => self
                .locations
                .iter()
                .find(|place| place.name.to_lowercase() == name.trim().to_lowercase()),
            None => self
                .locations
                .iter()
                .find(|place| place.is_active)
                .or(self.locations.first()),
        };
        found.map(|place| place.stock_location_id)
    }
}

async fn take_batch(app: &App, rows: &[Row], reason: &str) -> Result<Vec<Changed>, StockError> {
    let now = app.clock.now();
    let mut tx = app.pool.begin().await?;
    let skus: BTreeSet<_> = rows.iter().map(|row| row.sku.clone()).collect();
    let known = Known {
        variants: inventory::list_by_sku(&mut tx, &skus.into_iter().collect::<Vec<_>>()).await?,
        locations: inventory::list_locations(&mut tx).await?,
    };
    let (mut counts, mut adjustments, mut met) = (Vec::new(), Vec::new(), BTreeSet::new());
    // Where the answer of each row comes from.
    let mut slots = Vec::with_capacity(rows.len());
    for row in rows {
        let slot = match checked(row, &known, now) {
            Ok(place) if !met.insert(place) => Slot::Said(Changed::Twice),
            Ok((variant_id, stock_location_id)) => match row.change {
                Change::Count { on_hand, as_of } => {
                    counts.push(Count {
                        variant_id,
                        stock_location_id,
                        on_hand,
                        as_of,
                        external_ref: row.external_ref.clone(),
                    });
                    Slot::Count(counts.len() - 1)
                }
                Change::Delta(delta) => {
                    adjustments.push(Adjustment {
                        variant_id,
                        stock_location_id,
                        delta,
                        external_ref: row.external_ref.clone(),
                    });
                    Slot::Adjustment(adjustments.len() - 1)
                }
            },
            Err(said) => Slot::Said(said),
        };
        slots.push(slot);
    }
    if !counts.is_empty() && !adjustments.is_empty() {
        // Each call locks its own rows; together they would do so out of order.
        inventory::lock_places(&mut tx, &met).await?;
    }
    let counted = match counts.as_slice() {
        [] => Adjusted::default(),
        counts => inventory::count(&mut tx, counts, reason, now).await?,
    };
    let adjusted = match adjustments.as_slice() {
        [] => Adjusted::default(),
        adjustments => inventory::adjust(&mut tx, adjustments, reason, now).await?,
    };
    let levels: Vec<_> = counted.levels.iter().chain(&adjusted.levels).copied().collect();
    changed(&mut tx, app, &levels).await?;
    raise_short(&mut tx, app, &known, &counted).await?;
    tx.commit().await?;
    Ok(slots.into_iter().map(|slot| slot.answer(&counted, &adjusted)).collect())
}

enum Slot {
    Said(Changed),
    Count(usize),
    Adjustment(usize),
}

impl Slot {
    fn answer(self, counted: &Adjusted, adjusted: &Adjusted) -> Changed {
        let told = |outcomes: &[CountOutcome], at: usize| {
            outcomes
                .get(at)
                .copied()
                .map_or(Changed::Invalid("Nothing is known of this row."), Changed::Told)
        };
        match self {
            Self::Said(said) => said,
            Self::Count(at) => told(&counted.outcomes, at),
            Self::Adjustment(at) => told(&adjusted.outcomes, at),
        }
    }
}

fn checked(row: &Row, known: &Known, now: DateTime<Utc>) -> Result<(VariantId, StockLocationId), Changed> {
    let ref_length = row.external_ref.as_ref().map_or(1, |name| name.chars().count());
    match row.change {
        _ if !(1..=255).contains(&ref_length) => {
            return Err(Changed::Invalid("A reference has 1 to 255 characters."));
        }
        Change::Count { on_hand, .. } if !(0..=MOST_UNITS).contains(&on_hand) => {
            return Err(Changed::Invalid("A count is between 0 and 100,000,000."));
        }
        Change::Count { as_of, .. } if as_of > now => return Err(Changed::Invalid("A count cannot be of the future.")),
        Change::Delta(delta) if delta == 0 || !(-MOST_UNITS..=MOST_UNITS).contains(&delta) => {
            return Err(Changed::Invalid("A difference is not 0, and at most 100,000,000."));
        }
        _ => {}
    }
    let variant_id = known.variants.get(&row.sku).copied().ok_or(Changed::NoVariant)?;
    let place = known.place(row.location.as_deref()).ok_or(Changed::NoLocation)?;
    Ok((variant_id, place))
}

/// Kind of the alert about orders that are short; its subject is "all".
pub const SHORT_ALERT: &str = "orders_short";

// A count that leaves orders without goods must not pass unseen.
async fn raise_short(
    conn: &mut sqlx::PgConnection,
    app: &App,
    known: &Known,
    counted: &Adjusted,
) -> Result<(), StockError> {
    let short = |outcome: &&CountOutcome| matches!(outcome, CountOutcome::Done { deficit, .. } if *deficit > 0);
    let rows = counted.outcomes.iter().filter(short).count();
    if rows > 0 {
        tracing::error!(
            stock.rows = rows,
            stock.places = known.locations.len(),
            "A count is below what orders were promised; see `vitrine stock verify`"
        );
        let detail = json!({ "levels": rows });
        store::alert::raise(conn, SHORT_ALERT, "all", &detail, app.clock.now()).await?;
    }
    Ok(())
}

/// Changes what is never promised of a variant at a place, and how far it may be promised beyond what is there.
///
/// # Errors
/// [`StockError`]; [`StockError::LimitTooLow`] when more is promised already.
pub async fn set_limits(app: &App, sku: &str, location: Option<&str>, patch: LevelPatch) -> Result<(), StockError> {
    let limits = [patch.safety, patch.backorder_limit];
    if limits
        .into_iter()
        .flatten()
        .any(|units| !(0..=MOST_UNITS).contains(&units))
    {
        return Err(StockError::Invalid("Limits are between 0 and 100,000,000.".to_owned()));
    }
    let mut tx = app.pool.begin().await?;
    let variants = inventory::list_by_sku(&mut tx, &[sku.to_owned()]).await?;
    let variant_id = *variants.get(sku).ok_or_else(|| StockError::NoVariant(sku.to_owned()))?;
    let place = inventory::find_by_name(&mut tx, location)
        .await?
        .ok_or_else(|| StockError::NoLocation(location.unwrap_or_default().to_owned()))?;
    let level = inventory::patch(&mut tx, variant_id, place.stock_location_id, patch)
        .await?
        .ok_or(StockError::LimitTooLow)?;
    changed(&mut tx, app, &[level]).await?;
    tx.commit().await?;
    Ok(())
}
