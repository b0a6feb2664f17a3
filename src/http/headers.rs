//! Security headers on every response.

use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

/// Scripts, styles and pictures come from us alone, and nothing inline runs. Forms go to us; the payment provider is
/// reached by a redirect, which browsers count as part of the form's way, so its origin is added.
pub fn content_security_policy(payment_origin: Option<&str>) -> String {
    let provider = payment_origin.map(|origin| format!(" {origin}")).unwrap_or_default();
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'{provider}; base-uri 'none'; \
         frame-ancestors 'none'; object-src 'none'"
    )
}

/// What the layer adds.
#[derive(Debug, Clone)]
pub struct SecurityHeaders {
    policy: HeaderValue,
    https: bool,
}

impl SecurityHeaders {
    /// Headers for a shop reached over https or, in development, plain http.
    pub fn new(https: bool, payment_origin: Option<&str>) -> Self {
        let policy = HeaderValue::from_str(&content_security_policy(payment_origin));
        Self {
            policy: policy.unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'")),
            https,
        }
    }
}

/// The layer. A handler's own policy (the test provider's page) stays.
pub async fn add(State(security): State<SecurityHeaders>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(security.policy);
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    for (name, value) in fixed {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    headers.insert(
        "permissions-policy",
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=()"),
    );
    if security.https {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    response
}
