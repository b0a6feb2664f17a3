//! What is looked after at intervals, whatever happens.

use app::App;
use std::future::Future;
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Finished jobs are kept this long for whoever wonders what happened.
const KEEP_JOBS: chrono::Duration = chrono::Duration::days(7);
/// Most payments that one round asks about.
const SWEPT_AT_ONCE: i64 = 100;
/// Most rows that one round of tidying removes.
const BATCH: i64 = 1000;

/// The proof of stock reads the whole ledger (S-12).
const PROOF_EVERY: Duration = Duration::from_secs(24 * 3600);
/// Who waits for a variant hears so late at most of a product that was published by the clock.
const WAITING_EVERY: Duration = Duration::from_secs(24 * 3600);
/// Mails that one round sends.
const MAILS_AT_ONCE: u32 = 50;

/// Starts all timers.
pub fn spawn(tasks: &TaskTracker, stop: &CancellationToken, app: &App) {
    let (tidied, stopped) = (app.clone(), stop.clone());
    tasks.spawn(every(Duration::from_secs(600), stopped, move || tidy(tidied.clone())));
    let (swept, stopped) = (app.clone(), stop.clone());
    tasks.spawn(every(Duration::from_secs(60), stopped, move || {
        sweep_payments(swept.clone())
    }));
    let (relayed, stopped) = (app.clone(), stop.clone());
    tasks.spawn(every(Duration::from_secs(2), stopped, move || relay(relayed.clone())));
    let (swept, stopped) = (app.clone(), stop.clone());
    tasks.spawn(every(Duration::from_secs(30), stopped, move || {
        sweep_holds(swept.clone())
    }));
    let (proven, stopped) = (app.clone(), stop.clone());
    tasks.spawn(every(PROOF_EVERY, stopped, move || prove_stock(proven.clone())));
    let (waiting, stopped) = (app.clone(), stop.clone());
    tasks.spawn(every(WAITING_EVERY, stopped, move || tell_waiting(waiting.clone())));
    let (turned, stopped) = (app.clone(), stop.clone());
    tasks.spawn(every(Duration::from_secs(5), stopped, move || {
        turn_price_lists(turned.clone())
    }));
    // A task of its own: a mail server that takes its time holds up nobody else.
    let (sender, stopped) = (app.clone(), stop.clone());
    tasks.spawn(every(Duration::from_secs(2), stopped, move || {
        send_mails(sender.clone())
    }));
}

/// Runs `work` now and then at intervals; a round that failed is logged and tried again at the next.
async fn every<F, W>(interval: Duration, stop: CancellationToken, work: F)
where
    F: Fn() -> W + Send,
    W: Future<Output = Result<(), Box<dyn std::error::Error + Send + Sync>>> + Send,
{
    loop {
        if let Err(error) = work().await {
            tracing::warn!(
                error = error.as_ref() as &dyn std::error::Error,
                "A round of background work failed"
            );
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(interval) => {}
        }
    }
}

async fn tidy(app: App) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let mut conn = app.pool.acquire().await?;
    store::job::delete_finished(&mut conn, app.clock.now() - KEEP_JOBS, BATCH).await?;
    drop(conn);
    while app::housekeeping::sweep(&app).await?.has_more() {}
    Ok(())
}

/// P-6: asks about payments that nobody came back from, and about refunds whose end is not known.
async fn sweep_payments(app: App) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    app::payment::sweep(&app, SWEPT_AT_ONCE).await?;
    app::order::sweep_refunds(&app, SWEPT_AT_ONCE).await?;
    Ok(())
}

/// R5: lists of products show a price list from soon after its first moment, and no longer than until soon after its last.
async fn turn_price_lists(app: App) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    app::market::turn_price_lists(&app).await?;
    Ok(())
}

/// W-1: tells of what was committed.
async fn relay(app: App) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    app::relay::relay(&app).await?;
    Ok(())
}

/// S-10: gives back what carts held too long.
async fn sweep_holds(app: App) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    app::stock::sweep_holds(&app).await?;
    Ok(())
}

/// S-12: stock is what its ledger adds up to.
async fn prove_stock(app: App) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    app::stock::verify(&app).await?;
    Ok(())
}

async fn tell_waiting(app: App) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    app::stock::look_after_waiting(&app).await?;
    Ok(())
}

async fn send_mails(app: App) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    app::mail::send_due(&app, MAILS_AT_ONCE).await?;
    Ok(())
}
