//! One id and one log span a request.

use axum::extract::{MatchedPath, Request};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;
use std::time::Instant;
use tracing::Instrument as _;
use uuid::Uuid;

/// Header that carries the id both ways.
pub const REQUEST_ID: &str = "x-request-id";

/// The layer. The route's pattern is logged, not the address, since addresses of orders are secrets.
pub async fn span(mut request: Request, next: Next) -> Response {
    let id = adapters::rng::new_id::<Uuid>();
    request.extensions_mut().insert(site::RequestId(id));
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("unmatched", MatchedPath::as_str)
        .to_owned();
    let span = tracing::info_span!("request", request.id = %id, http.method = %request.method(), http.route = route);
    let started = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let status = response.status();
    let elapsed_ms = started.elapsed().as_millis();
    span.in_scope(|| {
        if status.is_server_error() {
            tracing::error!(http.status = status.as_u16(), elapsed_ms, "Request failed");
        } else {
            tracing::debug!(http.status = status.as_u16(), elapsed_ms, "Request answered");
        }
    });
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}
