//! What every payment provider must do, whoever it is. An adapter brings a [`Harness`] that plays its shopper and runs
//! [`check`], and [`check_setting_aside`] where money can be set aside first.

mod manual;
mod unsure;

pub use manual::check_setting_aside;

use adapters::payment::{
    EventError, Headers, Outcome, PaymentError, PaymentProvider, RefundOutcome, RefundRequest, Session, SessionRequest,
};
use chrono::{DateTime, Duration, Utc};
use domain::id::PaymentAttemptId;
use domain::money::{Currency, Money};
use uuid::Uuid;

/// A call that changes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    /// A session is opened.
    Open,
    /// Money that was set aside is taken.
    Capture,
    /// It is let go.
    Void,
    /// Money is given back.
    Refund,
}

/// How a call breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// It fails inside and does nothing.
    FailsBefore,
    /// It is done, and the connection breaks.
    DropsAfter,
    /// Nothing is done, and no answer comes.
    HangsBefore,
    /// It is done, and no answer comes.
    HangsAfter,
}

impl Break {
    /// Each of them.
    pub const ALL: [Self; 4] = [Self::FailsBefore, Self::DropsAfter, Self::HangsBefore, Self::HangsAfter];
}

/// How long a call may take that is made to break.
const PATIENCE: std::time::Duration = std::time::Duration::from_millis(800);

/// What is answered in time.
async fn limited<T>(call: impl Future<Output = T> + Send) -> Option<T> {
    tokio::time::timeout(PATIENCE, call).await.ok()
}

/// A provider with somebody who pays there.
pub trait Harness: Sync {
    /// The adapter.
    fn provider(&self) -> &dyn PaymentProvider;
    /// Now, by the provider's clock.
    fn now(&self) -> DateTime<Utc>;
    /// A shopper pays at the session's page.
    fn pay(&self, session: &Session) -> impl Future<Output = ()> + Send;
    /// The bank refuses at the session's page.
    fn refuse(&self, session: &Session) -> impl Future<Output = ()> + Send;
    /// The bank asks the shopper once more, who has not answered yet.
    fn challenge(&self, session: &Session) -> impl Future<Output = ()> + Send;
    /// The shopper answers the bank.
    fn answer(&self, session: &Session, is_confirmed: bool) -> impl Future<Output = ()> + Send;
    /// A shopper pays in a way that takes its time, and that will end like this.
    fn pay_slowly(&self, session: &Session, ends_well: bool) -> impl Future<Output = ()> + Send;
    /// It has come to its end.
    fn end(&self, session: &Session, ends_well: bool) -> impl Future<Output = ()> + Send;
    /// The next call of this kind breaks.
    fn break_next(&self, call: Call, how: Break);
    /// The next session takes this, whatever it was asked for.
    fn take_instead(&self, money: Money);
    /// What was taken for an attempt, by the provider's own books.
    fn taken(&self, attempt_id: PaymentAttemptId) -> impl Future<Output = Vec<Money>> + Send;
    /// What was given back of an attempt, by the provider's own books.
    fn given_back(&self, attempt_id: PaymentAttemptId) -> impl Future<Output = Vec<Money>> + Send;
    /// An amount that the provider takes in a currency: not all take every last digit.
    fn payable(&self, currency: Currency) -> Money {
        Money::new(1_234_567, currency)
    }
    /// The newest event about an attempt as it is sent, signed now.
    fn event(&self, attempt_id: PaymentAttemptId) -> impl Future<Output = (Headers, Vec<u8>)> + Send;
}

/// A request for 65.88 EUR.
pub fn request() -> SessionRequest {
    SessionRequest {
        attempt_id: Uuid::now_v7().into(),
        amount: Money::new(6588, Currency::EUR),
        order_id: Uuid::now_v7().into(),
        return_url: "http://shop.test/checkout/return/t".to_owned(),
        cancel_url: "http://shop.test/checkout/cancel/t".to_owned(),
        description: "Test shop: 2 items".to_owned(),
        email: "ana@example.test".to_owned(),
    }
}

