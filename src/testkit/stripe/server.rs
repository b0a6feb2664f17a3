//! The stand-in's HTTP: keys, versions and idempotency as Stripe documents them, and the faults of the script.

use super::books::{Answer, Books, Form, Seen, Used, error};
use super::{Shared, StripeFault, endpoints};
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Uri};
use axum::response::Response;
use serde_json::json;
use std::convert::Infallible;

pub(super) async fn handle(
    State(shared): State<Shared>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Infallible> {
    let is_post = method == Method::POST;
    let header = |name: &str| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned)
    };
    let line = format!("{method} {uri}");
    let key = header("idempotency-key").filter(|_| is_post);
    let fault = shared.with(|books| {
        books.seen.push(Seen {
            line: line.clone(),
            key: key.clone(),
            version: header("stripe-version"),
        });
        books.script.next(is_post)
    });
    if header("authorization") != Some(format!("Bearer {}", super::KEY)) {
        return Ok(respond(&error(401, "invalid_request_error", "", ""), false));
    }
    match fault {
        StripeFault::Status(status) => return Ok(respond(&error(status, "api_error", "", ""), false)),
        StripeFault::HangBefore => std::future::pending().await,
        StripeFault::Delay(time) => tokio::time::sleep(time).await,
        _ => {}
    }
    let request = Request {
        method,
        path: uri.path().to_owned(),
        query: parse(uri.query().unwrap_or_default().as_bytes()),
        form: parse(&body),
        fault,
    };
    let fingerprint = format!("{line} {}", String::from_utf8_lossy(&body));
    let (answer, is_replay) = shared.with(|books| match &key {
        Some(key) => once(books, &shared, key, fingerprint, &request),
        None => (run(books, &shared, &request), false),
    });
    Ok(match fault {
        StripeFault::HangAfter => std::future::pending().await,
        StripeFault::Garbage => Response::new(Body::from("<html>a gateway's apology</html>")),
        StripeFault::DropAfter => broken(),
        _ => respond(&answer, is_replay),
    })
}

struct Request {
    method: Method,
    path: String,
    query: Form,
    form: Form,
    fault: StripeFault,
}

fn parse(text: &[u8]) -> Form {
    url::form_urlencoded::parse(text).into_owned().collect()
}

fn respond(answer: &Answer, is_replay: bool) -> Response {
    let mut response = Response::builder()
        .status(answer.0)
        .header("content-type", "application/json")
        .header("request-id", "req_standin");
    if is_replay {
        response = response.header("idempotent-replayed", "true");
    }
    let body = Body::from(answer.1.to_string());
    response
        .body(body)
        .unwrap_or_else(|error| panic!("an answer can be built: {error}"))
}

fn broken() -> Response {
    let pieces = [
        Ok(Bytes::from_static(b"{\"id\": ")),
        Err(std::io::Error::other("broken off")),
    ];
    Response::new(Body::from_stream(futures::stream::iter(pieces)))
}

/// The first answer under a key is every answer; a request that was not sound leaves no trace.
fn once(books: &mut Books, shared: &Shared, key: &str, fingerprint: String, request: &Request) -> (Answer, bool) {
    if let Some(used) = books.used.get(key) {
        let is_same = used.request == fingerprint;
        let reused = error(400, "idempotency_error", "", "");
        return (if is_same { used.answer.clone() } else { reused }, is_same);
    }
    if request.path == "/v1/checkout/sessions"
        && let Some(refusal) = endpoints::check_session(&request.form, shared.clock.now())
    {
        return (refusal, false);
    }
    let answer = if request.fault == StripeFault::SavedServerError {
        error(500, "api_error", "", "")
    } else {
        run(books, shared, request)
    };
    let used = Used {
        request: fingerprint,
        answer: answer.clone(),
    };
    books.used.insert(key.to_owned(), used);
    (answer, false)
}

fn run(books: &mut Books, shared: &Shared, request: &Request) -> Answer {
    let now = shared.clock.now();
    books.expire_due(now);
    let parts: Vec<_> = request.path.trim_matches('/').split('/').collect();
    let is_expanded = request.query.iter().any(|(_, value)| value == "payment_intent");
    match (request.method.as_str(), parts.as_slice()) {
        ("POST", ["v1", "checkout", "sessions"]) => {
            let taken = match request.fault {
                StripeFault::OtherAmount(amount) => (Some(amount), None),
                StripeFault::OtherCurrency(currency) => (None, Some(currency)),
                _ => (None, None),
            };
            endpoints::create_session(books, &request.form, taken)
        }
        ("POST", ["v1", "checkout", "sessions", id, "expire"]) => endpoints::expire_session(books, id, now),
        ("GET", ["v1", "checkout", "sessions", id]) => endpoints::get_session(books, id, is_expanded),
        ("POST", ["v1", "payment_intents", id, action]) => {
            endpoints::change_intent(books, id, action, &request.form, now)
        }
        ("POST", ["v1", "refunds"]) => endpoints::create_refund(books, &request.form),
        ("GET", ["v1", "refunds"]) => endpoints::list_refunds(books, &request.query),
        ("GET", ["v1", "webhook_endpoints"]) => (
            200,
            json!({ "object": "list", "has_more": false, "data": books.endpoints }),
        ),
        ("GET", ["v1", "checkout", "sessions"]) => (200, json!({ "object": "list", "has_more": false, "data": [] })),
        _ => endpoints::missing("url"),
    }
}
