//! Stripe passes the suite that every provider must pass, bare and behind its guards.

use super::StripeTill;
use adapters::payment::stripe::Capture;
use adapters::payment::{Headers, PaymentProvider, Session};
use chrono::{DateTime, Utc};
use domain::id::PaymentAttemptId;
use domain::money::{Currency, Money};
use testkit::payment_conformance::{Break, Call, Harness, check, check_setting_aside};
use testkit::stripe::{StripeFault, Way};

struct Through<'a> {
    till: &'a StripeTill,
    provider: &'a dyn PaymentProvider,
}

impl Harness for Through<'_> {
    fn provider(&self) -> &dyn PaymentProvider {
        self.provider
    }

    fn now(&self) -> DateTime<Utc> {
        self.till.till.app.clock.now()
    }

    async fn pay(&self, session: &Session) {
        self.till.there.pay(&session.redirect_url, Way::Card);
    }

    async fn refuse(&self, session: &Session) {
        self.till.there.pay(&session.redirect_url, Way::Slow);
        self.till.there.pay(&session.redirect_url, Way::SlowFailed);
    }

    async fn challenge(&self, session: &Session) {
        self.till.there.pay(&session.redirect_url, Way::Challenge);
    }

    async fn answer(&self, session: &Session, is_confirmed: bool) {
        let way = if is_confirmed { Way::Card } else { Way::BadCard };
        self.till.there.pay(&session.redirect_url, way);
    }

    async fn pay_slowly(&self, session: &Session, _: bool) {
        self.till.there.pay(&session.redirect_url, Way::Slow);
    }

    async fn end(&self, session: &Session, ends_well: bool) {
        let way = if ends_well { Way::SlowCame } else { Way::SlowFailed };
        self.till.there.pay(&session.redirect_url, way);
    }

    fn break_next(&self, call: Call, how: Break) {
        let fault = match how {
            Break::FailsBefore => StripeFault::Status(500),
            Break::DropsAfter => StripeFault::DropAfter,
            Break::HangsBefore => StripeFault::HangBefore,
            Break::HangsAfter => StripeFault::HangAfter,
        };
        // Letting money go asks for the end of the page first.
        if call == Call::Void {
            self.till.there.script([StripeFault::None]);
        }
        self.till.there.script([fault]);
    }

    fn take_instead(&self, money: Money) {
        self.till.there.script([match money.currency {
            Currency::JPY => StripeFault::OtherCurrency("jpy"),
            _ => StripeFault::OtherAmount(money.minor),
        }]);
    }

    async fn taken(&self, attempt_id: PaymentAttemptId) -> Vec<Money> {
        self.till.there.taken(attempt_id)
    }

    async fn given_back(&self, attempt_id: PaymentAttemptId) -> Vec<Money> {
        self.till.there.given_back(attempt_id)
    }

    fn payable(&self, currency: Currency) -> Money {
        // The last of three decimals has to be 0.
        Money::new(
            if currency == Currency::KWD {
                1_234_560
            } else {
                1_234_567
            },
            currency,
        )
    }

    async fn event(&self, attempt_id: PaymentAttemptId) -> (Headers, Vec<u8>) {
        let events = self.till.there.events();
        let about = |(_, body): &&(String, String)| body.contains(&attempt_id.to_string());
        let (_, body) = events.iter().rfind(about).unwrap();
        (self.till.there.signed(body.as_bytes()), body.clone().into_bytes())
    }
}

#[tokio::test]
async fn stripe_conforms() {
    let till = StripeTill::open(Capture::Automatic).await;

    let provider = till.bare.as_ref();
    check(&Through { till: &till, provider }).await;
    let provider = till.till.app.payment.clone().unwrap();
    let provider = provider.as_ref();
    check(&Through { till: &till, provider }).await;

    // Its attempts belong to no order of the shop.
    till.till.discard().await;
}

#[tokio::test]
async fn stripe_conforms_where_it_sets_money_aside() {
    let till = StripeTill::open(Capture::Manual).await;

    let provider = till.bare.as_ref();
    check_setting_aside(&Through { till: &till, provider }).await;
    let provider = till.till.app.payment.clone().unwrap();
    let provider = provider.as_ref();
    check_setting_aside(&Through { till: &till, provider }).await;

    till.till.discard().await;
}

#[tokio::test]
async fn every_request_names_the_version_and_every_session_a_key_of_its_attempt() {
    let till = StripeTill::open(Capture::Automatic).await;
    till.till.at_the_page(&till.buyer().await).await;

    let seen = till.there.seen();
    let key = format!("attempt-{}", till.attempt().await);
    let pinned = Some(adapters::payment::stripe::API_VERSION.to_owned());
    assert!(seen.iter().all(|request| request.version == pinned));
    let opened: Vec<_> = seen
        .iter()
        .filter(|it| it.line == "POST /v1/checkout/sessions")
        .collect();
    assert_eq!((opened.len(), opened[0].key.as_ref()), (1, Some(&key)));
    till.close().await;
}

#[tokio::test]
async fn an_amount_that_stripe_cannot_take_is_refused_before_anything_is_sent() {
    let till = StripeTill::open(Capture::Automatic).await;
    let request = adapters::payment::SessionRequest {
        amount: Money::new(5124, Currency::KWD),
        ..testkit::payment_conformance::request()
    };

    let refused = till.bare.create_session(&request).await;

    assert!(
        matches!(refused, Err(adapters::payment::PaymentError::Refused { code }) if code == "amount_not_supported")
    );
    assert_eq!(till.there.seen(), []);
    till.close().await;
}
