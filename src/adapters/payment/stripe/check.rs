//! For `vitrine doctor`: whether the key works, and whether Stripe knows where to send its events.

use super::shape::List;
use super::{EVENTS, Stripe};
use crate::payment::PaymentError;
use serde::Deserialize;

/// How Stripe is set up to tell us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WebhookState {
    /// Enabled, with all the events.
    Ready,
    /// No address of the account is ours.
    Missing,
    /// There, but switched off.
    Disabled,
    /// There, but these events are not ticked.
    Unticked(Vec<&'static str>),
}

#[derive(Deserialize)]
struct Endpoint {
    url: String,
    status: String,
    enabled_events: Vec<String>,
}

#[derive(Deserialize)]
struct Anything {}

impl Stripe {
    /// Asks for something harmless with the key.
    ///
    /// # Errors
    /// [`PaymentError`]; `provider_misconfigured` when the key is not accepted.
    pub async fn check(&self) -> Result<(), PaymentError> {
        let _: List<Anything> = self.client.get("/v1/checkout/sessions?limit=1").await?;
        Ok(())
    }

    /// Whether the account sends its events to `url`.
    ///
    /// # Errors
    /// [`PaymentError`], also when the key may not look.
    pub async fn webhook_state(&self, url: &str) -> Result<WebhookState, PaymentError> {
        let list: List<Endpoint> = self.client.get("/v1/webhook_endpoints?limit=100").await?;
        let ours: Vec<_> = list.data.into_iter().filter(|endpoint| endpoint.url == url).collect();
        let Some(endpoint) = ours.iter().find(|it| it.status == "enabled").or(ours.first()) else {
            return Ok(WebhookState::Missing);
        };
        if endpoint.status != "enabled" {
            return Ok(WebhookState::Disabled);
        }
        let is_ticked = |event: &str| {
            endpoint
                .enabled_events
                .iter()
                .any(|ticked| ticked == event || ticked == "*")
        };
        let unticked: Vec<_> = EVENTS.into_iter().filter(|event| !is_ticked(event)).collect();
        Ok(if unticked.is_empty() {
            WebhookState::Ready
        } else {
            WebhookState::Unticked(unticked)
        })
    }
}
