//! "Not now" always says when to come again.

use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

/// Seconds: about what a database needs to be back.
const SOON: HeaderValue = HeaderValue::from_static("5");

/// Adds `Retry-After` to every 503 that has none, whoever answered it.
pub async fn say_when(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().entry(header::RETRY_AFTER).or_insert(SOON);
    }
    response
}
