//! What search engines read.

use crate::SiteState;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use std::fmt::Write as _;

/// `GET /robots.txt`.
pub(super) async fn robots(State(state): State<SiteState>) -> Response {
    let text = format!(
        "User-agent: *\nDisallow: /account\nDisallow: /admin\nDisallow: /cart\nDisallow: /checkout\nDisallow: /orders/\nDisallow: /back-in-stock\nDisallow: /search\nSitemap: {}sitemap.xml\n",
        state.base_url
    );
    (
        [
            (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
            (header::CACHE_CONTROL, "public, max-age=3600"),
        ],
        text,
    )
        .into_response()
}

/// `GET /sitemap.xml`, at most 50,000 addresses.
pub(super) async fn sitemap(State(state): State<SiteState>) -> Response {
    match app::catalog::sitemap(&state.app).await {
        Ok(entries) => {
            let mut xml = String::from(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
            );
            let base = state.base_url.as_str().trim_end_matches('/');
            let _always_written = writeln!(xml, "<url><loc>{base}/</loc></url>");
            for (path, changed) in entries {
                // Handles are letters, digits and hyphens: nothing to escape.
                let _always_written = writeln!(
                    xml,
                    "<url><loc>{base}{path}</loc><lastmod>{}</lastmod></url>",
                    changed.format("%Y-%m-%d")
                );
            }
            xml.push_str("</urlset>\n");
            let kept = [
                (header::CONTENT_TYPE, "application/xml; charset=utf-8"),
                (header::CACHE_CONTROL, "public, max-age=600"),
            ];
            (kept, xml).into_response()
        }
        Err(error) => {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "The sitemap could not be made"
            );
            (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "30")]).into_response()
        }
    }
}
