//! Where originals and renditions are kept: a local folder, or a bucket that speaks S3.
//!
//! Two rooms that never mix: `renditions/` may be served to everybody, `originals/` holds what
//! people sent, with its metadata, and is only read again to render anew. What is stored is never
//! overwritten; a name follows from content, so a second write of it has nothing new to say.

use bytes::Bytes;
use futures::StreamExt;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{Attribute, Attributes, Error, ObjectStore, ObjectStoreExt, PutMode, PutOptions};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

use super::{ContentName, RenditionName};
pub use s3::S3Config;

mod s3;
#[cfg(test)]
mod tests;

/// Nothing larger is read back, in bytes; originals are bounded by [`super::Limits`] to less.
const LARGEST_OBJECT: u64 = 32 * 1024 * 1024;

/// For one operation with all its retries.
const TIME_LIMIT: Duration = Duration::from_secs(20);

/// Renditions never change under their name.
const CACHE_FOR_EVER: &str = "public, max-age=31536000, immutable";

/// What became of a put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    Stored,
    AlreadyThere,
}

/// The storage could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    #[error("nothing is kept under {name}")]
    NotFound { name: String },
    #[error("{name} has {bytes} bytes, more than are read")]
    TooLarge { name: String, bytes: u64 },
    #[error("the storage did not answer about {name} in time")]
    TimedOut { name: String },
    #[error("the media folder could not be made")]
    Folder(#[source] std::io::Error),
    #[error("the storage could not be opened")]
    Open(#[source] Error),
    #[error("the storage failed at {name}")]
    Failed {
        name: String,
        #[source]
        source: Error,
    },
}

/// The media of a shop. Clones share one connection pool.
#[derive(Clone)]
pub struct MediaStorage {
    store: Arc<dyn ObjectStore>,
    /// A folder takes no attributes; a bucket needs them to serve an object by itself.
    keeps_attributes: bool,
    time_limit: Duration,
}

/// Says where, and no more: the store's own `Debug` would show the keys of a bucket.
impl fmt::Debug for MediaStorage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MediaStorage({})", self.store)
    }
}

impl MediaStorage {
    /// Keeps media in `folder`, which is made if it does not exist. A write is on the disk before
    /// it is reported.
    ///
    /// # Errors
    /// If the folder cannot be made or opened.
    pub fn local(folder: &std::path::Path) -> Result<Self, StorageError> {
        std::fs::create_dir_all(folder).map_err(StorageError::Folder)?;
        let store = LocalFileSystem::new_with_prefix(folder).map_err(StorageError::Open)?;
        Ok(Self::over(Arc::new(store.with_fsync(true)), false))
    }

    /// Keeps media in a bucket. Nothing is sent yet.
    ///
    /// # Errors
    /// If the configuration is not complete or the endpoint no address.
    pub fn s3(config: &S3Config) -> Result<Self, StorageError> {
        let store = s3::bucket(config, TIME_LIMIT).map_err(StorageError::Open)?;
        Ok(Self::over(Arc::new(store), true))
    }

    fn over(store: Arc<dyn ObjectStore>, keeps_attributes: bool) -> Self {
        Self {
            store,
            keeps_attributes,
            time_limit: TIME_LIMIT,
        }
    }

    /// Stores a rendition unless it is there already.
    ///
    /// # Errors
    /// If the storage fails or does not answer in time.
    pub async fn put_rendition(&self, name: RenditionName, bytes: Bytes) -> Result<Put, StorageError> {
        let mut attributes = Attributes::new();
        if self.keeps_attributes {
            attributes.insert(Attribute::ContentType, name.format.content_type().into());
            attributes.insert(Attribute::CacheControl, CACHE_FOR_EVER.into());
        }
        self.put(&rendition_path(name), bytes, attributes).await
    }

    /// Reads a rendition whole.
    ///
    /// # Errors
    /// [`StorageError::NotFound`] if it is not there; others if the storage fails.
    pub async fn get_rendition(&self, name: RenditionName) -> Result<Bytes, StorageError> {
        self.get(&rendition_path(name)).await
    }