/// Runs the whole suite.
///
/// # Panics
/// When the provider breaks a promise of [`PaymentProvider`].
pub async fn check(harness: &impl Harness) {
    asking_twice_is_asking_once(harness).await;
    a_key_is_bound_to_its_request(harness).await;
    outcomes_are_told_as_they_are(harness).await;
    a_cancelled_attempt_is_dead(harness).await;
    a_paid_attempt_cannot_be_cancelled(harness).await;
    events_are_believed_only_with_a_fresh_signature(harness).await;
    amounts_survive_in_every_exponent(harness).await;
    a_refund_asked_for_twice_is_given_once(harness).await;
    refunds_never_exceed_the_charge(harness).await;
    refunds_are_told_as_they_are(harness).await;
    unsure::check(harness).await;
}

async fn open(harness: &impl Harness, request: &SessionRequest) -> Session {
    harness
        .provider()
        .create_session(request)
        .await
        .unwrap_or_else(|error| panic!("a session opens: {error}"))
}

async fn outcome(harness: &impl Harness, attempt_id: PaymentAttemptId) -> Outcome {
    harness
        .provider()
        .find_attempt(attempt_id)
        .await
        .unwrap_or_else(|error| panic!("an attempt can be asked about: {error}"))
}

async fn cancel(harness: &impl Harness, attempt_id: PaymentAttemptId) -> Outcome {
    harness
        .provider()
        .cancel_attempt(attempt_id)
        .await
        .unwrap_or_else(|error| panic!("an attempt can be cancelled: {error}"))
}

async fn asking_twice_is_asking_once(harness: &impl Harness) {
    let request = request();
    let (first, twin) = tokio::join!(open(harness, &request), open(harness, &request));
    let later = open(harness, &request).await;

    assert!(first == twin && first == later, "one key, one session");
    harness.pay(&first).await;
    harness.pay(&later).await;
    assert!(open(harness, &request).await == first, "also after it was paid");
    assert_eq!(harness.taken(request.attempt_id).await, [request.amount]);
}

async fn a_key_is_bound_to_its_request(harness: &impl Harness) {
    let first = request();
    open(harness, &first).await;
    let other = SessionRequest {
        amount: Money::new(1, Currency::EUR),
        ..first.clone()
    };

    let answer = harness.provider().create_session(&other).await;

    assert!(
        matches!(answer, Err(PaymentError::Refused { .. })),
        "another amount under one key is refused for certain"
    );
}

async fn outcomes_are_told_as_they_are(harness: &impl Harness) {
    let (paid, refused) = (request(), request());
    assert_eq!(outcome(harness, paid.attempt_id).await, Outcome::NotFound);
    let session = open(harness, &paid).await;
    assert_eq!(outcome(harness, paid.attempt_id).await, Outcome::Pending);
    harness.pay(&session).await;
    let Outcome::Captured { amount, reference, .. } = outcome(harness, paid.attempt_id).await else {
        panic!("it was paid")
    };
    assert_eq!(amount, paid.amount);
    assert!(!reference.is_empty());

    let session = open(harness, &refused).await;
    harness.refuse(&session).await;
    assert!(matches!(outcome(harness, refused.attempt_id).await, Outcome::Failed { code } if !code.is_empty()));
    assert!(harness.taken(refused.attempt_id).await.is_empty());
}

async fn a_cancelled_attempt_is_dead(harness: &impl Harness) {
    let (known, unknown) = (request(), request());
    let session = open(harness, &known).await;

    for attempt_id in [known.attempt_id, unknown.attempt_id] {
        let answer = cancel(harness, attempt_id).await;
        assert!(matches!(answer, Outcome::Failed { .. }), "{answer:?}");
        assert!(matches!(outcome(harness, attempt_id).await, Outcome::Failed { .. }));
    }
    harness.pay(&session).await;
    assert!(
        harness.taken(known.attempt_id).await.is_empty(),
        "its page takes no money any more"
    );
    let late = harness.provider().create_session(&unknown).await;
    assert!(
        matches!(late, Err(PaymentError::Refused { .. })),
        "a request that arrives late opens nothing"
    );
}

async fn a_paid_attempt_cannot_be_cancelled(harness: &impl Harness) {
    let request = request();
    let session = open(harness, &request).await;
    harness.pay(&session).await;

    let answer = cancel(harness, request.attempt_id).await;

    assert!(matches!(answer, Outcome::Captured { .. }), "{answer:?}");
    assert_eq!(harness.taken(request.attempt_id).await.len(), 1);
}

