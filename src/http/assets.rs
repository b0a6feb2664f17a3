//! The built front end: names of its files, which carry their hash, and the folder they are served from.

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use site::Assets;
use std::path::Path;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;

/// Reads the hashed names: `hash.txt` beside the binary has lines such as `js: AbC`. Without it (plain `cargo build`)
/// the names carry no hash.
pub fn read_assets() -> Assets {
    let beside = std::env::current_exe()
        .ok()
        .and_then(|path| path.parent().map(|folder| folder.join("hash.txt")));
    let text = beside
        .and_then(|path| std::fs::read_to_string(path).ok())
        .unwrap_or_default();
    let hash = |kind: &str| {
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix(kind)?.strip_prefix(": "));
        line.map(|hash| format!(".{}", hash.trim())).unwrap_or_default()
    };
    Assets {
        js: format!("/pkg/vitrine{}.js", hash("js")),
        wasm: format!("/pkg/vitrine{}.wasm", hash("wasm")),
        css: format!("/pkg/vitrine{}.css", hash("css")),
    }
}

/// `/pkg` for ever, since its names change with their content; the rest of the folder for an hour.
pub fn routes<S: Clone + Send + Sync + 'static>(site_dir: &Path) -> Router<S> {
    let folder = |path: &Path| {
        ServeDir::new(path)
            .precompressed_br()
            .precompressed_gzip()
            .append_index_html_on_directories(false)
    };
    let kept = |text: &'static str| {
        SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, HeaderValue::from_static(text))
    };
    let pkg = tower::ServiceBuilder::new()
        .layer(kept("public, max-age=31536000, immutable"))
        .service(folder(&site_dir.join("pkg")));
    let public = tower::ServiceBuilder::new()
        .layer(kept("public, max-age=3600"))
        .service(folder(site_dir));
    // The service worker looks after every page, not only after the folder that it lies in.
    let worker = tower::ServiceBuilder::new()
        .layer(SetResponseHeaderLayer::overriding(
            HeaderName::from_static("service-worker-allowed"),
            HeaderValue::from_static("/"),
        ))
        .layer(kept("no-cache"))
        .service(ServeFile::new(site_dir.join("sw.js")));
    Router::new()
        .route_service("/static/sw.js", worker)
        .nest_service("/pkg", pkg)
        .nest_service("/static", public)
}
