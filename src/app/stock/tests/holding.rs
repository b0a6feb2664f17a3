//! Holds from the start of checkout (S-3 to S-7, S-10).

use super::{blocks, cart, events, hold_for, shopper, write};
use crate::checkout::Placement;
use crate::order::{cancel, find_by_token};
use crate::payment::tests::{Till, last_part};
use crate::payment::{come_home, give_up};
use crate::stock::sweep_holds;
use adapters::payment::test_provider::Choice;
use chrono::Duration;
use domain::order::Actor;
use futures::future::join_all;
use std::sync::Arc;

// IN1
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_hundred_checkouts_at_once_five_hold_the_five_units_and_the_others_are_told() {
    let till = Arc::new(Till::open().await);
    let ring = till.variant("ring", 5).await;
    let mut shoppers = Vec::new();
    for _ in 0..200 {
        shoppers.push(shopper(&till, &[(ring, 1)]).await);
    }

    let tasks = shoppers.into_iter().map(|scope| {
        let till = Arc::clone(&till);
        tokio::spawn(async move {
            write(&till, &scope).await;
            blocks(&till, &scope).await
        })
    });
    let ends: Vec<_> = join_all(tasks).await.into_iter().map(Result::unwrap).collect();

    assert_eq!(till.kept().await, 5);
    let told = ends.iter().filter(|codes| **codes == ["insufficient_stock"]).count();
    let free = ends.iter().filter(|codes| codes.is_empty()).count();
    assert_eq!((told, free), (195, 5));
    assert_eq!(events(&till).await, "variant.low_stock variant.out_of_stock");
    Arc::into_inner(till).unwrap().close().await;
}

// IN3
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn carts_that_want_the_same_goods_in_another_order_do_not_deadlock() {
    let till = Arc::new(Till::open().await);
    let goods = [till.variant("ring", 400).await, till.variant("hat", 400).await];
    let mut carts = Vec::new();
    for _ in 0..250 {
        carts.push(cart(&till.app.pool).await);
    }

    // Each cart holds, holds more, and holds less.
    let tasks = carts.into_iter().enumerate().map(|(number, cart_id)| {
        let till = Arc::clone(&till);
        tokio::spawn(async move {
            for units in [1, 2, 1, 1] {
                let mut wanted = goods.map(|variant_id| (variant_id, units));
                wanted.rotate_left(number % 2);
                hold_for(&till, cart_id, &wanted, None).await;
            }
        })
    });
    for end in join_all(tasks).await {
        end.unwrap();
    }

    assert_eq!(till.kept().await, 500);
    Arc::into_inner(till).unwrap().close().await;
}

// IN4, at the service
#[tokio::test]
async fn each_write_of_a_checkout_extends_its_holds_and_none_beyond_an_hour() {
    let till = Till::open().await;
    let ring = till.variant("ring", 5).await;
    let scope = shopper(&till, &[(ring, 1)]).await;

    write(&till, &scope).await;
    for _ in 0..5 {
        till.app.clock.advance(Duration::minutes(10));
        write(&till, &scope).await;
    }

    let query = "select to_char(expires_at at time zone 'UTC', 'HH24:MI') from reservations";
    assert_eq!(till.text(query).await.as_deref(), Some("13:00"));
    assert_eq!(sweep_holds(&till.app).await.unwrap(), 0);
    till.app.clock.advance(Duration::minutes(10));
    assert_eq!(sweep_holds(&till.app).await.unwrap(), 1);
    assert_eq!(till.kept().await, 0);
    till.close().await;
}

// IN5
#[tokio::test]
async fn what_another_cart_held_too_long_can_be_bought_although_nobody_has_swept() {
    let till = Till::open().await;
    let ring = till.variant("ring", 1).await;
    write(&till, &shopper(&till, &[(ring, 1)]).await).await;
    till.app.clock.advance(Duration::minutes(15) + Duration::seconds(1));

    let other = till.buyer(&[(ring, 1)]).await;
    let placed = till.place(&other).await;

    assert!(matches!(placed, Ok(Placement::Pay { .. })));
    assert_eq!((till.kept().await, till.held().await), (0, 1));
    // In and out in one step: nobody is told that it was back.
    assert_eq!(events(&till).await, "variant.out_of_stock");
    till.close().await;
}

