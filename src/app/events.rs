//! Hears what every instance commits, so that nothing kept in memory outlives a change by more than a moment, and work
//! that was left for the background is begun at once. One connection listens for all of it.

use crate::App;
use sqlx::postgres::PgListener;
use std::sync::Arc;
use std::time::Duration;
use store::job::JOBS_CHANNEL;
use store::notify::CATALOG_CHANNEL;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

/// Rings when there may be work for the background. Cheap to clone; all clones are one bell.
#[derive(Clone, Default)]
pub struct Bell(Arc<watch::Sender<()>>);

impl Bell {
    /// Somebody who hears every ring from now on, also those that come while nobody waits.
    pub fn hearer(&self) -> watch::Receiver<()> {
        self.0.subscribe()
    }

    fn ring(&self) {
        self.0.send_replace(());
    }
}

/// Calls `stale` with the tags of each change of the catalogue, and rings the application's [`Bell`] for each job, until
/// told to stop. After a lost connection everything counts as stale and the bell rings, since events may have gone
/// unheard.
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
        app.bell.ring();
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(Duration::from_secs(1)) => {}
        }
    }
}

async fn listen_once(app: &App, stale: &impl Fn(&[String])) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(&app.pool).await?;
    listener.listen_all([CATALOG_CHANNEL, JOBS_CHANNEL]).await?;
    // `try_recv` says so when the connection broke, `recv` would hide it.
    while let Some(event) = listener.try_recv().await? {
        if event.channel() == JOBS_CHANNEL {
            app.bell.ring();
            continue;
        }
        let tags: Vec<_> = event.payload().split(' ').map(str::to_owned).collect();
        stale(&tags);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use adapters::clock::Clock;
    use testkit::TestDb;

    /// Hearing takes a moment; a test that waits for ever tells nobody why.
    const PATIENCE: Duration = Duration::from_secs(10);

    #[tokio::test]
    async fn one_connection_tells_of_jobs_and_of_changes_of_the_catalogue() {
        let db = TestDb::create().await;
        let app = App::new(db.pool.clone(), Clock::system());
        let (stop, mut bell) = (CancellationToken::new(), app.bell.hearer());
        let (told, mut heard) = tokio::sync::mpsc::unbounded_channel();
        let listening = tokio::spawn({
            let (app, stop) = (app.clone(), stop.clone());
            async move { listen(&app, stop, |tags| drop(told.send(tags.join(" ")))).await }
        });

        // Nobody says when the connection listens, so it is told until it hears.
        let mut conn = app.pool.acquire().await.unwrap();
        let until_heard = async {
            while heard.try_recv().is_err() {
                store::notify::catalog_changed(&mut conn, &["product:1".to_owned()])
                    .await
                    .unwrap();
            }
        };
        tokio::time::timeout(PATIENCE, until_heard).await.unwrap();
        assert!(!bell.has_changed().unwrap());
        store::job::append(&mut conn, "tell", None, &serde_json::json!({}), 20, app.clock.now())
            .await
            .unwrap();

        tokio::time::timeout(PATIENCE, bell.changed()).await.unwrap().unwrap();
        stop.cancel();
        listening.await.unwrap();
        drop((conn, app));
        db.drop().await;
    }
}
