//! The events that the test provider writes and, on the merchant's side, how they are read.

use crate::payment::{EventError, ProviderEvent};
use chrono::{DateTime, SecondsFormat, Utc};
use domain::id::PaymentAttemptId;
use domain::money::Money;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

pub(super) fn new_id() -> String {
    format!("evt_{}", Uuid::now_v7().simple())
}

pub(super) fn captured(id: &str, attempt_id: Uuid, charge: &str, amount: Option<Money>, now: DateTime<Utc>) -> String {
    let data = json!({ "attempt_id": attempt_id, "charge": charge, "amount": amount });
    envelope(id, "payment.captured", &data, now)
}

pub(super) fn authorized(id: &str, attempt_id: Uuid, amount: Money, now: DateTime<Utc>) -> String {
    let data = json!({ "attempt_id": attempt_id, "amount": amount });
    envelope(id, "payment.authorized", &data, now)
}

pub(super) fn voided(id: &str, attempt_id: Uuid, now: DateTime<Utc>) -> String {
    envelope(id, "payment.voided", &json!({ "attempt_id": attempt_id }), now)
}

pub(super) fn failed(id: &str, attempt_id: Uuid, code: &str, now: DateTime<Utc>) -> String {
    envelope(
        id,
        "payment.failed",
        &json!({ "attempt_id": attempt_id, "code": code }),
        now,
    )
}

fn envelope(id: &str, kind: &str, data: &serde_json::Value, now: DateTime<Utc>) -> String {
    let created_at = now.to_rfc3339_opts(SecondsFormat::Secs, true);
    json!({ "id": id, "type": kind, "created_at": created_at, "data": data }).to_string()
}

#[derive(Deserialize)]
struct Envelope {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    data: About,
}

#[derive(Deserialize)]
struct About {
    attempt_id: PaymentAttemptId,
    amount: Option<Money>,
}

pub(super) fn read(body: &[u8]) -> Result<ProviderEvent, EventError> {
    let payload: serde_json::Value = serde_json::from_slice(body).map_err(EventError::Body)?;
    let envelope = Envelope::deserialize(&payload).map_err(EventError::Body)?;
    Ok(ProviderEvent {
        id: envelope.id,
        kind: envelope.kind,
        attempt_id: envelope.data.attempt_id,
        amount: envelope.data.amount,
        payload,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::Currency;

    #[test]
    fn an_event_reads_back_as_it_was_written() {
        let attempt_id = Uuid::now_v7();
        let amount = Money::new(6588, Currency::EUR);
        let read = read(captured("evt_1", attempt_id, "ch_1", Some(amount), DateTime::UNIX_EPOCH).as_bytes());
        let event = read.expect("our own event");
        assert_eq!((event.id.as_str(), event.kind.as_str()), ("evt_1", "payment.captured"));
        assert_eq!((event.attempt_id.0, event.amount), (attempt_id, Some(amount)));
    }

    #[test]
    fn something_else_is_refused() {
        for body in [
            "",
            "{}",
            "[]",
            r#"{"id":"evt_1","type":"x","data":{"attempt_id":"no"}}"#,
        ] {
            assert!(read(body.as_bytes()).is_err(), "{body}");
        }
    }
}
