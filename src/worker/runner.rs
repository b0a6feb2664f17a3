//! Claims jobs one after another, and sleeps until one is due.

use crate::job;
use app::App;
use chrono::Duration;
use sqlx::postgres::PgListener;
use store::error::StoreError;
use store::job::{JOBS_CHANNEL, Job};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// A job that is not finished in this time is given to somebody else.
const LEASE: Duration = Duration::minutes(5);
/// How long a lane sleeps when nothing wakes it.
const NAP: std::time::Duration = std::time::Duration::from_secs(5);

/// Does jobs of these kinds until told to stop.
pub async fn run(app: App, kinds: &'static [&'static str], stop: CancellationToken) {
    let kinds: Vec<_> = kinds.iter().map(|kind| (*kind).to_owned()).collect();
    while !stop.is_cancelled() {
        let mut bell = listener(&app).await;
        loop {
            match claim(&app, &kinds).await {
                Ok(Some(job)) => work(&app, &job).await,
                Ok(None) => break,
                Err(error) => {
                    tracing::warn!(error = &error as &dyn std::error::Error, "No job could be claimed");
                    break;
                }
            }
            if stop.is_cancelled() {
                return;
            }
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = rung(&mut bell) => {}
            () = tokio::time::sleep(NAP) => {}
        }
    }
}

async fn listener(app: &App) -> Option<PgListener> {
    let mut listener = PgListener::connect_with(&app.pool).await.ok()?;
    listener.listen(JOBS_CHANNEL).await.ok()?;
    Some(listener)
}

async fn rung(bell: &mut Option<PgListener>) {
    if let Some(listener) = bell
        && listener.recv().await.is_ok()
    {
        return;
    }
    // Without a bell the nap wakes the lane.
    std::future::pending::<()>().await;
}

/// Leases the most urgent job that is due.
pub(crate) async fn claim(app: &App, kinds: &[String]) -> Result<Option<Job>, StoreError> {
    let mut conn = app.pool.acquire().await?;
    store::job::claim(
        &mut conn,
        kinds,
        adapters::rng::new_id::<Uuid>(),
        app.clock.now(),
        LEASE,
    )
    .await
}

/// Does a job and keeps what came of it.
pub(crate) async fn work(app: &App, job: &Job) {
    let done = job::carry_out(app, job).await;
    let kept = match done {
        Ok(()) => finish(app, job).await,
        Err(error) => {
            let text = chain(error.as_ref());
            tracing::warn!(
                job.id = job.job_id,
                job.kind = job.kind,
                job.attempts,
                error = text,
                "A job failed"
            );
            fail(app, job, &text).await
        }
    };
    if let Err(error) = kept {
        tracing::warn!(
            job.id = job.job_id,
            error = &error as &dyn std::error::Error,
            "A job's outcome was not kept; it is done again"
        );
    }
}

async fn finish(app: &App, job: &Job) -> Result<(), StoreError> {
    let mut conn = app.pool.acquire().await?;
    store::job::finish(&mut conn, job, app.clock.now()).await.map(drop)
}

/// Tries again after 2, 4, 8 … seconds, at most an hour.
async fn fail(app: &App, job: &Job, text: &str) -> Result<(), StoreError> {
    let wait = Duration::seconds(1 << job.attempts.clamp(1, 12)).min(Duration::hours(1));
    let mut conn = app.pool.acquire().await?;
    store::job::fail(&mut conn, job, text, app.clock.now() + wait).await
}

fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        text = format!("{text}: {next}");
        cause = next.source();
    }
    text
}
