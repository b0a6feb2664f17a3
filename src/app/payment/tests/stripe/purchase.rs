//! Whole purchases through Stripe: return and events in any order, giving up, slow methods (OS7, T11).

use super::StripeTill;
use crate::order::show_order;
use crate::payment::{Home, ReceiveEventError, come_home, give_up, receive_event, sweep};
use adapters::payment::stripe::{Capture, NAME};
use adapters::payment::{EventError, PaymentProvider as _};
use chrono::Duration;
use domain::order::OrderStage;
use testkit::stripe::Way;

/// The shopper comes home before, between or after the events, which come in either order and three times each.
#[tokio::test]
async fn return_and_events_in_any_order_make_one_order() {
    let till = StripeTill::open(Capture::Automatic).await;
    for round in 0..6 {
        let buyer = till.buyer().await;
        let (page, token) = till.till.at_the_page(&buyer).await;
        let before = till.there.events().len();
        till.there.pay(&page, Way::Card);
        let mut events: Vec<_> = till
            .there
            .events()
            .into_iter()
            .skip(before)
            .map(|(_, body)| body)
            .collect();
        if round >= 3 {
            events.reverse();
        }
        for (position, body) in events.iter().chain(&events).chain(&events).enumerate() {
            if position == [0, 1, 5][round % 3] {
                come_home(&till.till.app, &token).await.unwrap();
            }
            till.hear(body).await;
        }

        let order = show_order(&till.till.app, &token).await.unwrap();
        assert_eq!(
            (order.stage, order.payment_text.as_str()),
            (OrderStage::Placed, "Paid"),
            "{round}"
        );
        assert_eq!(order.totals.total, buyer.total);
    }
    assert_eq!(
        (till.till.orders().await, till.there.charges(), till.booked().await),
        (6, 6, 6)
    );
    let placed = "select count(*) from outbox_entries where type = 'order.placed'";
    assert_eq!(till.till.count(placed).await, 6);
    till.close().await;
}

#[tokio::test]
async fn an_event_whose_shopper_never_comes_back_places_the_order() {
    let till = StripeTill::open(Capture::Automatic).await;
    let (page, _) = till.till.at_the_page(&till.buyer().await).await;
    till.there.pay(&page, Way::Card);

    till.hear_everything().await;

    assert_eq!(till.till.orders().await, 1);
    let kept = till
        .till
        .text("select string_agg(payload::text, '') from payment_events")
        .await
        .unwrap();
    assert!(kept.contains("checkout.session") && !kept.contains("ana@example.com"));
    till.close().await;
}

#[tokio::test]
async fn a_refused_card_leaves_the_page_open_for_another_one() {
    let till = StripeTill::open(Capture::Automatic).await;
    let (page, token) = till.till.at_the_page(&till.buyer().await).await;
    till.there.pay(&page, Way::BadCard);
    till.hear_everything().await;
    assert!(come_home(&till.till.app, &token).await.unwrap() == Home::Open);

    till.there.pay(&page, Way::Card);
    come_home(&till.till.app, &token).await.unwrap();

    assert_eq!((till.till.orders().await, till.there.charges()), (1, 1));
    till.close().await;
}

#[tokio::test]
async fn who_gives_up_has_the_cart_back_and_the_page_takes_nothing() {
    let till = StripeTill::open(Capture::Automatic).await;
    let buyer = till.buyer().await;
    let (page, token) = till.till.at_the_page(&buyer).await;

    let home = give_up(&till.till.app, &token).await.unwrap();
    till.there.pay(&page, Way::Card);
    till.hear_everything().await;

    assert!(matches!(home, Home::NotPaid { code } if code == "cancelled"));
    assert_eq!(
        (till.till.drafts().await, till.till.held().await, till.there.charges()),
        (0, 0, 0)
    );
    let (page, token) = till.till.at_the_page(&buyer).await;
    till.there.pay(&page, Way::Card);
    come_home(&till.till.app, &token).await.unwrap();
    assert_eq!((till.till.orders().await, till.there.charges()), (1, 1));
    till.close().await;
}

