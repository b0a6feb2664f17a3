//! The sweeper (P-6): it asks, and acts only on answers.

use super::Till;
use crate::checkout::{PlaceOrderError, Placement};
use crate::payment::{Home, come_home, receive_event, sweep};
use adapters::payment::test_provider::Choice;
use chrono::Duration;

#[tokio::test]
async fn a_shopper_at_the_payment_page_is_left_in_peace_for_half_an_hour() {
    let till = Till::open().await;
    let ring = till.variant("ring", 1).await;
    let (page, token) = till.at_the_page(&till.buyer(&[(ring, 1)]).await).await;

    for _ in 0..29 {
        till.app.clock.advance(Duration::minutes(1));
        sweep(&till.app, 10).await.unwrap();
    }
    assert_eq!((till.drafts().await, till.held().await), (1, 1));
    till.choose(&page, Choice::Success).await;
    let home = come_home(&till.app, &token).await.unwrap();

    assert!(matches!(home, Home::Order { .. }));
    assert_eq!(till.orders().await, 1);
    till.close().await;
}

#[tokio::test]
async fn an_abandoned_payment_gives_its_stock_back_and_its_page_is_dead() {
    let till = Till::open().await;
    let ring = till.variant("ring", 1).await;
    let (page, _) = till.at_the_page(&till.buyer(&[(ring, 1)]).await).await;

    till.app.clock.advance(Duration::minutes(31));
    let swept = sweep(&till.app, 10).await.unwrap();
    till.choose(&page, Choice::Success).await;

    assert_eq!((swept.asked, swept.rolled_back), (1, 1));
    assert_eq!(
        (till.drafts().await, till.held().await, till.charges().await),
        (0, 0, 0)
    );
    till.close().await;
}

#[tokio::test]
async fn a_paid_order_whose_events_and_shopper_got_lost_is_placed() {
    let till = Till::open().await;
    let ring = till.variant("ring", 1).await;
    let (page, _) = till.at_the_page(&till.buyer(&[(ring, 1)]).await).await;
    till.choose(&page, Choice::Success).await;

    till.app.clock.advance(Duration::minutes(6));
    let swept = sweep(&till.app, 10).await.unwrap();

    assert_eq!((swept.placed, till.orders().await), (1, 1));
    assert_eq!(sweep(&till.app, 10).await.unwrap().asked, 0);
    till.close().await;
}

#[tokio::test]
async fn a_hold_that_has_outlived_its_time_is_freed_for_the_next_shopper() {
    let till = Till::open().await;
    let ring = till.variant("ring", 1).await;
    let waiting = till.buyer(&[(ring, 1)]).await;
    till.lapse().await;
    till.at_the_page(&till.buyer(&[(ring, 1)]).await).await;
    assert!(matches!(
        till.place(&waiting).await,
        Err(PlaceOrderError::InsufficientStock { .. })
    ));

    till.app.clock.advance(Duration::minutes(31));
    let placed = till.place(&waiting).await;

    assert!(matches!(placed, Ok(Placement::Pay { .. })), "no sweeper ran");
    assert_eq!(till.held().await, 1);
    till.close().await;
}

#[tokio::test]
async fn a_hold_that_was_paid_for_is_not_freed_however_old() {
    let till = Till::open().await;
    let ring = till.variant("ring", 1).await;
    let waiting = till.buyer(&[(ring, 1)]).await;
    till.lapse().await;
    let (page, _) = till.at_the_page(&till.buyer(&[(ring, 1)]).await).await;
    till.choose(&page, Choice::Success).await;

    till.app.clock.advance(Duration::hours(3));
    let refused = till.place(&waiting).await;

    assert!(matches!(refused, Err(PlaceOrderError::InsufficientStock { .. })));
    assert_eq!(till.orders().await, 1, "looking after it has placed it");
    till.close().await;
}

#[tokio::test]
async fn a_provider_that_cannot_be_asked_changes_nothing() {
    let till = Till::open().await;
    let ring = till.variant("ring", 1).await;
    let (page, _) = till.at_the_page(&till.buyer(&[(ring, 1)]).await).await;
    till.choose(&page, Choice::Success).await;
    let mut app = till.app.clone();
    app.payment = None;

    app.clock.advance(Duration::hours(25));
    let swept = sweep(&app, 10).await.unwrap();

    assert_eq!((swept.asked, swept.placed, swept.rolled_back), (1, 0, 0));
    assert_eq!(
        (till.drafts().await, till.alerts().await),
        (1, vec!["payment_unresolved".to_owned()])
    );
    till.app.clock.advance(Duration::minutes(1));
    sweep(&till.app, 10).await.unwrap();
    assert_eq!(till.orders().await, 1);
    till.close().await;
}

#[tokio::test]
async fn an_event_whose_first_try_broke_off_is_acted_upon_later() {
    let till = Till::open().await;
    let ring = till.variant("ring", 1).await;
    let (page, _) = till.at_the_page(&till.buyer(&[(ring, 1)]).await).await;
    till.choose(&page, Choice::Success).await;
    let (id, body) = till.events().await.remove(0);
    let app = till.app.clone().with_steps(crate::steps::Steps::watched(|step| {
        step == crate::steps::Step::OrderPlaced
    }));

    assert!(
        receive_event(&app, "test", &till.signed(&id, &body), body.as_bytes())
            .await
            .is_err()
    );
    assert_eq!(till.orders().await, 0);
    till.app.clock.advance(Duration::minutes(1));
    let swept = sweep(&till.app, 10).await.unwrap();

    assert_eq!((swept.events, till.orders().await), (1, 1));
    till.close().await;
}

#[tokio::test]
async fn events_that_always_fail_hold_up_no_other() {
    let till = Till::open().await;
    let ring = till.variant("ring", 9).await;
    till.at_the_page(&till.buyer(&[(ring, 1)]).await).await;
    // Its provider is switched off.
    till.run("update payment_attempts set provider = 'off'").await;
    till.run(
        "insert into payment_events (provider, provider_event_id, type, payload, payment_attempt_id, received_at)
         select case when n = 1 then 'test' else 'off' end, 'evt_' || n, 'x', '{}', payment_attempt_id, '2020-01-01'
         from payment_attempts, generate_series(1, 9) n",
    )
    .await;
    let (page, _) = till.at_the_page(&till.buyer(&[(ring, 1)]).await).await;
    till.choose(&page, Choice::Success).await;
    till.run(
        "insert into payment_events (provider, provider_event_id, type, payload, payment_attempt_id, received_at)
         select provider, 'evt_good', 'x', '{}', payment_attempt_id, '2020-01-02'
         from payment_attempts
         where provider <> 'off'",
    )
    .await;

    let mut done = 0;
    for _ in 0..20 {
        till.app.clock.advance(Duration::minutes(1));
        done += sweep(&till.app, 1).await.unwrap().events;
    }

    let good = "select count(*) from payment_events where processed_at is not null and provider_event_id = 'evt_good'";
    assert_eq!((done, till.count(good).await), (1, 1));
    till.discard().await;
}
