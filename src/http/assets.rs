//! The built front end: names of its files, which carry their hash, and the folder they are served from.

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use site::Assets;
use std::path::Path;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;

/// The lines of `hash.txt` beside the binary, such as `js: AbC`. None after a plain `cargo build`, and none under
/// `make dev`: a style sheet that is built anew there must be found by pages whose server did not start again.
fn hashes() -> Option<String> {
    if std::env::var("LEPTOS_HASH_FILES").is_ok_and(|said| said == "false") {
        return None;
    }
    let beside = std::env::current_exe().ok()?.parent()?.join("hash.txt");
    std::fs::read_to_string(beside).ok()
}

/// The names of the built front end, with their hashes where they have some.
pub fn read_assets() -> Assets {
    let text = hashes().unwrap_or_default();
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

/// `/pkg` for ever where its names change with their content, else asked for again each time; the rest of the folder
/// for an hour.
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
        .layer(kept(match hashes() {
            Some(_) => "public, max-age=31536000, immutable",
            None => "no-cache",
        }))
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
