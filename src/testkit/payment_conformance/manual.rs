//! Money that is set aside first: authorise, capture in whole and in part, void.

use super::{Break, Call, Harness, cancel, limited, open, outcome, refund, refund_request, request};
use adapters::payment::{CaptureRequest, Outcome, PaymentError, RefundOutcome, SessionRequest};
use domain::id::PaymentAttemptId;
use domain::money::{Currency, Money};
use uuid::Uuid;

/// Runs the suite of a provider that sets money aside until it is captured.
///
/// # Panics
/// When the provider breaks a promise of [`adapters::payment::PaymentProvider`].
pub async fn check_setting_aside(harness: &impl Harness) {
    money_is_set_aside_and_not_taken(harness).await;
    a_capture_asked_for_twice_takes_once(harness).await;
    a_part_is_taken_and_the_rest_let_go(harness).await;
    no_more_is_taken_than_was_set_aside(harness).await;
    what_is_let_go_cannot_be_taken(harness).await;
    a_capture_whose_answer_is_lost_takes_once(harness).await;
    money_is_let_go_though_the_answer_is_lost(harness).await;
}

async fn set_aside(harness: &impl Harness) -> SessionRequest {
    let request = request();
    let session = open(harness, &request).await;
    harness.pay(&session).await;
    request
}

const fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

async fn try_capture(
    harness: &impl Harness,
    attempt_id: PaymentAttemptId,
    amount: Money,
) -> Result<Outcome, PaymentError> {
    let request = CaptureRequest { attempt_id, amount };
    harness.provider().capture(&request).await
}

async fn capture(harness: &impl Harness, attempt_id: PaymentAttemptId, minor: i64) -> Outcome {
    try_capture(harness, attempt_id, eur(minor))
        .await
        .unwrap_or_else(|error| panic!("money is taken: {error}"))
}

fn is_taken(outcome: &Outcome, minor: i64) -> bool {
    matches!(outcome, Outcome::Captured { amount, reference, .. } if *amount == eur(minor) && !reference.is_empty())
}

async fn money_is_set_aside_and_not_taken(harness: &impl Harness) {
    let request = set_aside(harness).await;

    let Outcome::Authorized { amount, reference, .. } = outcome(harness, request.attempt_id).await else {
        panic!("it is set aside")
    };
    assert_eq!(amount, request.amount);
    assert!(!reference.is_empty());
    assert_eq!(harness.taken(request.attempt_id).await, []);
    let (headers, body) = harness.event(request.attempt_id).await;
    let event = harness.provider().verify_event(&headers, &body, harness.now());
    let event = event.unwrap_or_else(|error| panic!("its event is believed: {error}"));
    assert_eq!(
        (event.attempt_id, event.amount),
        (request.attempt_id, Some(request.amount))
    );
}

async fn a_capture_asked_for_twice_takes_once(harness: &impl Harness) {
    let attempt_id = set_aside(harness).await.attempt_id;

    let (first, twin) = tokio::join!(capture(harness, attempt_id, 6588), capture(harness, attempt_id, 6588));
    let later = capture(harness, attempt_id, 5000).await;

    assert!(is_taken(&first, 6588), "{first:?}");
    assert!(first == twin && first == later, "asked again, it says what is true");
    assert_eq!(harness.taken(attempt_id).await, [eur(6588)]);
}

async fn a_part_is_taken_and_the_rest_let_go(harness: &impl Harness) {
    let attempt_id = set_aside(harness).await.attempt_id;

    let part = capture(harness, attempt_id, 5000).await;
    let rest = capture(harness, attempt_id, 1588).await;
    let cancelled = cancel(harness, attempt_id).await;

    assert!(is_taken(&part, 5000), "{part:?}");
    assert!(rest == part && cancelled == part, "{rest:?}, {cancelled:?}");
    assert_eq!(harness.taken(attempt_id).await, [eur(5000)]);
    let too_much = harness.provider().refund(&refund_request(attempt_id, 5001)).await;
    assert!(matches!(too_much, Err(PaymentError::Refused { .. })), "{too_much:?}");
    let given = refund(harness, &refund_request(attempt_id, 5000)).await;
    assert!(matches!(given, RefundOutcome::Succeeded { .. }), "{given:?}");
}

async fn no_more_is_taken_than_was_set_aside(harness: &impl Harness) {
    let attempt_id = set_aside(harness).await.attempt_id;

    for (id, amount) in [
        (attempt_id, eur(6589)),
        (attempt_id, Money::new(6588, Currency::JPY)),
        (Uuid::now_v7().into(), eur(1)),
    ] {
        let answer = try_capture(harness, id, amount).await;
        assert!(
            matches!(answer, Err(PaymentError::Refused { .. })),
            "{amount:?}: {answer:?}"
        );
    }
    assert_eq!(harness.taken(attempt_id).await, []);
    assert!(matches!(outcome(harness, attempt_id).await, Outcome::Authorized { .. }));
}

async fn what_is_let_go_cannot_be_taken(harness: &impl Harness) {
    let attempt_id = set_aside(harness).await.attempt_id;

    for _ in 0..2 {
        let answer = cancel(harness, attempt_id).await;
        assert!(matches!(answer, Outcome::Failed { .. }), "{answer:?}");
    }
    let late = try_capture(harness, attempt_id, eur(6588)).await;
    assert!(
        matches!(late, Err(PaymentError::Refused { .. }) | Ok(Outcome::Failed { .. })),
        "{late:?}"
    );
    assert_eq!(harness.taken(attempt_id).await, []);
}

async fn a_capture_whose_answer_is_lost_takes_once(harness: &impl Harness) {
    for how in Break::ALL {
        let attempt_id = set_aside(harness).await.attempt_id;
        harness.break_next(Call::Capture, how);

        let first = limited(try_capture(harness, attempt_id, eur(5000))).await;
        assert!(
            !matches!(first, Some(Err(PaymentError::Refused { .. }))),
            "{how:?}: {first:?}"
        );
        let again = capture(harness, attempt_id, 5000).await;

        assert!(is_taken(&again, 5000), "{how:?}: {again:?}");
        assert_eq!(harness.taken(attempt_id).await, [eur(5000)], "{how:?}");
    }
}

async fn money_is_let_go_though_the_answer_is_lost(harness: &impl Harness) {
    for how in Break::ALL {
        let attempt_id = set_aside(harness).await.attempt_id;
        harness.break_next(Call::Void, how);

        let first = limited(harness.provider().cancel_attempt(attempt_id)).await;
        assert!(
            !matches!(first, Some(Err(PaymentError::Refused { .. }))),
            "{how:?}: {first:?}"
        );
        let again = cancel(harness, attempt_id).await;

        assert!(matches!(again, Outcome::Failed { .. }), "{how:?}: {again:?}");
        assert_eq!(harness.taken(attempt_id).await, [], "{how:?}");
    }
}
