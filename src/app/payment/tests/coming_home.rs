//! Every card of the hosted page, and what the shopper finds at home.

use super::{Till, last_part};
use crate::checkout::Placement;
use crate::order::{ShowOrderError, show_order};
use crate::payment::{Home, come_home, give_up, reopen_cart, unavailable};
use adapters::payment::test_provider::Choice;
use domain::order::OrderStage;

#[tokio::test]
async fn a_paid_order_shows_what_was_agreed() {
    let till = Till::open().await;
    let ring = till.variant("ring", 5).await;
    let buyer = till.buyer(&[(ring, 2)]).await;
    let (page, token) = till.at_the_page(&buyer).await;
    till.choose(&page, Choice::Success).await;

    let home = come_home(&till.app, &token).await.unwrap();
    let order = show_order(&till.app, &token).await.unwrap();

    assert!(
        home == Home::Order {
            address: format!("/orders/{token}")
        }
    );
    assert_eq!((order.number, order.stage), (Some(1001), OrderStage::Placed));
    assert_eq!(
        (order.totals.total, order.totals.total_text.as_str()),
        (buyer.total, "€44.95")
    );
    assert_eq!(order.payment_text, "Paid");
    assert_eq!(order.lines.len(), 1);
    assert_eq!((order.lines[0].title.as_str(), order.lines[0].quantity), ("ring", 2));
    assert_eq!(order.totals.taxes, [("VAT 19 %".to_owned(), "€7.18".to_owned())]);
    assert_eq!(order.delivery_lines[0], "Ana Mar");
    assert_eq!(till.held().await, 0);
    till.close().await;
}

#[tokio::test]
async fn the_order_stays_as_agreed_when_the_product_changes_or_goes() {
    let till = Till::open().await;
    let ring = till.variant("ring", 5).await;
    let (page, token) = till.at_the_page(&till.buyer(&[(ring, 1)]).await).await;
    till.choose(&page, Choice::Success).await;
    come_home(&till.app, &token).await.unwrap();
    let before = show_order(&till.app, &token).await.unwrap();

    till.run("update prices set amount_minor = 1").await;
    till.run("update products set title = 'something else'").await;
    till.run("update tax_rates set rate_ppm = 0").await;

    assert_eq!(show_order(&till.app, &token).await.unwrap(), before);
    till.close().await;
}

#[tokio::test]
async fn a_declined_card_gives_the_cart_back_and_another_card_pays() {
    let till = Till::open().await;
    let ring = till.variant("ring", 1).await;
    let buyer = till.buyer(&[(ring, 1)]).await;
    let (page, token) = till.at_the_page(&buyer).await;
    assert_eq!(till.held().await, 1);
    till.choose(&page, Choice::Decline).await;

    let home = come_home(&till.app, &token).await.unwrap();

    assert!(
        home == Home::NotPaid {
            code: "card_declined".into()
        }
    );
    assert_eq!((till.drafts().await, till.held().await), (0, 0));
    assert!(matches!(
        show_order(&till.app, &token).await,
        Err(ShowOrderError::NotPaid)
    ));
    assert!(
        come_home(&till.app, &token).await.unwrap() == home,
        "coming home twice is coming home once"
    );
    let (page, token) = till.at_the_page(&buyer).await;
    till.choose(&page, Choice::Success).await;
    come_home(&till.app, &token).await.unwrap();
    assert_eq!((till.orders().await, till.charges().await), (1, 1));
    till.close().await;
}

#[tokio::test]
async fn a_challenge_is_confirmed_or_refused() {
    let till = Till::open().await;
    let ring = till.variant("ring", 5).await;
    for (confirmed, orders) in [(false, 0), (true, 1)] {
        let (page, token) = till.at_the_page(&till.buyer(&[(ring, 1)]).await).await;
        till.choose(&page, Choice::Challenge).await;
        assert!(come_home(&till.app, &token).await.unwrap() == Home::Open);

        till.provider.answer_challenge(&page, confirmed).await.unwrap();
        come_home(&till.app, &token).await.unwrap();

        assert_eq!(till.orders().await, orders);
    }
    till.close().await;
}

#[tokio::test]
async fn a_slow_payment_is_paid_when_the_shopper_is_back() {
    let till = Till::open().await;
    let ring = till.variant("ring", 5).await;
    let (page, token) = till.at_the_page(&till.buyer(&[(ring, 1)]).await).await;

    till.choose(&page, Choice::Slow).await;
    come_home(&till.app, &token).await.unwrap();

    assert_eq!(till.orders().await, 1);
    till.close().await;
}

