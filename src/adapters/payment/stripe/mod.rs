//! Stripe, through its hosted Checkout: the shopper pays on Stripe's page, and no card ever comes near the shop.
//!
//! One attempt is one Checkout Session, made under a key that is derived from the attempt. Stripe's events are a reason
//! to ask; what is true is asked of the session and its payment. What the adapter has to remember of an attempt stands
//! in a [`SessionBook`]. Limits, further tries and the circuit breaker are [`super::Guarded`]'s.

mod amount;
mod book;
mod check;
mod client;
mod event;
mod key;
mod refund;
mod session;
mod shape;
mod signature;

pub use super::Capture;
pub use book::{Asked, BookError, Entry, SessionBook};
pub use check::WebhookState;
pub use client::API_VERSION;
pub use event::EVENTS;
pub use key::{KeyError, SecretKey};
pub use signature::{HEADER as SIGNATURE_HEADER, WebhookSecret};

use super::{
    CaptureRequest, EventError, Outcome, PaymentError, PaymentProvider, ProviderEvent, RefundOutcome, RefundRequest,
    Session, SessionRequest,
};
use crate::clock::Clock;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use client::Client;
use domain::id::PaymentAttemptId;
use std::sync::Arc;
use url::Url;

/// Its word in tables and addresses.
pub const NAME: &str = "stripe";
/// Where the API is.
pub const API_URL: &str = "https://api.stripe.com";
/// Where the payment pages are: the one foreign origin that a form of ours may lead to.
pub const CHECKOUT_ORIGIN: &str = "https://checkout.stripe.com";

/// The account and how it is used. No `Debug`: it holds secrets.
#[derive(Clone)]
pub struct Options {
    /// The account's key.
    pub key: SecretKey,
    /// Of the webhook address; two while one is rolled. None: no event is believed, and only asking tells of payments.
    pub webhook_secrets: Vec<WebhookSecret>,
    /// When money is taken.
    pub capture: Capture,
    /// [`API_URL`], but for tests.
    pub api_url: Url,
}

/// The adapter.
pub struct Stripe {
    client: Client,
    webhook_secrets: Vec<WebhookSecret>,
    capture: Capture,
    book: Arc<dyn SessionBook>,
    clock: Clock,
}

impl Stripe {
    /// An adapter for one account; nothing is sent yet.
    ///
    /// # Errors
    /// When there can be no HTTP client.
    pub fn new(options: Options, book: Arc<dyn SessionBook>, clock: Clock) -> Result<Self, reqwest::Error> {
        Ok(Self {
            client: Client::new(&options.api_url, options.key)?,
            webhook_secrets: options.webhook_secrets,
            capture: options.capture,
            book,
            clock,
        })
    }
}

/// A book that cannot be read has told nothing about the money.
fn kept(error: BookError) -> PaymentError {
    PaymentError::Unknown { source: Some(error) }
}

#[async_trait]
impl PaymentProvider for Stripe {
    fn name(&self) -> &'static str {
        NAME
    }

    async fn create_session(&self, request: &SessionRequest) -> Result<Session, PaymentError> {
        session::create(self, request).await
    }

    async fn find_attempt(&self, attempt_id: PaymentAttemptId) -> Result<Outcome, PaymentError> {
        session::find(self, attempt_id).await
    }

    async fn cancel_attempt(&self, attempt_id: PaymentAttemptId) -> Result<Outcome, PaymentError> {
        session::cancel(self, attempt_id).await
    }

    async fn capture(&self, request: &CaptureRequest) -> Result<Outcome, PaymentError> {
        session::capture(self, request).await
    }

    async fn refund(&self, request: &RefundRequest) -> Result<RefundOutcome, PaymentError> {
        refund::refund(self, request).await
    }

    async fn find_refund(&self, request: &RefundRequest) -> Result<RefundOutcome, PaymentError> {
        refund::find(self, request).await
    }

    fn verify_event(
        &self,
        headers: &http::HeaderMap,
        body: &[u8],
        now: DateTime<Utc>,
    ) -> Result<ProviderEvent, EventError> {
        signature::verify(&self.webhook_secrets, headers, body, now)?;
        event::read(body, self.client.is_live())
    }
}
