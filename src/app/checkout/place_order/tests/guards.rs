//! What keeps an order from being placed, and what does not.

use crate::checkout::{PlaceOrder, PlaceOrderError, Placement, place_order, save_details};
use crate::order::show_order;
use crate::payment::tests::{Till, last_part};
use crate::refusal::Refusal as _;
use crate::scope::Scope;
use domain::checkout::DetailsInput;
use domain::kind::{HasKind as _, Kind};
use domain::money::{Currency, Money};
use domain::order::OrderStage;

#[tokio::test]
async fn without_the_total_that_was_shown_nothing_is_placed() {
    let till = Till::open().await;
    let ring = till.variant("ring", 5).await;
    let buyer = till.buyer(&[(ring, 1)]).await;

    let refused = place_order(
        &till.app,
        &buyer.scope,
        PlaceOrder {
            expected_total: None,
            expected_due: None,
        },
    )
    .await;

    assert!(matches!(&refused, Err(error @ PlaceOrderError::ExpectedTotalMissing) if error.kind() == Kind::Invalid));
    assert_eq!(till.drafts().await, 0);
    till.close().await;
}

#[tokio::test]
async fn a_price_that_changed_meanwhile_is_shown_and_not_charged() {
    let till = Till::open().await;
    let ring = till.variant("ring", 5).await;
    let mut buyer = till.buyer(&[(ring, 1)]).await;
    till.run("update prices set amount_minor = 2200").await;

    let Err(PlaceOrderError::CartChanged { current_total, changes }) = till.place(&buyer).await else {
        panic!("placed")
    };

    assert_eq!(current_total, Money::new(2695, Currency::EUR));
    assert_eq!(changes, ["ring now costs €22.00, it was €20.00."]);
    assert_eq!(
        (till.drafts().await, till.held().await, till.charges().await),
        (0, 0, 0)
    );
    buyer.total = current_total;
    till.at_the_page(&buyer).await;
    till.close().await;
}

#[tokio::test]
async fn another_currency_of_the_same_number_is_another_total() {
    let till = Till::open().await;
    let ring = till.variant("ring", 5).await;
    let mut buyer = till.buyer(&[(ring, 1)]).await;
    buyer.total = Money::new(buyer.total.minor, Currency::USD);

    assert!(matches!(
        till.place(&buyer).await,
        Err(PlaceOrderError::CartChanged { .. })
    ));
    till.close().await;
}

#[tokio::test]
async fn what_is_missing_is_named() {
    let till = Till::open().await;
    let ring = till.variant("ring", 5).await;
    let mut scope = Scope::default();
    till.add(&mut scope, ring, 1).await;
    let total = till.total(&scope).await;

    let refused = place_order(
        &till.app,
        &scope,
        PlaceOrder {
            expected_total: Some(total),
            expected_due: None,
        },
    )
    .await;

    let Err(PlaceOrderError::RequirementsNotMet { reasons }) = refused else {
        panic!("placed")
    };
    let codes: Vec<_> = reasons.iter().map(|reason| reason.code.as_str()).collect();
    assert_eq!(codes, ["email_missing", "address_missing"]);
    till.close().await;
}

#[tokio::test]
async fn a_shopper_without_a_cart_has_nothing_to_place() {
    let till = Till::open().await;
    let command = PlaceOrder {
        expected_total: Some(Money::new(1, Currency::EUR)),
        expected_due: None,
    };
    for cart_token in [None, Some("unknown".to_owned())] {
        let refused = place_order(
            &till.app,
            &Scope {
                cart_token,
                ..Scope::default()
            },
            command,
        )
        .await;
        assert!(matches!(refused, Err(PlaceOrderError::CartNotFound)));
    }
    till.close().await;
}

#[tokio::test]
async fn what_is_sold_out_is_named_with_what_is_left() {
    let till = Till::open().await;
    let (ring, cap) = (till.variant("ring", 5).await, till.variant("cap", 5).await);
    let buyer = till.buyer(&[(ring, 3), (cap, 4)]).await;
    till.lapse().await;
    let (page, _) = till.at_the_page(&till.buyer(&[(cap, 3)]).await).await;

    let Err(error) = till.place(&buyer).await else {
        panic!("placed")
    };

    assert_eq!((error.code(), error.kind()), ("insufficient_stock", Kind::Conflict));
    assert_eq!(error.sentence(), "cap: only 2 left.");
    assert_eq!(till.held().await, 3, "nothing stays held for who cannot buy");
    till.provider.give_up(&page).await.unwrap();
    till.close().await;
}

