//! The storage against a folder, a store in memory, and a bucket that never answers.

use super::super::Format;
use super::*;
use object_store::memory::InMemory;

fn name() -> RenditionName {
    ContentName::of(b"wave").rendition(640, Format::WebP)
}

fn folder() -> (tempfile::TempDir, MediaStorage) {
    let folder = tempfile::tempdir().expect("a folder");
    let storage = MediaStorage::local(&folder.path().join("media")).expect("opens");
    (folder, storage)
}

#[tokio::test]
async fn what_is_put_is_there_until_it_is_deleted() {
    let (_folder, storage) = folder();
    let bytes = Bytes::from_static(b"webp");

    assert!(!storage.has_rendition(name()).await.expect("answers"));
    let put = storage.put_rendition(name(), bytes.clone()).await;
    assert_eq!(put.expect("stores"), Put::Stored);
    assert!(storage.has_rendition(name()).await.expect("answers"));
    assert_eq!(storage.get_rendition(name()).await.expect("reads"), bytes);

    storage.delete_rendition(name()).await.expect("deletes");
    storage.delete_rendition(name()).await.expect("deletes again");
    let gone = storage.get_rendition(name()).await;
    assert!(matches!(gone, Err(StorageError::NotFound { .. })));
}

#[tokio::test]
async fn a_second_put_changes_nothing() {
    let (_folder, storage) = folder();
    let first = Bytes::from_static(b"first");

    let put = storage.put_rendition(name(), first.clone()).await;
    let again = storage.put_rendition(name(), Bytes::from_static(b"second")).await;

    assert_eq!(put.expect("stores"), Put::Stored);
    assert_eq!(again.expect("answers"), Put::AlreadyThere);
    assert_eq!(storage.get_rendition(name()).await.expect("reads"), first);
}

#[tokio::test]
async fn an_original_is_kept_apart_from_what_is_served() {
    let (folder, storage) = folder();

    let name = storage.put_original(Bytes::from_static(b"raw")).await.expect("stores");

    assert_eq!(name, ContentName::of(b"raw"));
    assert_eq!(storage.get_original(name).await.expect("reads"), &b"raw"[..]);
    assert!(folder.path().join(format!("media/originals/{name}")).is_file());
    assert!(!folder.path().join("media/renditions").exists());
    storage.delete_original(name).await.expect("deletes");
}

#[tokio::test]
async fn an_object_that_grew_too_large_is_not_read() {
    let store = Arc::new(InMemory::new());
    let huge = vec![0; usize::try_from(LARGEST_OBJECT).expect("fits") + 1];
    store.put(&rendition_path(name()), huge.into()).await.expect("stores");
    let storage = MediaStorage::over(store, true);

    let refused = storage.get_rendition(name()).await;

    assert!(matches!(refused, Err(StorageError::TooLarge { .. })));
}

#[tokio::test]
async fn a_bucket_keeps_type_and_caching_beside_the_bytes() {
    let store = Arc::new(InMemory::new());
    let storage = MediaStorage::over(store.clone(), true);

    storage
        .put_rendition(name(), Bytes::from_static(b"webp"))
        .await
        .expect("stores");

    let kept = store.get(&rendition_path(name())).await.expect("reads").attributes;
    assert_eq!(kept.get(&Attribute::ContentType), Some(&"image/webp".into()));
    assert_eq!(kept.get(&Attribute::CacheControl), Some(&CACHE_FOR_EVER.into()));
}

#[tokio::test]
async fn a_bucket_that_does_not_answer_is_given_up_in_time() {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = silent.local_addr().expect("an address");
    let mut storage = MediaStorage::s3(&config(&format!("http://{address}"))).expect("opens");
    storage.time_limit = Duration::from_millis(100);

    let answer = storage.get_rendition(name()).await;

    assert!(matches!(answer, Err(StorageError::TimedOut { .. })), "{answer:?}");
}

#[test]
fn the_keys_of_a_bucket_are_not_shown() {
    let config = config("https://s3.example.com");
    let storage = MediaStorage::s3(&config).expect("opens");

    for shown in [format!("{config:?}"), format!("{storage:?}")] {
        assert!(shown.contains("vitrine-media"), "{shown}");
        assert!(!shown.contains("hush"), "{shown}");
    }
}

fn config(endpoint: &str) -> S3Config {
    S3Config {
        bucket: "vitrine-media".into(),
        region: "eu-central-1".into(),
        endpoint: Some(endpoint.into()),
        access_key_id: "hush-id".into(),
        secret_access_key: "hush-secret".into(),
    }
}
