//! What the bank tells by itself, again and again until the shop has heard it.

use super::Bank;
use adapters::payment::{EventError, ProviderEvent};
use chrono::{DateTime, Utc};
use domain::id::PaymentAttemptId;
use domain::money::Money;
use serde_json::{Value, json};

/// One event.
pub struct News {
    pub id: String,
    pub kind: &'static str,
    pub body: Vec<u8>,
    /// The shop has said so.
    pub is_heard: bool,
}

impl Bank {
    pub(super) fn tell(
        &mut self,
        attempt_id: PaymentAttemptId,
        kind: &'static str,
        amount: Option<Money>,
        now: DateTime<Utc>,
    ) {
        // Ids are the bank's own, and other seeds use the same database.
        let id = format!("news-{attempt_id}-{}", self.news.len() + 1);
        let body = json!({ "id": id, "kind": kind, "attempt_id": attempt_id, "amount": amount, "at": now });
        self.news.push(News {
            id,
            kind,
            body: body.to_string().into_bytes(),
            is_heard: false,
        });
    }
}

/// Reads an event as the shop's adapter does.
pub fn read_news(body: &[u8]) -> Result<ProviderEvent, EventError> {
    let payload: Value = serde_json::from_slice(body).map_err(EventError::Body)?;
    let field = |name: &str| payload.get(name).cloned().unwrap_or_default();
    Ok(ProviderEvent {
        id: serde_json::from_value(field("id")).map_err(EventError::Body)?,
        kind: serde_json::from_value(field("kind")).map_err(EventError::Body)?,
        attempt_id: serde_json::from_value(field("attempt_id")).map_err(EventError::Body)?,
        amount: serde_json::from_value(field("amount")).map_err(EventError::Body)?,
        payload,
    })
}
