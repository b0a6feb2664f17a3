//! What the stand-in knows: sessions, intents, refunds, used keys and events, and how they change.

use super::fault::Script;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};

/// A parsed form, in order.
pub(super) type Form = Vec<(String, String)>;
/// Status and body.
pub(super) type Answer = (u16, Value);

/// A request as it came, for tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// `POST /v1/refunds`.
    pub line: String,
    /// `Idempotency-Key`.
    pub key: Option<String>,
    /// `Stripe-Version`.
    pub version: Option<String>,
}

#[derive(Debug, Clone)]
pub(super) struct Session {
    pub id: String,
    pub status: &'static str,
    pub amount: i64,
    pub currency: String,
    pub is_manual: bool,
    pub metadata: BTreeMap<String, String>,
    pub expires_at: i64,
    pub intent: Option<Intent>,
}

#[derive(Debug, Clone)]
pub(super) struct Intent {
    pub id: String,
    pub status: &'static str,
    pub received: i64,
    pub error: Option<&'static str>,
}

#[derive(Debug, Clone)]
pub(super) struct Refund {
    pub id: String,
    pub intent: String,
    pub amount: i64,
    pub currency: String,
    pub status: &'static str,
    pub metadata: BTreeMap<String, String>,
}

pub(super) struct Used {
    pub request: String,
    pub answer: Answer,
}

#[derive(Default)]
pub(super) struct Books {
    pub sessions: Vec<Session>,
    pub refunds: Vec<Refund>,
    pub used: HashMap<String, Used>,
    pub events: Vec<(String, String)>,
    pub seen: Vec<Seen>,
    pub script: Script,
    pub refunds_are_slow: bool,
    pub endpoints: Vec<Value>,
    pub origin: String,
    counter: u64,
}

impl Books {
    /// Empty, of a company whose pages are at `origin`.
    pub(super) fn at(origin: &str) -> Self {
        Self {
            origin: origin.to_owned(),
            ..Self::default()
        }
    }

    pub(super) fn new_id(&mut self, prefix: &str) -> String {
        self.counter += 1;
        format!("{prefix}_standin{:06}", self.counter)
    }

    pub(super) fn session(&mut self, id: &str) -> Option<&mut Session> {
        self.sessions.iter_mut().find(|session| session.id == id)
    }

    pub(super) fn session_of_intent(&mut self, id: &str) -> Option<&mut Session> {
        let has = |session: &&mut Session| session.intent.as_ref().is_some_and(|intent| intent.id == id);
        self.sessions.iter_mut().find(has)
    }

    /// Brings a session and its payment into another state, and tells so.
    pub(super) fn advance(
        &mut self,
        id: &str,
        status: &'static str,
        intent_status: &'static str,
        error: Option<&'static str>,
        events: &[&str],
        now: DateTime<Utc>,
    ) {
        let intent_id = self.new_id("pi");
        let Some(session) = self.session(id) else { return };
        session.status = status;
        let amount = session.amount;
        let intent = session.intent.get_or_insert(Intent {
            id: intent_id,
            status: intent_status,
            received: 0,
            error,
        });
        intent.status = intent_status;
        intent.error = error;
        if intent_status == "succeeded" {
            intent.received = amount;
        }
        for kind in events {
            self.tell(id, kind, now);
        }
    }

    /// Writes an event about a session or its intent.
    pub(super) fn tell(&mut self, session_id: &str, kind: &str, now: DateTime<Utc>) {
        let Some(session) = self.session(session_id).map(|session| session.clone()) else {
            return;
        };
        let object = if kind.starts_with("payment_intent.") {
            session.intent_json()
        } else {
            session.json(None, false)
        };
        self.append(kind, &object, now);
    }

    pub(super) fn append(&mut self, kind: &str, object: &Value, now: DateTime<Utc>) {
        let id = self.new_id("evt");
        let body = json!({
            "id": id, "object": "event", "api_version": "2024-06-20", "created": now.timestamp(), "livemode": false,
            "pending_webhooks": 1, "request": { "id": null, "idempotency_key": null }, "type": kind,
            "data": { "object": object },
        });
        self.events.push((id, body.to_string()));
    }

    /// Sessions whose time is over.
    pub(super) fn expire_due(&mut self, now: DateTime<Utc>) {
        let due = |session: &Session| session.status == "open" && session.expires_at <= now.timestamp();
        let ids: Vec<_> = self
            .sessions
            .iter()
            .filter(|it| due(it))
            .map(|it| it.id.clone())
            .collect();
        for id in ids {
            if let Some(session) = self.session(&id) {
                session.status = "expired";
            }
            self.tell(&id, "checkout.session.expired", now);
        }
    }

    pub(super) fn refunded(&self, intent: &str) -> i64 {
        let refunds = self
            .refunds
            .iter()
            .filter(|it| it.intent == intent && it.status != "failed");
        refunds.map(|refund| refund.amount).sum()
    }
}

impl Session {
    pub(super) fn json(&self, origin: Option<&str>, is_expanded: bool) -> Value {
        let intent = match &self.intent {
            Some(_) if is_expanded => self.intent_json(),
            Some(intent) => json!(intent.id),
            None => Value::Null,
        };
        let is_paid = self.intent.as_ref().is_some_and(|intent| intent.status == "succeeded");
        let url = origin.filter(|_| self.status == "open");
        json!({
            "id": self.id, "object": "checkout.session", "livemode": false, "mode": "payment",
            "amount_subtotal": self.amount, "amount_total": self.amount, "currency": self.currency,
            "client_reference_id": self.metadata.get("attempt_id"), "expires_at": self.expires_at,
            "customer_details": { "email": "ana@example.com", "name": "Ana Mar" },
            "metadata": self.metadata, "payment_intent": intent,
            "payment_status": if is_paid { "paid" } else { "unpaid" },
            "status": self.status, "ui_mode": "hosted",
            "url": url.map(|origin| format!("{origin}/c/pay/{}", self.id)),
        })
    }

    pub(super) fn intent_json(&self) -> Value {
        let Some(intent) = &self.intent else { return Value::Null };
        let capturable = if intent.status == "requires_capture" {
            self.amount
        } else {
            0
        };
        let error = intent.error.map(|code| json!({ "type": "card_error", "code": code }));
        json!({
            "id": intent.id, "object": "payment_intent", "livemode": false, "amount": self.amount,
            "amount_capturable": capturable, "amount_received": intent.received, "currency": self.currency,
            "capture_method": if self.is_manual { "manual" } else { "automatic" },
            "last_payment_error": error, "latest_charge": null, "metadata": self.metadata, "status": intent.status,
        })
    }
}

impl Refund {
    pub(super) fn json(&self) -> Value {
        json!({
            "id": self.id, "object": "refund", "amount": self.amount, "currency": self.currency,
            "payment_intent": self.intent, "metadata": self.metadata, "status": self.status,
            "failure_reason": if self.status == "failed" { json!("expired_or_canceled_card") } else { Value::Null },
        })
    }
}

pub(super) fn error(status: u16, kind: &str, code: &str, parameter: &str) -> Answer {
    let detail = json!({ "type": kind, "code": code, "param": parameter, "message": "said by the stand-in" });
    (status, json!({ "error": detail }))
}

pub(super) fn invalid(code: &str, parameter: &str) -> Answer {
    error(400, "invalid_request_error", code, parameter)
}