    /// Whether a rendition is there: a job that was killed need not encode it again.
    ///
    /// # Errors
    /// If the storage fails or does not answer in time.
    pub async fn has_rendition(&self, name: RenditionName) -> Result<bool, StorageError> {
        self.has(&rendition_path(name)).await
    }

    /// Removes a rendition; one that is not there is removed already.
    ///
    /// # Errors
    /// If the storage fails or does not answer in time.
    pub async fn delete_rendition(&self, name: RenditionName) -> Result<(), StorageError> {
        self.delete(&rendition_path(name)).await
    }

    /// Stores what was sent, under the name of its content, and says that name.
    ///
    /// # Errors
    /// If the storage fails or does not answer in time.
    pub async fn put_original(&self, bytes: Bytes) -> Result<ContentName, StorageError> {
        let name = ContentName::of(&bytes);
        self.put(&original_path(name), bytes, Attributes::new()).await?;
        Ok(name)
    }

    /// Reads an original. It holds its sender's metadata: for rendering, never for serving.
    ///
    /// # Errors
    /// [`StorageError::NotFound`] if it is not there; others if the storage fails.
    pub async fn get_original(&self, name: ContentName) -> Result<Bytes, StorageError> {
        self.get(&original_path(name)).await
    }

    /// Removes an original; one that is not there is removed already.
    ///
    /// # Errors
    /// If the storage fails or does not answer in time.
    pub async fn delete_original(&self, name: ContentName) -> Result<(), StorageError> {
        self.delete(&original_path(name)).await
    }

    async fn put(&self, path: &Path, bytes: Bytes, attributes: Attributes) -> Result<Put, StorageError> {
        let options = PutOptions {
            mode: PutMode::Create,
            attributes,
            ..PutOptions::default()
        };
        let put = self.store.put_opts(path, bytes.into(), options);
        match self.in_time(path, put).await? {
            Ok(_) => Ok(Put::Stored),
            Err(Error::AlreadyExists { .. } | Error::Precondition { .. }) => Ok(Put::AlreadyThere),
            Err(source) => Err(failed(path, source)),
        }
    }

    async fn get(&self, path: &Path) -> Result<Bytes, StorageError> {
        self.in_time(path, self.read(path)).await?
    }

    async fn read(&self, path: &Path) -> Result<Bytes, StorageError> {
        let found = self.store.get(path).await.map_err(|error| failed(path, error))?;
        bounded(path, found.meta.size)?;
        let mut bytes = Vec::with_capacity(usize::try_from(found.meta.size).unwrap_or_default());
        let mut stream = found.into_stream();
        while let Some(part) = stream.next().await {
            let part = part.map_err(|error| failed(path, error))?;
            bounded(path, (bytes.len() + part.len()) as u64)?;
            bytes.extend_from_slice(&part);
        }
        Ok(bytes.into())
    }

    async fn has(&self, path: &Path) -> Result<bool, StorageError> {
        match self.in_time(path, self.store.head(path)).await? {
            Ok(_) => Ok(true),
            Err(Error::NotFound { .. }) => Ok(false),
            Err(source) => Err(failed(path, source)),
        }
    }

    async fn delete(&self, path: &Path) -> Result<(), StorageError> {
        match self.in_time(path, self.store.delete(path)).await? {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(source) => Err(failed(path, source)),
        }
    }

    async fn in_time<T>(&self, path: &Path, work: impl Future<Output = T>) -> Result<T, StorageError> {
        timeout(self.time_limit, work)
            .await
            .map_err(|_| StorageError::TimedOut { name: path.to_string() })
    }
}

fn rendition_path(name: RenditionName) -> Path {
    Path::from(format!("renditions/{name}"))
}

fn original_path(name: ContentName) -> Path {
    Path::from(format!("originals/{name}"))
}

fn bounded(path: &Path, bytes: u64) -> Result<(), StorageError> {
    if bytes <= LARGEST_OBJECT {
        return Ok(());
    }
    Err(StorageError::TooLarge {
        name: path.to_string(),
        bytes,
    })
}

fn failed(path: &Path, source: Error) -> StorageError {
    let name = path.to_string();
    match source {
        Error::NotFound { .. } => StorageError::NotFound { name },
        source => StorageError::Failed { name, source },
    }
}
