//! What a shopper sees of promotions in the cart.

use super::{off, published};
use crate::cart::tests::World;
use crate::cart::{ApplyCode, ApplyCodeError, CartChanged, RemoveCode, apply_code, remove_code};
use crate::refusal::Refusal as _;
use chrono::Duration;
use domain::kind::{HasKind as _, Kind};
use serde_json::json;
use testkit::statements::{pool, recorded};

async fn enter(world: &World, code: &str) -> Result<CartChanged, ApplyCodeError> {
    super::enter(&world.app, &world.scope, code).await
}

async fn world_with_a_ring() -> World {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 10).await;
    world.add(ring, 2).await.unwrap();
    world
}

#[tokio::test]
async fn a_code_is_taken_in_any_spelling_shown_with_what_it_gives_and_taken_out_again() {
    let world = world_with_a_ring().await;
    published(&world.app, json!([off("welcome", "10", &["WELCOME10"])])).await;

    let cart = enter(&world, " welcome10 ").await.unwrap().cart;
    assert_eq!(
        cart.discounts,
        [("10 % off (WELCOME10)".to_owned(), "-€4.00".to_owned())]
    );
    assert_eq!(
        (cart.subtotal_text.as_str(), cart.total_text.as_str()),
        ("€40.00", "€36.00")
    );
    assert!(cart.codes[0].is_applied);
    assert_eq!(world.show().await, cart);

    let again = enter(&world, "WELCOME10").await.unwrap().cart;
    assert_eq!((again.version, again.codes.len()), (cart.version, 1));

    let command = RemoveCode {
        code: "Welcome10",
        op: "",
    };
    let cart = remove_code(&world.app, &world.scope, command).await.unwrap().cart;
    assert_eq!(
        (cart.discounts.len(), cart.codes.len(), cart.total_text.as_str()),
        (0, 0, "")
    );
    world.close().await;
}

#[tokio::test]
async fn the_same_form_again_is_a_replay() {
    let world = world_with_a_ring().await;
    published(&world.app, json!([off("welcome", "10", &["WELCOME10"])])).await;
    let command = ApplyCode {
        code: "WELCOME10",
        op: "op-1",
        network: "",
    };

    let first = apply_code(&world.app, &world.scope, command).await.unwrap();
    let again = apply_code(&world.app, &world.scope, command).await.unwrap();

    assert!(!first.replayed && again.replayed);
    assert_eq!(first.cart, again.cart);
    world.close().await;
}

#[tokio::test]
async fn codes_that_cannot_count_are_refused_in_words_and_not_kept() {
    let world = world_with_a_ring().await;
    let mut later = off("later", "10", &["LATER"]);
    later["starts_at"] = json!("2030-01-01T00:00:00Z");
    let mut over = off("over", "10", &["OVER"]);
    over["ends_at"] = json!("2020-01-01T00:00:00Z");
    let mut draft = off("draft", "10", &["DRAFT"]);
    draft["status"] = json!("draft");
    published(&world.app, json!([later, over, draft])).await;

    let cases = [
        ("NOBODY", "code_unknown"),
        ("'; drop table", "code_unknown"),
        ("DRAFT", "code_unknown"),
        ("LATER", "code_not_yet"),
        ("OVER", "code_unknown"),
        ("  ", "no_code"),
    ];
    for (code, word) in cases {
        let refused = enter(&world, code).await.unwrap_err();
        assert_eq!(refused.code(), word, "{code}");
        assert!(matches!(refused.kind(), Kind::Conflict | Kind::Invalid) && !refused.sentence().is_empty());
    }
    assert_eq!(world.show().await.codes, []);
    world.close().await;
}

#[tokio::test]
async fn a_code_that_only_lacks_goods_waits_in_the_cart_until_they_are_there() {
    let mut world = world_with_a_ring().await;
    let mut large = off("large", "10", &["LARGE"]);
    large["minimum"] = json!({ "subtotal": "50.00" });
    published(&world.app, json!([large])).await;

    let changed = enter(&world, "large").await.unwrap();
    assert_eq!(
        changed.notice.as_deref(),
        Some("LARGE: €10.00 more and this code counts.")
    );
    assert!(!changed.cart.codes[0].is_applied);

    let belt = world.variant("belt", 1000, 10).await;
    let cart = world.add(belt, 1).await.unwrap().cart;
    assert!(cart.codes[0].is_applied);
    assert_eq!(cart.total_text, "€45.00");
    world.close().await;
}

