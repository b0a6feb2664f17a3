//! Bad days of the provider (T10, OS8): at most one charge, one key a checkout, and nobody is told "failed" who paid.

use super::{Till, last_part};
use crate::checkout::{PlaceOrderError, Placement, show_checkout};
use crate::order::show_order;
use crate::payment::{Home, come_home, give_up, sweep};
use adapters::payment::test_provider::{Choice, Fault};
use chrono::Duration;
use domain::order::OrderStage;

async fn keys_and_sessions(till: &Till) -> (i64, i64) {
    let keys = till.count("select count(*) from test_provider.idempotency_keys").await;
    (keys, till.count("select count(*) from test_provider.sessions").await)
}

#[tokio::test]
async fn two_failures_inside_the_provider_are_not_noticed() {
    let till = Till::open().await;
    let ring = till.variant("ring", 5).await;
    till.provider.script([Fault::ServerError, Fault::ServerError]);

    let (page, token) = till.at_the_page(&till.buyer(&[(ring, 1)]).await).await;
    till.choose(&page, Choice::Success).await;
    come_home(&till.app, &token).await.unwrap();

    assert_eq!((till.orders().await, keys_and_sessions(&till).await), (1, (1, 1)));
    till.close().await;
}

#[tokio::test]
async fn a_connection_that_breaks_after_the_commit_leads_to_the_same_page() {
    let till = Till::open().await;
    let ring = till.variant("ring", 5).await;
    till.provider.script([Fault::CommitThenDrop, Fault::CommitThenDrop]);

    let (page, token) = till.at_the_page(&till.buyer(&[(ring, 1)]).await).await;
    till.choose(&page, Choice::Success).await;
    come_home(&till.app, &token).await.unwrap();

    assert_eq!(
        (
            till.orders().await,
            till.charges().await,
            keys_and_sessions(&till).await
        ),
        (1, 1, (1, 1))
    );
    assert_eq!(
        till.count("select requests::bigint from test_provider.idempotency_keys")
            .await,
        3
    );
    till.close().await;
}

#[tokio::test]
async fn after_a_time_out_the_shopper_is_told_that_we_check_and_pressing_again_resumes() {
    for fault in [Fault::TimeOutBeforeCommit, Fault::TimeOutAfterCommit] {
        let till = Till::hasty().await;
        let ring = till.variant("ring", 5).await;
        let buyer = till.buyer(&[(ring, 1)]).await;
        till.provider.script([fault.clone()]);

        let Ok(Placement::Processing { address }) = till.place(&buyer).await else {
            panic!("{fault:?}: not processing")
        };
        assert_eq!(
            show_order(&till.app, &last_part(&address)).await.unwrap().stage,
            OrderStage::Checking
        );
        assert_eq!(till.held().await, 1);
        let (page, token) = till.at_the_page(&buyer).await;
        till.choose(&page, Choice::Success).await;
        come_home(&till.app, &token).await.unwrap();

        assert_eq!(
            (
                till.orders().await,
                till.charges().await,
                keys_and_sessions(&till).await
            ),
            (1, 1, (1, 1)),
            "{fault:?}"
        );
        assert_eq!(
            till.count("select count(*) from payment_attempts").await,
            1,
            "never two attempts"
        );
        till.close().await;
    }
}

#[tokio::test]
async fn after_a_time_out_the_sweeper_gives_the_cart_back_within_a_minute() {
    for fault in [Fault::TimeOutBeforeCommit, Fault::TimeOutAfterCommit] {
        let till = Till::hasty().await;
        let ring = till.variant("ring", 1).await;
        let buyer = till.buyer(&[(ring, 1)]).await;
        till.provider.script([fault.clone()]);
        till.place(&buyer).await.unwrap();

        till.app.clock.advance(Duration::seconds(59));
        let swept = sweep(&till.app, 10).await.unwrap();

        assert_eq!((swept.asked, swept.rolled_back), (1, 1), "{fault:?}");
        assert_eq!((till.drafts().await, till.held().await), (0, 0));
        let (page, token) = till.at_the_page(&buyer).await;
        till.choose(&page, Choice::Success).await;
        come_home(&till.app, &token).await.unwrap();
        assert_eq!((till.orders().await, till.charges().await), (1, 1));
        till.close().await;
    }
}

