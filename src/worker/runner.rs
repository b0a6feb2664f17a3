//! Claims jobs one after another, and sleeps until one is due.

use crate::job::{self, Failure};
use crate::supervisor;
use app::App;
use app::alert::MONEY_LATE_ALERT;
use chrono::{DateTime, Duration, Utc};
use serde_json::json;
use sqlx::PgConnection;
use store::error::StoreError;
use store::job::{Job, Patience};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// A job that is not finished in this time is given to somebody else.
const LEASE: Duration = Duration::minutes(5);
/// Money is late after so many tries: with their pauses, a quarter of an hour.
const LATE_AFTER: i32 = 10;
/// How long a lane sleeps when nothing wakes it.
const NAP: std::time::Duration = std::time::Duration::from_secs(5);

/// Does jobs of these kinds until told to stop.
pub async fn run(app: App, kinds: &'static [&'static str], stop: CancellationToken) {
    let kinds: Vec<_> = kinds.iter().map(|kind| (*kind).to_owned()).collect();
    let mut bell = app.bell.hearer();
    while !stop.is_cancelled() {
        bell.mark_unchanged();
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
            _ = bell.changed() => {}
            () = tokio::time::sleep(NAP) => {}
        }
    }
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
    let done = carry_out(app, job).await;
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

// In a task of its own: a job that panics has failed, and takes nothing else with it.
async fn carry_out(app: &App, job: &Job) -> Result<(), Failure> {
    let (app, job) = (app.clone(), job.clone());
    let task = tokio::spawn(async move { job::carry_out(&app, &job).await });
    task.await.unwrap_or_else(|error| Err(supervisor::words(error).into()))
}

async fn finish(app: &App, job: &Job) -> Result<(), StoreError> {
    let now = app.clock.now();
    let mut tx = app.pool.begin().await?;
    let is_ours = store::job::finish(&mut tx, job, now).await?;
    if is_ours && job::moves_money(job) && job.attempts > LATE_AFTER {
        store::alert::resolve(&mut tx, MONEY_LATE_ALERT, &job.job_id.to_string(), now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Tries again after 2, 4, 8 … seconds, at most an hour. What moves money is tried until it is done; after
/// [`LATE_AFTER`] tries a person is told.
async fn fail(app: &App, job: &Job, text: &str) -> Result<(), StoreError> {
    let now = app.clock.now();
    let wait = Duration::seconds(1 << job.attempts.clamp(1, 12)).min(Duration::hours(1));
    let moves_money = job::moves_money(job);
    let patience = if moves_money {
        Patience::Endless
    } else {
        Patience::Tries
    };
    let mut tx = app.pool.begin().await?;
    store::job::fail(&mut tx, job, text, now + wait, patience).await?;
    if moves_money && job.attempts >= LATE_AFTER {
        raise_late(&mut tx, job, now).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn raise_late(conn: &mut PgConnection, job: &Job, now: DateTime<Utc>) -> Result<(), StoreError> {
    let detail = json!({ "job": job.kind, "for": job.payload, "tries": job.attempts });
    let subject = job.job_id.to_string();
    if store::alert::raise(conn, MONEY_LATE_ALERT, &subject, &detail, now).await? {
        tracing::error!(
            job.id = job.job_id,
            job.kind = job.kind,
            "A job that moves money is late; a person should look"
        );
    }
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;
    use adapters::clock::Clock;
    use app::order::CAPTURE_JOB;
    use app::stock::TELL_JOB;
    use serde_json::Value;
    use testkit::TestDb;
    use testkit::shop::test_time;

    struct Shop {
        db: TestDb,
        app: App,
    }

    impl Shop {
        async fn with_job(kind: &str, payload: Value) -> Self {
            let db = TestDb::create().await;
            let app = App::new(db.pool.clone(), Clock::manual(test_time()));
            let mut conn = app.pool.acquire().await.unwrap();
            store::job::append(&mut conn, kind, None, &payload, 20, app.clock.now())
                .await
                .unwrap();
            drop(conn);
            Self { db, app }
        }

        async fn claim(&self) -> Option<Job> {
            let kinds: Vec<_> = job::QUICK.iter().map(|kind| (*kind).to_owned()).collect();
            claim(&self.app, &kinds).await.unwrap()
        }

        /// Works every hour for so long.
        async fn work_for(&self, hours: u32) {
            for _ in 0..hours {
                if let Some(job) = self.claim().await {
                    work(&self.app, &job).await;
                }
                self.app.clock.advance(Duration::hours(1));
            }
        }

        async fn text(&self, query: &'static str) -> String {
            sqlx::query_scalar(query).fetch_one(&self.db.pool).await.unwrap()
        }

        async fn close(self) {
            drop(self.app);
            self.db.drop().await;
        }
    }

    #[tokio::test]
    async fn money_that_cannot_be_moved_is_tried_for_days_and_a_person_is_told_once() {
        // An order that is not there stands for a provider that never answers: either way the job fails.
        let payload = json!({ "order_id": uuid::Uuid::nil(), "amount": { "minor": 100, "currency": "EUR" } });
        let shop = Shop::with_job(CAPTURE_JOB, payload).await;

        shop.work_for(100).await;

        assert_eq!(shop.text("select state || attempts from jobs").await, "ready100");
        let told = shop
            .text("select string_agg(kind || ' ' || (resolved_at is null), ',') from alerts")
            .await;
        assert_eq!(told, "money_late true");

        let job = shop.claim().await.unwrap();
        finish(&shop.app, &job).await.unwrap();
        assert_eq!(shop.text("select state from jobs").await, "done");
        assert_eq!(
            shop.text("select (resolved_at is null)::text from alerts").await,
            "false"
        );
        shop.close().await;
    }

    #[tokio::test]
    async fn work_that_moves_no_money_is_given_up_after_its_tries() {
        let shop = Shop::with_job(TELL_JOB, json!({})).await;

        shop.work_for(20).await;

        assert_eq!(shop.text("select state || attempts from jobs").await, "dead8");
        assert_eq!(shop.text("select count(*)::text from alerts").await, "0");
        shop.close().await;
    }
}
