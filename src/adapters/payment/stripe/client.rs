//! Requests to Stripe's API: one version of it, a time limit, and every answer sorted into certain and unknown (P-3).

use super::SecretKey;
use crate::payment::PaymentError;
use reqwest::{RequestBuilder, Response, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::time::Duration;
use url::Url;

/// The version of the API whose shapes are read here; an account may be set to another one.
/// <https://docs.stripe.com/api/versioning>
pub const API_VERSION: &str = "2025-03-31.basil";

/// Shorter than the limit of [`crate::payment::Limits`], so that the cause is told.
const TIMEOUT: Duration = Duration::from_secs(7);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
/// Objects have a few kilobytes; lists are asked for a hundred at a time.
const MOST_BYTES: usize = 2 * 1024 * 1024;

pub(super) struct Client {
    http: reqwest::Client,
    base: String,
    key: SecretKey,
}

/// An answer that is none of the welcome ones. The text that Stripe sends along may repeat what was sent and is left out.
#[derive(Debug, thiserror::Error)]
#[error("Stripe answered {status} ({code}, request {request})")]
struct Refusal {
    status: StatusCode,
    code: String,
    parameter: String,
    request: String,
}

#[derive(Debug, thiserror::Error)]
#[error("Stripe's answer has more than {MOST_BYTES} bytes")]
struct TooLong;

#[derive(Deserialize, Default)]
#[serde(default)]
struct ErrorBody {
    error: ErrorDetail,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ErrorDetail {
    #[serde(rename = "type")]
    kind: String,
    code: Option<String>,
    decline_code: Option<String>,
    param: Option<String>,
}

impl Client {
    pub(super) fn new(base: &Url, key: SecretKey) -> Result<Self, reqwest::Error> {
        let http = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(TIMEOUT)
            .connect_timeout(CONNECT_TIMEOUT)
            .user_agent(concat!("Vitrine/", env!("CARGO_PKG_VERSION")))
            .build()?;
        let base = base.as_str().trim_end_matches('/').to_owned();
        Ok(Self { http, base, key })
    }

    pub(super) const fn is_live(&self) -> bool {
        self.key.is_live()
    }

    /// Asks for an object or a list.
    pub(super) async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, PaymentError> {
        self.send(self.http.get(format!("{}{path}", self.base))).await
    }

    /// Changes something. With a key the same change is made once, however often it is asked for.
    pub(super) async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        form: String,
        idempotency_key: Option<&str>,
    ) -> Result<T, PaymentError> {
        let mut request = self
            .http
            .post(format!("{}{path}", self.base))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form);
        if let Some(key) = idempotency_key {
            request = request.header("idempotency-key", key);
        }
        self.send(request).await
    }

    async fn send<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, PaymentError> {
        let response = request
            .bearer_auth(self.key.reveal())
            .header("stripe-version", API_VERSION)
            .send()
            .await
            .map_err(|error| PaymentError::lost(error.without_url()))?;
        let (status, request) = (response.status(), request_id(&response));
        let body = read(response).await?;
        if status.is_success() {
            return serde_json::from_slice(&body).map_err(PaymentError::lost);
        }
        let detail = serde_json::from_slice::<ErrorBody>(&body).unwrap_or_default().error;
        Err(refused(status, detail, request))
    }
}

fn request_id(response: &Response) -> String {
    let id = response
        .headers()
        .get("request-id")
        .and_then(|value| value.to_str().ok());
    id.unwrap_or("unknown").to_owned()
}

async fn read(mut response: Response) -> Result<Vec<u8>, PaymentError> {
    let mut body = Vec::new();
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|error| PaymentError::lost(error.without_url()))?
    {
        if body.len() + chunk.len() > MOST_BYTES {
            return Err(PaymentError::lost(TooLong));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

// Whether a status is certain: <https://docs.stripe.com/error-low-level>
fn refused(status: StatusCode, detail: ErrorDetail, request: String) -> PaymentError {
    let ErrorDetail {
        kind,
        code,
        decline_code,
        param,
    } = detail;
    // The first request under this key was another one: what became of it is not known.
    let is_reused = kind == "idempotency_error";
    let refusal = Refusal {
        status,
        code: decline_code.or(code).unwrap_or(kind),
        parameter: param.unwrap_or_default(),
        request,
    };
    match status {
        StatusCode::CONFLICT | StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT => {
            PaymentError::lost(refusal)
        }
        _ if is_reused || !status.is_client_error() => PaymentError::lost(refusal),
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
            tracing::error!(
                http.status = status.as_u16(),
                stripe.request = refusal.request,
                "Stripe does not accept the secret key, or it lacks a permission: look at VITRINE_STRIPE_SECRET_KEY"
            );
            PaymentError::Refused {
                code: "provider_misconfigured".to_owned(),
            }
        }
        _ => {
            tracing::warn!(
                http.status = status.as_u16(),
                stripe.code = refusal.code,
                stripe.parameter = refusal.parameter,
                stripe.request = refusal.request,
                "Stripe refused a request"
            );
            PaymentError::Refused { code: refusal.code }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> PaymentError {
        let detail = serde_json::from_str::<ErrorBody>(body).unwrap_or_default().error;
        refused(StatusCode::from_u16(status).unwrap(), detail, "req_1".to_owned())
    }

    #[test]
    fn only_what_stripe_certainly_did_not_do_is_called_refused() {
        for (status, body, certain) in [
            (
                400,
                r#"{"error":{"type":"invalid_request_error","code":"amount_too_small"}}"#,
                Some("amount_too_small"),
            ),
            (
                402,
                r#"{"error":{"type":"card_error","code":"card_declined","decline_code":"lost_card"}}"#,
                Some("lost_card"),
            ),
            (401, "{}", Some("provider_misconfigured")),
            (
                404,
                r#"{"error":{"type":"invalid_request_error","code":"resource_missing"}}"#,
                Some("resource_missing"),
            ),
            (400, r#"{"error":{"type":"idempotency_error"}}"#, None),
            (409, r#"{"error":{"type":"idempotency_error"}}"#, None),
            (429, r#"{"error":{"code":"lock_timeout"}}"#, None),
            (500, "<html>", None),
            (302, "", None),
        ] {
            match answer(status, body) {
                PaymentError::Refused { code } => assert_eq!(Some(code.as_str()), certain, "{status}"),
                _ => assert_eq!(None, certain, "{status}"),
            }
        }
    }
}