#[tokio::test]
async fn a_cart_takes_five_codes() {
    let world = world_with_a_ring().await;
    let codes = ["AA", "BB", "CC", "DD", "EE", "FF"];
    let promotions: Vec<_> = codes
        .iter()
        .map(|code| off(&code.to_lowercase(), "10", &[code]))
        .collect();
    published(&world.app, json!(promotions)).await;
    for code in &codes[..5] {
        enter(&world, code).await.unwrap();
    }

    assert!(matches!(enter(&world, "FF").await, Err(ApplyCodeError::TooMany)));

    let cart = world.show().await;
    assert_eq!(
        (
            cart.codes.len(),
            cart.codes.iter().filter(|code| code.is_applied).count()
        ),
        (5, 1)
    );
    world.close().await;
}

#[tokio::test]
async fn three_for_two_of_a_collection_strikes_the_price_of_its_lines_only() {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 10).await;
    let towel = world.variant("towel", 3000, 10).await;
    world
        .sql(
            "insert into collections (collection_id, handle, title, kind)
             values ('00000000-0000-0000-0000-00000000000c', 'jewellery', 'Jewellery', 'manual');
             insert into collection_products (collection_id, product_id)
             select '00000000-0000-0000-0000-00000000000c', product_id from products where handle = 'ring';",
        )
        .await;
    let three_for_two = json!([{
        "handle": "three", "name": "3 for 2", "class": "product", "status": "active",
        "benefit": { "kind": "buy_x_get_y", "buy": 2, "get": 1 }, "goods": { "collections": ["jewellery"] }
    }]);
    published(&world.app, three_for_two).await;

    world.add(towel, 3).await.unwrap();
    let cart = world.add(ring, 3).await.unwrap().cart;

    let line = &cart.lines[1];
    assert_eq!(
        (line.before_text.as_deref(), line.line_total_text.as_str()),
        (Some("€60.00"), "€40.00")
    );
    assert_eq!(line.discounts, [("3 for 2".to_owned(), "-€20.00".to_owned())]);
    assert_eq!(
        (&cart.lines[0].before_text, cart.subtotal_text.as_str()),
        (&None, "€130.00")
    );
    assert_eq!((cart.discounts.len(), cart.total_text.as_str()), (0, ""));
    world.close().await;
}

#[tokio::test]
async fn a_cart_with_codes_is_read_in_three_statements() {
    let world = world_with_a_ring().await;
    published(
        &world.app,
        json!([off("welcome", "10", &["WELCOME10"]), off("all", "5", &[])]),
    )
    .await;
    enter(&world, "WELCOME10").await.unwrap();
    let mut app = world.app.clone();
    app.pool = pool(&world.db).await;

    let (cart, statements) = recorded(crate::cart::show_cart(&app, &world.scope)).await;

    assert_eq!(cart.unwrap().total_text, "€36.00");
    assert_eq!(statements.len(), 3, "{statements:#?}");
    app.pool.close().await;
    world.close().await;
}

async fn enter_from(world: &World, network: &str, code: &str) -> Result<CartChanged, ApplyCodeError> {
    let command = ApplyCode { code, op: "", network };
    apply_code(&world.app, &world.scope, command).await
}

#[tokio::test]
async fn ten_wrong_codes_a_minute_are_all_that_a_cart_or_a_network_can_try() {
    let world = world_with_a_ring().await;
    published(&world.app, json!([off("welcome", "10", &["WELCOME10"])])).await;
    for turn in 0..10 {
        let guessed = enter_from(&world, "203.0.113.7", &format!("GUESS{turn}")).await;
        assert!(matches!(guessed, Err(ApplyCodeError::Refused { .. })), "{turn}");
    }

    // Not even the right one, lest the answer tell it from the others; and the wait is told.
    let Err(ApplyCodeError::TooOften { wait }) = enter_from(&world, "203.0.113.7", "WELCOME10").await else {
        panic!("an eleventh code is taken");
    };
    assert_eq!(wait, Duration::seconds(60));
    // The cart takes its count along to another network, and the network keeps its own for other carts.
    let elsewhere = enter_from(&world, "198.51.100.4", "WELCOME10").await;
    assert!(matches!(elsewhere, Err(ApplyCodeError::TooOften { .. })));

    world.app.clock.advance(Duration::seconds(61));
    let entered = enter_from(&world, "203.0.113.7", "WELCOME10").await.unwrap();
    assert_eq!(entered.cart.codes.len(), 1);
    world.close().await;
}

#[tokio::test]
async fn codes_that_count_are_no_guesses() {
    let world = world_with_a_ring().await;
    published(&world.app, json!([off("welcome", "10", &["WELCOME10"])])).await;

    for _ in 0..12 {
        enter_from(&world, "203.0.113.7", "WELCOME10").await.unwrap();
    }

    let windows: i64 = sqlx::query_scalar("select count(*) from attempt_windows")
        .fetch_one(&world.app.pool)
        .await
        .unwrap();
    assert_eq!(windows, 0);
    world.close().await;
}
