//! Taking one's data along, and going.

use super::{ANA, Club, SECRET};
use crate::customer::{CustomerError, erase, erase_with_password, export};
use crate::payment::come_home;
use crate::payment::tests::Buyer;
use crate::stock::{AskStock, ask};
use adapters::payment::test_provider::Choice;

#[tokio::test]
async fn the_export_has_everything_but_secrets() {
    let club = Club::open().await;
    let ring = club.till.variant("ring", 10).await;
    let buyer = club.till.buyer(&[(ring, 2)]).await;
    let (page, token) = club.till.at_the_page(&buyer).await;
    club.till.choose(&page, Choice::Success).await;
    come_home(&club.till.app, &token).await.unwrap();
    let mut ana = club.member(ANA).await;
    club.add(&mut ana, ring, 3).await;
    let customer_id = club.who(&ana).await.unwrap().customer_id;

    let document = export(&club.till.app, customer_id).await.unwrap();

    assert_eq!(document["customer"]["email"], ANA);
    assert_eq!(document["orders"][0]["delivery_address"]["line1"], "Sonnenallee 1");
    assert_eq!(document["orders"][0]["total"]["minor"], 4495);
    assert_eq!(document["cart"][0]["quantity"], 3);
    assert_eq!(document["sessions"].as_array().unwrap().len(), 1);
    assert_eq!(document["mails"].as_array().unwrap().len(), 2);
    let text = document.to_string();
    for secret in ["argon2", token.as_str(), ana.session.as_deref().unwrap()] {
        assert!(!text.contains(secret), "{secret}");
    }
    club.close().await;
}

#[tokio::test]
async fn an_account_whose_cart_holds_goods_can_be_erased_and_the_goods_are_free() {
    let club = Club::open().await;
    let ring = club.till.variant("ring", 2).await;
    let mut ana = club.member(ANA).await;
    ana.scope = club.till.buyer(&[(ring, 2)]).await.scope;
    club.sign_in(&mut ana, ANA, SECRET).await.unwrap();
    assert_eq!(
        club.till.count("select sum(held)::bigint from inventory_levels").await,
        2
    );
    let signed_in = club.who(&ana).await.unwrap();

    erase(&club.till.app, signed_in.customer_id).await.unwrap();

    assert_eq!(
        club.till.count("select sum(held)::bigint from inventory_levels").await,
        0
    );
    assert_eq!(club.till.count("select count(*) from reservations").await, 0);
    club.close().await;
}

#[tokio::test]
async fn an_erased_account_leaves_its_orders_and_nothing_else() {
    let club = Club::open().await;
    let ring = club.till.variant("ring", 10).await;
    let buyer = club.till.buyer(&[(ring, 2)]).await;
    let (page, token) = club.till.at_the_page(&buyer).await;
    club.till.choose(&page, Choice::Success).await;
    come_home(&club.till.app, &token).await.unwrap();
    let mut ana = club.member(ANA).await;
    club.add(&mut ana, ring, 1).await;
    let signed_in = club.who(&ana).await.unwrap();
    let app = &club.till.app;
    let guessed = erase_with_password(app, &signed_in, "guess", "").await;
    assert!(matches!(guessed, Err(CustomerError::Invalid(_))));

    erase_with_password(app, &signed_in, SECRET, "").await.unwrap();

    assert!(!club.is_in(&ana).await);
    for table in [
        "select count(*) from customers",
        "select count(*) from customer_sessions",
        "select count(*) from customer_requests",
        "select count(*) from mails where order_id is null",
        "select count(*) from carts where completed_at is null",
    ] {
        assert_eq!(club.till.count(table).await, 0, "{table}");
    }
    let order = club
        .till
        .text("select email from orders where customer_id is null and status = 'placed'")
        .await;
    assert_eq!(order.as_deref(), Some(ANA));
    let again = erase(app, signed_in.customer_id).await;
    assert!(matches!(again, Err(CustomerError::NoSuchCustomer)));
    assert!(crate::order::show_order(app, &token).await.is_ok());
    club.close().await;
}

#[tokio::test]
async fn a_cart_that_a_payment_failed_for_is_emptied_and_nothing_is_waited_for() {
    let club = Club::open().await;
    let (ring, hat) = (club.till.variant("ring", 10).await, club.till.variant("hat", 0).await);
    let mut ana = club.member(ANA).await;
    let buyer = club.till.buyer(&[(ring, 2)]).await;
    ana.scope = buyer.scope.clone();
    club.sign_in(&mut ana, ANA, SECRET).await.unwrap();
    let buyer = Buyer {
        scope: ana.scope.clone(),
        ..buyer
    };
    let (page, token) = club.till.at_the_page(&buyer).await;
    club.till.choose(&page, Choice::Decline).await;
    come_home(&club.till.app, &token).await.unwrap();
    club.till.lapse().await;
    club.till.run("update carts set note = 'Ring twice'").await;
    let asked = AskStock {
        variant_id: hat.into(),
        email: "ANA@example.com",
        network: "",
    };
    ask(&club.till.app, &asked).await.unwrap();
    let customer_id = club.who(&ana).await.unwrap().customer_id;

    let document = export(&club.till.app, customer_id).await.unwrap();
    assert_eq!(document["checkouts"][0]["delivery_address"]["line1"], "Sonnenallee 1");
    assert_eq!(document["checkouts"][0]["note"], "Ring twice");
    assert_eq!(document["stock_requests"][0]["title"], "hat");
    erase(&club.till.app, customer_id).await.unwrap();

    for rest in [
        "select count(*) from checkouts",
        "select count(*) from line_items",
        "select count(*) from carts where note <> ''",
        "select count(*) from stock_requests",
    ] {
        assert_eq!(club.till.count(rest).await, 0, "{rest}");
    }
    assert_eq!(club.till.count("select count(*) from carts").await, 1);
    club.close().await;
}
