//! The choice of a market.

use super::going::Going;
use crate::SiteState;
use axum::Form;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;

/// Longest path that is led back to, in bytes.
const MAX_PATH: usize = 1000;

/// `POST /market`.
#[derive(Deserialize)]
pub(super) struct Choice {
    market: String,
    #[serde(default)]
    to: String,
}

/// Prices the cart in the market first: a shopper whose cart cannot follow keeps both as they were.
pub(super) async fn choose(State(state): State<SiteState>, headers: HeaderMap, Form(form): Form<Choice>) -> Response {
    let scope = state.cookies.scope(&headers);
    let code = form.market.trim();
    match app::cart::set_market(&state.app, &scope, code).await {
        Ok(Some(changed)) => Going::to(safe_path(&form.to)).changed(&state, &changed).go(),
        Ok(None) => Going::to(safe_path(&form.to)).with(state.cookies.market(code)).go(),
        Err(error) => Going::to("/cart").refused(&state, &error).go(),
    }
}

/// A path of ours and nothing else: whoever else posts this form leads nobody away.
fn safe_path(path: &str) -> &str {
    let is_visible = |byte: u8| byte.is_ascii_graphic() && byte != b'\\';
    let is_ours = path.starts_with('/') && !path.starts_with("//") && path.bytes().all(is_visible);
    if is_ours && path.len() <= MAX_PATH { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_ours_are_led_back_to() {
        for path in ["/", "/cart", "/collections/rings?sort=newest", "/search?q=a+b%20c"] {
            assert_eq!(safe_path(path), path);
        }
        let long = format!("/{}", "a".repeat(MAX_PATH));
        for path in [
            "",
            "cart",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example/",
            "/a\r\nb: c",
            "/a b",
            &long,
        ] {
            assert_eq!(safe_path(path), "/", "{path}");
        }
    }
}
