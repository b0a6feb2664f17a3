//! What is looked after at intervals, whatever happens.

use crate::job::Failure;
use crate::supervisor::{PACE, keep_going};
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

/// Starts all timers, each a lane of its own: a mail server that takes its time holds up nobody else.
pub fn spawn(tasks: &TaskTracker, stop: &CancellationToken, app: &App) {
    let timers = Timers { tasks, stop, app };
    timers.start("tidying", Duration::from_secs(600), tidy);
    timers.start("payments", Duration::from_secs(60), sweep_payments);
    timers.start("relay", Duration::from_secs(2), relay);
    timers.start("holds", Duration::from_secs(30), sweep_holds);
    timers.start("proof of stock", PROOF_EVERY, prove_stock);
    timers.start("who waits", WAITING_EVERY, tell_waiting);
    timers.start("price lists", Duration::from_secs(5), turn_price_lists);
    timers.start("mails", Duration::from_secs(2), send_mails);
}

struct Timers<'a> {
    tasks: &'a TaskTracker,
    stop: &'a CancellationToken,
    app: &'a App,
}

impl Timers<'_> {
    fn start<F, W>(&self, lane: &'static str, interval: Duration, work: F)
    where
        F: Fn(App) -> W + Copy + Send + Sync + 'static,
        W: Future<Output = Result<(), Failure>> + Send + 'static,
    {
        let (app, stop) = (self.app.clone(), self.stop.clone());
        let start = move || {
            let app = app.clone();
            every(interval, stop.clone(), move || work(app.clone()))
        };
        self.tasks
            .spawn(keep_going(lane, PACE, self.app.clone(), self.stop.clone(), start));
    }
}

/// Runs `work` now and then at intervals; a round that failed is logged and tried again at the next.
async fn every<F, W>(interval: Duration, stop: CancellationToken, work: F)
where
    F: Fn() -> W + Send,
    W: Future<Output = Result<(), Failure>> + Send,
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

async fn tidy(app: App) -> Result<(), Failure> {
    let mut conn = app.pool.acquire().await?;
    store::job::delete_finished(&mut conn, app.clock.now() - KEEP_JOBS, BATCH).await?;
    drop(conn);
    while app::housekeeping::sweep(&app).await?.has_more() {}
    Ok(())
}

/// P-6: asks about payments that nobody came back from, and about refunds whose end is not known; looks after exchanges.
async fn sweep_payments(app: App) -> Result<(), Failure> {
    app::payment::sweep(&app, SWEPT_AT_ONCE).await?;
    app::order::sweep_refunds(&app, SWEPT_AT_ONCE).await?;
    app::order::exchange::sweep(&app, SWEPT_AT_ONCE).await?;
    Ok(())
}

/// R5: lists of products show a price list from soon after its first moment, and no longer than until soon after its last.
async fn turn_price_lists(app: App) -> Result<(), Failure> {
    app::market::turn_price_lists(&app).await?;
    Ok(())
}

/// W-1: tells of what was committed.
async fn relay(app: App) -> Result<(), Failure> {
    app::relay::relay(&app).await?;
    Ok(())
}

/// S-10: gives back what carts held too long.
async fn sweep_holds(app: App) -> Result<(), Failure> {
    app::stock::sweep_holds(&app).await?;
    Ok(())
}

/// S-12: stock is what its ledger adds up to.
async fn prove_stock(app: App) -> Result<(), Failure> {
    app::stock::verify(&app).await?;
    Ok(())
}

async fn tell_waiting(app: App) -> Result<(), Failure> {
    app::stock::look_after_waiting(&app).await?;
    Ok(())
}

async fn send_mails(app: App) -> Result<(), Failure> {
    app::mail::send_due(&app, MAILS_AT_ONCE).await?;
    Ok(())
}
