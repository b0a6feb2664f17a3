//! Money that is only set aside: taking it and letting it go, on good days and bad (T10 to T12).

use super::{Bought, axes, staff};
use crate::order::{Which, cancel, capture, capture_sent, fulfil, release_authorization, settle_capture};
use crate::payment::receive_event;
use crate::payment::tests::Till;
use crate::steps::{Step, Steps};
use adapters::payment::test_provider::Fault;
use adapters::payment::{CaptureRequest, PaymentProvider as _};
use domain::id::PaymentAttemptId;
use domain::money::{Currency, Money};
use std::time::Duration;

/// An order of 44.95 that is reserved and not paid.
async fn reserved() -> Bought {
    let till = Till::setting_aside().await;
    let ring = till.variant("ring", 10).await;
    Bought::of(till, &[(ring, 2)]).await
}

const fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

async fn attempt(bought: &Bought) -> PaymentAttemptId {
    let query = "select payment_attempt_id::text from payment_attempts";
    bought.till.text(query).await.unwrap().parse().unwrap()
}

/// The provider's charges, minor units.
async fn charges(bought: &Bought) -> Vec<i64> {
    let charges = bought.till.provider.charges_of(attempt(bought).await).await.unwrap();
    charges.into_iter().map(|charge| charge.amount.minor).collect()
}

/// What a call may do on a bad day, and a good one.
fn bad_days() -> [Fault; 6] {
    [
        Fault::None,
        Fault::TimeOutBeforeCommit,
        Fault::TimeOutAfterCommit,
        Fault::CommitThenDrop,
        Fault::ServerError,
        Fault::Delay(Duration::from_millis(50)),
    ]
}

#[tokio::test]
async fn money_that_was_set_aside_is_taken_once_on_every_bad_day() {
    for fault in bad_days() {
        let bought = reserved().await;
        assert_eq!(bought.axes().await, axes("placed", "authorized", "unfulfilled"));
        capture(&bought.till.app, &staff(), bought.order_id, None)
            .await
            .unwrap();
        bought.till.provider.script_captures([fault.clone()]);

        for _ in 0..2 {
            settle_capture(&bought.till.app, bought.order_id, None, eur(4495))
                .await
                .ok();
        }
        bought.till.hear_everything().await;

        assert_eq!(bought.axes().await.1, "paid", "{fault:?}");
        assert_eq!(charges(&bought).await, [4495], "{fault:?}");
        assert_eq!(bought.told("payment.captured").await, 1, "{fault:?}");
        bought.close().await;
    }
}

#[tokio::test]
async fn money_that_was_set_aside_is_let_go_once_on_every_bad_day() {
    for fault in bad_days() {
        let bought = reserved().await;
        cancel(&bought.till.app, &staff(), bought.order_id, "").await.unwrap();
        bought.till.provider.script_lookups([fault.clone()]);

        for _ in 0..2 {
            release_authorization(&bought.till.app, bought.order_id, None)
                .await
                .ok();
        }
        bought.till.hear_everything().await;

        assert_eq!(
            bought.axes().await,
            axes("cancelled", "voided", "not_required"),
            "{fault:?}"
        );
        assert_eq!(bought.told("payment.voided").await, 1, "{fault:?}");
        assert_eq!(bought.record().await.refunds, [], "{fault:?}");
        assert_eq!(bought.till.alerts().await, Vec::<String>::new(), "{fault:?}");
        bought.close().await;
    }
}

#[tokio::test]
async fn a_kill_at_any_step_of_a_capture_takes_the_money_once() {
    for step in [Step::AuthorizationAsked, Step::AuthorizationNoted] {
        let bought = reserved().await;
        capture(&bought.till.app, &staff(), bought.order_id, Some(eur(4000)))
            .await
            .unwrap();
        let killed = bought.till.app.clone();
        let killed = killed.with_steps(Steps::watched(move |here| here == step));

        assert!(settle_capture(&killed, bought.order_id, None, eur(4000)).await.is_err());
        assert_eq!(
            bought.axes().await.1,
            "authorized",
            "the provider has taken it, we do not know"
        );
        settle_capture(&bought.till.app, bought.order_id, None, eur(4000))
            .await
            .unwrap();

        assert_eq!(bought.axes().await.1, "partially_paid", "{step:?}");
        assert_eq!(charges(&bought).await, [4000], "{step:?}");
        bought.close().await;
    }
}

