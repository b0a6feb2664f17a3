//! What each address does, as Stripe documents it.

use super::books::{Answer, Books, Form, Refund, Session, error, invalid};
use chrono::{DateTime, Utc};
use serde_json::json;
use std::collections::BTreeMap;

/// Parameters of a session that the stand-in knows; like Stripe it refuses others.
const SESSION_PARAMETERS: [&str; 18] = [
    "mode",
    "client_reference_id",
    "success_url",
    "cancel_url",
    "customer_email",
    "expires_at",
    "locale",
    "submit_type",
    "line_items[0][quantity]",
    "line_items[0][price_data][currency]",
    "line_items[0][price_data][unit_amount]",
    "line_items[0][price_data][product_data][name]",
    "adaptive_pricing[enabled]",
    "payment_intent_data[capture_method]",
    "payment_intent_data[description]",
    "metadata[]",
    "payment_intent_data[metadata][]",
    "expand[]",
];

fn value<'a>(form: &'a Form, name: &str) -> Option<&'a str> {
    form.iter()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.as_str())
}

fn metadata(form: &Form, holder: &str) -> BTreeMap<String, String> {
    let entry = |key: &String| {
        let name = key.strip_prefix(holder)?.strip_prefix('[')?.strip_suffix(']')?;
        (!name.contains('[')).then(|| name.to_owned())
    };
    form.iter()
        .filter_map(|(key, value)| Some((entry(key)?, value.clone())))
        .collect()
}

/// `None` where the endpoint runs, else the refusal of a request that is not sound: those are not kept under its key.
pub(super) fn check_session(form: &Form, now: DateTime<Utc>) -> Option<Answer> {
    for (name, _) in form {
        let is_metadata = name.starts_with("metadata[") || name.starts_with("payment_intent_data[metadata][");
        if !is_metadata && !SESSION_PARAMETERS.contains(&name.as_str()) {
            return Some(invalid("parameter_unknown", name));
        }
    }
    for name in [
        "success_url",
        "line_items[0][price_data][currency]",
        "line_items[0][quantity]",
    ] {
        if value(form, name).is_none_or(str::is_empty) {
            return Some(invalid("parameter_missing", name));
        }
    }
    if value(form, "mode") != Some("payment") {
        return Some(invalid("parameter_invalid_string", "mode"));
    }
    if value(form, "customer_email").is_some_and(|email| !email.contains('@')) {
        return Some(invalid("email_invalid", "customer_email"));
    }
    let ahead = value(form, "expires_at")
        .and_then(|at| at.parse::<i64>().ok())
        .map_or(0, |at| at - now.timestamp());
    if !(30 * 60..=24 * 3600).contains(&ahead) {
        return Some(invalid("parameter_invalid_integer", "expires_at"));
    }
    check_amount(form)
}

fn check_amount(form: &Form) -> Option<Answer> {
    let name = "line_items[0][price_data][unit_amount]";
    let amount: i64 = value(form, name).and_then(|text| text.parse().ok()).unwrap_or(0);
    let step = match value(form, "line_items[0][price_data][currency]").unwrap_or_default() {
        "bhd" | "jod" | "kwd" | "omr" | "tnd" => 10,
        "isk" | "ugx" => 100,
        code if code.bytes().any(|byte| !byte.is_ascii_lowercase()) => return Some(invalid("invalid_currency", name)),
        _ => 1,
    };
    (amount <= 0 || amount % step != 0).then(|| invalid("parameter_invalid_integer", name))
}

pub(super) fn create_session(books: &mut Books, form: &Form, taken: (Option<i64>, Option<&str>)) -> Answer {
    let number = |name| value(form, name).and_then(|text| text.parse::<i64>().ok()).unwrap_or(0);
    let session = Session {
        id: books.new_id("cs_test"),
        status: "open",
        amount: taken
            .0
            .unwrap_or_else(|| number("line_items[0][price_data][unit_amount]")),
        currency: taken
            .1
            .or(value(form, "line_items[0][price_data][currency]"))
            .unwrap_or_default()
            .to_owned(),
        is_manual: value(form, "payment_intent_data[capture_method]") == Some("manual"),
        metadata: metadata(form, "metadata"),
        expires_at: number("expires_at"),
        intent: None,
    };
    let body = session.json(Some(&books.origin), false);
    books.sessions.push(session);
    (200, body)
}

