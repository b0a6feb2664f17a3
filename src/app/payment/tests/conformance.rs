//! The test provider passes the suite that every provider must pass, bare and behind its guards.

use super::{Till, last_part};
use adapters::payment::test_provider::{Choice, OpenError, Options, StoreMode, TestProvider};
use adapters::payment::{Headers, PaymentProvider, Session};
use chrono::{DateTime, Utc};
use domain::id::PaymentAttemptId;
use domain::money::Money;
use testkit::payment_conformance::{Harness, check};

struct Bare<'a>(&'a Till);

impl Harness for Bare<'_> {
    fn provider(&self) -> &dyn PaymentProvider {
        self.0.provider.as_ref()
    }

    fn now(&self) -> DateTime<Utc> {
        self.0.app.clock.now()
    }

    async fn pay(&self, session: &Session) {
        self.0.choose(&last_part(&session.redirect_url), Choice::Success).await;
    }

    async fn refuse(&self, session: &Session) {
        self.0.choose(&last_part(&session.redirect_url), Choice::Decline).await;
    }

    async fn taken(&self, attempt_id: PaymentAttemptId) -> Vec<Money> {
        let charges = self.0.provider.charges_of(attempt_id).await.unwrap();
        charges.into_iter().map(|charge| charge.amount).collect()
    }

    async fn given_back(&self, attempt_id: PaymentAttemptId) -> Vec<Money> {
        let refunds = self.0.provider.refunds_of(attempt_id).await.unwrap();
        refunds.into_iter().map(|refund| refund.amount).collect()
    }

    async fn event(&self, attempt_id: PaymentAttemptId) -> (Headers, Vec<u8>) {
        let events = self.0.events().await;
        let (id, body) = events
            .iter()
            .rfind(|(_, body)| body.contains(&attempt_id.to_string()))
            .unwrap();
        (self.0.signed(id, body), body.clone().into_bytes())
    }
}

struct Behind<'a>(Bare<'a>);

impl Harness for Behind<'_> {
    fn provider(&self) -> &dyn PaymentProvider {
        self.0.0.app.payment.as_deref().unwrap()
    }

    fn now(&self) -> DateTime<Utc> {
        self.0.now()
    }

    async fn pay(&self, session: &Session) {
        self.0.pay(session).await;
    }

    async fn refuse(&self, session: &Session) {
        self.0.refuse(session).await;
    }

    async fn taken(&self, attempt_id: PaymentAttemptId) -> Vec<Money> {
        self.0.taken(attempt_id).await
    }

    async fn given_back(&self, attempt_id: PaymentAttemptId) -> Vec<Money> {
        self.0.given_back(attempt_id).await
    }

    async fn event(&self, attempt_id: PaymentAttemptId) -> (Headers, Vec<u8>) {
        self.0.event(attempt_id).await
    }
}

#[tokio::test]
async fn the_test_provider_conforms() {
    let till = Till::open().await;

    check(&Bare(&till)).await;
    check(&Behind(Bare(&till))).await;

    // Its charges belong to no order of the shop, so the invariants do not apply.
    till.discard().await;
}

#[tokio::test]
async fn a_store_in_production_cannot_open_the_test_provider() {
    let till = Till::open().await;
    let options = Options {
        mode: StoreMode::Production,
        ..Options::development("https://shop.example")
    };

    let opened = TestProvider::open(till.database().pool.clone(), till.app.clock.clone(), options).await;

    assert!(matches!(opened, Err(OpenError::Production)));
    till.close().await;
}
