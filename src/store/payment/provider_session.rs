//! The memory of a provider's adapter: one row an attempt, see the migration 0013.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::PaymentAttemptId;
use sqlx::PgConnection;

/// What is going to be asked of a provider. No `Debug`: it holds an e-mail.
#[derive(Clone, Copy)]
pub struct NewProviderSession<'a> {
    /// The attempt.
    pub attempt_id: PaymentAttemptId,
    /// Stable word of the provider.
    pub provider: &'a str,
    /// SHA-256, 32 bytes.
    pub fingerprint: &'a [u8],
    /// The request as it is sent.
    pub parameters: &'a str,
    /// When the session ends by itself.
    pub expires_at: DateTime<Utc>,
}

/// What is known. No `Debug`: the address lets anybody pay or cancel.
#[derive(Clone, PartialEq, Eq)]
pub struct ProviderSession {
    /// Of the first request; `None`: closed before there was any.
    pub fingerprint: Option<Vec<u8>>,
    /// The first request, until its answer is known.
    pub parameters: Option<String>,
    /// The provider's name for the session.
    pub session_reference: Option<String>,
    /// Its payment page.
    pub redirect_url: Option<String>,
    /// Whether it was given up.
    pub is_closed: bool,
    /// Why the provider certainly made none.
    pub failure_code: Option<String>,
}

/// Writes what will be asked; what was written first stays. Says what is known then.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn open_provider_session(
    conn: &mut PgConnection,
    new: NewProviderSession<'_>,
    now: DateTime<Utc>,
) -> Result<ProviderSession, StoreError> {
    // The update that changes nothing makes `returning` see the row of whoever was quicker.
    let session = sqlx::query_as!(
        ProviderSession,
        r#"insert into provider_sessions
               (payment_attempt_id, provider, fingerprint, parameters, expires_at, created_at)
           values ($1, $2, $3, $4, $5, $6)
           on conflict (payment_attempt_id) do update
           set created_at = provider_sessions.created_at
           returning fingerprint, parameters, session_reference, redirect_url, closed_at is not null as "is_closed!",
                     failure_code"#,
        new.attempt_id.0,
        new.provider,
        new.fingerprint,
        new.parameters,
        new.expires_at,
        now,
    )
    .fetch_one(conn)
    .await?;
    Ok(session)
}

/// What is known of an attempt.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn find_provider_session(
    conn: &mut PgConnection,
    provider: &str,
    attempt_id: PaymentAttemptId,
) -> Result<Option<ProviderSession>, StoreError> {
    let session = sqlx::query_as!(
        ProviderSession,
        r#"select fingerprint, parameters, session_reference, redirect_url, closed_at is not null as "is_closed!",
                  failure_code
           from provider_sessions
           where payment_attempt_id = $1
             and provider = $2"#,
        attempt_id.0,
        provider,
    )
    .fetch_optional(conn)
    .await?;
    Ok(session)
}

/// Writes the session, the first one only, and says what is known then.
///
/// # Errors
/// [`StoreError`] when the statement fails or nothing was asked.
pub async fn save_provider_session(
    conn: &mut PgConnection,
    attempt_id: PaymentAttemptId,
    reference: &str,
    redirect_url: &str,
) -> Result<ProviderSession, StoreError> {
    sqlx::query_as!(
        ProviderSession,
        r#"update provider_sessions
           set session_reference = coalesce(session_reference, $2),
               redirect_url = coalesce(redirect_url, $3),
               parameters = null,
               failure_code = null
           where payment_attempt_id = $1
           returning fingerprint, parameters, session_reference, redirect_url, closed_at is not null as "is_closed!",
                     failure_code"#,
        attempt_id.0,
        reference,
        redirect_url,
    )
    .fetch_optional(conn)
    .await?
    .ok_or(StoreError::NotFound("the provider's session"))
}

/// Writes that the provider made none. A session that somebody else has saved meanwhile stays.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn fail_provider_session(
    conn: &mut PgConnection,
    attempt_id: PaymentAttemptId,
    code: &str,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update provider_sessions
         set failure_code = left($2, 200), parameters = null
         where payment_attempt_id = $1
           and session_reference is null",
        attempt_id.0,
        code,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes that an attempt is given up, also one that was never asked for, and says what is known then.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn close_provider_session(
    conn: &mut PgConnection,
    provider: &str,
    attempt_id: PaymentAttemptId,
    now: DateTime<Utc>,
) -> Result<ProviderSession, StoreError> {
    let session = sqlx::query_as!(
        ProviderSession,
        r#"insert into provider_sessions (payment_attempt_id, provider, closed_at, created_at)
           values ($1, $2, $3, $3)
           on conflict (payment_attempt_id) do update
           set closed_at = coalesce(provider_sessions.closed_at, excluded.closed_at)
           returning fingerprint, parameters, session_reference, redirect_url, closed_at is not null as "is_closed!",
                     failure_code"#,
        attempt_id.0,
        provider,
        now,
    )
    .fetch_one(conn)
    .await?;
    Ok(session)
}

/// Forgets old requests whose answer never came, at most `limit` a call: they hold an e-mail.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn forget_requests(conn: &mut PgConnection, before: DateTime<Utc>, limit: i64) -> Result<u64, StoreError> {
    let forgotten = sqlx::query!(
        "update provider_sessions
         set parameters = null, closed_at = coalesce(closed_at, created_at)
         where payment_attempt_id in (
             select payment_attempt_id
             from provider_sessions
             where parameters is not null
               and created_at < $1
             limit $2
             for update skip locked
         )",
        before,
        limit,
    )
    .execute(conn)
    .await?;
    Ok(forgotten.rows_affected())
}