#[tokio::test]
async fn who_gives_up_after_paying_sees_the_order() {
    let till = StripeTill::open(Capture::Automatic).await;
    let (page, token) = till.till.at_the_page(&till.buyer().await).await;
    till.there.pay(&page, Way::Card);

    let home = give_up(&till.till.app, &token).await.unwrap();

    assert!(matches!(home, Home::Order { .. }));
    assert_eq!((till.till.orders().await, till.there.charges()), (1, 1));
    till.close().await;
}

#[tokio::test]
async fn an_abandoned_page_is_ended_after_half_an_hour() {
    let till = StripeTill::open(Capture::Automatic).await;
    let (page, _) = till.till.at_the_page(&till.buyer().await).await;

    till.till.app.clock.advance(Duration::minutes(31));
    let swept = sweep(&till.till.app, 10).await.unwrap();
    till.there.pay(&page, Way::Card);

    assert_eq!(
        (swept.rolled_back, till.till.held().await, till.there.charges()),
        (1, 0, 0)
    );
    till.close().await;
}

#[tokio::test]
async fn a_method_that_takes_days_is_being_checked_until_it_ends_either_way() {
    for (end, orders) in [(Way::SlowCame, 1), (Way::SlowFailed, 0)] {
        let till = StripeTill::open(Capture::Automatic).await;
        let (page, token) = till.till.at_the_page(&till.buyer().await).await;
        till.there.pay(&page, Way::Slow);
        till.hear_everything().await;
        come_home(&till.till.app, &token).await.unwrap();
        let shown = show_order(&till.till.app, &token).await.unwrap();
        assert_eq!(shown.stage, OrderStage::Checking);

        till.till.app.clock.advance(Duration::hours(3));
        sweep(&till.till.app, 10).await.unwrap();
        assert_eq!(till.till.drafts().await, 1, "nobody gives up what may still come");
        till.there.pay(&page, end);
        till.hear_everything().await;

        assert_eq!(
            (till.till.orders().await, till.till.drafts().await),
            (orders, 0),
            "{end:?}"
        );
        till.close().await;
    }
}

#[tokio::test]
async fn an_address_that_comes_after_its_attempt_was_given_up_is_never_handed_out() {
    let till = StripeTill::open(Capture::Automatic).await;
    let request = testkit::payment_conformance::request();
    till.there
        .script([testkit::stripe::StripeFault::Delay(std::time::Duration::from_millis(
            200,
        ))]);
    let close = async {
        tokio::time::sleep(std::time::Duration::from_millis(60)).await;
        till.bare.cancel_attempt(request.attempt_id).await.unwrap()
    };

    let (opened, closed) = tokio::join!(till.bare.create_session(&request), close);

    assert!(opened.is_err());
    assert!(matches!(closed, adapters::payment::Outcome::Failed { .. }));
    assert_eq!(till.there.sessions(), 1, "Stripe had opened one");
    till.close().await;
}

#[tokio::test]
async fn events_that_are_forged_or_stale_have_no_effect_and_those_of_others_are_left_alone() {
    let till = StripeTill::open(Capture::Automatic).await;
    let (page, _) = till.till.at_the_page(&till.buyer().await).await;
    till.there.pay(&page, Way::Card);
    let (_, body) = till.there.events().remove(0);
    let app = &till.till.app;
    let good = till.there.signed(body.as_bytes());

    let changed = body.replace("complete", "Complete");
    let forged = receive_event(app, NAME, &good, changed.as_bytes()).await;
    assert!(matches!(
        forged,
        Err(ReceiveEventError::Event(EventError::Signature(_)))
    ));
    app.clock.advance(Duration::seconds(301));
    let stale = receive_event(app, NAME, &good, body.as_bytes()).await;
    assert!(matches!(stale, Err(ReceiveEventError::Event(EventError::Signature(_)))));
    let foreign = body.replace("attempt_id", "their_id");
    till.hear(&foreign).await;

    let stored = till.till.count("select count(*) from payment_events").await;
    assert_eq!((till.till.orders().await, stored), (0, 0));
    till.hear(&body).await;
    assert_eq!(till.till.orders().await, 1);
    till.close().await;
}
