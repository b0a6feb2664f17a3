//! Adding: a fresh cart, merging, caps, refusals.

use super::{World, quantities};
use crate::cart::{AddLineError, token};
use crate::refusal::Refusal as _;
use domain::cart::Shortage;
use domain::kind::{HasKind as _, Kind};
use uuid::Uuid;

#[tokio::test]
async fn the_first_add_makes_a_cart_whose_token_only_the_shopper_has() {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 10).await;

    let changed = world.add(ring, 2).await.unwrap();

    let token = changed.new_token.unwrap();
    assert_eq!((changed.cart.item_count, changed.cart.subtotal.minor), (2, 4000));
    assert_eq!(changed.cart, world.show().await);
    let stored: Vec<u8> = sqlx::query_scalar("select token_hash from carts")
        .fetch_one(&world.db.pool)
        .await
        .unwrap();
    assert_eq!(stored, token::digest(&token));
    world.close().await;
}

#[tokio::test]
async fn lines_merge_by_variant_and_stay_in_the_order_of_adding() {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 10).await;
    let belt = world.variant("belt", 3500, 10).await;

    world.add(ring, 2).await.unwrap();
    world.add(belt, 1).await.unwrap();
    let changed = world.add(ring, 3).await.unwrap();

    assert_eq!(quantities(&changed.cart), [5, 1]);
    assert_eq!(changed.cart.subtotal_text, "€135.00");
    assert_eq!((changed.new_token, changed.notice), (None, None));
    assert_eq!(changed.cart, world.show().await);
    world.close().await;
}

#[tokio::test]
async fn more_than_is_left_is_capped_and_told_and_what_is_gone_is_refused() {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 3).await;
    let gone = world.variant("gone", 2000, 0).await;

    let changed = world.add(ring, 5).await.unwrap();
    assert_eq!(quantities(&changed.cart), [3]);
    assert_eq!(changed.notice.unwrap(), "Only 3 left, so your cart holds 3.");

    let refused = world.add(ring, 1).await.unwrap_err();
    assert!(
        matches!(refused, AddLineError::Shortage(Shortage::AllInCart { left: 3 })),
        "{refused}"
    );

    let refused = world.add(gone, 1).await.unwrap_err();
    assert_eq!((refused.kind(), refused.code()), (Kind::Conflict, "sold_out"));
    assert_eq!(refused.sentence(), "This item is sold out.");
    assert_eq!(world.show().await.version, changed.cart.version);
    world.close().await;
}

#[tokio::test]
async fn a_line_stops_at_99_units() {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 500).await;

    world.add(ring, 98).await.unwrap();
    let changed = world.add(ring, u32::MAX).await.unwrap();

    assert_eq!(quantities(&changed.cart), [99]);
    assert!(changed.notice.unwrap().contains("at most 99"));
    let refused = world.add(ring, 1).await.unwrap_err();
    assert_eq!(refused.code(), "quantity_limit");
    world.close().await;
}

#[tokio::test]
async fn what_is_not_for_sale_is_refused_and_leaves_no_cart_behind() {
    let mut world = World::open().await;
    let draft = world.shop.product("draft").draft().create().await[0];
    let unpriced = world.variant("unpriced", 2000, 10).await;
    sqlx::query("delete from prices where variant_id = $1")
        .bind(unpriced)
        .execute(&world.db.pool)
        .await
        .unwrap();

    for variant in [draft, unpriced] {
        assert_eq!(world.add(variant, 1).await.unwrap_err().code(), "not_sold");
    }
    assert_eq!(world.add(Uuid::nil(), 1).await.unwrap_err().kind(), Kind::NotFound);
    assert_eq!(world.add(draft, 0).await.unwrap_err().kind(), Kind::Invalid);
    assert_eq!(world.count("select count(*) from carts").await, 0);
    world.close().await;
}

#[tokio::test]
async fn a_product_is_sold_only_within_its_publication_window() {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 10).await;

    world
        .sql("update products set published_from = '2026-11-22 12:00:01+00'")
        .await;
    assert_eq!(world.add(ring, 1).await.unwrap_err().code(), "not_sold");
    world.app.clock.advance(chrono::Duration::seconds(1));
    assert!(world.add(ring, 1).await.is_ok());
    world.close().await;
}

#[tokio::test]
async fn what_is_sold_without_stock_and_what_is_not_counted_can_be_added() {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 0).await;

    world.sql("update variants set inventory_policy = 'continue'").await;
    assert!(world.add(ring, 1).await.is_ok());
    world
        .sql("update variants set inventory_policy = 'deny', tracks_inventory = false; delete from inventory_levels")
        .await;
    assert_eq!(quantities(&world.add(ring, 50).await.unwrap().cart), [51]);
    world.close().await;
}

#[tokio::test]
async fn a_cart_takes_a_hundred_lines() {
    let mut world = World::open().await;
    let sizes: Vec<String> = (0..101).map(|size| size.to_string()).collect();
    let sizes: Vec<&str> = sizes.iter().map(String::as_str).collect();
    let variants = world.shop.product("ring").sizes(&sizes).create().await;
    for variant in &variants[..100] {
        world.add(*variant, 1).await.unwrap();
    }

    let refused = world.add(variants[100], 1).await.unwrap_err();

    assert_eq!(refused.code(), "cart_full");
    assert_eq!(quantities(&world.add(variants[0], 1).await.unwrap().cart)[0], 2);
    world.close().await;
}

#[tokio::test]
async fn a_token_that_is_unknown_or_whose_cart_became_an_order_gets_a_fresh_cart() {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 10).await;
    world.scope.cart_token = Some("made up".into());
    assert!(world.show().await.lines.is_empty());

    let first = world.add(ring, 1).await.unwrap().new_token.unwrap();
    assert_ne!(first, "made up");
    world.sql("update carts set completed_at = now()").await;
    assert!(world.show().await.lines.is_empty());

    let second = world.add(ring, 1).await.unwrap();
    assert_ne!(second.new_token.unwrap(), first);
    assert_eq!(quantities(&second.cart), [1]);
    world.close_broken(super::MARKED_BY_HAND).await;
}

#[tokio::test]
async fn a_cart_that_is_being_paid_stays_as_it_is() {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 10).await;
    world.add(ring, 1).await.unwrap();
    world.sql("update carts set completing_at = now()").await;

    let refused = world.add(ring, 1).await.unwrap_err();

    assert_eq!((refused.kind(), refused.code()), (Kind::Conflict, "payment_open"));
    assert_eq!(quantities(&world.show().await), [1]);
    world.close_broken(super::MARKED_BY_HAND).await;
}
