//! Hears what every instance commits, so that nothing kept in memory outlives a change by more than a moment.

use crate::App;
use sqlx::postgres::PgListener;
use std::time::Duration;
use store::notify::CATALOG_CHANNEL;
use tokio_util::sync::CancellationToken;

/// Calls `stale` with the tags of each change until told to stop. After a lost connection everything counts as stale,
/// since changes may have gone unheard.
pub async fn listen(app: &App, stop: CancellationToken, stale: impl Fn(&[String])) {
    while !stop.is_cancelled() {
        let heard = tokio::select! {
            () = stop.cancelled() => return,
            heard = listen_once(app, &stale) => heard,
        };
        if let Err(error) = heard {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "The connection for events was lost"
            );
        }
        stale(&["*".to_owned()]);
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(Duration::from_secs(1)) => {}
        }
    }
}

async fn listen_once(app: &App, stale: &impl Fn(&[String])) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(&app.pool).await?;
    listener.listen(CATALOG_CHANNEL).await?;
    // `try_recv` says so when the connection broke, `recv` would hide it.
    while let Some(event) = listener.try_recv().await? {
        let tags: Vec<_> = event.payload().split(' ').map(str::to_owned).collect();
        stale(&tags);
    }
    Ok(())
}
