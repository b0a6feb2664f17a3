//! The adapter against localstripe, a Stripe that somebody else has written: payment intents and refunds are its own. Run
//! by `.ci/localstripe`, which installs and starts it.

use super::StripeTill;
use crate::payment::StoredSessions;
use adapters::payment::stripe::{Capture, Stripe};
use adapters::payment::{CaptureRequest, Outcome, PaymentError, PaymentProvider as _, RefundOutcome};
use domain::id::PaymentAttemptId;
use domain::money::{Currency, Money};
use std::sync::Arc;
use testkit::payment_conformance::{refund_request, request};
use testkit::stripe::LocalstripeFront;

async fn open(capture: Capture) -> (StripeTill, Stripe, LocalstripeFront) {
    let till = StripeTill::open(capture).await;
    let there = std::env::var("TEST_LOCALSTRIPE_URL").expect("where localstripe is: run .ci/localstripe");
    let front = LocalstripeFront::start(&there).await;
    let mut options = till.there.options(capture);
    options.api_url = front.url.clone();
    let (pool, clock) = (till.till.app.pool.clone(), till.till.app.clock.clone());
    let book = Arc::new(StoredSessions::new(pool, clock.clone()));
    (till, Stripe::new(options, book, clock).unwrap(), front)
}

async fn paid(stripe: &Stripe, front: &LocalstripeFront) -> PaymentAttemptId {
    let request = request();
    let session = stripe.create_session(&request).await.unwrap();
    assert_eq!(stripe.find_attempt(request.attempt_id).await.unwrap(), Outcome::Pending);
    front.pay(&session.redirect_url).await;
    request.attempt_id
}

const fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

#[tokio::test]
#[ignore = "needs localstripe: run .ci/localstripe"]
async fn localstripe_takes_and_gives_back_what_the_adapter_asks_for() {
    let (till, stripe, front) = open(Capture::Automatic).await;
    let attempt_id = paid(&stripe, &front).await;
    let outcome = stripe.find_attempt(attempt_id).await.unwrap();
    assert!(
        matches!(outcome, Outcome::Captured { amount, .. } if amount == eur(6588)),
        "{outcome:?}"
    );

    let (first, second) = (refund_request(attempt_id, 1104), refund_request(attempt_id, 5484));
    assert_eq!(stripe.find_refund(&first).await.unwrap(), RefundOutcome::NotFound);
    for wanted in [&first, &second, &first] {
        let made = stripe.refund(wanted).await.unwrap();
        assert!(
            matches!(&made, RefundOutcome::Succeeded { amount, .. } if *amount == wanted.amount),
            "{made:?}"
        );
        assert_eq!(
            stripe.find_refund(wanted).await.unwrap(),
            made,
            "looked up and not given again"
        );
    }
    till.till.discard().await;
}

#[tokio::test]
#[ignore = "needs localstripe: run .ci/localstripe"]
async fn localstripe_sets_aside_takes_a_part_and_lets_go() {
    let (till, stripe, front) = open(Capture::Manual).await;
    let (taken, let_go) = (paid(&stripe, &front).await, paid(&stripe, &front).await);
    for attempt_id in [taken, let_go] {
        let outcome = stripe.find_attempt(attempt_id).await.unwrap();
        assert!(
            matches!(outcome, Outcome::Authorized { amount, .. } if amount == eur(6588)),
            "{outcome:?}"
        );
    }
    let capture = |attempt_id, minor| CaptureRequest {
        attempt_id,
        amount: eur(minor),
    };

    for _ in 0..2 {
        let outcome = stripe.capture(&capture(taken, 5000)).await.unwrap();
        assert!(
            matches!(outcome, Outcome::Captured { amount, .. } if amount == eur(5000)),
            "{outcome:?}"
        );
    }
    for _ in 0..2 {
        let outcome = stripe.cancel_attempt(let_go).await.unwrap();
        assert!(matches!(outcome, Outcome::Failed { .. }), "{outcome:?}");
    }
    let late = stripe.capture(&capture(let_go, 1)).await;
    assert!(
        matches!(late, Ok(Outcome::Failed { .. }) | Err(PaymentError::Refused { .. })),
        "{late:?}"
    );
    till.till.discard().await;
}
