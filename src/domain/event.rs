//! Past-tense facts, written to the outbox in the commit that makes them true.

use serde_json::Value;
use uuid::Uuid;

/// A fact about one aggregate. `payload` is at most 20 kB and holds no personal data beyond ids (W-8).
#[derive(Debug, Clone, PartialEq)]
pub struct DomainEvent {
    /// "order".
    pub aggregate_type: &'static str,
    /// Its id.
    pub aggregate_id: Uuid,
    /// "order.placed".
    pub name: &'static str,
    /// Thin data: ids, numbers, money in its wire form.
    pub payload: Value,
}
