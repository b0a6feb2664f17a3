//! Who did what to an order, and when.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::OrderId;
use domain::order::Actor;
use serde_json::Value;
use sqlx::PgConnection;

/// Most events that are read of one order.
const MOST: i64 = 500;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderEvent {
    /// When.
    pub at: DateTime<Utc>,
    /// `customer`, `staff` or `system`.
    pub actor: String,
    /// The name of somebody of the shop.
    pub actor_name: String,
    /// As in the outbox: `order.cancelled`.
    pub kind: String,
    /// Details.
    pub data: Value,
}

/// Appends an event.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn append_event(
    conn: &mut PgConnection,
    order_id: OrderId,
    actor: &Actor,
    kind: &str,
    data: &Value,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into order_events (order_id, at, actor, actor_name, type, data)
         values ($1, $2, $3, $4, $5, $6)",
        order_id.0,
        now,
        actor.as_str(),
        actor.name(),
        kind,
        data,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The first events of an order, oldest first.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_events(conn: &mut PgConnection, order_id: OrderId) -> Result<Vec<OrderEvent>, StoreError> {
    let events = sqlx::query_as!(
        OrderEvent,
        "select at, actor, actor_name, type as kind, data
         from order_events
         where order_id = $1
         order by order_event_id
         limit $2",
        order_id.0,
        MOST,
    )
    .fetch_all(conn)
    .await?;
    Ok(events)
}

/// Whether the order's history has an event of this kind with this reference of a caller.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn has_event(
    conn: &mut PgConnection,
    order_id: OrderId,
    kind: &str,
    client_ref: &str,
) -> Result<bool, StoreError> {
    let exists = sqlx::query_scalar!(
        r#"select exists (
               select
               from order_events
               where order_id = $1
                 and type = $2
                 and data ->> 'client_ref' = $3
           ) as "exists!""#,
        order_id.0,
        kind,
        client_ref,
    )
    .fetch_one(conn)
    .await?;
    Ok(exists)
}
