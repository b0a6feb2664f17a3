//! The database: an existing server, or a private one that lives and stops with the store.

use crate::config::Config;
use adapters::postgres_server::{EmbeddedPostgres, Options};
use anyhow::Context as _;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions as _, PgPool};
use std::str::FromStr as _;
use std::time::Duration;
use tracing::log::LevelFilter;

static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!();

/// An open database.
pub struct Database {
    pool: PgPool,
    private: Option<EmbeddedPostgres>,
}

impl Database {
    /// Connects to the configured server, or starts the private one.
    pub async fn open(config: &Config) -> anyhow::Result<Self> {
        let (url, private) = if let Some(url) = &config.database_url {
            (url.reveal().to_owned(), None)
        } else {
            let options = Options::in_folder(&config.data_dir);
            let server = EmbeddedPostgres::start(options, |line| eprintln!("vitrine: {line}")).await?;
            (server.url().to_owned(), Some(server))
        };
        match connect(&url, config.database_connections).await {
            Ok(pool) => Ok(Self { pool, private }),
            Err(error) => {
                stop(private).await;
                Err(error)
            }
        }
    }

    /// Connections.
    pub const fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Applies the migrations that are missing and returns how many those were.
    pub async fn migrate(&self) -> anyhow::Result<usize> {
        let applied = || async {
            let count: Result<i64, _> = sqlx::query_scalar("select count(*) from _sqlx_migrations")
                .fetch_one(&self.pool)
                .await;
            usize::try_from(count.unwrap_or(0)).unwrap_or(0)
        };
        let before = applied().await;
        MIGRATOR
            .run(&self.pool)
            .await
            .context("the migrations could not be applied; nothing of the failed one was kept")?;
        Ok(applied().await - before)
    }

    /// Closes the connections and stops the private server.
    pub async fn close(self) {
        self.pool.close().await;
        stop(self.private).await;
    }
}

/// The connection that only listens and never comes back to the pool; see `app::events`.
const LISTENERS: u32 = 1;

async fn connect(url: &str, connections: u32) -> anyhow::Result<PgPool> {
    let options = PgConnectOptions::from_str(url)
        .context("database_url is no Postgres address")?
        .application_name("vitrine")
        .log_statements(LevelFilter::Debug)
        .log_slow_statements(LevelFilter::Warn, Duration::from_secs(2))
        .options([
            ("statement_timeout", "30s"),
            ("lock_timeout", "10s"),
            ("idle_in_transaction_session_timeout", "60s"),
            // Each statement here has one good plan whatever it is given, so a connection plans it once, not five
            // times and then, where the guess for the values at hand looks cheaper, each time again.
            ("plan_cache_mode", "force_generic_plan"),
        ]);
    PgPoolOptions::new()
        .max_connections(connections + LISTENERS)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(5))
        .connect_with(options)
        .await
        .context("Postgres does not answer; is the server running, and do user and database exist?")
}

async fn stop(private: Option<EmbeddedPostgres>) {
    if let Some(server) = private {
        server.stop().await;
    }
}

/// How many migrations this version knows.
pub fn migration_count() -> usize {
    MIGRATOR.iter().count()
}
