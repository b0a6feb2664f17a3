//! The bytes of a picture, wherever it comes from.

use super::MediaError;
use adapters::http_client::GuardedClient;
use adapters::media::{DarkroomError, Limits, MediaStorage, StorageError};
use bytes::Bytes;

/// Bytes to be decoded, or the sentence that says why there are none and never will be.
pub(super) enum Original {
    Bytes(Bytes),
    Refused(String),
}

/// Gets the bytes that `source` names.
pub(super) async fn read(
    storage: &MediaStorage,
    client: &GuardedClient,
    source: &str,
    limits: &Limits,
) -> Result<Original, MediaError> {
    if let Some(name) = source.strip_prefix("original:") {
        return stored(storage, name).await;
    }
    if let Some(key) = source.strip_prefix("demo:") {
        return drawn(key.to_owned()).await;
    }
    match client.get(source, limits.max_bytes).await {
        Ok(bytes) => Ok(Original::Bytes(bytes)),
        Err(error) if error.is_passing() => Err(MediaError::Fetch(error)),
        Err(error) => Ok(Original::Refused(error.to_string())),
    }
}

async fn drawn(key: String) -> Result<Original, MediaError> {
    // Drawing takes about a second of a core.
    let drawn = tokio::task::spawn_blocking(move || crate::demo::drawing(&key)).await;
    let drawn = drawn
        .map_err(|_| MediaError::Darkroom(DarkroomError::Panicked))?
        .map_err(MediaError::Drawing)?;
    Ok(drawn.map_or_else(|| refused("The demo store has no such drawing."), Original::Bytes))
}

async fn stored(storage: &MediaStorage, name: &str) -> Result<Original, MediaError> {
    let Ok(name) = name.parse() else {
        return Ok(refused("The stored picture has no valid name."));
    };
    match storage.get_original(name).await {
        Ok(bytes) => Ok(Original::Bytes(bytes)),
        Err(StorageError::NotFound { .. }) => Ok(refused("The stored picture is gone.")),
        Err(error) => Err(MediaError::Storage(error)),
    }
}

fn refused(text: &str) -> Original {
    Original::Refused(text.to_owned())
}
