//! Reading Stripe's events. They are a reason to ask and no more; what is kept of them is the little that tells what
//! happened, without names, addresses or anything of the card.

use super::amount::from_stripe;
use crate::payment::{EventError, ProviderEvent};
use domain::id::PaymentAttemptId;
use serde::Deserialize;
use serde_json::{Value, json};

/// The events that a merchant ticks at the webhook address.
pub const EVENTS: [&str; 10] = [
    "checkout.session.completed",
    "checkout.session.expired",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "payment_intent.succeeded",
    "payment_intent.amount_capturable_updated",
    "payment_intent.payment_failed",
    "payment_intent.canceled",
    "refund.updated",
    "refund.failed",
];

#[derive(Deserialize)]
struct Envelope {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    livemode: bool,
    #[serde(default)]
    created: i64,
    api_version: Option<String>,
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    object: Value,
}

/// Reads a verified body. An event of the other mode, or about something that this store did not ask for, is foreign:
/// an account may serve more than one shop.
pub(super) fn read(body: &[u8], is_live: bool) -> Result<ProviderEvent, EventError> {
    let event: Envelope = serde_json::from_slice(body).map_err(EventError::Body)?;
    let object = &event.data.object;
    let attempt_id = text(object.get("metadata").unwrap_or(&Value::Null), "attempt_id")
        .and_then(|id| id.parse::<PaymentAttemptId>().ok());
    match attempt_id {
        Some(attempt_id) if event.livemode == is_live => Ok(ProviderEvent {
            attempt_id,
            amount: amount(object),
            payload: payload(&event),
            id: event.id,
            kind: event.kind,
        }),
        _ => Err(EventError::Foreign { kind: event.kind }),
    }
}

fn text<'a>(object: &'a Value, key: &str) -> Option<&'a str> {
    object.get(key).and_then(Value::as_str)
}

/// What was asked of the shopper. How much was taken of it is not told by events but asked.
fn amount(object: &Value) -> Option<domain::money::Money> {
    let amount = match text(object, "object") {
        Some("checkout.session") => object.get("amount_total"),
        Some("payment_intent") => object.get("amount"),
        _ => None,
    };
    from_stripe(amount?.as_i64()?, text(object, "currency")?)
}

fn payload(event: &Envelope) -> Value {
    const KEPT: [&str; 9] = [
        "id",
        "object",
        "status",
        "payment_status",
        "currency",
        "amount",
        "amount_total",
        "amount_received",
        "metadata",
    ];
    let object: serde_json::Map<String, Value> = KEPT
        .iter()
        .filter_map(|key| Some(((*key).to_owned(), event.data.object.get(*key)?.clone())))
        .collect();
    json!({
        "id": event.id,
        "type": event.kind,
        "created": event.created,
        "livemode": event.livemode,
        "api_version": event.api_version,
        "object": object,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::{Currency, Money};

    const ATTEMPT: &str = "019ab3a0-0000-7000-8000-000000000001";

    fn event(object: &Value) -> Vec<u8> {
        json!({ "id": "evt_1", "object": "event", "type": "checkout.session.completed", "livemode": false,
                "created": 1, "api_version": null, "data": { "object": object } })
        .to_string()
        .into_bytes()
    }

    fn session() -> Value {
        json!({ "id": "cs_1", "object": "checkout.session", "amount_total": 500, "currency": "jpy",
                "metadata": { "attempt_id": ATTEMPT },
                "customer_details": { "email": "ana@example.com", "name": "Ana Mar" } })
    }

    #[test]
    fn an_event_of_ours_is_read_and_keeps_nothing_personal() {
        let read = read(&event(&session()), false).unwrap();
        assert_eq!(
            (read.id.as_str(), read.attempt_id.to_string().as_str()),
            ("evt_1", ATTEMPT)
        );
        assert_eq!(read.amount, Some(Money::new(500, Currency::JPY)));
        let kept = read.payload.to_string();
        assert!(kept.contains("cs_1") && !kept.contains("ana@example.com") && !kept.contains("Mar"));
    }

    #[test]
    fn events_of_the_other_mode_and_of_other_shops_are_foreign() {
        let nobodys = json!({ "id": "cs_1", "object": "checkout.session", "metadata": null });
        let strange = json!({ "id": "cs_1", "metadata": { "attempt_id": "order 7" } });
        for (object, is_live) in [(session(), true), (nobodys, false), (strange, false)] {
            assert!(matches!(
                read(&event(&object), is_live),
                Err(EventError::Foreign { .. })
            ));
        }
    }

    #[test]
    fn what_is_no_event_is_refused() {
        for body in ["", "[]", "{}", r#"{"id":"evt_1","type":"x"}"#] {
            assert!(
                matches!(read(body.as_bytes(), false), Err(EventError::Body(_))),
                "{body}"
            );
        }
    }
}
