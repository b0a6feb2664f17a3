//! Pictures of posts: the same bytes as other pictures, under an address that answers only while the post may be shown.
//! Nothing outside keeps them for longer than a minute (SEMANTICS section 8), so a revocation reaches every page, mail and
//! frame that names them.

use adapters::media::{MediaStorage, RenditionName, StorageError};
use app::App;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use domain::id::UgcPostId;
use domain::kind::{HasKind as _, Kind};
use moka::future::Cache;
use std::time::Duration;

/// How long an answer of the database is believed: what follows a revocation, at most, before the next reader is refused.
const BELIEVED: Duration = Duration::from_secs(10);
/// How long browsers and caches may keep a picture; together with [`BELIEVED`] less than the 60 s that are promised.
const KEPT: &str = "public, max-age=45";
/// Posts that are remembered.
const REMEMBERED: u64 = 10_000;

/// Pictures of posts.
#[derive(Clone)]
pub struct LookPictures {
    app: App,
    storage: MediaStorage,
    folders: Cache<UgcPostId, Option<String>>,
}

impl LookPictures {
    /// Those of an application, from its storage.
    pub fn new(app: App, storage: MediaStorage) -> Self {
        Self {
            app,
            storage,
            folders: Cache::builder().max_capacity(REMEMBERED).time_to_live(BELIEVED).build(),
        }
    }
}

/// `GET /media/looks/{ugc_post_id}/{file}`.
pub async fn picture(
    State(pictures): State<LookPictures>,
    Path((ugc_post_id, file)): Path<(String, String)>,
) -> Response {
    let Ok(ugc_post_id) = ugc_post_id.parse::<UgcPostId>() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let asked = app::gallery::find_picture(&pictures.app, ugc_post_id);
    let folder = match pictures.folders.try_get_with(ugc_post_id, asked).await {
        Ok(folder) => folder,
        Err(error) if error.kind() == Kind::Unavailable => return later(),
        Err(error) => {
            tracing::error!(
                error = error.to_string(),
                "The rights to a picture could not be looked up"
            );
            return later();
        }
    };
    let name = folder.and_then(|folder| format!("{folder}/{file}").parse::<RenditionName>().ok());
    let Some(name) = name else {
        return not_found();
    };
    match pictures.storage.get_rendition(name).await {
        Ok(bytes) => {
            let headers = [
                (header::CONTENT_TYPE, name.format.content_type()),
                (header::CACHE_CONTROL, KEPT),
                (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
            ];
            (headers, bytes).into_response()
        }
        Err(StorageError::NotFound { .. }) => not_found(),
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "A picture could not be read");
            later()
        }
    }
}

// Asked again soon: it may be published in the next minute.
fn not_found() -> Response {
    (StatusCode::NOT_FOUND, [(header::CACHE_CONTROL, "public, max-age=10")]).into_response()
}

fn later() -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "5")]).into_response()
}
