//! The queue of background work: claimed with `skip locked`, leased, retried, parked as dead when it keeps failing.

use crate::error::StoreError;
use chrono::{DateTime, Duration, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// Channel that wakes sleeping workers.
pub const JOBS_CHANNEL: &str = "vitrine_jobs";

/// A piece of work that is leased to this worker.
#[derive(Debug, Clone)]
pub struct Job {
    /// Id.
    pub job_id: i64,
    /// What to do.
    pub kind: String,
    /// With what.
    pub payload: Value,
    /// Tries so far, this one included.
    pub attempts: i32,
    /// Tries in all.
    pub max_attempts: i32,
    /// Proof of the lease.
    pub lease_token: Uuid,
}

/// Adds work, or nothing when the same work (kind, key) already waits or runs: then false. Runs from `run_at` on.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn append(
    conn: &mut PgConnection,
    kind: &str,
    dedupe_key: Option<&str>,
    payload: &Value,
    priority: i16,
    run_at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let added = sqlx::query!(
        "insert into jobs (kind, dedupe_key, payload, priority, run_at)
         values ($1, $2, $3, $4, $5)
         on conflict do nothing",
        kind,
        dedupe_key,
        payload,
        priority,
        run_at,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("select pg_notify($1, '')", JOBS_CHANNEL)
        .fetch_one(conn)
        .await?;
    Ok(added.rows_affected() == 1)
}

/// Leases the most urgent job that is due and of one of the kinds, or one whose worker died.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn claim(
    conn: &mut PgConnection,
    kinds: &[String],
    lease_token: Uuid,
    now: DateTime<Utc>,
    lease: Duration,
) -> Result<Option<Job>, StoreError> {
    let job = sqlx::query_as!(
        Job,
        r#"update jobs
         set state = 'running', leased_until = $3, lease_token = $2, attempts = attempts + 1
         where job_id = (
             select job_id
             from jobs
             where kind = any ($4)
               and ((state = 'ready' and run_at <= $1) or (state = 'running' and leased_until < $1))
             order by priority, run_at, job_id
             limit 1
             for update skip locked
         )
         returning job_id, kind, payload, attempts, max_attempts, lease_token as "lease_token!""#,
        now,
        lease_token,
        now + lease,
        kinds,
    )
    .fetch_optional(conn)
    .await?;
    Ok(job)
}

/// Marks a leased job done. False when the lease was lost and somebody else has it.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn finish(conn: &mut PgConnection, job: &Job, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let done = sqlx::query!(
        "update jobs
         set state = 'done', leased_until = null, finished_at = $3, last_error = null
         where job_id = $1
           and lease_token = $2
           and state = 'running'",
        job.job_id,
        job.lease_token,
        now,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// How long a job goes on failing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// Until its tries are used up.
    Tries,
    /// For ever: somebody's money waits for it.
    Endless,
}

/// Gives a leased job back to run again at `retry_at`, or parks it as dead when its tries are used up.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn fail(
    conn: &mut PgConnection,
    job: &Job,
    error: &str,
    retry_at: DateTime<Utc>,
    patience: Patience,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update jobs
         set state = case when attempts >= max_attempts and not $5 then 'dead' else 'ready' end,
             leased_until = null,
             run_at = $3,
             last_error = left($4, 2000)
         where job_id = $1
           and lease_token = $2
           and state = 'running'",
        job.job_id,
        job.lease_token,
        retry_at,
        error,
        patience == Patience::Endless,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Work that waits or runs, and work that gave up: the queue's depth for operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Depth {
    /// Ready or running.
    pub waiting: i64,
    /// Parked.
    pub dead: i64,
}

/// How deep the queue is.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn get_depth(conn: &mut PgConnection) -> Result<Depth, StoreError> {
    let depth = sqlx::query_as!(
        Depth,
        r#"select count(*) filter (where state in ('ready', 'running')) as "waiting!",
                  count(*) filter (where state = 'dead') as "dead!"
           from jobs
           where state <> 'done'"#,
    )
    .fetch_one(conn)
    .await?;
    Ok(depth)
}

/// Forgets finished work older than `before`, at most `limit` rows a call.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn delete_finished(conn: &mut PgConnection, before: DateTime<Utc>, limit: i64) -> Result<u64, StoreError> {
    let gone = sqlx::query!(
        "delete from jobs
         where job_id in (
             select job_id
             from jobs
             where state = 'done'
               and finished_at < $1
             limit $2
         )",
        before,
        limit,
    )
    .execute(conn)
    .await?;
    Ok(gone.rows_affected())
}
