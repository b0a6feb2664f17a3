//! An engine behind an address: our question as JSON, its answer as JSON (docs/tax.md has both).

use super::{EngineError, EngineReply, TaxEngine};
use async_trait::async_trait;
use domain::tax::TaxQuestion;
use sha2::{Digest, Sha256};
use std::time::Duration;
use url::Url;

/// Longer than the guards' patience, so that connections end by themselves where nobody guards.
const TIMEOUT: Duration = Duration::from_secs(10);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);
/// A cart of a hundred lines with four taxes each has some forty kilobytes.
const MOST_BYTES: usize = 512 * 1024;

/// An engine that is asked over HTTP.
pub struct HttpEngine {
    http: reqwest::Client,
    url: Url,
    name: String,
    token: Option<String>,
}

#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error("it answered {0}")]
    Status(reqwest::StatusCode),
    #[error("its answer has more than {MOST_BYTES} bytes")]
    TooLong,
}

impl HttpEngine {
    /// The engine at an address, which the operator chose; its host is its name. With a token each question carries it.
    ///
    /// # Errors
    /// When no client can be made, which is a fault of this machine.
    pub fn new(url: Url, token: Option<String>) -> Result<Self, reqwest::Error> {
        let http = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(TIMEOUT)
            .connect_timeout(CONNECT_TIMEOUT)
            .user_agent(concat!("Vitrine/", env!("CARGO_PKG_VERSION")))
            .build()?;
        let name = url.host_str().unwrap_or("engine").to_owned();
        Ok(Self { http, url, name, token })
    }

    async fn body(&self, question: &TaxQuestion) -> Result<Vec<u8>, EngineError> {
        let mut request = self.http.post(self.url.clone()).json(question);
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        let mut response = request.send().await.map_err(|error| failed(error.without_url()))?;
        if !response.status().is_success() {
            return Err(failed(Fault::Status(response.status())));
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| failed(error.without_url()))? {
            if body.len() + chunk.len() > MOST_BYTES {
                return Err(failed(Fault::TooLong));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }
}

#[async_trait]
impl TaxEngine for HttpEngine {
    fn name(&self) -> &str {
        &self.name
    }

    async fn ask(&self, question: &TaxQuestion) -> Result<EngineReply, EngineError> {
        let body = self.body(question).await?;
        Ok(EngineReply {
            answer: serde_json::from_slice(&body).map_err(failed)?,
            response_hash: hex::encode(Sha256::digest(&body)),
        })
    }
}

fn failed(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> EngineError {
    EngineError::Failed(cause.into())
}