#[tokio::test]
async fn an_order_of_nothing_is_placed_without_the_provider() {
    let till = Till::open().await;
    let ring = till.shop.product("gift").price(0).stock(3).create().await[0];
    till.run("update variants set requires_shipping = false").await;
    let buyer = till.buyer(&[(ring, 1)]).await;
    assert_eq!(buyer.total.minor, 0);

    let Ok(Placement::Placed { address }) = till.place(&buyer).await else {
        panic!("not placed")
    };

    let order = show_order(&till.app, &last_part(&address)).await.unwrap();
    assert_eq!(
        (order.stage, order.payment_text.as_str()),
        (OrderStage::Placed, "Nothing to pay")
    );
    assert_eq!(
        till.count("select count(*) from test_provider.idempotency_keys").await,
        0
    );
    assert!(matches!(till.place(&buyer).await, Ok(Placement::Replayed { .. })));
    till.close().await;
}

#[tokio::test]
async fn what_is_sold_without_stock_or_not_counted_can_always_be_placed() {
    let till = Till::open().await;
    let (cap, card) = (till.variant("cap", 0).await, till.variant("card", 0).await);
    sqlx::query("update variants set inventory_policy = 'continue' where variant_id = $1")
        .bind(cap)
        .execute(&till.app.pool)
        .await
        .unwrap();
    sqlx::query("update variants set tracks_inventory = false where variant_id = $1")
        .bind(card)
        .execute(&till.app.pool)
        .await
        .unwrap();
    for _ in 0..3 {
        let (page, token) = till.at_the_page(&till.buyer(&[(cap, 4), (card, 99)]).await).await;
        till.choose(&page, adapters::payment::test_provider::Choice::Success)
            .await;
        crate::payment::come_home(&till.app, &token).await.unwrap();
    }

    assert_eq!(
        till.count("select sum(allocated)::bigint from inventory_levels").await,
        12
    );
    till.close().await;
}

#[tokio::test]
async fn details_are_copied_and_no_longer_follow_the_checkout() {
    let till = Till::open().await;
    let ring = till.variant("ring", 5).await;
    let buyer = till.buyer(&[(ring, 1)]).await;
    let (_, token) = till.at_the_page(&buyer).await;

    let changed = save_details(&till.app, &buyer.scope, DetailsInput::default(), "").await;

    assert!(changed.is_err(), "a payment is open");
    assert_eq!(show_order(&till.app, &token).await.unwrap().email, "ana@example.com");
    till.close().await;
}

#[tokio::test]
async fn lists_hear_of_stock_that_is_running_out_and_of_stock_that_comes_back() {
    let till = Till::open().await;
    let ring = till.variant("ring", 9).await;
    let level = "select stock_level from product_summaries";
    let jobs = "select count(*) from jobs where kind = 'refresh_stock'";
    let product = till.text("select product_id::text from products").await.unwrap();
    let product: domain::id::ProductId = product.parse().unwrap();

    till.at_the_page(&till.buyer(&[(ring, 2)]).await).await;
    assert_eq!(till.count(jobs).await, 0, "seven left read the same as nine");
    let (_, token) = till.at_the_page(&till.buyer(&[(ring, 7)]).await).await;
    assert_eq!(till.count(jobs).await, 1);
    crate::stock::refresh(&till.app, product).await.unwrap();
    assert_eq!(till.text(level).await.unwrap(), "out_of_stock");
    crate::payment::give_up(&till.app, &token).await.unwrap();
    assert_eq!(till.count(jobs).await, 1, "the shopper goes on holding");
    till.lapse().await;
    assert_eq!(till.count(jobs).await, 2);
    crate::stock::refresh(&till.app, product).await.unwrap();

    assert_eq!(till.text(level).await.unwrap(), "in_stock");
    till.close().await;
}
