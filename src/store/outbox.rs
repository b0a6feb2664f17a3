//! The outbox: facts that leave with the commit that makes them true (W-1).

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::event::DomainEvent;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// Appends one fact. The caller holds the aggregate's row lock, which makes `sequence` gapless (W-7).
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn append(conn: &mut PgConnection, event_id: Uuid, event: &DomainEvent) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into outbox_entries (event_id, aggregate_type, aggregate_id, sequence, type, payload)
         select $1, $2, $3, coalesce(max(sequence), 0) + 1, $4, $5
         from outbox_entries
         where aggregate_type = $2
           and aggregate_id = $3",
        event_id,
        event.aggregate_type,
        event.aggregate_id,
        event.name,
        event.payload,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A fact that nobody was told of yet.
#[derive(Debug, Clone, PartialEq)]
pub struct OutboxEntry {
    /// Its place in the outbox.
    pub outbox_entry_id: i64,
    /// The event's own id.
    pub event_id: Uuid,
    /// "order".
    pub aggregate_type: String,
    /// Its id.
    pub aggregate_id: Uuid,
    /// "order.placed".
    pub name: String,
    /// Thin data.
    pub payload: Value,
}

/// Locks the oldest entry beyond `after` that was not relayed, past those that somebody else relays right now.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn claim(conn: &mut PgConnection, after: i64) -> Result<Option<OutboxEntry>, StoreError> {
    let entry = sqlx::query_as!(
        OutboxEntry,
        "select outbox_entry_id, event_id, aggregate_type, aggregate_id, type as name, payload
         from outbox_entries
         where relayed_at is null
           and outbox_entry_id > $1
         order by outbox_entry_id
         limit 1
         for update skip locked",
        after,
    )
    .fetch_optional(conn)
    .await?;
    Ok(entry)
}

/// Notes that everybody who wants to know of a locked entry has their copy.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn mark_relayed(conn: &mut PgConnection, outbox_entry_id: i64, now: DateTime<Utc>) -> Result<(), StoreError> {
    sqlx::query!(
        "update outbox_entries
         set relayed_at = $2
         where outbox_entry_id = $1",
        outbox_entry_id,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}