async fn events_are_believed_only_with_a_fresh_signature(harness: &impl Harness) {
    let request = request();
    let session = open(harness, &request).await;
    harness.pay(&session).await;
    let (headers, body) = harness.event(request.attempt_id).await;
    let verify = |headers: &Headers, body: &[u8], now| harness.provider().verify_event(headers, body, now);
    let now = harness.now();

    let event = verify(&headers, &body, now).unwrap_or_else(|error| panic!("its own event is believed: {error}"));
    assert_eq!(
        (event.attempt_id, event.amount),
        (request.attempt_id, Some(request.amount))
    );
    assert!(!event.id.is_empty() && !event.kind.is_empty());

    let mut changed = body.clone();
    changed[0] ^= 1;
    assert!(
        matches!(verify(&headers, &changed, now), Err(EventError::Signature(_))),
        "changed"
    );
    assert!(
        matches!(
            verify(&headers, &body, now + Duration::seconds(301)),
            Err(EventError::Signature(_))
        ),
        "stale"
    );
    assert!(
        matches!(verify(&Headers::new(), &body, now), Err(EventError::Signature(_))),
        "unsigned"
    );
}

async fn amounts_survive_in_every_exponent(harness: &impl Harness) {
    for currency in [Currency::JPY, Currency::EUR, Currency::KWD] {
        let request = SessionRequest {
            amount: harness.payable(currency),
            ..request()
        };
        let session = open(harness, &request).await;
        harness.pay(&session).await;
        assert_eq!(harness.taken(request.attempt_id).await, [request.amount]);
    }
}

/// A request to give some of an attempt's money back.
pub fn refund_request(attempt_id: PaymentAttemptId, minor: i64) -> RefundRequest {
    RefundRequest {
        refund_id: Uuid::now_v7().into(),
        attempt_id,
        amount: Money::new(minor, Currency::EUR),
    }
}

async fn paid(harness: &impl Harness) -> SessionRequest {
    let request = request();
    let session = open(harness, &request).await;
    harness.pay(&session).await;
    request
}

async fn refund(harness: &impl Harness, request: &RefundRequest) -> RefundOutcome {
    harness
        .provider()
        .refund(request)
        .await
        .unwrap_or_else(|error| panic!("money is given back: {error}"))
}

async fn a_refund_asked_for_twice_is_given_once(harness: &impl Harness) {
    let attempt_id = paid(harness).await.attempt_id;
    let request = refund_request(attempt_id, 1104);

    let (first, twin) = tokio::join!(refund(harness, &request), refund(harness, &request));
    let later = refund(harness, &request).await;
    let other = RefundRequest {
        amount: Money::new(1105, Currency::EUR),
        ..request.clone()
    };
    let other = harness.provider().refund(&other).await;

    assert!(first == twin && first == later, "one key, one refund");
    assert!(matches!(first, RefundOutcome::Succeeded { ref amount, .. } if *amount == request.amount));
    assert!(matches!(other, Err(PaymentError::Refused { .. })), "{other:?}");
    assert_eq!(harness.given_back(attempt_id).await, [request.amount]);
}

async fn refunds_never_exceed_the_charge(harness: &impl Harness) {
    let attempt_id = paid(harness).await.attempt_id;
    refund(harness, &refund_request(attempt_id, 6000)).await;

    let too_much = harness.provider().refund(&refund_request(attempt_id, 589)).await;
    refund(harness, &refund_request(attempt_id, 588)).await;
    let unpaid = harness
        .provider()
        .refund(&refund_request(Uuid::now_v7().into(), 1))
        .await;

    assert!(matches!(too_much, Err(PaymentError::Refused { .. })), "{too_much:?}");
    assert!(matches!(unpaid, Err(PaymentError::Refused { .. })), "{unpaid:?}");
    let given: i64 = harness
        .given_back(attempt_id)
        .await
        .iter()
        .map(|money| money.minor)
        .sum();
    assert_eq!(given, 6588);
}

async fn refunds_are_told_as_they_are(harness: &impl Harness) {
    let request = refund_request(paid(harness).await.attempt_id, 1);
    let ask = async || {
        let outcome = harness.provider().find_refund(&request).await;
        outcome.unwrap_or_else(|error| panic!("a refund can be asked about: {error}"))
    };

    assert_eq!(ask().await, RefundOutcome::NotFound);
    let told = refund(harness, &request).await;
    assert_eq!(ask().await, told);
}
