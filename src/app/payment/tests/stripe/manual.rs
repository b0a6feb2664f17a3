//! Money that is only set aside until the shop takes it (OS1).

use super::StripeTill;
use crate::order::{
    CancelUnits, cancel, cancel_units, capture, find_by_token, get_record, release_authorization, settle_capture,
    settle_refund,
};
use crate::payment::advance::act;
use crate::payment::{Advanced, come_home, give_up};
use adapters::payment::PaymentProvider as _;
use adapters::payment::stripe::Capture;
use domain::id::OrderId;
use domain::money::{Currency, Money};
use domain::order::Actor;
use testkit::stripe::{StripeFault, Way};

/// An order of 24.95 EUR that is reserved and not paid.
async fn reserved() -> (StripeTill, OrderId) {
    let till = StripeTill::open(Capture::Manual).await;
    let (page, token) = till.till.at_the_page(&till.buyer().await).await;
    till.there.pay(&page, Way::Card);
    come_home(&till.till.app, &token).await.unwrap();
    let order_id = find_by_token(&till.till.app, &token).await.unwrap();
    (till, order_id)
}

/// An order of two units, 44.95 EUR with the delivery, that is reserved and not paid.
async fn pair() -> (StripeTill, OrderId) {
    let till = StripeTill::open(Capture::Manual).await;
    let ring = till.till.variant("pair", 5).await;
    let (page, token) = till.till.at_the_page(&till.till.buyer(&[(ring, 2)]).await).await;
    till.there.pay(&page, Way::Card);
    come_home(&till.till.app, &token).await.unwrap();
    let order_id = find_by_token(&till.till.app, &token).await.unwrap();
    (till, order_id)
}

/// Staff give one unit up.
async fn one_less(till: &StripeTill, order_id: OrderId, client_ref: &str) {
    let line = get_record(&till.till.app, order_id).await.unwrap().lines[0].order_line_id;
    let command = CancelUnits {
        units: &[(line, 1)],
        reason: "",
        client_ref,
    };
    cancel_units(&till.till.app, &Actor::System, order_id, command)
        .await
        .unwrap();
}

async fn status(till: &StripeTill, order_id: OrderId) -> String {
    get_record(&till.till.app, order_id)
        .await
        .unwrap()
        .detail
        .order
        .payment_status
}

const fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

#[tokio::test]
async fn what_was_set_aside_is_taken_once_however_often_it_is_asked_for() {
    let (till, order_id) = reserved().await;
    assert_eq!(
        (status(&till, order_id).await.as_str(), till.there.charges()),
        ("authorized", 0)
    );

    capture(&till.till.app, &Actor::System, order_id, None).await.unwrap();
    till.there.script([StripeFault::HangAfter]);
    assert!(
        settle_capture(&till.till.app, order_id, None, eur(2495)).await.is_err(),
        "the answer was lost"
    );
    for _ in 0..2 {
        settle_capture(&till.till.app, order_id, None, eur(2495)).await.unwrap();
    }

    assert_eq!(status(&till, order_id).await, "paid");
    assert_eq!(till.there.taken(till.attempt().await), [eur(2495)]);
    till.close().await;
}

#[tokio::test]
async fn a_part_is_taken_and_the_rest_let_go() {
    let (till, order_id) = reserved().await;
    let too_much = capture(&till.till.app, &Actor::System, order_id, Some(eur(2496))).await;
    assert!(too_much.is_err());

    settle_capture(&till.till.app, order_id, None, eur(2000)).await.unwrap();

    assert_eq!(status(&till, order_id).await, "partially_paid");
    assert_eq!(till.there.taken(till.attempt().await), [eur(2000)]);
    assert!(
        capture(&till.till.app, &Actor::System, order_id, None).await.is_err(),
        "nothing is left to take"
    );
    till.close().await;
}

#[tokio::test]
async fn money_that_was_taken_on_stripes_own_pages_is_heard_of() {
    let (till, order_id) = reserved().await;
    let request = adapters::payment::CaptureRequest {
        attempt_id: till.attempt().await,
        amount: eur(2495),
    };
    adapters::payment::PaymentProvider::capture(till.bare.as_ref(), &request)
        .await
        .unwrap();
    assert_eq!(status(&till, order_id).await, "authorized", "nobody has told us");

    till.hear_everything().await;

    assert_eq!(
        (status(&till, order_id).await.as_str(), till.booked().await),
        ("paid", 1)
    );
    till.close().await;
}

#[tokio::test]
async fn money_that_a_bank_has_let_go_calls_a_person() {
    let (till, order_id) = reserved().await;
    adapters::payment::PaymentProvider::cancel_attempt(till.bare.as_ref(), till.attempt().await)
        .await
        .unwrap();

    till.hear_everything().await;

    assert_eq!(status(&till, order_id).await, "voided");
    assert_eq!(till.till.alerts().await, ["authorization_lost"]);
    till.close().await;
}

#[tokio::test]
async fn a_cancelled_order_lets_the_money_go() {
    let (till, order_id) = reserved().await;

    cancel(&till.till.app, &Actor::System, order_id, "").await.unwrap();
    for _ in 0..2 {
        release_authorization(&till.till.app, order_id, None).await.unwrap();
    }

    assert_eq!(
        (status(&till, order_id).await.as_str(), till.there.charges()),
        ("voided", 0)
    );
    till.hear_everything().await;
    assert_eq!(till.till.alerts().await, Vec::<String>::new());
    till.close().await;
}

