//! Writes to those who wait for a variant: first come, first told, and no more of them than there are units. Who was told
//! has a day to buy; then the next are told, as long as there is something.

use super::StockError;
use crate::App;
use crate::mail;
use chrono::Duration;
use domain::id::VariantId;
use serde_json::json;
use store::inventory;

/// The job that writes to those who wait: [`tell_waiting`].
pub const TELL_JOB: &str = "tell_waiting";

/// How long who was told goes before those behind.
const HEAD_START: Duration = Duration::hours(24);
/// Mails that one transaction writes.
const BATCH: i64 = 100;
/// Most batches of one job.
const MOST_BATCHES: usize = 100;

/// Queues the mails that are due for a variant, and says how many. A request ends in the transaction that queues its mail,
/// so that doing it twice, or twice at once, writes nobody twice.
///
/// # Errors
/// [`StockError::Store`]; mails that were queued until then stay so.
pub async fn tell_waiting(app: &App, variant_id: VariantId) -> Result<usize, StockError> {
    let mut told = 0;
    for _ in 0..MOST_BATCHES {
        let batch = tell_batch(app, variant_id).await?;
        told += batch;
        if batch < usize::try_from(BATCH).unwrap_or(usize::MAX) {
            break;
        }
    }
    Ok(told)
}

/// Queues [`TELL_JOB`] for every variant that somebody waits for, at most 10,000, and says for how many. Not every cause
/// of a variant being sold again is a change of its stock: a product is published by the clock, or sold on without stock.
/// Run every day, on any number of machines: a job that changes nothing is cheap.
///
/// # Errors
/// [`StockError::Store`].
pub async fn look_after_waiting(app: &App) -> Result<usize, StockError> {
    let now = app.clock.now();
    let mut tx = app.pool.begin().await?;
    let waited_for = inventory::list_all_waited_for(&mut tx).await?;
    for variant_id in &waited_for {
        let payload = json!({ "variant_id": variant_id });
        let key = format!("{variant_id}:look");
        store::job::append(&mut tx, TELL_JOB, Some(&key), &payload, 60, now).await?;
    }
    tx.commit().await?;
    Ok(waited_for.len())
}

async fn tell_batch(app: &App, variant_id: VariantId) -> Result<usize, StockError> {
    let (now, facts) = (app.clock.now(), app.shop().await?);
    let mut tx = app.pool.begin().await?;
    // Two at once would each count the same units.
    inventory::lock_variants(&mut tx, &[variant_id]).await?;
    let Some(subject) = inventory::find_offer(&mut tx, variant_id, now).await? else {
        return Ok(0);
    };
    let units = if subject.is_unlimited {
        BATCH
    } else {
        let told = inventory::count_told(&mut tx, variant_id, now - HEAD_START).await?;
        (subject.available - told).clamp(0, BATCH)
    };
    let requests = inventory::claim_waiting(&mut tx, variant_id, now, units).await?;
    for request in &requests {
        mail::write_back_in_stock(&mut tx, app, &facts.shop.name, request, &subject).await?;
    }
    let ids: Vec<_> = requests.iter().map(|request| request.stock_request_id).collect();
    inventory::mark_told(&mut tx, &ids, now).await?;
    if subject.available > 0 && !inventory::list_waited_for(&mut tx, &[variant_id]).await?.is_empty() {
        let payload = json!({ "variant_id": variant_id });
        let key = format!("{variant_id}:{}", now.date_naive());
        store::job::append(&mut tx, TELL_JOB, Some(&key), &payload, 60, now + HEAD_START).await?;
    }
    tx.commit().await?;
    Ok(requests.len())
}
