//! Open alerts, with their age.

use super::advice;
use crate::App;
use chrono::Duration;
use serde::Serialize;
use store::alert::OpenAlert;
use store::error::StoreError;

/// Most alerts that a page shows.
pub const MOST_LISTED: i64 = 200;

/// An open alert as a person reads it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Alert {
    /// What is stored.
    #[serde(flatten)]
    pub alert: OpenAlert,
    /// For how long it waits: "3 hours".
    pub age: String,
    /// What to do.
    pub advice: &'static str,
}

/// A page of open alerts, the oldest first: at most `limit`, and [`MOST_LISTED`], after the one with the id `after`.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_open(app: &App, after: i64, limit: i64) -> Result<Vec<Alert>, StoreError> {
    let now = app.clock.now();
    let mut conn = app.pool.acquire().await?;
    let alerts = store::alert::list_open(&mut conn, after, limit.clamp(1, MOST_LISTED)).await?;
    let told = alerts.into_iter().map(|alert| Alert {
        age: age(now - alert.created_at),
        advice: advice(&alert.kind),
        alert,
    });
    Ok(told.collect())
}

/// A time that has passed, in its largest whole unit.
pub(super) fn age(passed: Duration) -> String {
    let units = [
        (passed.num_days(), "day"),
        (passed.num_hours(), "hour"),
        (passed.num_minutes(), "minute"),
    ];
    match units.into_iter().find(|(count, _)| *count > 0) {
        None => "less than a minute".to_owned(),
        Some((1, unit)) => format!("1 {unit}"),
        Some((count, unit)) => format!("{count} {unit}s"),
    }
}
