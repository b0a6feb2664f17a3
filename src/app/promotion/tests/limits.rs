//! Limits when many pay at once, and what becomes of a use when the payment does not.

use super::{buyer_with, enter, off, published};
use crate::App;
use crate::checkout::{PlaceOrder, PlaceOrderError, Placement, place_order};
use crate::order::show_order;
use crate::payment::tests::{Till, last_part};
use crate::payment::{come_home, give_up};
use adapters::payment::test_provider::Choice;
use futures::future::join_all;
use serde_json::json;
use std::sync::Arc;
use testkit::statements::{pool, recorded};
use uuid::Uuid;

async fn till_with(limits: serde_json::Value) -> (Till, Uuid) {
    let till = Till::open().await;
    let mut sea = off("sea", "10", &["SEA"]);
    sea["limits"] = limits;
    published(&till.app, json!([sea])).await;
    let ring = till.variant("ring", 50).await;
    (till, ring)
}

const USED: &str = "select count(*) from promotion_usages where state = 'used'";
const RESERVED: &str = "select count(*) from promotion_usages where state = 'reserved'";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_twenty_who_pay_at_once_five_get_the_code_for_five_and_the_others_see_their_new_total_first() {
    let (till, ring) = till_with(json!({ "total": 5 })).await;
    let till = Arc::new(till);
    let mut buyers = Vec::new();
    for _ in 0..20 {
        buyers.push(buyer_with(&till, ring, "SEA").await);
    }
    assert_eq!(buyers[19].total.minor, 1800 + 495);

    let tasks = buyers.into_iter().map(|buyer| {
        let till = Arc::clone(&till);
        tokio::spawn(async move {
            match till.place(&buyer).await {
                Ok(Placement::Pay {
                    redirect_url,
                    status_address,
                }) => {
                    till.choose(&last_part(&redirect_url), Choice::Success).await;
                    come_home(&till.app, &last_part(&status_address)).await.unwrap();
                    true
                }
                Err(PlaceOrderError::CartChanged { current_total, changes }) => {
                    assert_eq!(current_total.minor, 2000 + 495);
                    assert_eq!(changes, ["SEA: This code has been used up."]);
                    false
                }
                Ok(_) => panic!("not sent to pay"),
                Err(error) => panic!("{error}"),
            }
        })
    });
    let ends: Vec<bool> = join_all(tasks).await.into_iter().map(Result::unwrap).collect();

    assert_eq!(ends.iter().filter(|has_code| **has_code).count(), 5);
    assert_eq!(
        (till.orders().await, till.count(USED).await, till.count(RESERVED).await),
        (5, 5, 0)
    );
    assert_eq!(till.count("select count(*) from order_adjustments").await, 5);
    assert_eq!(till.held().await, 0);
    Arc::into_inner(till).unwrap().close().await;
}