#[tokio::test]
async fn money_that_was_taken_on_stripes_own_pages_for_a_cancelled_order_goes_back() {
    let (till, order_id) = reserved().await;
    cancel(&till.till.app, &Actor::System, order_id, "").await.unwrap();
    let request = adapters::payment::CaptureRequest {
        attempt_id: till.attempt().await,
        amount: eur(2495),
    };
    adapters::payment::PaymentProvider::capture(till.bare.as_ref(), &request)
        .await
        .unwrap();

    till.hear_everything().await;
    release_authorization(&till.till.app, order_id, None).await.unwrap();
    for refund in get_record(&till.till.app, order_id).await.unwrap().refunds {
        settle_refund(&till.till.app, refund.refund_id).await.unwrap();
    }

    assert_eq!(status(&till, order_id).await, "refunded");
    assert_eq!(till.there.given_back(till.attempt().await), [eur(2495)]);
    till.close().await;
}

#[tokio::test]
async fn units_that_were_given_up_are_not_paid_for() {
    let (till, order_id) = pair().await;
    one_less(&till, order_id, "one").await;

    let all = capture(&till.till.app, &Actor::System, order_id, Some(eur(4495))).await;
    assert!(all.is_err(), "only 24.95 are owed");
    capture(&till.till.app, &Actor::System, order_id, None).await.unwrap();
    let asked = till
        .till
        .count("select (payload -> 'amount' ->> 'minor')::bigint from jobs where kind = 'settle_capture'")
        .await;
    // A capture of everything that was asked for before the unit was given up.
    settle_capture(&till.till.app, order_id, None, eur(4495)).await.unwrap();

    assert_eq!(asked, 2495);
    assert_eq!(till.there.taken(till.attempt().await), [eur(2495)]);
    till.close().await;
}

#[tokio::test]
async fn the_last_unit_that_is_given_up_lets_the_money_go() {
    let (till, order_id) = pair().await;
    one_less(&till, order_id, "one").await;
    one_less(&till, order_id, "two").await;

    assert!(
        capture(&till.till.app, &Actor::System, order_id, None).await.is_err(),
        "nothing is owed"
    );
    let jobs = till
        .till
        .count("select count(*) from jobs where kind = 'release_authorization'")
        .await;
    release_authorization(&till.till.app, order_id, None).await.unwrap();

    assert_eq!((jobs, status(&till, order_id).await.as_str()), (1, "voided"));
    till.close().await;
}

#[tokio::test]
async fn what_was_taken_on_stripes_own_pages_for_a_unit_that_was_given_up_goes_back() {
    let (till, order_id) = pair().await;
    one_less(&till, order_id, "one").await;
    let request = adapters::payment::CaptureRequest {
        attempt_id: till.attempt().await,
        amount: eur(4495),
    };
    adapters::payment::PaymentProvider::capture(till.bare.as_ref(), &request)
        .await
        .unwrap();

    till.hear_everything().await;
    for refund in get_record(&till.till.app, order_id).await.unwrap().refunds {
        settle_refund(&till.till.app, refund.refund_id).await.unwrap();
    }

    assert_eq!(till.there.given_back(till.attempt().await), [eur(2000)]);
    till.close().await;
}

#[tokio::test]
async fn a_capture_that_waits_takes_nothing_from_an_order_that_was_cancelled() {
    let (till, order_id) = reserved().await;
    capture(&till.till.app, &Actor::System, order_id, None).await.unwrap();
    cancel(&till.till.app, &Actor::System, order_id, "").await.unwrap();

    settle_capture(&till.till.app, order_id, None, eur(2495)).await.unwrap();

    assert_eq!(till.there.charges(), 0);
    till.close().await;
}

#[tokio::test]
async fn a_second_capture_while_one_waits_is_refused_and_not_announced() {
    let (till, order_id) = reserved().await;
    capture(&till.till.app, &Actor::System, order_id, Some(eur(1000)))
        .await
        .unwrap();

    let second = capture(&till.till.app, &Actor::System, order_id, None).await;

    assert!(second.unwrap_err().to_string().contains("already under way"));
    let told = "select count(*) from outbox_entries where type = 'payment.capture_requested'";
    assert_eq!(till.till.count(told).await, 1);
    till.close().await;
}

#[tokio::test]
async fn an_answer_from_before_a_payment_was_given_up_makes_no_order_of_money_that_was_let_go() {
    let till = StripeTill::open(Capture::Manual).await;
    let (page, token) = till.till.at_the_page(&till.buyer().await).await;
    till.there.pay(&page, Way::Card);
    let attempt_id = till.attempt().await;
    let mut conn = till.till.app.pool.acquire().await.unwrap();
    let attempt = store::payment::find(&mut conn, attempt_id).await.unwrap().unwrap();
    drop(conn);
    let slow_answer = till.bare.find_attempt(attempt_id).await;
    give_up(&till.till.app, &token).await.unwrap();

    let advanced = act(&till.till.app, &attempt, slow_answer).await.unwrap();

    assert!(matches!(advanced, Advanced::Failed { .. }));
    assert_eq!((till.till.orders().await, till.till.drafts().await), (0, 0));
    till.close().await;
}
