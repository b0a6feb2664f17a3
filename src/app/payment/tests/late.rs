//! Money for a draft that was rolled back (P-7, OS9).

use super::Till;
use crate::order::show_order;
use crate::payment::come_home;
use adapters::payment::test_provider::Choice;
use domain::order::OrderStage;

/// A shopper whose card was declined, and whose money comes all the same.
pub(super) async fn declined(till: &Till, buyer: &super::Buyer) -> (String, String) {
    let (page, token) = till.at_the_page(buyer).await;
    till.choose(&page, Choice::Decline).await;
    come_home(&till.app, &token).await.unwrap();
    assert_eq!((till.drafts().await, till.held().await), (0, 0));
    (page, token)
}

pub(super) async fn money_comes(till: &Till, page: &str) {
    till.provider.capture_after_all(page).await.unwrap();
    till.hear_everything().await;
}

#[tokio::test]
async fn late_money_for_an_unchanged_cart_places_the_order_that_was_agreed() {
    let till = Till::open().await;
    let ring = till.variant("ring", 1).await;
    let buyer = till.buyer(&[(ring, 1)]).await;
    let (page, token) = declined(&till, &buyer).await;

    money_comes(&till, &page).await;

    let order = show_order(&till.app, &token).await.unwrap();
    assert_eq!(
        (order.stage, order.payment_text.as_str(), order.totals.total),
        (OrderStage::Placed, "Paid", buyer.total)
    );
    assert_eq!(
        (till.orders().await, till.charges().await, till.alerts().await.len()),
        (1, 1, 0)
    );
    till.close().await;
}

#[tokio::test]
async fn late_money_for_stock_that_is_gone_makes_an_order_on_hold_and_calls_a_person() {
    let till = Till::open().await;
    let ring = till.variant("ring", 1).await;
    let (page, token) = declined(&till, &till.buyer(&[(ring, 1)]).await).await;
    till.lapse().await;
    let (other, other_token) = till.at_the_page(&till.buyer(&[(ring, 1)]).await).await;
    till.choose(&other, Choice::Success).await;
    come_home(&till.app, &other_token).await.unwrap();

    money_comes(&till, &page).await;

    assert_eq!(show_order(&till.app, &token).await.unwrap().stage, OrderStage::OnHold);
    assert_eq!(
        till.text("select hold_reason from orders where hold_reason is not null")
            .await
            .unwrap(),
        "payment_after_expiry"
    );
    assert_eq!(till.alerts().await, ["payment_after_expiry"]);
    assert_eq!((till.orders().await, till.charges().await), (2, 2));
    till.close().await;
}

#[tokio::test]
async fn late_money_for_a_changed_cart_leaves_that_cart_to_its_shopper() {
    let till = Till::open().await;
    let ring = till.variant("ring", 9).await;
    let mut buyer = till.buyer(&[(ring, 1)]).await;
    let (page, token) = declined(&till, &buyer).await;
    till.add(&mut buyer.scope, ring, 2).await;
    buyer.total = till.total(&buyer.scope).await;

    money_comes(&till, &page).await;

    assert_eq!(
        show_order(&till.app, &token).await.unwrap().lines[0].quantity,
        1,
        "what was paid for"
    );
    assert_eq!(till.alerts().await, ["payment_after_expiry"]);
    let (page, token) = till.at_the_page(&buyer).await;
    till.choose(&page, Choice::Success).await;
    come_home(&till.app, &token).await.unwrap();
    assert_eq!(show_order(&till.app, &token).await.unwrap().lines[0].quantity, 3);
    assert_eq!((till.orders().await, till.charges().await), (2, 2));
    till.close().await;
}

#[tokio::test]
async fn late_money_while_the_shopper_pays_anew_is_never_lost() {
    let till = Till::open().await;
    let ring = till.variant("ring", 9).await;
    let buyer = till.buyer(&[(ring, 1)]).await;
    let (page, _) = declined(&till, &buyer).await;
    let (second, token) = till.at_the_page(&buyer).await;

    money_comes(&till, &page).await;
    till.choose(&second, Choice::Success).await;
    come_home(&till.app, &token).await.unwrap();

    assert_eq!((till.orders().await, till.charges().await), (2, 2));
    assert_eq!(till.alerts().await, ["payment_after_expiry"]);
    till.close().await;
}

#[tokio::test]
async fn late_money_after_the_shopper_has_paid_anew_is_on_the_order_and_calls_a_person() {
    let till = Till::open().await;
    let ring = till.variant("ring", 9).await;
    let buyer = till.buyer(&[(ring, 1)]).await;
    let (page, _) = declined(&till, &buyer).await;
    let (second, token) = till.at_the_page(&buyer).await;
    till.choose(&second, Choice::Success).await;
    come_home(&till.app, &token).await.unwrap();

    money_comes(&till, &page).await;
    money_comes(&till, &page).await;

    assert_eq!(
        till.text("select payment_status from orders").await.unwrap(),
        "overpaid"
    );
    assert_eq!(
        (till.orders().await, till.alerts().await),
        (1, vec!["payment_twice".to_owned()])
    );
    till.close().await;
}

#[tokio::test]
async fn late_money_whose_draft_was_forgotten_calls_a_person() {
    let till = Till::open().await;
    let ring = till.variant("ring", 9).await;
    let (page, _) = declined(&till, &till.buyer(&[(ring, 1)]).await).await;
    till.app.clock.advance(chrono::Duration::days(31));
    crate::payment::sweep(&till.app, 10).await.unwrap();

    money_comes(&till, &page).await;

    assert_eq!(
        (till.orders().await, till.alerts().await),
        (0, vec!["payment_without_order".to_owned()])
    );
    till.close().await;
}

#[tokio::test]
async fn late_money_of_a_customer_whose_cart_has_changed_is_the_customers_order() {
    let till = Till::open().await;
    let ring = till.variant("ring", 9).await;
    let mut buyer = till.buyer(&[(ring, 1)]).await;
    let (page, _) = declined(&till, &buyer).await;
    till.add(&mut buyer.scope, ring, 2).await;
    till.run(
        "with made as (
             insert into customers (customer_id, email, name, password_hash, password_set_at, created_at, updated_at)
             values (gen_random_uuid(), 'ana@example.com', 'Ana', '$argon2id$x', now(), now(), now())
             returning customer_id
         )
         update carts
         set customer_id = made.customer_id
         from made",
    )
    .await;

    money_comes(&till, &page).await;

    assert_eq!(
        till.count("select count(*) from orders join customers using (customer_id)")
            .await,
        1
    );
    till.close().await;
}