/// Off for everybody, five times.
async fn till_with_a_promotion_for_five() -> (Till, Uuid) {
    let till = Till::open().await;
    let mut first = off("first", "10", &[]);
    first["limits"] = json!({ "total": 5 });
    published(&till.app, json!([first])).await;
    let ring = till.variant("ring", 50).await;
    (till, ring)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_twenty_who_pay_at_once_five_get_a_promotion_for_five_and_the_others_see_their_new_total_first() {
    let (till, ring) = till_with_a_promotion_for_five().await;
    let till = Arc::new(till);
    let mut buyers = Vec::new();
    for _ in 0..20 {
        buyers.push(till.buyer(&[(ring, 1)]).await);
    }
    assert_eq!(buyers[19].total.minor, 1800 + 495);

    let tasks = buyers.into_iter().map(|buyer| {
        let till = Arc::clone(&till);
        tokio::spawn(async move {
            match till.place(&buyer).await {
                Ok(Placement::Pay { status_address, .. }) => {
                    assert!(!status_address.is_empty());
                    true
                }
                Err(PlaceOrderError::CartChanged { current_total, changes }) => {
                    assert_eq!(current_total.minor, 2000 + 495);
                    assert_eq!(changes, ["“10 % off” has been used up."]);
                    assert_eq!(till.total(&buyer.scope).await, current_total);
                    false
                }
                Ok(_) => panic!("not sent to pay"),
                Err(error) => panic!("{error}"),
            }
        })
    });
    let ends: Vec<bool> = join_all(tasks).await.into_iter().map(Result::unwrap).collect();

    assert_eq!(ends.iter().filter(|has_it| **has_it).count(), 5);
    assert_eq!((till.drafts().await, till.count(RESERVED).await), (5, 5));
    assert_eq!(
        till.count("select count(*) from orders where discount_minor = 200")
            .await,
        5
    );
    Arc::into_inner(till).unwrap().close().await;
}

#[tokio::test]
async fn an_account_gets_what_one_customer_may_have_whatever_address_is_typed() {
    let till = Till::open().await;
    let mut once = off("once", "10", &[]);
    once["limits"] = json!({ "per_customer": 1 });
    published(&till.app, json!([once])).await;
    let ring = till.variant("ring", 50).await;
    let first = till.buyer(&[(ring, 1)]).await;
    till.run(
        "with made as (
             insert into customers (customer_id, email, name, password_hash, password_set_at, created_at, updated_at)
             values (gen_random_uuid(), 'ana@example.com', 'Ana', '$argon2id$x', now(), now(), now())
             returning customer_id
         )
         update carts set customer_id = made.customer_id from made",
    )
    .await;
    assert_eq!(till.total(&first.scope).await.minor, 1800 + 495);
    let (page, token) = till.at_the_page(&first).await;
    till.choose(&page, Choice::Success).await;
    come_home(&till.app, &token).await.unwrap();

    let second = till.buyer(&[(ring, 1)]).await;
    till.run("update checkouts set email = 'other@example.com' where cart_id not in (select cart_id from orders)")
        .await;
    assert_eq!(till.total(&second.scope).await.minor, 1800 + 495);
    till.run("update carts set customer_id = (select customer_id from customers) where customer_id is null")
        .await;
    assert_eq!(till.total(&second.scope).await.minor, 2000 + 495);
    till.close().await;
}

#[tokio::test]
async fn a_use_is_reserved_while_it_is_paid_and_given_back_when_it_is_not() {
    let (till, ring) = till_with(json!({ "total": 1 })).await;
    let first = buyer_with(&till, ring, "SEA").await;
    let second = buyer_with(&till, ring, "SEA").await;

    let (_, token) = till.at_the_page(&first).await;
    assert_eq!(till.count(RESERVED).await, 1);
    assert!(matches!(
        till.place(&second).await,
        Err(PlaceOrderError::CartChanged { .. })
    ));
    // The own draft does not count against its cart.
    assert_eq!(till.total(&first.scope).await, first.total);

    give_up(&till.app, &token).await.unwrap();
    assert_eq!(till.count("select count(*) from promotion_usages").await, 0);
    let (page, token) = till.at_the_page(&second).await;
    till.choose(&page, Choice::Success).await;
    come_home(&till.app, &token).await.unwrap();
    assert_eq!(till.count(USED).await, 1);
    till.close().await;
}

#[tokio::test]
async fn pressing_pay_again_with_a_code_leads_to_the_same_payment() {
    let (till, ring) = till_with(json!({ "total": 1, "per_customer": 1 })).await;
    let buyer = buyer_with(&till, ring, "SEA").await;

    let first = till.at_the_page(&buyer).await;
    let again = till.at_the_page(&buyer).await;

    assert_eq!(first, again);
    assert_eq!(till.count(RESERVED).await, 1);
    till.close().await;
}

