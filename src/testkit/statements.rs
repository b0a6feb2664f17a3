//! Counts SQL statements: a use case says how many it needs, and a test holds it to that.

use crate::TestDb;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions as _, PgPool};
use std::fmt::Debug;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};
use tracing::field::{Field, Visit};
use tracing::instrument::WithSubscriber as _;
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

/// A pool on the same database whose statements can be recorded; [`TestDb::pool`] logs none.
///
/// # Panics
/// When the database does not answer.
pub async fn pool(db: &TestDb) -> PgPool {
    let options = PgConnectOptions::from_str(&db.url()).expect("the address of a test database reads");
    let options = options.log_statements("debug".parse().expect("a level"));
    PgPoolOptions::new()
        .connect_with(options)
        .await
        .expect("the database answers")
}

/// Runs a future and returns the statements that it sent, without begin, commit and rollback. The future uses
/// a [`pool`] of this module and spawns no tasks.
pub async fn recorded<F: Future>(future: F) -> (F::Output, Vec<String>) {
    let seen = Seen::default();
    let output = future
        .with_subscriber(tracing_subscriber::registry().with(seen.clone()))
        .await;
    let statements = std::mem::take(&mut *seen.0.lock().unwrap_or_else(PoisonError::into_inner));
    (output, statements)
}

#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<String>>>);

impl<S: Subscriber> Layer<S> for Seen {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() != "sqlx::query" {
            return;
        }
        let mut statement = Statement::default();
        event.record(&mut statement);
        let text = if statement.whole.trim().is_empty() {
            statement.summary
        } else {
            statement.whole
        };
        let word = text.split_whitespace().next().unwrap_or_default().to_lowercase();
        if !["begin", "commit", "rollback", "savepoint"].contains(&word.trim_end_matches(';')) {
            self.0
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(text.trim().to_owned());
        }
    }
}

// Short statements come whole in the summary.
#[derive(Default)]
struct Statement {
    summary: String,
    whole: String,
}

impl Visit for Statement {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "summary" => value.clone_into(&mut self.summary),
            "db.statement" => value.clone_into(&mut self.whole),
            _ => {}
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
}
