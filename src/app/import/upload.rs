//! Files of the media folder, stored under the name of their content before products point at them.

use std::collections::HashMap;

use adapters::media::MediaStorage;
use store::import::{Incoming, Met, Verdict};

use super::error::ImportError;
use crate::App;

/// Stores the pictures of those products that will be written and points their drafts at the stored bytes. Outside
/// any transaction: what is stored and then not used is only a file too many.
pub async fn store_pictures(app: &App, incoming: &mut [Incoming], met: &Met) -> Result<(), ImportError> {
    let has_files = incoming
        .iter()
        .any(|one| one.draft.images.iter().any(|image| image.file.is_some()));
    let Some(storage) = app.media.as_ref().filter(|_| has_files) else {
        return Ok(());
    };
    let mut conn = app.pool.acquire().await?;
    let verdicts = store::import::resolve(&mut conn, incoming, &mut met.clone()).await?;
    drop(conn);
    let mut stored = HashMap::new();
    for (one, verdict) in incoming.iter_mut().zip(verdicts) {
        if matches!(verdict, Verdict::Created | Verdict::Updated) {
            for image in &mut one.draft.images {
                if let Some(file) = &image.file {
                    image.source = store_file(storage, file, &mut stored).await?;
                }
            }
        }
    }
    Ok(())
}

async fn store_file(
    storage: &MediaStorage,
    file: &str,
    stored: &mut HashMap<String, String>,
) -> Result<String, ImportError> {
    if let Some(source) = stored.get(file) {
        return Ok(source.clone());
    }
    let failed = |cause: Box<dyn std::error::Error + Send + Sync>| ImportError::Picture {
        path: file.to_owned(),
        cause,
    };
    let bytes = tokio::fs::read(file).await.map_err(|cause| failed(cause.into()))?;
    let name = storage
        .put_original(bytes.into())
        .await
        .map_err(|cause| failed(cause.into()))?;
    let source = format!("original:{name}");
    stored.insert(file.to_owned(), source.clone());
    Ok(source)
}
