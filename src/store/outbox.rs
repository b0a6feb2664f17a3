//! The outbox: facts that leave with the commit that makes them true (W-1).

use crate::error::StoreError;
use domain::event::DomainEvent;
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