#[tokio::test]
async fn a_provider_that_takes_another_amount_or_currency_than_was_asked_for_calls_a_person() {
    for (taken, expected) in [
        (eur(4400), "partially_paid"),
        (eur(4496), "overpaid"),
        (Money::new(4495, Currency::JPY), "voided"),
    ] {
        let bought = reserved().await;
        bought.till.provider.script_captures([Fault::Take(taken)]);

        settle_capture(&bought.till.app, bought.order_id, None, eur(4495))
            .await
            .unwrap();
        bought.till.hear_everything().await;

        assert_eq!(bought.axes().await.1, expected);
        assert_eq!(bought.till.alerts().await, ["payment_mismatch"], "{taken:?}");
        bought.close().await;
    }
}

#[tokio::test]
async fn a_capture_is_told_three_times_in_any_order_and_booked_once() {
    let bought = reserved().await;
    let request = CaptureRequest {
        attempt_id: attempt(&bought).await,
        amount: eur(3000),
    };
    bought.till.provider.capture(&request).await.unwrap();
    let mut events = bought.till.events().await;
    events.extend(events.clone());
    events.reverse();

    for (id, body) in &events {
        let headers = bought.till.signed(id, body);
        receive_event(&bought.till.app, "test", &headers, body.as_bytes())
            .await
            .unwrap();
    }

    assert_eq!(bought.axes().await.1, "partially_paid");
    assert_eq!(bought.told("payment.captured").await, 1);
    assert_eq!(bought.till.alerts().await, Vec::<String>::new());
    bought.close().await;
}

#[tokio::test]
async fn money_that_was_taken_before_it_could_be_let_go_is_given_back() {
    let bought = reserved().await;
    cancel(&bought.till.app, &staff(), bought.order_id, "").await.unwrap();
    let request = CaptureRequest {
        attempt_id: attempt(&bought).await,
        amount: eur(4495),
    };
    bought.till.provider.capture(&request).await.unwrap();

    for _ in 0..2 {
        release_authorization(&bought.till.app, bought.order_id, None)
            .await
            .unwrap();
    }
    bought.settle_all().await;

    assert_eq!(bought.axes().await.1, "refunded");
    assert_eq!(bought.given_back().await, [4495]);
    bought.close().await;
}

#[tokio::test]
async fn what_has_gone_out_is_taken_and_the_rest_of_order_and_money_let_go() {
    let bought = reserved().await;
    let early = capture_sent(&bought.till.app, &staff(), bought.order_id).await;
    assert!(early.is_err(), "nothing has gone out");
    let units = [(bought.line(0).await, 1)];
    fulfil(&bought.till.app, &staff(), bought.order_id, Which::Units(&units), "one")
        .await
        .unwrap();

    capture_sent(&bought.till.app, &staff(), bought.order_id).await.unwrap();
    let asked = "select (payload -> 'amount' ->> 'minor')::bigint from jobs where kind = 'settle_capture'";
    assert_eq!(bought.till.count(asked).await, 2495, "one unit and the delivery");
    settle_capture(&bought.till.app, bought.order_id, None, eur(2495))
        .await
        .unwrap();

    assert_eq!(bought.axes().await, axes("placed", "partially_paid", "fulfilled"));
    assert_eq!(charges(&bought).await, [2495]);
    assert_eq!(bought.stock().await, (9, 0), "the unit that was given up is free");
    let again = capture_sent(&bought.till.app, &staff(), bought.order_id).await;
    assert!(again.is_err(), "nothing is set aside any more");
    bought.close().await;
}
