//! Promotions of some markets.

use super::{enter, off, published, try_publish};
use crate::cart::set_market;
use crate::cart::tests::World;
use crate::promotion::PublishError;
use crate::refusal::Refusal as _;
use crate::scope::Scope;
use serde_json::json;
use store::written::Written::{Created, Unchanged, Updated};

/// A second market in the same currency, and a cart of 40.00 in the first.
async fn world() -> World {
    let mut world = World::open().await;
    world
        .sql(
            "insert into markets (code, name, countries, country, currency, tax_basis)
             values ('us', 'United States', '{US}', 'US', 'EUR', 'inclusive')",
        )
        .await;
    let ring = world.variant("ring", 2000, 10).await;
    world.add(ring, 2).await.unwrap();
    world
}

#[tokio::test]
async fn a_promotion_of_a_market_counts_there_and_nowhere_else() {
    let world = world().await;
    let mut automatic = off("states", "10", &[]);
    automatic["markets"] = json!(["us"]);
    published(&world.app, json!([automatic])).await;

    assert_eq!(world.show().await.discounts, []);
    let there = set_market(&world.app, &world.scope, "us").await.unwrap().unwrap().cart;
    assert_eq!(there.discounts, [("10 % off".to_owned(), "-€4.00".to_owned())]);
    let back = set_market(&world.app, &world.scope, "main")
        .await
        .unwrap()
        .unwrap()
        .cart;
    assert_eq!(back.discounts, []);
    world.close().await;
}

#[tokio::test]
async fn a_code_of_another_market_is_refused_in_words_and_counts_where_it_is_for() {
    let world = world().await;
    let mut states = off("states", "10", &["STATES"]);
    states["markets"] = json!(["us"]);
    published(&world.app, json!([states])).await;

    let refused = enter(&world.app, &world.scope, "states").await.unwrap_err();
    assert_eq!(
        (refused.code(), refused.sentence().as_str()),
        ("code_other_market", "STATES: This code is for other countries.")
    );
    assert_eq!(world.show().await.codes, []);

    set_market(&world.app, &world.scope, "us").await.unwrap();
    let cart = enter(&world.app, &world.scope, "states").await.unwrap().cart;
    assert_eq!(cart.total_text, "€36.00");
    // In the cart it stays, and says why it gives nothing.
    let back = set_market(&world.app, &world.scope, "main")
        .await
        .unwrap()
        .unwrap()
        .cart;
    assert_eq!(back.total_text, "");
    assert_eq!(back.codes[0].text, "This code is for other countries.");
    world.close().await;
}

#[tokio::test]
async fn conditions_are_published_as_written_and_an_unknown_market_is_a_fault_that_names_it() {
    let world = world().await;
    let conditions = |markets: &[&str], groups: &[&str], first_order| {
        let mut promotion = off("here", "10", &["HERE"]);
        promotion["markets"] = json!(markets);
        promotion["customer_groups"] = json!(groups);
        promotion["first_order"] = json!(first_order);
        json!([promotion])
    };

    let Err(PublishError::Invalid(faults)) = try_publish(&world.app, conditions(&["us", "mars"], &[], false)).await
    else {
        panic!("published")
    };
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].to_string(), "here: markets: there is no market “mars”");

    let mut turns = Vec::new();
    for file in [
        conditions(&["us", "main"], &["trade", "gold"], true),
        conditions(&["main", "us"], &["gold", "trade"], true),
        conditions(&["us"], &["gold", "trade"], true),
        conditions(&["us"], &["gold"], true),
        conditions(&["us"], &["gold"], false),
    ] {
        turns.push(published(&world.app, file).await.written[0].1);
    }
    assert_eq!(turns, [Created, Unchanged, Updated, Updated, Updated]);
    world.close().await;
}

#[tokio::test]
async fn promotions_of_two_markets_do_not_surprise_each_other() {
    let world = world().await;
    let free = |handle: &str, market: &str| {
        json!({
            "handle": handle, "name": "Free", "class": "delivery", "status": "active", "markets": [market],
            "benefit": { "kind": "free_delivery" }
        })
    };

    try_publish(&world.app, json!([free("one", "us"), free("two", "main")]))
        .await
        .unwrap();

    let refused = try_publish(&world.app, json!([free("three", "main")])).await;
    assert!(matches!(refused, Err(PublishError::Conflicts(pairs)) if pairs.len() == 1));
    world.close().await;
}

#[tokio::test]
async fn a_shopper_without_a_cart_shops_in_the_market_that_was_chosen() {
    let mut world = world().await;
    let mut automatic = off("states", "10", &[]);
    automatic["markets"] = json!(["us"]);
    published(&world.app, json!([automatic])).await;
    let hat = world.variant("hat", 1000, 10).await;
    world.scope = Scope {
        market: Some("us".into()),
        ..Scope::default()
    };

    let cart = world.add(hat, 1).await.unwrap().cart;

    assert_eq!(cart.total_text, "€9.00");
    world.close().await;
}
