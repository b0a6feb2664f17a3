//! Pressing "pay" more than once.

use crate::checkout::{PlaceOrderError, Placement};
use crate::payment::come_home;
use crate::payment::tests::Till;
use adapters::payment::test_provider::Choice;
use futures::future::join_all;

#[tokio::test]
async fn a_double_click_leads_to_one_page_and_one_attempt() {
    let till = Till::open().await;
    let ring = till.variant("ring", 5).await;
    let buyer = till.buyer(&[(ring, 1)]).await;

    let pages = join_all((0..8).map(|_| till.at_the_page(&buyer))).await;

    assert!(pages.iter().all(|page| page == &pages[0]));
    assert_eq!(till.count("select count(*) from payment_attempts").await, 1);
    assert_eq!(till.count("select count(*) from test_provider.sessions").await, 1);
    assert_eq!(till.held().await, 1);
    till.close().await;
}

#[tokio::test]
async fn after_paying_every_further_click_shows_the_order() {
    let till = Till::open().await;
    let ring = till.variant("ring", 5).await;
    let buyer = till.buyer(&[(ring, 1)]).await;
    let (page, token) = till.at_the_page(&buyer).await;
    till.choose(&page, Choice::Success).await;

    for _ in 0..3 {
        assert!(
            till.place(&buyer).await.ok()
                == Some(Placement::Replayed {
                    address: format!("/orders/{token}")
                })
        );
    }

    assert_eq!(
        (till.orders().await, till.charges().await),
        (1, 1),
        "the first click found the money by itself"
    );
    till.close().await;
}

#[tokio::test]
async fn after_back_from_the_payment_page_pay_leads_there_again() {
    let till = Till::open().await;
    let ring = till.variant("ring", 1).await;
    let buyer = till.buyer(&[(ring, 1)]).await;
    let first = till.at_the_page(&buyer).await;

    till.app.clock.advance(chrono::Duration::minutes(10));

    assert!(till.at_the_page(&buyer).await == first);
    till.close().await;
}

#[tokio::test]
async fn when_the_price_changed_after_back_the_old_payment_is_dead_before_a_new_one_begins() {
    let till = Till::open().await;
    let ring = till.variant("ring", 1).await;
    let mut buyer = till.buyer(&[(ring, 1)]).await;
    let (old, _) = till.at_the_page(&buyer).await;
    till.run("update prices set amount_minor = 1000").await;

    assert!(matches!(
        till.place(&buyer).await,
        Err(PlaceOrderError::CartChanged { .. })
    ));
    buyer.total = till.total(&buyer.scope).await;
    let (new, token) = till.at_the_page(&buyer).await;
    till.choose(&old, Choice::Success).await;
    assert_eq!(till.charges().await, 0, "the old page takes nothing");
    till.choose(&new, Choice::Success).await;
    come_home(&till.app, &token).await.unwrap();

    assert_eq!(
        till.count("select sum(amount_minor)::bigint from test_provider.charges")
            .await,
        buyer.total.minor
    );
    assert_eq!((till.orders().await, till.charges().await), (1, 1));
    till.close().await;
}

#[tokio::test]
async fn when_the_price_changed_after_paying_the_order_stands_as_agreed() {
    let till = Till::open().await;
    let ring = till.variant("ring", 1).await;
    let mut buyer = till.buyer(&[(ring, 1)]).await;
    let (page, _) = till.at_the_page(&buyer).await;
    till.choose(&page, Choice::Success).await;
    till.run("update prices set amount_minor = 1000").await;
    buyer.total = till.total(&buyer.scope).await;

    assert!(matches!(till.place(&buyer).await, Ok(Placement::Replayed { .. })));
    assert_eq!((till.orders().await, till.charges().await), (1, 1));
    till.close().await;
}

#[tokio::test]
async fn a_placement_that_broke_off_between_draft_and_call_is_taken_up_after_five_minutes() {
    let till = Till::open().await;
    let ring = till.variant("ring", 1).await;
    let buyer = till.buyer(&[(ring, 1)]).await;
    let killed = till.app.clone().with_steps(crate::steps::Steps::watched(|step| {
        step == crate::steps::Step::Prepared
    }));
    let command = crate::checkout::PlaceOrder {
        expected_total: Some(buyer.total),
        expected_due: None,
    };
    assert!(
        crate::checkout::place_order(&killed, &buyer.scope, command)
            .await
            .is_err()
    );

    assert!(matches!(
        till.place(&buyer).await,
        Err(PlaceOrderError::CompletionInProgress)
    ));
    till.app.clock.advance(chrono::Duration::minutes(5));

    till.at_the_page(&buyer).await;
    assert_eq!(till.count("select count(*) from payment_attempts").await, 1);
    till.close().await;
}
