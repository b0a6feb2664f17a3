//! Keeps a lane of background work going: one that panics is logged, counted and started again after a pause. One that
//! falls again and again is an alert, which `vitrine doctor` tells of; the store itself stays open meanwhile.

use app::App;
use app::alert::LANE_DOWN_ALERT;
use serde_json::json;
use std::future::Future;
use std::time::{Duration, Instant};
use store::error::StoreError;
use tokio::task::JoinError;
use tokio_util::sync::CancellationToken;

/// How patient a supervisor is.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// After the first fall; doubles with each that follows.
    pub pause: Duration,
    /// No pause is longer.
    pub longest: Duration,
    /// Whatever ran this long before it fell has fallen for the first time.
    pub steady: Duration,
}

/// The pace of a running store.
pub const PACE: Pace = Pace {
    pause: Duration::from_secs(1),
    longest: Duration::from_secs(60),
    steady: Duration::from_secs(300),
};

/// A lane that falls so often in a row is down.
const DOWN_AFTER: u32 = 3;

/// Runs a lane until it ends by itself or `stop` is called.
pub async fn keep_going<F, W>(lane: &'static str, pace: Pace, app: App, stop: CancellationToken, start: F)
where
    F: Fn() -> W + Send,
    W: Future<Output = ()> + Send + 'static,
{
    let mut falls: u32 = 0;
    loop {
        let started = Instant::now();
        let Err(error) = tokio::spawn(start()).await else {
            return;
        };
        falls = if started.elapsed() >= pace.steady { 1 } else { falls + 1 };
        tracing::error!(
            worker.lane = lane,
            worker.falls = falls,
            panic = words(error),
            "Background work panicked and starts again"
        );
        if falls >= DOWN_AFTER
            && let Err(error) = raise(&app, lane, falls).await
        {
            tracing::warn!(error = &error as &dyn std::error::Error, "An alert could not be raised");
        }
        let pause = pace.pause.saturating_mul(1 << (falls - 1).min(16)).min(pace.longest);
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}

async fn raise(app: &App, lane: &str, falls: u32) -> Result<(), StoreError> {
    let mut conn = app.pool.acquire().await?;
    let detail = json!({ "falls": falls });
    store::alert::raise(&mut conn, LANE_DOWN_ALERT, lane, &detail, app.clock.now()).await?;
    Ok(())
}

/// What a task said when it panicked.
pub fn words(error: JoinError) -> String {
    let Ok(panic) = error.try_into_panic() else {
        return "the task was cut off".to_owned();
    };
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&'static str>().copied());
    format!("panicked: {}", text.unwrap_or("without words"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use adapters::clock::Clock;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};
    use testkit::TestDb;

    const HASTY: Pace = Pace {
        pause: Duration::from_millis(1),
        longest: Duration::from_millis(2),
        steady: Duration::from_secs(300),
    };

    #[tokio::test]
    async fn a_lane_that_panics_starts_again_and_is_an_alert_when_it_does_so_again_and_again() {
        for (falls, alerts) in [(2, 0), (4, 1)] {
            let db = TestDb::create().await;
            let app = App::new(db.pool.clone(), Clock::system());
            let starts = Arc::new(AtomicU32::new(0));
            let counted = Arc::clone(&starts);

            keep_going("mails", HASTY, app.clone(), CancellationToken::new(), move || {
                let start = counted.fetch_add(1, Ordering::SeqCst);
                async move { assert!(start >= falls, "start {start} falls") }
            })
            .await;

            assert_eq!(starts.load(Ordering::SeqCst), falls + 1, "the last start ends well");
            let query = "select count(*) from alerts where kind = 'lane_down' and subject = 'mails'";
            let raised: i64 = sqlx::query_scalar(query).fetch_one(&db.pool).await.unwrap();
            assert_eq!(raised, alerts);
            drop(app);
            db.drop().await;
        }
    }

    #[tokio::test]
    async fn what_a_panic_said_is_told() {
        let told = tokio::spawn(async { panic!("no {}", "luck") })
            .await
            .map_or_else(words, |()| String::new());

        assert_eq!(told, "panicked: no luck");
    }
}
