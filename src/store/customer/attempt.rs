//! Counts tries in a sliding window: a row remembers the moments of the last ones, at most as many as are allowed.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::customer::{Action, Limit};
use sqlx::PgConnection;

/// Counts a try, if it may still be made; else says when the next one may.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn take(
    conn: &mut PgConnection,
    action: Action,
    subject: &[u8; 32],
    limit: Limit,
    now: DateTime<Utc>,
) -> Result<Result<(), DateTime<Utc>>, StoreError> {
    let since = now - limit.window;
    let tries = i32::try_from(limit.tries).unwrap_or(100);
    let taken = sqlx::query_scalar!(
        r#"insert into attempt_windows as w (action, subject, attempts_at, expires_at)
           values ($1, $2, array[$3::timestamptz], $4)
           on conflict (action, subject) do update
           set attempts_at = array(select a from unnest(w.attempts_at) a where a > $5) || excluded.attempts_at,
               expires_at = excluded.expires_at
           where cardinality(array(select a from unnest(w.attempts_at) a where a > $5)) < $6
           returning 1 as "taken!""#,
        action.as_str(),
        subject,
        now,
        now + limit.window,
        since,
        tries,
    )
    .fetch_optional(&mut *conn)
    .await?;
    if taken.is_some() {
        return Ok(Ok(()));
    }
    let free_at = sqlx::query_scalar!(
        r#"select min(a) as "oldest"
           from attempt_windows w
           cross join unnest(w.attempts_at) a
           where w.action = $1
             and w.subject = $2
             and a > $3"#,
        action.as_str(),
        subject,
        since,
    )
    .fetch_one(conn)
    .await?;
    Ok(Err(free_at.map_or(now, |oldest| oldest + limit.window)))
}

/// Takes back one try that was counted at a moment.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn take_back(
    conn: &mut PgConnection,
    action: Action,
    subject: &[u8; 32],
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "with gone as (
             delete from attempt_windows
             where action = $1
               and subject = $2
               and attempts_at = array[$3::timestamptz]
         )
         update attempt_windows
         set attempts_at = attempts_at[:array_position(attempts_at, $3) - 1]
                 || attempts_at[array_position(attempts_at, $3) + 1:]
         where action = $1
           and subject = $2
           and cardinality(attempts_at) > 1
           and $3 = any (attempts_at)",
        action.as_str(),
        subject,
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets the tries of a subject: they turned out to be its own.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn forgive(conn: &mut PgConnection, action: Action, subject: &[u8; 32]) -> Result<(), StoreError> {
    sqlx::query!(
        "delete from attempt_windows
         where action = $1
           and subject = $2",
        action.as_str(),
        subject,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets windows that are over, at most `limit` a call.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn delete_over(conn: &mut PgConnection, now: DateTime<Utc>, limit: i64) -> Result<u64, StoreError> {
    let gone = sqlx::query!(
        "delete from attempt_windows
         where (action, subject) in (
             select action, subject
             from attempt_windows
             where expires_at <= $1
             order by expires_at
             limit $2
             for update skip locked
         )",
        now,
        limit,
    )
    .execute(conn)
    .await?;
    Ok(gone.rows_affected())
}
