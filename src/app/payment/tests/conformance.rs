//! The test provider passes the suite that every provider must pass, bare and behind its guards.

use super::{Till, last_part};
use adapters::payment::test_provider::{Choice, Fault, OpenError, Options, StoreMode, TestProvider};
use adapters::payment::{Headers, PaymentProvider, Session};
use chrono::{DateTime, Utc};
use domain::id::PaymentAttemptId;
use domain::money::Money;
use testkit::payment_conformance::{Break, Call, Harness, check, check_setting_aside};

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

    async fn challenge(&self, session: &Session) {
        let page = last_part(&session.redirect_url);
        self.0.choose(&page, Choice::Challenge).await;
    }

    async fn answer(&self, session: &Session, is_confirmed: bool) {
        let page = last_part(&session.redirect_url);
        self.0.provider.answer_challenge(&page, is_confirmed).await.unwrap();
    }

    async fn pay_slowly(&self, session: &Session, ends_well: bool) {
        let choice = if ends_well {
            Choice::Timeout
        } else {
            Choice::LateDecline
        };
        self.0.choose(&last_part(&session.redirect_url), choice).await;
    }

    async fn end(&self, _: &Session, _: bool) {
        self.0.app.clock.advance(chrono::Duration::minutes(1));
        self.0.provider.deliver_due(1).await.unwrap();
    }

    fn break_next(&self, call: Call, how: Break) {
        let fault = match how {
            Break::FailsBefore => Fault::ServerError,
            Break::DropsAfter => Fault::CommitThenDrop,
            Break::HangsBefore => Fault::TimeOutBeforeCommit,
            Break::HangsAfter => Fault::TimeOutAfterCommit,
        };
        match call {
            Call::Open => self.0.provider.script([fault]),
            Call::Capture => self.0.provider.script_captures([fault]),
            Call::Void => self.0.provider.script_lookups([fault]),
            Call::Refund => self.0.provider.script_refunds([fault]),
        }
    }

    fn take_instead(&self, money: Money) {
        self.0.provider.script([Fault::Take(money)]);
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

/// The same behind its guards.
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

    async fn challenge(&self, session: &Session) {
        self.0.challenge(session).await;
    }

    async fn answer(&self, session: &Session, is_confirmed: bool) {
        self.0.answer(session, is_confirmed).await;
    }

    async fn pay_slowly(&self, session: &Session, ends_well: bool) {
        self.0.pay_slowly(session, ends_well).await;
    }

    async fn end(&self, session: &Session, ends_well: bool) {
        self.0.end(session, ends_well).await;
    }

    fn break_next(&self, call: Call, how: Break) {
        self.0.break_next(call, how);
    }

    fn take_instead(&self, money: Money) {
        self.0.take_instead(money);
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
async fn the_test_provider_conforms_where_it_sets_money_aside() {
    let till = Till::setting_aside().await;

    check_setting_aside(&Bare(&till)).await;
    check_setting_aside(&Behind(Bare(&till))).await;

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