pub(super) fn get_session(books: &mut Books, id: &str, is_expanded: bool) -> Answer {
    let origin = books.origin.clone();
    match books.session(id) {
        Some(session) => (200, session.json(Some(&origin), is_expanded)),
        None => missing("id"),
    }
}

pub(super) fn expire_session(books: &mut Books, id: &str, now: DateTime<Utc>) -> Answer {
    let Some(session) = books.session(id) else {
        return missing("id");
    };
    if session.status != "open" {
        return invalid("", "");
    }
    session.status = "expired";
    if let Some(intent) = &mut session.intent {
        intent.status = "canceled";
    }
    let body = session.json(None, false);
    books.tell(id, "checkout.session.expired", now);
    (200, body)
}

pub(super) fn change_intent(books: &mut Books, id: &str, action: &str, form: &Form, now: DateTime<Utc>) -> Answer {
    let Some(session) = books.session_of_intent(id) else {
        return missing("intent");
    };
    let (session_id, asked) = (session.id.clone(), session.amount);
    let Some(intent) = &mut session.intent else {
        return missing("intent");
    };
    if intent.status != "requires_capture" {
        return invalid("payment_intent_unexpected_state", "");
    }
    let kind = if action == "capture" {
        let amount = value(form, "amount_to_capture")
            .and_then(|text| text.parse().ok())
            .unwrap_or(asked);
        if !(1..=asked).contains(&amount) {
            return invalid("amount_too_large", "amount_to_capture");
        }
        intent.status = "succeeded";
        intent.received = amount;
        "payment_intent.succeeded"
    } else {
        intent.status = "canceled";
        "payment_intent.canceled"
    };
    let body = session.intent_json();
    books.tell(&session_id, kind, now);
    (200, body)
}

pub(super) fn create_refund(books: &mut Books, form: &Form) -> Answer {
    let intent = value(form, "payment_intent").unwrap_or_default().to_owned();
    let refunded = books.refunded(&intent);
    let id = books.new_id("re");
    let status = if books.refunds_are_slow { "pending" } else { "succeeded" };
    let Some(session) = books.session_of_intent(&intent) else {
        return missing("payment_intent");
    };
    let received = session.intent.as_ref().map_or(0, |intent| intent.received);
    let amount = value(form, "amount")
        .and_then(|text| text.parse().ok())
        .unwrap_or(received - refunded);
    if received == 0 {
        return invalid("payment_intent_unexpected_state", "payment_intent");
    }
    if amount <= 0 || amount > received - refunded {
        return if refunded == received {
            invalid("charge_already_refunded", "amount")
        } else {
            invalid("amount_too_large", "amount")
        };
    }
    let refund = Refund {
        id,
        intent,
        amount,
        currency: session.currency.clone(),
        status,
        metadata: metadata(form, "metadata"),
    };
    let body = refund.json();
    books.refunds.push(refund);
    (200, body)
}

/// Newest first, as Stripe lists.
pub(super) fn list_refunds(books: &Books, query: &Form) -> Answer {
    let intent = value(query, "payment_intent").unwrap_or_default();
    let limit: usize = value(query, "limit").and_then(|text| text.parse().ok()).unwrap_or(10);
    let all: Vec<_> = books
        .refunds
        .iter()
        .rev()
        .filter(|refund| refund.intent == intent)
        .collect();
    let start = value(query, "starting_after").map_or(0, |last| {
        all.iter()
            .position(|refund| refund.id == last)
            .map_or(all.len(), |position| position + 1)
    });
    let page: Vec<_> = all.iter().skip(start).take(limit).map(|refund| refund.json()).collect();
    let has_more = start + page.len() < all.len();
    (
        200,
        json!({ "object": "list", "url": "/v1/refunds", "has_more": has_more, "data": page }),
    )
}

pub(super) fn missing(parameter: &str) -> Answer {
    error(404, "invalid_request_error", "resource_missing", parameter)
}
