//! Bounds guessing: each try is counted before anything is looked at, for the account that it aims at and for the network
//! that it comes from, in Postgres, so that all instances count together.

use crate::App;
use chrono::{DateTime, Duration, Utc};
use domain::customer::{Action, Limit};
use sha2::{Digest as _, Sha256};
use sqlx::PgConnection;
use store::error::StoreError;

/// Why a try may not be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum GuardError {
    /// There were too many.
    #[error("too many tries, the next one in {wait}")]
    TooOften {
        /// Until the next one is allowed.
        wait: Duration,
    },
    /// Counting failed.
    #[error("the try could not be counted")]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for GuardError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Counts a try, or refuses it with an honest time to wait, and says when it was counted. `account` is an e-mail address
/// as typed, or another name for what is tried; empty for none.
pub(crate) async fn count(
    app: &App,
    action: Action,
    account: &str,
    network: &str,
) -> Result<DateTime<Utc>, GuardError> {
    let now = app.clock.now();
    let mut conn = app.pool.acquire().await?;
    for (subject, limit) in subjects(action, account, network) {
        if let Err(free_at) = store::customer::attempt::take(&mut conn, action, &subject, limit, now).await? {
            let wait = (free_at - now).max(Duration::seconds(1));
            return Err(GuardError::TooOften { wait });
        }
    }
    Ok(now)
}

/// A try that was counted at `at` was no guess, so it does not count.
pub(crate) async fn uncount(
    app: &App,
    action: Action,
    account: &str,
    network: &str,
    at: DateTime<Utc>,
) -> Result<(), GuardError> {
    let mut conn = app.pool.acquire().await?;
    for (subject, _) in subjects(action, account, network) {
        store::customer::attempt::take_back(&mut conn, action, &subject, at).await?;
    }
    Ok(())
}

fn subjects(action: Action, account: &str, network: &str) -> impl Iterator<Item = ([u8; 32], Limit)> {
    let of_network = (!network.is_empty()).then(|| (subject("network", network), action.per_network()));
    let of_account = (!account.is_empty()).then(|| (subject("account", account), action.per_account()));
    of_network.into_iter().chain(of_account)
}

/// The tries at an account were its owner's: the next slip starts from nothing. Those of the network still count.
pub(crate) async fn forgive(conn: &mut PgConnection, action: Action, account: &str) -> Result<(), StoreError> {
    store::customer::attempt::forgive(conn, action, &subject("account", account)).await
}

// Neither addresses of people nor of machines are stored.
fn subject(kind: &str, text: &str) -> [u8; 32] {
    let text = text.trim().to_ascii_lowercase();
    Sha256::new()
        .chain_update(kind)
        .chain_update([0])
        .chain_update(text)
        .finalize()
        .into()
}

/// A time to wait, in words.
pub(crate) fn words(wait: Duration) -> String {
    let seconds = wait.num_seconds().max(1);
    match (seconds, (seconds + 59) / 60) {
        (1, _) => "1 second".to_owned(),
        (2..=90, _) => format!("{seconds} seconds"),
        (_, minutes) => format!("{minutes} minutes"),
    }
}
