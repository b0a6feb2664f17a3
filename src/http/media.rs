//! Renditions of pictures. Their names carry their content, so they are kept for ever.

use adapters::media::{MediaStorage, RenditionName, StorageError};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

/// `GET /media/{name}/{file}`: the picture as stored, never interpreted as anything else by a browser.
pub async fn rendition(
    State(storage): State<MediaStorage>,
    Path((folder, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let Ok(name) = format!("{folder}/{file}").parse::<RenditionName>() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    // The address names the content: whoever kept something under it has the right thing.
    if headers.contains_key(header::IF_NONE_MATCH) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    match storage.get_rendition(name).await {
        Ok(bytes) => {
            let kept = [
                (header::CONTENT_TYPE, name.format.content_type()),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
                (header::ETAG, "\"content\""),
                (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
            ];
            (kept, bytes).into_response()
        }
        Err(StorageError::NotFound { .. }) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "A picture could not be read");
            (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "5")]).into_response()
        }
    }
}
