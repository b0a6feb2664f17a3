//! What is not known at once: methods that take days, banks that ask once more, answers that are lost, and money that is
//! not what was asked for.

use super::{Break, Call, Harness, cancel, limited, open, outcome, paid, refund, refund_request, request};
use adapters::payment::{Outcome, PaymentError, RefundOutcome, RefundRequest};
use domain::money::{Currency, Money};

pub(super) async fn check(harness: &impl Harness) {
    a_payment_on_its_way_is_neither_paid_nor_failed(harness).await;
    a_bank_that_asks_once_more_has_taken_nothing(harness).await;
    another_amount_or_currency_is_told_as_it_is(harness).await;
    a_session_whose_answer_is_lost_is_the_same_again(harness).await;
    a_refund_whose_answer_is_lost_is_given_once(harness).await;
}

async fn a_payment_on_its_way_is_neither_paid_nor_failed(harness: &impl Harness) {
    for ends_well in [true, false] {
        let request = request();
        let session = open(harness, &request).await;
        harness.pay_slowly(&session, ends_well).await;

        for answer in [
            outcome(harness, request.attempt_id).await,
            // Too late to stop it.
            cancel(harness, request.attempt_id).await,
        ] {
            assert!(matches!(answer, Outcome::Unknown), "{answer:?}");
        }
        assert_eq!(harness.taken(request.attempt_id).await, []);

        harness.end(&session, ends_well).await;
        let answer = outcome(harness, request.attempt_id).await;
        let taken = harness.taken(request.attempt_id).await;
        if ends_well {
            assert!(matches!(answer, Outcome::Captured { .. }), "{answer:?}");
            assert_eq!(taken, [request.amount]);
        } else {
            assert!(matches!(answer, Outcome::Failed { .. }), "{answer:?}");
            assert_eq!(taken, []);
        }
    }
}

async fn a_bank_that_asks_once_more_has_taken_nothing(harness: &impl Harness) {
    for is_confirmed in [true, false] {
        let request = request();
        let session = open(harness, &request).await;
        harness.challenge(&session).await;
        assert_eq!(outcome(harness, request.attempt_id).await, Outcome::Pending);

        harness.answer(&session, is_confirmed).await;

        let answer = outcome(harness, request.attempt_id).await;
        let taken = harness.taken(request.attempt_id).await;
        if is_confirmed {
            assert!(matches!(answer, Outcome::Captured { .. }), "{answer:?}");
            assert_eq!(taken, [request.amount]);
        } else {
            // Some let the shopper choose another card.
            assert!(
                matches!(answer, Outcome::Pending | Outcome::Failed { .. }),
                "{answer:?}"
            );
            let ended = cancel(harness, request.attempt_id).await;
            assert!(matches!(ended, Outcome::Failed { .. }), "{ended:?}");
            assert_eq!(taken, []);
        }
    }
}

async fn another_amount_or_currency_is_told_as_it_is(harness: &impl Harness) {
    for other in [Money::new(6587, Currency::EUR), Money::new(6588, Currency::JPY)] {
        let request = request();
        harness.take_instead(other);
        let session = open(harness, &request).await;
        harness.pay(&session).await;

        let answer = outcome(harness, request.attempt_id).await;
        assert!(
            matches!(answer, Outcome::Captured { amount, .. } if amount == other),
            "{answer:?}"
        );
    }
}

async fn a_session_whose_answer_is_lost_is_the_same_again(harness: &impl Harness) {
    for how in Break::ALL {
        let request = request();
        harness.break_next(Call::Open, how);

        let first = limited(harness.provider().create_session(&request)).await;
        assert!(!matches!(first, Some(Err(PaymentError::Refused { .. }))), "{how:?}");
        let session = open(harness, &request).await;
        assert!(open(harness, &request).await == session, "{how:?}");

        harness.pay(&session).await;
        assert_eq!(harness.taken(request.attempt_id).await, [request.amount], "{how:?}");
    }
}

async fn a_refund_whose_answer_is_lost_is_given_once(harness: &impl Harness) {
    for how in Break::ALL {
        let attempt_id = paid(harness).await.attempt_id;
        let request: RefundRequest = refund_request(attempt_id, 1104);
        harness.break_next(Call::Refund, how);

        let first = limited(harness.provider().refund(&request)).await;
        assert!(
            !matches!(first, Some(Err(PaymentError::Refused { .. }))),
            "{how:?}: {first:?}"
        );
        let again = refund(harness, &request).await;

        assert!(matches!(again, RefundOutcome::Succeeded { .. }), "{how:?}: {again:?}");
        assert_eq!(harness.given_back(attempt_id).await, [request.amount], "{how:?}");
    }
}
