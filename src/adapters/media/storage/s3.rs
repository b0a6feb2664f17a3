//! A bucket that speaks S3, and what it is reached with.

use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::{ClientOptions, Error, RetryConfig};
use std::fmt;
use std::time::Duration;

/// What a bucket is reached with. `Debug` does not show the keys.
#[derive(Clone)]
pub struct S3Config {
    pub bucket: String,
    pub region: String,
    /// For a service other than Amazon's, such as `https://s3.example.com`. Plain `http://` is
    /// taken only if written here.
    pub endpoint: Option<String>,
    pub access_key_id: String,
    pub secret_access_key: String,
}

impl fmt::Debug for S3Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("S3Config")
            .field("bucket", &self.bucket)
            .field("region", &self.region)
            .field("endpoint", &self.endpoint)
            .finish_non_exhaustive()
    }
}

/// Opens the bucket; nothing is sent yet. Retries end after `time_limit`.
pub(super) fn bucket(config: &S3Config, time_limit: Duration) -> Result<AmazonS3, Error> {
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(&config.bucket)
        .with_region(&config.region)
        .with_access_key_id(&config.access_key_id)
        .with_secret_access_key(&config.secret_access_key)
        .with_client_options(client_options())
        .with_retry(retry(time_limit));
    if let Some(endpoint) = &config.endpoint {
        builder = builder
            .with_endpoint(endpoint)
            .with_allow_http(endpoint.starts_with("http://"));
    }
    builder.build()
}

fn client_options() -> ClientOptions {
    ClientOptions::new()
        .with_connect_timeout(Duration::from_secs(5))
        .with_timeout(Duration::from_secs(15))
}

fn retry(time_limit: Duration) -> RetryConfig {
    RetryConfig {
        max_retries: 3,
        retry_timeout: time_limit,
        ..RetryConfig::default()
    }
}