#[tokio::test]
async fn one_e_mail_address_gets_what_one_customer_may_have() {
    let (till, ring) = till_with(json!({ "per_customer": 1 })).await;
    let first = buyer_with(&till, ring, "SEA").await;
    let (page, token) = till.at_the_page(&first).await;
    till.choose(&page, Choice::Success).await;
    come_home(&till.app, &token).await.unwrap();

    let second = till.buyer(&[(ring, 1)]).await;
    let refused = enter(&till.app, &second.scope, "SEA").await;

    let words = refused
        .map(drop)
        .map_err(|error| crate::refusal::Refusal::sentence(&error));
    assert_eq!(words, Err("SEA: You have used this code already.".to_owned()));
    till.close().await;
}

#[tokio::test]
async fn an_order_keeps_what_it_was_given_whatever_becomes_of_the_promotion() {
    let (till, ring) = till_with(json!({})).await;
    let free = json!([{
        "handle": "free", "name": "Delivery on us", "class": "delivery", "status": "active",
        "benefit": { "kind": "free_delivery" }, "combines_with": { "classes": ["order"] }
    }]);
    published(&till.app, free).await;
    let mut sea = off("sea", "10", &["SEA"]);
    sea["combines_with"] = json!({ "classes": ["delivery"] });
    published(&till.app, json!([sea])).await;
    let buyer = buyer_with(&till, ring, "SEA").await;
    assert_eq!(buyer.total.minor, 1800);

    let (page, token) = till.at_the_page(&buyer).await;
    till.choose(&page, Choice::Success).await;
    come_home(&till.app, &token).await.unwrap();
    till.run("update promotions set name = 'Something else', status = 'archived'")
        .await;

    let totals = show_order(&till.app, &token).await.unwrap().totals;
    assert_eq!(totals.discounts, [("10 % off (SEA)".to_owned(), "-€2.00".to_owned())]);
    assert_eq!(
        totals.delivery_discounts,
        [("Delivery on us".to_owned(), "-€4.95".to_owned())]
    );
    assert_eq!(
        (totals.delivery_text.as_deref(), totals.total.minor),
        (Some("€4.95"), 1800)
    );
    till.close().await;
}

#[tokio::test]
async fn a_placement_of_ten_lines_with_a_limited_code_takes_at_most_fifteen_statements() {
    let (till, ring) = till_with(json!({ "total": 5, "per_customer": 2 })).await;
    let mut wanted = vec![(ring, 1)];
    for number in 0..9 {
        wanted.push((till.variant(&format!("thing-{number}"), 50).await, 1));
    }
    let mut buyer = till.buyer(&wanted).await;
    enter(&till.app, &buyer.scope, "SEA").await.unwrap();
    buyer.total = till.total(&buyer.scope).await;
    let seen = pool(till.database()).await;
    let app = App {
        pool: seen.clone(),
        ..till.app.clone()
    };
    let expected_total = Some(buyer.total);

    let (placed, statements) = recorded(place_order(
        &app,
        &buyer.scope,
        PlaceOrder {
            expected_total,
            expected_due: None,
        },
    ))
    .await;

    assert!(matches!(placed, Ok(Placement::Pay { .. })));
    assert!(statements.len() <= 15, "{}: {statements:#?}", statements.len());
    drop(app);
    seen.close().await;
    till.close().await;
}

#[tokio::test]
async fn late_money_keeps_the_price_that_was_agreed_although_the_code_is_used_up() {
    let (till, ring) = till_with(json!({ "total": 1 })).await;
    let first = buyer_with(&till, ring, "SEA").await;
    let (late, late_token) = till.at_the_page(&first).await;
    till.choose(&late, Choice::Decline).await;
    come_home(&till.app, &late_token).await.unwrap();
    let second = buyer_with(&till, ring, "SEA").await;
    let (page, token) = till.at_the_page(&second).await;
    till.choose(&page, Choice::Success).await;
    come_home(&till.app, &token).await.unwrap();

    till.provider.capture_after_all(&late).await.unwrap();
    till.hear_everything().await;

    let order = show_order(&till.app, &late_token).await.unwrap();
    assert_eq!((order.totals.total, order.totals.discounts.len()), (first.total, 1));
    assert_eq!((till.count(USED).await, till.alerts().await.len()), (2, 0));
    till.close().await;
}
