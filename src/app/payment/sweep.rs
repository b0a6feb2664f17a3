//! P-6: looks after payments that nobody reports on any more. It asks, and acts on answers; it never takes a failed call
//! for a failed payment.

use super::advance::{ask, cancel};
use super::{Advanced, PaymentFlowError, receive_event, settle};
use crate::App;
use adapters::payment::PaymentProvider;
use chrono::Duration;
use domain::id::OrderId;
use serde_json::json;
use store::error::StoreError;
use store::payment::Attempt;

/// How long stock is held for a shopper at the payment page (S-4).
pub const HOLD_FOR: Duration = Duration::minutes(30);
/// A placement that runs for longer broke off (P-1).
pub const COMPLETION_LASTS: Duration = Duration::minutes(5);
/// A provider that has not made up its mind by then needs a person.
const UNRESOLVED_AFTER: Duration = Duration::hours(24);
/// How long drafts that were rolled back are kept for late money, and requests that were never answered.
const SNAPSHOTS_FOR: Duration = Duration::days(30);
/// An attempt is not asked about more often.
const PAUSE: Duration = Duration::seconds(30);

/// What a sweep did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SweptPayments {
    /// Attempts asked about.
    pub asked: usize,
    /// Of these, now orders.
    pub placed: usize,
    /// Of these, rolled back.
    pub rolled_back: usize,
    /// Events acted upon after an earlier try broke off.
    pub events: usize,
}

/// Asks about at most `limit` attempts and repeats at most `limit` events. Run every minute, on any number of machines.
///
/// # Errors
/// [`PaymentFlowError::Store`]; a provider that does not answer is not an error but asked again.
pub async fn sweep(app: &App, limit: i64) -> Result<SweptPayments, PaymentFlowError> {
    let now = app.clock.now();
    let mut conn = app.pool.acquire().await?;
    let attempts = store::payment::list_unsettled(&mut conn, now - PAUSE, now - COMPLETION_LASTS, limit).await?;
    store::payment::forget_snapshots(&mut conn, now - SNAPSHOTS_FOR, limit).await?;
    store::payment::forget_requests(&mut conn, now - SNAPSHOTS_FOR, limit).await?;
    drop(conn);
    let mut swept = SweptPayments::default();
    for attempt in &attempts {
        swept.asked += 1;
        match look_after(app, attempt).await {
            Ok(Advanced::Placed { .. }) => swept.placed += 1,
            Ok(Advanced::Failed { .. }) => swept.rolled_back += 1,
            Ok(_) => note_open(app, attempt).await?,
            // One attempt that cannot be settled must not keep the others waiting.
            Err(error) => {
                tracing::warn!(payment.attempt = %attempt.attempt_id, error = &error as &dyn std::error::Error, "A payment could not be settled");
                note_open(app, attempt).await?;
            }
        }
    }
    swept.events = repeat_events(app, limit).await?;
    Ok(swept)
}

/// Asks about an attempt; one that only waits for a shopper who will not come is made dead first.
async fn look_after(app: &App, attempt: &Attempt) -> Result<Advanced, PaymentFlowError> {
    let advanced = ask(app, attempt).await?;
    let is_expired = app.clock.now() - attempt.created_at >= HOLD_FOR;
    let was_sent = attempt.redirect_url.is_some();
    match advanced {
        Advanced::Waiting { .. } if is_expired || !was_sent => cancel(app, attempt).await,
        // Nobody can pay what the provider never heard of, once that is certain.
        Advanced::Checking if !was_sent => cancel(app, attempt).await,
        other => Ok(other),
    }
}

/// Settles an order whose hold has outlived its time, for a shopper who waits for its stock. True when units came free.
pub(crate) async fn expire(app: &App, order_id: OrderId) -> Result<bool, PaymentFlowError> {
    let mut conn = app.pool.acquire().await?;
    let attempt = store::payment::find_latest(&mut conn, order_id).await?;
    drop(conn);
    match attempt {
        Some(attempt) => Ok(matches!(look_after(app, &attempt).await?, Advanced::Failed { .. })),
        None => Ok(false),
    }
}

async fn note_open(app: &App, attempt: &Attempt) -> Result<(), StoreError> {
    let now = app.clock.now();
    let mut conn = app.pool.acquire().await?;
    store::payment::touch(&mut conn, attempt.attempt_id, now).await?;
    if now - attempt.created_at >= UNRESOLVED_AFTER {
        let detail = json!({ "order_id": attempt.order_id, "amount": attempt.amount });
        settle::alert(&mut conn, app, "payment_unresolved", attempt.attempt_id, &detail).await?;
    }
    Ok(())
}

async fn repeat_events(app: &App, limit: i64) -> Result<usize, PaymentFlowError> {
    // What another provider told can be acted upon once that one is switched on again.
    let Some(provider) = app.payment.as_deref().map(PaymentProvider::name) else {
        return Ok(0);
    };
    let mut conn = app.pool.acquire().await?;
    let events = store::payment::list_unprocessed(&mut conn, provider, app.clock.now() - PAUSE, limit).await?;
    drop(conn);
    let mut done = 0;
    for (event_id, attempt_id) in events {
        // What the event told of amounts was looked at when it came; asking tells the same.
        if receive_event::act(app, attempt_id, None).await.is_ok() {
            receive_event::finish(app, provider, &event_id).await?;
            done += 1;
        }
    }
    Ok(done)
}
