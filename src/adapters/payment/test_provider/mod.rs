//! The built-in test provider: an external company played by us, so that a purchase can be tried without an account
//! anywhere. No real money exists in it.
//!
//! It lives in a world of its own: a database schema `test_provider` with its own ledger, hosted pages under
//! `/test-provider/…` (`api` draws them), and webhooks that travel to the shop by HTTP with a signature. The shop knows
//! it only through [`PaymentProvider`]. Its SQL lies here and not in `store`, since no part of it is the shop's.
//!
//! It keeps what a good provider keeps: one effect an idempotency key, at most one charge a session, and webhooks that
//! are stored before they are sent. A store in production mode cannot open it.

mod delivery;
mod event;
mod fault;
mod hosted;
mod ledger;
mod manual;
mod refund;
mod session;

pub use fault::{Fault, Journey};
pub use hosted::{Choice, HostedPage, Next, PageState};
pub use ledger::Charge;

use super::signature::{Secret, SignatureError};
use super::{
    Capture, CaptureRequest, EventError, Outcome, PaymentError, PaymentProvider, ProviderEvent, RefundOutcome,
    RefundRequest, Session, SessionRequest,
};
use crate::clock::Clock;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::id::PaymentAttemptId;
use fault::Script;
use sqlx::PgPool;
use std::time::Duration;
use tokio::sync::Notify;

/// Its word in tables and addresses.
pub const NAME: &str = "test";

/// What the store is run for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreMode {
    /// Nobody pays real money.
    Development,
    /// Shoppers buy: the test provider refuses to open.
    Production,
}

/// How the test provider behaves.
#[derive(Debug, Clone)]
pub struct Options {
    /// What the store is run for.
    pub mode: StoreMode,
    /// Where webhooks go: the shop's `/webhooks/payments/test`, absolute.
    pub webhook_url: String,
    /// When money is taken; a session keeps what it was opened with.
    pub capture: Capture,
    /// How long the slow card takes.
    pub slow_for: Duration,
    /// When the card that timed out comes through after all.
    pub late_after: Duration,
}

impl Options {
    /// A development store whose pages are at `origin` (`http://127.0.0.1:3000`).
    pub fn development(origin: &str) -> Self {
        Self {
            mode: StoreMode::Development,
            webhook_url: format!("{}/webhooks/payments/{NAME}", origin.trim_end_matches('/')),
            capture: Capture::Automatic,
            slow_for: Duration::from_secs(3),
            late_after: Duration::from_secs(8),
        }
    }
}

/// Why the test provider does not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Shoppers would get goods for nothing.
    #[error("the test provider is not for a store in production mode: choose another provider, or none")]
    Production,
    /// Its account could not be read or made.
    #[error("the test provider's account cannot be read")]
    Database(#[from] sqlx::Error),
    /// The stored secret is not one.
    #[error("the test provider's stored secret is not readable")]
    Secret(#[source] SignatureError),
    /// No HTTP client.
    #[error("the test provider's HTTP client cannot be made")]
    Http(#[source] reqwest::Error),
}

/// The company.
pub struct TestProvider {
    pool: PgPool,
    clock: Clock,
    options: Options,
    secret: Secret,
    http: reqwest::Client,
    wake: Notify,
    script: Script<Fault>,
    lookup_script: Script<Fault>,
    refund_script: Script<Fault>,
    capture_script: Script<Fault>,
    journeys: Script<Journey>,
}

impl TestProvider {
    /// Opens it over the shop's server; the schema comes with the migrations.
    ///
    /// # Errors
    /// [`OpenError`]; always in production mode.
    pub async fn open(pool: PgPool, clock: Clock, options: Options) -> Result<Self, OpenError> {
        if options.mode == StoreMode::Production {
            return Err(OpenError::Production);
        }
        let secret = ledger::account_secret(&pool, &Secret::random().reveal()).await?;
        let http = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(15))
            .build()
            .map_err(OpenError::Http)?;
        Ok(Self {
            pool,
            clock,
            options,
            secret: Secret::parse(&secret).map_err(OpenError::Secret)?,
            http,
            wake: Notify::new(),
            script: Script::default(),
            lookup_script: Script::default(),
            refund_script: Script::default(),
            capture_script: Script::default(),
            journeys: Script::default(),
        })
    }

    /// Faults for the next calls of [`PaymentProvider::create_session`], one a call. For tests.
    pub fn script(&self, faults: impl IntoIterator<Item = Fault>) {
        self.script.append(faults);
    }

    /// Faults for the next calls of [`PaymentProvider::capture`], one a call. For tests.
    pub fn script_captures(&self, faults: impl IntoIterator<Item = Fault>) {
        self.capture_script.append(faults);
    }

    /// Faults for the next calls of [`PaymentProvider::refund`], one a call. For tests.
    pub fn script_refunds(&self, faults: impl IntoIterator<Item = Fault>) {
        self.refund_script.append(faults);
    }

    /// Faults for the next calls of [`PaymentProvider::find_attempt`] and [`PaymentProvider::cancel_attempt`], one a
    /// call. For tests.
    pub fn script_lookups(&self, faults: impl IntoIterator<Item = Fault>) {
        self.lookup_script.append(faults);
    }

    /// What becomes of the next webhooks that are sent. For tests.
    pub fn script_journeys(&self, journeys: impl IntoIterator<Item = Journey>) {
        self.journeys.append(journeys);
    }

    /// Signs a body as this provider does. For tests that send events of their own.
    pub fn sign(&self, id: &str, body: &[u8]) -> super::signature::SignedHeaders {
        self.secret.sign(id, self.clock.now(), body)
    }

    /// What was given back of an attempt, oldest first. For tests.
    ///
    /// # Errors
    /// The statement's.
    pub async fn refunds_of(&self, attempt_id: PaymentAttemptId) -> Result<Vec<Charge>, sqlx::Error> {
        refund::list(&self.pool, attempt_id).await
    }

    /// The charges of an attempt. For tests, which compare them with the orders.
    ///
    /// # Errors
    /// The statement's.
    pub async fn charges_of(&self, attempt_id: PaymentAttemptId) -> Result<Vec<Charge>, sqlx::Error> {
        ledger::list_charges(&self.pool, attempt_id).await
    }
}

#[async_trait]
impl PaymentProvider for TestProvider {
    fn name(&self) -> &'static str {
        NAME
    }

    async fn create_session(&self, request: &SessionRequest) -> Result<Session, PaymentError> {
        session::create(self, request).await
    }

    async fn find_attempt(&self, attempt_id: PaymentAttemptId) -> Result<Outcome, PaymentError> {
        session::told(self.lookup_script.next(), ledger::find_outcome(&self.pool, attempt_id)).await
    }

    async fn cancel_attempt(&self, attempt_id: PaymentAttemptId) -> Result<Outcome, PaymentError> {
        session::told(self.lookup_script.next(), session::cancel(self, attempt_id)).await
    }

    async fn capture(&self, request: &CaptureRequest) -> Result<Outcome, PaymentError> {
        manual::capture(self, request).await
    }

    async fn refund(&self, request: &RefundRequest) -> Result<RefundOutcome, PaymentError> {
        refund::refund(self, request).await
    }

    async fn find_refund(&self, request: &RefundRequest) -> Result<RefundOutcome, PaymentError> {
        refund::find(&self.pool, request).await.map_err(PaymentError::lost)
    }

    fn verify_event(
        &self,
        headers: &http::HeaderMap,
        body: &[u8],
        now: DateTime<Utc>,
    ) -> Result<ProviderEvent, EventError> {
        self.secret.verify(headers, body, now)?;
        event::read(body)
    }
}