#[tokio::test]
async fn an_event_that_comes_before_the_answer_places_the_order() {
    let till = Till::open().await;
    let ring = till.variant("ring", 5).await;
    let buyer = till.buyer(&[(ring, 1)]).await;
    till.provider.script([Fault::CaptureFirst]);
    let hear = async {
        while till.charges().await == 0 {
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        }
        till.hear_everything().await;
    };

    let ((_, token), ()) = tokio::join!(till.at_the_page(&buyer), hear);

    assert_eq!(show_order(&till.app, &token).await.unwrap().stage, OrderStage::Placed);
    assert!(matches!(till.place(&buyer).await, Ok(Placement::Replayed { .. })));
    assert_eq!((till.orders().await, till.charges().await), (1, 1));
    till.close().await;
}

#[tokio::test]
async fn a_certain_refusal_gives_the_cart_back_at_once() {
    let till = Till::open().await;
    let ring = till.variant("ring", 5).await;
    let buyer = till.buyer(&[(ring, 1)]).await;
    till.provider.script([Fault::Refuse("merchant_blocked")]);

    let refused = till.place(&buyer).await;

    assert!(matches!(refused, Err(PlaceOrderError::PaymentFailed { code }) if code == "merchant_blocked"));
    assert_eq!((till.drafts().await, till.held().await), (0, 0));
    till.at_the_page(&buyer).await;
    till.close().await;
}

#[tokio::test]
async fn a_slow_answer_within_the_limit_is_waited_for() {
    let till = Till::open().await;
    let ring = till.variant("ring", 5).await;
    till.provider
        .script([Fault::Delay(std::time::Duration::from_millis(200))]);

    till.at_the_page(&till.buyer(&[(ring, 1)]).await).await;

    till.close().await;
}

#[tokio::test]
async fn a_provider_that_keeps_failing_is_left_alone_and_checkout_says_so() {
    let till = Till::open().await;
    let ring = till.variant("ring", 9).await;
    till.provider.script(std::iter::repeat_n(Fault::ServerError, 9));
    for _ in 0..3 {
        let placed = till.place(&till.buyer(&[(ring, 1)]).await).await;
        assert!(matches!(placed, Ok(Placement::Processing { .. })));
    }
    let buyer = till.buyer(&[(ring, 1)]).await;

    let refused = till.place(&buyer).await;

    assert!(matches!(refused, Err(PlaceOrderError::PaymentUnavailable)));
    let page = show_checkout(&till.app, &buyer.scope, None).await.unwrap();
    assert!(page.unavailable.is_some_and(|text| text.contains("Your cart is kept")));
    assert_eq!(
        (till.drafts().await, till.held().await),
        (3, 3),
        "nothing was begun for the fourth"
    );
    till.close().await;
}

#[tokio::test]
async fn while_the_provider_fails_to_tell_nobody_who_has_paid_is_told_otherwise() {
    for fault in [Fault::ServerError, Fault::CommitThenDrop] {
        let till = Till::open().await;
        let ring = till.variant("ring", 5).await;
        let (page, token) = till.at_the_page(&till.buyer(&[(ring, 1)]).await).await;
        till.choose(&page, Choice::Success).await;
        till.provider.script_lookups(vec![fault.clone(); 6]);

        for _ in 0..2 {
            assert!(
                matches!(come_home(&till.app, &token).await.unwrap(), Home::Order { .. }),
                "{fault:?}"
            );
            assert_eq!(show_order(&till.app, &token).await.unwrap().stage, OrderStage::Checking);
        }
        till.app.clock.advance(Duration::minutes(6));
        sweep(&till.app, 10).await.unwrap();

        assert_eq!((till.orders().await, till.charges().await), (1, 1), "{fault:?}");
        till.close().await;
    }
}

#[tokio::test]
async fn a_payment_that_was_given_up_while_the_answer_got_lost_is_settled_by_the_sweeper() {
    let till = Till::open().await;
    let ring = till.variant("ring", 1).await;
    let (page, token) = till.at_the_page(&till.buyer(&[(ring, 1)]).await).await;
    till.provider.script_lookups(vec![Fault::CommitThenDrop; 3]);

    let home = give_up(&till.app, &token).await.unwrap();
    assert!(matches!(home, Home::Order { .. }), "it may live still, for all we know");
    till.choose(&page, Choice::Success).await;
    till.app.clock.advance(Duration::minutes(6));
    let swept = sweep(&till.app, 10).await.unwrap();

    assert_eq!((swept.rolled_back, till.held().await, till.charges().await), (1, 0, 0));
    till.close().await;
}