#[tokio::test]
async fn a_payment_that_timed_out_is_being_checked_until_the_money_comes() {
    let till = Till::open().await;
    let ring = till.variant("ring", 5).await;
    let buyer = till.buyer(&[(ring, 1)]).await;
    let (page, token) = till.at_the_page(&buyer).await;
    till.choose(&page, Choice::Timeout).await;

    assert!(
        come_home(&till.app, &token).await.unwrap()
            == Home::Order {
                address: format!("/orders/{token}")
            }
    );
    assert_eq!(show_order(&till.app, &token).await.unwrap().stage, OrderStage::Checking);
    // Giving up and paying again are both too late: nobody knows yet.
    assert!(
        give_up(&till.app, &token).await.unwrap()
            == Home::Order {
                address: format!("/orders/{token}")
            }
    );
    assert!(matches!(till.place(&buyer).await, Ok(Placement::Processing { .. })));
    till.app.clock.advance(chrono::Duration::seconds(9));
    till.provider.deliver_due(8).await.unwrap();
    till.hear_everything().await;

    assert_eq!(show_order(&till.app, &token).await.unwrap().stage, OrderStage::Placed);
    assert_eq!((till.orders().await, till.charges().await), (1, 1));
    till.close().await;
}

#[tokio::test]
async fn who_gives_up_has_the_cart_back_and_the_page_is_dead() {
    let till = Till::open().await;
    let ring = till.variant("ring", 1).await;
    let buyer = till.buyer(&[(ring, 1)]).await;
    let (page, token) = till.at_the_page(&buyer).await;

    let home = give_up(&till.app, &token).await.unwrap();
    till.choose(&page, Choice::Success).await;

    assert!(
        home == Home::NotPaid {
            code: "cancelled".into()
        }
    );
    assert_eq!(
        (till.drafts().await, till.held().await, till.charges().await),
        (0, 0, 0)
    );
    till.close().await;
}

#[tokio::test]
async fn who_gives_up_after_paying_sees_the_order() {
    let till = Till::open().await;
    let ring = till.variant("ring", 1).await;
    let buyer = till.buyer(&[(ring, 1)]).await;
    let (page, token) = till.at_the_page(&buyer).await;
    till.choose(&page, Choice::Success).await;

    assert!(
        give_up(&till.app, &token).await.unwrap()
            == Home::Order {
                address: format!("/orders/{token}")
            }
    );
    assert!(!reopen_cart(&till.app, &buyer.scope).await.unwrap());
    assert_eq!(till.orders().await, 1);
    till.close().await;
}

#[tokio::test]
async fn a_cart_whose_payment_is_open_can_be_changed_once_that_payment_is_dead() {
    let till = Till::open().await;
    let ring = till.variant("ring", 5).await;
    let mut buyer = till.buyer(&[(ring, 1)]).await;
    let (page, _) = till.at_the_page(&buyer).await;

    assert!(reopen_cart(&till.app, &buyer.scope).await.unwrap());
    till.add(&mut buyer.scope, ring, 1).await;
    buyer.total = till.total(&buyer.scope).await;
    till.choose(&page, Choice::Success).await;
    let (page, token) = till.at_the_page(&buyer).await;
    till.choose(&page, Choice::Success).await;
    come_home(&till.app, &token).await.unwrap();

    assert_eq!((till.orders().await, till.charges().await), (1, 1));
    assert_eq!(show_order(&till.app, &token).await.unwrap().lines[0].quantity, 2);
    till.close().await;
}

#[tokio::test]
async fn a_stranger_to_a_link_learns_nothing() {
    let till = Till::open().await;

    assert!(matches!(
        show_order(&till.app, "no-such-token").await,
        Err(ShowOrderError::NotFound)
    ));
    assert!(come_home(&till.app, "no-such-token").await.unwrap() == Home::Unknown);
    assert!(give_up(&till.app, "").await.unwrap() == Home::Unknown);
    assert_eq!(last_part("/orders/x"), "x");
    till.close().await;
}

#[tokio::test]
async fn a_shop_without_a_provider_says_so() {
    let till = Till::open().await;
    let mut app = till.app.clone();
    app.payment = None;

    assert!(unavailable(&app).is_some_and(|text| text.contains("does not take payments")));
    assert_eq!(unavailable(&till.app), None);
    till.close().await;
}
