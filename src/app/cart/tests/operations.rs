//! I-11: double click, reload and "back, submit again" change nothing twice.

use super::{World, quantities};
use crate::cart::{AddLine, add_line};
use crate::refusal::Refusal as _;
use domain::kind::{HasKind as _, Kind};

#[tokio::test]
async fn the_same_operation_again_is_a_replay_with_the_same_words() {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 3).await;
    let belt = world.variant("belt", 3500, 3).await;
    world.add(belt, 1).await.unwrap();

    let first = world.add_as(ring, 5, "op-1").await.unwrap();
    let again = world.add_as(ring, 5, "op-1").await.unwrap();

    assert!(!first.replayed && again.replayed);
    assert_eq!((again.cart, again.notice), (first.cart, first.notice));
    world.close().await;
}

#[tokio::test]
async fn going_back_to_the_first_page_and_sending_it_again_is_a_replay() {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 10).await;

    assert!(world.add_as(ring, 1, "op-1").await.unwrap().new_token.is_some());
    let again = world.add_as(ring, 1, "op-1").await.unwrap();

    assert!(again.replayed);
    assert_eq!(quantities(&again.cart), [1]);
    world.close().await;
}

#[tokio::test]
async fn a_double_click_without_a_cart_never_doubles_the_line() {
    let world = World::open().await;
    let ring = world.variant("ring", 2000, 10).await;
    let command = AddLine {
        variant_id: ring.into(),
        quantity: 1,
        quote_id: None,
        op: "op-1",
    };

    let (one, other) = tokio::join!(
        add_line(&world.app, &world.scope, command),
        add_line(&world.app, &world.scope, command)
    );

    // Whichever token the browser keeps, its cart holds one unit.
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!((quantities(&one.cart), quantities(&other.cart)), (vec![1], vec![1]));
    assert_ne!(one.new_token, other.new_token);
    world.close().await;
}

#[tokio::test]
async fn the_id_of_a_page_that_everybody_was_served_does_not_mix_carts() {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 10).await;

    world.add_as(ring, 1, "same-for-all").await.unwrap();
    world.scope.cart_token = None;
    let stranger = world.add_as(ring, 2, "same-for-all").await.unwrap();

    assert!(!stranger.replayed);
    assert_eq!(quantities(&stranger.cart), [2]);
    world.close().await;
}

#[tokio::test]
async fn an_id_that_did_something_else_is_refused_and_shows_nothing() {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 10).await;
    world.add_as(ring, 1, "op-1").await.unwrap();

    let refused = world.add_as(ring, 2, "op-1").await.unwrap_err();

    assert_eq!((refused.kind(), refused.code()), (Kind::Conflict, "operation_reused"));
    assert_eq!(quantities(&world.show().await), [1]);
    world.close().await;
}

#[tokio::test]
async fn one_id_on_two_routes_is_two_operations() {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 10).await;
    let line = world.add_as(ring, 1, "op-1").await.unwrap().cart.lines[0].line_item_id;

    assert!(!world.set(line, 4, "op-1").await.unwrap().replayed);
    let again = world.set(line, 4, "op-1").await.unwrap();
    assert!(again.replayed);
    assert_eq!(quantities(&again.cart), [4]);
    world.close().await;
}

#[tokio::test]
async fn a_refused_operation_may_be_tried_again() {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 10).await;
    let belt = world.variant("belt", 2000, 0).await;
    world.add(ring, 1).await.unwrap();
    assert_eq!(world.add_as(belt, 1, "op-1").await.unwrap_err().code(), "sold_out");

    world.recount("belt", 5).await;

    assert!(!world.add_as(belt, 1, "op-1").await.unwrap().replayed);
    world.close().await;
}

#[tokio::test]
async fn fifty_twins_at_once_have_one_effect() {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 90).await;
    world.add(ring, 1).await.unwrap();
    let command = AddLine {
        variant_id: ring.into(),
        quantity: 2,
        quote_id: None,
        op: "op-1",
    };

    let twins = (0..50).map(|_| add_line(&world.app, &world.scope, command));
    let answers = futures::future::join_all(twins).await;

    let replays = answers
        .iter()
        .filter(|answer| answer.as_ref().unwrap().replayed)
        .count();
    assert_eq!(replays, 49);
    assert_eq!(quantities(&world.show().await), [3]);
    world.close().await;
}

#[tokio::test]
async fn an_id_that_no_form_of_ours_carries_is_refused() {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 90).await;

    for op in ["a\0b", "with blank", &"x".repeat(256)] {
        assert_eq!(world.add_as(ring, 1, op).await.unwrap_err().kind(), Kind::Invalid);
    }
    world.close().await;
}
