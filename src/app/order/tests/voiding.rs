//! Money that is only set aside: a provider that does so, played over the test provider.

use super::{Bought, axes, staff};
use crate::order::{cancel, find_by_token, release_authorization};
use crate::payment::come_home;
use crate::payment::tests::Till;
use adapters::payment::test_provider::TestProvider;
use adapters::payment::{
    EventError, Headers, Outcome, PaymentError, PaymentProvider, ProviderEvent, RefundOutcome, RefundRequest, Session,
    SessionRequest,
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::id::PaymentAttemptId;
use domain::money::Money;
use std::sync::Arc;

/// Sets money aside as soon as it is asked for, and lets it go when the attempt is cancelled.
struct SettingAside {
    inner: Arc<TestProvider>,
    amount: Money,
}

#[async_trait]
impl PaymentProvider for SettingAside {
    fn name(&self) -> &'static str {
        self.inner.name()
    }

    async fn create_session(&self, request: &SessionRequest) -> Result<Session, PaymentError> {
        self.inner.create_session(request).await
    }

    async fn find_attempt(&self, attempt_id: PaymentAttemptId) -> Result<Outcome, PaymentError> {
        match self.inner.find_attempt(attempt_id).await? {
            Outcome::Pending => Ok(Outcome::Authorized {
                amount: self.amount,
                reference: "auth".into(),
            }),
            other => Ok(other),
        }
    }

    async fn cancel_attempt(&self, attempt_id: PaymentAttemptId) -> Result<Outcome, PaymentError> {
        self.inner.cancel_attempt(attempt_id).await
    }

    async fn refund(&self, request: &RefundRequest) -> Result<RefundOutcome, PaymentError> {
        self.inner.refund(request).await
    }

    async fn find_refund(&self, request: &RefundRequest) -> Result<RefundOutcome, PaymentError> {
        self.inner.find_refund(request).await
    }

    fn verify_event(&self, headers: &Headers, body: &[u8], now: DateTime<Utc>) -> Result<ProviderEvent, EventError> {
        self.inner.verify_event(headers, body, now)
    }
}

/// An order of 44.95 that is reserved and not paid, and the provider's page of it.
async fn reserved() -> (Bought, String) {
    let mut till = Till::open().await;
    let ring = till.variant("ring", 10).await;
    let buyer = till.buyer(&[(ring, 2)]).await;
    let provider = SettingAside {
        inner: Arc::clone(&till.provider),
        amount: buyer.total,
    };
    till.app.payment = Some(Arc::new(provider));
    let (page, token) = till.at_the_page(&buyer).await;
    come_home(&till.app, &token).await.unwrap();
    let order_id = find_by_token(&till.app, &token).await.unwrap();
    (Bought { till, order_id, token }, page)
}

#[tokio::test]
async fn money_that_was_set_aside_for_a_cancelled_order_is_let_go_once() {
    let (bought, _) = reserved().await;
    assert_eq!(bought.axes().await, axes("placed", "authorized", "unfulfilled"));

    cancel(&bought.till.app, &staff(), bought.order_id, "").await.unwrap();
    for _ in 0..2 {
        release_authorization(&bought.till.app, bought.order_id).await.unwrap();
    }

    assert_eq!(bought.axes().await, axes("cancelled", "voided", "not_required"));
    assert_eq!(bought.told("payment.voided").await, 1);
    assert_eq!(bought.record().await.refunds, []);
    bought.close().await;
}

#[tokio::test]
async fn money_that_was_taken_before_it_could_be_let_go_is_given_back() {
    let (bought, page) = reserved().await;
    cancel(&bought.till.app, &staff(), bought.order_id, "").await.unwrap();
    bought
        .till
        .choose(&page, adapters::payment::test_provider::Choice::Success)
        .await;

    for _ in 0..2 {
        release_authorization(&bought.till.app, bought.order_id).await.unwrap();
    }
    bought.settle_all().await;

    assert_eq!(bought.axes().await.1, "refunded");
    assert_eq!(bought.given_back().await, [4495]);
    bought.close().await;
}
