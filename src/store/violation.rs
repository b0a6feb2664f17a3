//! The proof that what is stored is possible, rows of the view `violations`, and that what was to be done is done.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// A rule that is broken, and by what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// In words, with its number.
    pub rule: String,
    /// An id, or several words around one.
    pub subject: String,
}

/// What breaks a rule, at most `limit` rows. Reads every order once.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list(conn: &mut PgConnection, limit: i64) -> Result<Vec<Violation>, StoreError> {
    let rows = sqlx::query_as!(
        Violation,
        r#"select rule as "rule!", subject as "subject!"
           from violations
           limit $1"#,
        limit
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// What should have been done by `at` and was not, at most `limit` rows.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_overdue(
    conn: &mut PgConnection,
    at: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Violation>, StoreError> {
    let rows = sqlx::query_as!(
        Violation,
        r#"select rule as "rule!", subject as "subject!"
           from overdue($1)
           limit $2"#,
        at,
        limit
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// Sessions of this database that sleep in an open transaction for more than 5 s (rule 12), at most `limit`: the server's
/// process id, and who they say they are.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_idle_in_transaction(conn: &mut PgConnection, limit: i64) -> Result<Vec<Violation>, StoreError> {
    let rows = sqlx::query_as!(
        Violation,
        r#"select '12: a session is idle in a transaction for more than 5 s' as "rule!",
                  'process ' || pid || ' of ' || coalesce(nullif(application_name, ''), 'somebody') as "subject!"
           from pg_stat_activity
           where datname = current_database()
             and state like 'idle in transaction%'
             and state_change < clock_timestamp() - interval '5 seconds'
           limit $1"#,
        limit
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}
