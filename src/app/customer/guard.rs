//! Bounds guessing: each try is counted before anything is looked at, for the account that it aims at and for the network
//! that it comes from, in Postgres, so that all instances count together.

use super::CustomerError;
use crate::App;
use chrono::Duration;
use domain::customer::{Action, Limit};
use sha2::{Digest as _, Sha256};
use sqlx::PgConnection;

/// Counts a try, or refuses it with an honest time to wait. `account` is an e-mail address as typed; empty for none.
pub(super) async fn count(app: &App, action: Action, account: &str, network: &str) -> Result<(), CustomerError> {
    let mut conn = app.pool.acquire().await?;
    if !network.is_empty() {
        take(
            &mut conn,
            app,
            action,
            &subject("network", network),
            action.per_network(),
        )
        .await?;
    }
    if !account.is_empty() {
        take(
            &mut conn,
            app,
            action,
            &subject("account", account),
            action.per_account(),
        )
        .await?;
    }
    Ok(())
}

/// The tries at an account were its owner's: the next slip starts from nothing. Those of the network still count.
pub(super) async fn forgive(conn: &mut PgConnection, action: Action, account: &str) -> Result<(), CustomerError> {
    Ok(store::customer::attempt::forgive(conn, action, &subject("account", account)).await?)
}

async fn take(
    conn: &mut PgConnection,
    app: &App,
    action: Action,
    subject: &[u8; 32],
    limit: Limit,
) -> Result<(), CustomerError> {
    let now = app.clock.now();
    match store::customer::attempt::take(conn, action, subject, limit, now).await? {
        Ok(()) => Ok(()),
        Err(free_at) => Err(CustomerError::TooOften {
            wait: (free_at - now).max(Duration::seconds(1)),
        }),
    }
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
