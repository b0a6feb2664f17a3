//! Signed events from providers: stored once by the provider's id, then acted upon (section 9, rule 4).

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::PaymentAttemptId;
use serde_json::Value;
use sqlx::PgConnection;

/// A verified event.
#[derive(Debug, Clone, Copy)]
pub struct NewEvent<'a> {
    /// Stable word of the provider.
    pub provider: &'a str,
    /// The provider's id.
    pub event_id: &'a str,
    /// The provider's word for what happened.
    pub kind: &'a str,
    /// As received.
    pub payload: &'a Value,
    /// What it is about.
    pub attempt_id: PaymentAttemptId,
}

/// Stores an event; by itself, without waiting for the disk: what it leads to waits, or else it is a note that nothing had
/// to be done. True when it still has to be acted upon: it is new, or an earlier try broke off.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn insert_event(
    conn: &mut PgConnection,
    event: NewEvent<'_>,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let is_open = sqlx::query_scalar!(
        r#"with relaxed as materialized (
               select set_config('synchronous_commit', 'off', true)
           ), made as (
               insert into payment_events (provider, provider_event_id, type, payload, payment_attempt_id, received_at)
               select $1, $2, $3, $4, $5, $6
               from relaxed
               on conflict do nothing
               returning processed_at
           )
           select exists (select from made)
               or exists (
                   select
                   from payment_events
                   where provider = $1
                     and provider_event_id = $2
                     and processed_at is null
               ) as "is_open!""#,
        event.provider,
        event.event_id,
        event.kind,
        event.payload,
        event.attempt_id.0,
        now,
    )
    .fetch_one(conn)
    .await?;
    Ok(is_open)
}

/// Marks an event as acted upon; by itself, without waiting for the disk, since acting again changes nothing.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn finish_event(
    conn: &mut PgConnection,
    provider: &str,
    event_id: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "with relaxed as materialized (
             select set_config('synchronous_commit', 'off', true)
         )
         update payment_events
         set processed_at = coalesce(processed_at, $3)
         from relaxed
         where provider = $1
           and provider_event_id = $2",
        provider,
        event_id,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Events of a provider that were stored before `before` and never acted upon: (event, attempt). Which come first is
/// another question each minute: those that fail for ever hold up no other.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_unprocessed(
    conn: &mut PgConnection,
    provider: &str,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<(String, PaymentAttemptId)>, StoreError> {
    let rows = sqlx::query!(
        r#"select provider_event_id, payment_attempt_id as "attempt_id!"
           from payment_events
           where processed_at is null
             and payment_attempt_id is not null
             and provider = $1
             and received_at <= $2
           order by hashtextextended(provider_event_id, $3), provider_event_id
           limit $4"#,
        provider,
        before,
        before.timestamp() / 60,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.provider_event_id, row.attempt_id.into()))
        .collect())
}