// IN6
#[tokio::test]
async fn a_hold_does_not_lapse_while_its_payment_is_on_the_way() {
    let till = Till::open().await;
    let ring = till.variant("ring", 1).await;
    let (page, token) = till.at_the_page(&till.buyer(&[(ring, 1)]).await).await;
    till.app.clock.advance(Duration::minutes(20));

    assert_eq!(sweep_holds(&till.app).await.unwrap(), 0);
    till.choose(&page, Choice::Success).await;
    come_home(&till.app, &token).await.unwrap();

    assert_eq!(till.orders().await, 1);
    assert_eq!(till.text("select hold_reason from orders").await, None);
    till.close().await;
}

// IN7, IN8
#[tokio::test]
async fn what_is_promised_and_what_is_kept_back_is_not_available_and_a_limit_allows_to_go_below() {
    let till = Till::open().await;
    let ring = till.variant("ring", 10).await;
    let cart_id = cart(&till.app.pool).await;
    till.run("update inventory_levels set allocated = 6, held = 2, safety = 1")
        .await;

    let two = hold_for(&till, cart_id, &[(ring, 2)], None).await;
    till.run("update inventory_levels set backorder_limit = 3").await;
    let five = hold_for(&till, cart_id, &[(ring, 5)], None).await;
    let four = hold_for(&till, cart_id, &[(ring, 4)], None).await;

    assert_eq!(two.iter().map(|short| short.available).collect::<Vec<_>>(), [1]);
    assert_eq!(
        five.iter().map(domain::inventory::Short::missing).collect::<Vec<_>>(),
        [1]
    );
    assert!(four.is_empty());
    till.discard_broken(&[
        "S-12: allocated by the ledger is what it adds up to",
        "S-12: allocated by the orders is what it adds up to",
        "S-12: held by carts and payments is what it adds up to",
        "S-12: held by the ledger is what it adds up to",
    ])
    .await;
}

// IN10
#[tokio::test]
async fn a_cancelled_order_gives_its_units_back_once() {
    let till = Till::open().await;
    let ring = till.variant("ring", 2).await;
    let (page, token) = till.at_the_page(&till.buyer(&[(ring, 2)]).await).await;
    till.choose(&page, Choice::Success).await;
    till.hear_everything().await;
    let order_id = find_by_token(&till.app, &token).await.unwrap();

    for _ in 0..2 {
        cancel(&till.app, &Actor::Customer, order_id, "").await.unwrap();
    }

    let available = "select available from sellable_stock";
    assert_eq!(till.count(available).await, 2);
    assert_eq!(
        events(&till).await,
        "variant.out_of_stock variant.back_in_stock",
        "each line once"
    );
    till.close().await;
}

#[tokio::test]
async fn a_shopper_who_turns_back_at_the_payment_page_goes_on_holding() {
    let till = Till::open().await;
    let ring = till.variant("ring", 1).await;
    let buyer = till.buyer(&[(ring, 1)]).await;
    let (_, token) = till.at_the_page(&buyer).await;

    give_up(&till.app, &token).await.unwrap();

    assert_eq!((till.kept().await, till.held().await), (1, 0));
    assert!(matches!(till.place(&buyer).await, Ok(Placement::Pay { .. })));
    assert_eq!((till.kept().await, till.held().await), (0, 1));
    till.close().await;
}

#[tokio::test]
async fn who_never_comes_back_from_the_payment_page_holds_nothing_after_half_an_hour() {
    let till = Till::open().await;
    let ring = till.variant("ring", 1).await;
    till.at_the_page(&till.buyer(&[(ring, 1)]).await).await;
    till.app.clock.advance(Duration::minutes(31));

    crate::payment::sweep(&till.app, 10).await.unwrap();

    assert_eq!((till.kept().await, till.held().await, till.drafts().await), (0, 0, 0));
    till.close().await;
}

