//! Refuses changes that another site asked a browser for (CSRF), without tokens.
//!
//! Browsers say where a request comes from: `Sec-Fetch-Site` first, `Origin` for older ones. A request with a cookie
//! and neither header is refused. Signed webhooks carry no cookie and pass; their signature is their proof.

use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use url::Url;

/// The layer: lets reads pass, and changes from our own pages.
pub async fn check(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads || is_ours(request.headers()) {
        return next.run(request).await;
    }
    // The request's span names the route; addresses hold secrets.
    tracing::warn!("A change was refused: it came from another site");
    let text =
        "This request came from another site, so nothing was changed. Go to the shop's own page and try again.\n";
    (StatusCode::FORBIDDEN, text).into_response()
}

fn is_ours(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text(header::ORIGIN.as_str())) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => is_same_host(origin, text(header::HOST.as_str())),
        (None, None) => !headers.contains_key(header::COOKIE),
    }
}

fn is_same_host(origin: &str, host: Option<&str>) -> bool {
    let Ok(url) = Url::parse(origin) else { return false };
    let Some(name) = url.host_str() else { return false };
    let with_port = url
        .port()
        .map_or_else(|| name.to_owned(), |port| format!("{name}:{port}"));
    host == Some(with_port.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::body::Body;
    use axum::middleware::from_fn;
    use std::io::Write;
    use std::sync::{Arc, Mutex};
    use tower::ServiceExt as _;
    use tracing::instrument::WithSubscriber as _;

    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl Write for Log {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[tokio::test]
    async fn a_refusal_is_logged_without_the_secret_of_its_address() {
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt().with_writer(move || writer.clone()).finish();
        let router = Router::new().layer(from_fn(check));
        let request = Request::post("/account/reset/s3cret").header("sec-fetch-site", "cross-site");
        let request = request.body(Body::empty()).unwrap();

        let response = router.oneshot(request).with_subscriber(subscriber).await.unwrap();

        assert_eq!(response.status(), StatusCode::FORBIDDEN);
        let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
        assert!(
            text.contains("A change was refused") && !text.contains("s3cret"),
            "{text}"
        );
    }

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect()
    }

    #[test]
    fn our_own_pages_may_change_things_and_others_may_not() {
        let cases = [
            (vec![("sec-fetch-site", "same-origin"), ("cookie", "a=b")], true),
            (vec![("sec-fetch-site", "cross-site"), ("cookie", "a=b")], false),
            (vec![("sec-fetch-site", "same-site"), ("cookie", "a=b")], false),
            (
                vec![
                    ("origin", "http://localhost:3000"),
                    ("host", "localhost:3000"),
                    ("cookie", "a=b"),
                ],
                true,
            ),
            (
                vec![
                    ("origin", "http://evil.example"),
                    ("host", "localhost:3000"),
                    ("cookie", "a=b"),
                ],
                false,
            ),
            (
                vec![("origin", "null"), ("host", "localhost:3000"), ("cookie", "a=b")],
                false,
            ),
            (vec![("cookie", "a=b")], false),
            (vec![], true),
        ];

        for (pairs, expected) in cases {
            assert_eq!(is_ours(&headers(&pairs)), expected, "{pairs:?}");
        }
    }
}
