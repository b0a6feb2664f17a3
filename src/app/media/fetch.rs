//! `fetch_media`: from a source to a picture that pages can show.

use super::original::{self, Original};
use super::{AVIF_JOB, MediaError, announce};
use crate::App;
use adapters::media::{ContentName, DecodeError, Limits, MediaStorage, Picture, Step};
use bytes::Bytes;
use domain::id::MediaId;
use serde_json::json;
use std::sync::Arc;
use store::media::Rendered;

/// Fetches, decodes and renders one picture as JPEG and WebP, and asks for its AVIF. Repeating it is harmless: what
/// exists is not made again.
///
/// # Errors
/// [`MediaError`] when another try can help; a picture that is refused is stored as such and is no error.
pub async fn fetch(app: &App, media_id: MediaId) -> Result<(), MediaError> {
    let storage = app.media.as_ref().ok_or(MediaError::NoStorage)?;
    let mut conn = app.pool.acquire().await.map_err(store::error::StoreError::from)?;
    let Some(media) = store::media::find_source(&mut conn, media_id).await? else {
        return Ok(());
    };
    // No connection is held while a picture is fetched and encoded.
    drop(conn);
    if media.state != "pending" {
        return Ok(());
    }
    let limits = Limits::default();
    let bytes = match original::read(storage, &app.web, &media.source, &limits).await? {
        Original::Bytes(bytes) => bytes,
        Original::Refused(text) => return refuse(app, media_id, &text).await,
    };
    match app.darkroom.decode(bytes.clone(), limits).await {
        Ok(picture) => show(app, storage, media_id, bytes, Arc::new(picture)).await,
        Err(DecodeError::Refused(refusal)) => refuse(app, media_id, &refusal.to_string()).await,
        Err(error) => Err(error.into()),
    }
}

async fn show(
    app: &App,
    storage: &MediaStorage,
    media_id: MediaId,
    bytes: Bytes,
    picture: Arc<Picture>,
) -> Result<(), MediaError> {
    storage.put_original(bytes).await.map_err(MediaError::Storage)?;
    render_steps(app, storage, &picture, picture.fast_steps()).await?;
    let widths: Vec<_> = picture
        .widths()
        .into_iter()
        .map(|width| i32::try_from(width).unwrap_or(i32::MAX))
        .collect();
    let name = picture.content_name().to_string();
    let rendered = Rendered {
        content_name: &name,
        width: i32::try_from(picture.width()).unwrap_or(i32::MAX),
        height: i32::try_from(picture.height()).unwrap_or(i32::MAX),
        dominant_colour: &picture.dominant_colour(),
        widths: &widths,
    };
    let mut tx = app.pool.begin().await.map_err(store::error::StoreError::from)?;
    store::media::update_rendered(&mut tx, media_id, &rendered).await?;
    let payload = json!({ "media_id": media_id });
    store::job::append(
        &mut tx,
        AVIF_JOB,
        Some(&media_id.to_string()),
        &payload,
        200,
        app.clock.now(),
    )
    .await?;
    announce::changed(&mut tx, media_id).await?;
    tx.commit().await.map_err(store::error::StoreError::from)?;
    Ok(())
}

async fn refuse(app: &App, media_id: MediaId, text: &str) -> Result<(), MediaError> {
    tracing::warn!(media.id = %media_id, refusal = text, "A picture was refused");
    let mut conn = app.pool.acquire().await.map_err(store::error::StoreError::from)?;
    store::media::update_refused(&mut conn, media_id, text).await?;
    Ok(())
}

/// Renders what does not exist yet.
pub(super) async fn render_steps(
    app: &App,
    storage: &MediaStorage,
    picture: &Arc<Picture>,
    steps: Vec<Step>,
) -> Result<(), MediaError> {
    let content: ContentName = picture.content_name();
    for step in steps {
        let name = content.rendition(step.width, step.format);
        if storage.has_rendition(name).await.map_err(MediaError::Storage)? {
            continue;
        }
        let rendition = app
            .darkroom
            .render(Arc::clone(picture), step.width, step.format)
            .await
            .map_err(MediaError::Darkroom)?
            .map_err(MediaError::Render)?;
        storage
            .put_rendition(rendition.name, rendition.bytes.into())
            .await
            .map_err(MediaError::Storage)?;
    }
    Ok(())
}