#[tokio::test]
async fn a_cart_that_changes_its_mind_at_checkout_holds_what_it_wants_now() {
    let till = Till::open().await;
    let (ring, hat) = (till.variant("ring", 5).await, till.variant("hat", 5).await);
    let cart_id = cart(&till.app.pool).await;

    hold_for(&till, cart_id, &[(ring, 3), (hat, 1)], None).await;
    hold_for(&till, cart_id, &[(ring, 1)], None).await;
    assert_eq!(till.kept().await, 1);
    let short = hold_for(&till, cart_id, &[(ring, 6)], None).await;

    assert_eq!(
        (short[0].available, till.kept().await),
        (5, 1),
        "what it held stays its own"
    );
    hold_for(&till, cart_id, &[], None).await;
    assert_eq!(till.kept().await, 0);
    till.close().await;
}

#[tokio::test]
async fn what_left_the_cart_since_is_not_sold_with_it() {
    let till = Till::open().await;
    let (ring, hat) = (till.variant("ring", 5).await, till.variant("hat", 5).await);
    let mut buyer = till.buyer(&[(ring, 1), (hat, 1)]).await;
    till.run("delete from line_items where variant_id = (select variant_id from variants where sku = 'HAT-1')")
        .await;
    till.run("update reservations set expires_at = created_at where variant_id = (select variant_id from variants where sku = 'HAT-1')")
        .await;
    buyer.total = till.total(&buyer.scope).await;

    assert!(matches!(till.place(&buyer).await, Ok(Placement::Pay { .. })));

    assert_eq!((till.kept().await, till.held().await), (0, 1));
    till.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_sweepers_give_each_hold_back_once() {
    let till = Till::open().await;
    let ring = till.variant("ring", 90).await;
    for _ in 0..30 {
        let cart_id = cart(&till.app.pool).await;
        hold_for(&till, cart_id, &[(ring, 3)], None).await;
    }
    till.app.clock.advance(Duration::minutes(16));

    let (one, other) = tokio::join!(sweep_holds(&till.app), sweep_holds(&till.app));

    assert!(one.unwrap() + other.unwrap() >= 1);
    assert_eq!(
        (
            till.kept().await,
            till.count("select available from sellable_stock").await
        ),
        (0, 90)
    );
    till.close().await;
}

#[tokio::test]
async fn an_order_of_nothing_to_pay_takes_its_goods_from_the_hold() {
    let till = Till::open().await;
    let ring = till.variant("ring", 2).await;
    till.run("update prices set amount_minor = 0").await;
    till.run("update delivery_rates set price_minor = 0").await;
    let buyer = till.buyer(&[(ring, 1)]).await;
    assert_eq!(till.kept().await, 1);

    let Ok(Placement::Placed { address }) = till.place(&buyer).await else {
        panic!("not placed")
    };

    assert!(!last_part(&address).is_empty());
    assert_eq!((till.kept().await, till.held().await), (0, 0));
    assert_eq!(till.count("select allocated::bigint from inventory_levels").await, 1);
    till.close().await;
}

// T37
#[tokio::test]
async fn whoever_hoards_all_there_is_at_checkout_has_it_for_an_hour_at_most() {
    let till = Till::open().await;
    let ring = till.variant("ring", 50).await;
    let mut hoarders = Vec::new();
    for _ in 0..5 {
        let scope = shopper(&till, &[(ring, 10)]).await;
        write(&till, &scope).await;
        hoarders.push(scope);
    }
    assert_eq!(till.kept().await, 50);
    assert!(till.find_buyer(&[(ring, 1)]).await.is_none(), "all of it is held");

    // They come back again and again, and the sweeper with them.
    for _ in 0..7 {
        till.app.clock.advance(Duration::minutes(9));
        sweep_holds(&till.app).await.unwrap();
        if till.kept().await == 0 {
            break;
        }
        for scope in &hoarders {
            write(&till, scope).await;
        }
    }

    assert_eq!(till.kept().await, 0, "after 63 minutes");
    let buyer = till.find_buyer(&[(ring, 50)]).await.unwrap();
    let (page, token) = till.at_the_page(&buyer).await;
    till.choose(&page, Choice::Success).await;
    come_home(&till.app, &token).await.unwrap();
    assert_eq!(till.orders().await, 1);
    till.close().await;
}
