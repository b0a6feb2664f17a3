//! Promotions for who has not ordered before: told as early as who it is is known, certain when it is paid.

use super::{buyer_with, enter, off, published};
use crate::checkout::{PlaceOrderError, Placement, place_order, save_details, show_checkout};
use crate::order::{cancel, find_by_token};
use crate::payment::tests::{Buyer, Till, berlin};
use crate::payment::{come_home, give_up};
use crate::refusal::Refusal as _;
use crate::scope::Scope;
use adapters::payment::test_provider::Choice;
use domain::checkout::DetailsInput;
use domain::order::Actor;
use serde_json::json;
use testkit::statements::{pool, recorded};
use uuid::Uuid;

const REFUSED: &str = "This code is for a first order, and there is one of yours already.";

/// Two codes of two promotions, each for a first order.
async fn till() -> (Till, Uuid) {
    let till = Till::open().await;
    let mut promotions = [off("welcome", "10", &["WELCOME"]), off("hello", "20", &["HELLO"])];
    for promotion in &mut promotions {
        promotion["first_order"] = json!(true);
    }
    published(&till.app, json!(promotions)).await;
    let ring = till.variant("ring", 50).await;
    (till, ring)
}

/// Pays; the token of the order's page.
async fn paid(till: &Till, buyer: &Buyer) -> String {
    let (page, token) = till.at_the_page(buyer).await;
    till.choose(&page, Choice::Success).await;
    come_home(&till.app, &token).await.unwrap();
    token
}

fn typed(email: &str) -> DetailsInput {
    DetailsInput {
        email: email.into(),
        ..berlin()
    }
}

#[tokio::test]
async fn a_code_for_a_first_order_counts_until_the_address_is_known_of_somebody_who_has_ordered() {
    let (till, ring) = till().await;
    let plain = till.buyer(&[(ring, 1)]).await;
    paid(&till, &plain).await;
    let mut scope = Scope::default();
    till.add(&mut scope, ring, 1).await;

    // Nobody knows who it is.
    let cart = enter(&till.app, &scope, "WELCOME").await.unwrap().cart;
    assert!(cart.codes[0].is_applied);

    save_details(&till.app, &scope, typed(" ANA@Example.com "), "")
        .await
        .unwrap();
    let checkout = show_checkout(&till.app, &scope, None).await.unwrap();
    assert_eq!(
        (checkout.totals.total.minor, checkout.totals.discounts.len()),
        (2000 + 495, 0)
    );
    assert_eq!(checkout.cart.codes[0].text, REFUSED);
    let refused = enter(&till.app, &scope, "HELLO").await.unwrap_err();
    assert_eq!(refused.code(), "code_not_first_order");

    // Somebody else.
    save_details(&till.app, &scope, typed("bea@example.com"), "")
        .await
        .unwrap();
    assert_eq!(till.total(&scope).await.minor, 1800 + 495);
    till.close().await;
}

#[tokio::test]
async fn an_order_that_was_cancelled_was_the_first() {
    let (till, ring) = till().await;
    let buyer = buyer_with(&till, ring, "WELCOME").await;
    let token = paid(&till, &buyer).await;
    let order_id = find_by_token(&till.app, &token).await.unwrap();
    cancel(&till.app, &Actor::Customer, order_id, "").await.unwrap();

    let again = till.buyer(&[(ring, 1)]).await;

    let refused = enter(&till.app, &again.scope, "HELLO").await.unwrap_err();
    assert_eq!(refused.code(), "code_not_first_order");
    till.close().await;
}

#[tokio::test]
async fn a_first_order_that_is_being_paid_is_reserved_and_one_without_the_code_is_not() {
    let (till, ring) = till().await;
    let plain = till.buyer(&[(ring, 1)]).await;
    let (_, plain_token) = till.at_the_page(&plain).await;
    let first = buyer_with(&till, ring, "WELCOME").await;
    let second = buyer_with(&till, ring, "HELLO").await;

    let (_, token) = till.at_the_page(&first).await;
    let Err(PlaceOrderError::CartChanged { current_total, changes }) = till.place(&second).await else {
        panic!("two first orders of one address");
    };
    assert_eq!(
        (current_total.minor, changes),
        (2000 + 495, vec![format!("HELLO: {REFUSED}")])
    );
    // The own draft is not another order.
    assert_eq!(till.total(&first.scope).await, first.total);

    give_up(&till.app, &token).await.unwrap();
    paid(&till, &second).await;
    give_up(&till.app, &plain_token).await.unwrap();
    till.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_carts_of_one_address_that_are_paid_at_once_one_is_a_first_order_whatever_the_code() {
    let (till, ring) = till().await;
    let till = std::sync::Arc::new(till);
    let mut buyers = Vec::new();
    for turn in 0..8 {
        let code = if turn % 2 == 0 { "WELCOME" } else { "HELLO" };
        buyers.push(buyer_with(&till, ring, code).await);
    }

    let tasks = buyers.into_iter().map(|buyer| {
        let till = std::sync::Arc::clone(&till);
        tokio::spawn(async move {
            match till.place(&buyer).await {
                Ok(Placement::Pay { .. }) => true,
                Err(PlaceOrderError::CartChanged { current_total, .. }) => {
                    assert_eq!(current_total.minor, 2000 + 495);
                    false
                }
                Ok(_) => panic!("not sent to pay"),
                Err(error) => panic!("{error}"),
            }
        })
    });
    let ends: Vec<bool> = futures::future::join_all(tasks)
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect();

    assert_eq!(ends.iter().filter(|is_first| **is_first).count(), 1);
    assert_eq!(till.count("select count(*) from promotion_usages").await, 1);
    std::sync::Arc::into_inner(till).unwrap().close().await;
}

#[tokio::test]
async fn somebody_who_orders_while_the_checkout_is_open_is_shown_the_new_total_before_paying() {
    let (till, ring) = till().await;
    let waiting = buyer_with(&till, ring, "WELCOME").await;
    let plain = till.buyer(&[(ring, 1)]).await;
    paid(&till, &plain).await;

    let Err(PlaceOrderError::CartChanged { changes, .. }) = till.place(&waiting).await else {
        panic!("the second order is a first one");
    };

    assert_eq!(changes, [format!("WELCOME: {REFUSED}")]);
    till.close().await;
}

#[tokio::test]
async fn a_code_for_a_first_order_costs_a_placement_no_more_than_a_limit() {
    let (till, ring) = till().await;
    let buyer = buyer_with(&till, ring, "WELCOME").await;
    let seen = pool(till.database()).await;
    let app = crate::App {
        pool: seen.clone(),
        ..till.app.clone()
    };
    let command = crate::checkout::PlaceOrder {
        expected_total: Some(buyer.total),
        expected_due: None,
    };

    let (placed, statements) = recorded(place_order(&app, &buyer.scope, command)).await;

    assert!(matches!(placed, Ok(Placement::Pay { .. })));
    assert!(statements.len() <= 15, "{}: {statements:#?}", statements.len());
    drop(app);
    seen.close().await;
    till.close().await;
}
