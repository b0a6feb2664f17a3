//! Quantities, removal, note.

use super::{World, blocks, quantities};
use crate::cart::{RemoveLine, SetNote, remove_line, set_note};
use crate::refusal::Refusal as _;
use domain::kind::{HasKind as _, Kind};
use uuid::Uuid;

#[tokio::test]
async fn a_quantity_is_set_capped_and_told() {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 5).await;
    let line = world.add(ring, 2).await.unwrap().cart.lines[0].line_item_id;

    let changed = world.set(line, 9, "").await.unwrap();
    assert_eq!((quantities(&changed.cart), changed.notice.is_some()), (vec![5], true));
    let changed = world.set(line, 1, "").await.unwrap();
    assert_eq!((quantities(&changed.cart), changed.notice), (vec![1], None));
    assert_eq!(changed.cart, world.show().await);
    let same = world.set(line, 1, "").await.unwrap();
    assert_eq!(same.cart.version, changed.cart.version);
    assert!(world.set(line, 0, "").await.unwrap().cart.lines.is_empty());
    assert_eq!(world.set(line, 1, "").await.unwrap_err().code(), "no_such_line");
    world.close().await;
}

#[tokio::test]
async fn a_line_may_shrink_after_its_stock_has_dropped_but_not_grow() {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 5).await;
    let line = world.add(ring, 4).await.unwrap().cart.lines[0].line_item_id;
    world.recount("ring", 1).await;

    assert_eq!(world.set(line, 5, "").await.unwrap_err().code(), "insufficient_stock");
    let changed = world.set(line, 2, "").await.unwrap();

    assert_eq!(quantities(&changed.cart), [2]);
    assert_eq!(
        changed.cart.lines[0].problem.as_deref(),
        Some("Only 1 left. Lower the quantity to go on.")
    );
    world.close().await;
}

#[tokio::test]
async fn a_removed_line_is_gone_and_the_others_keep_their_order() {
    let mut world = World::open().await;
    let variants = world.shop.product("ring").sizes(&["S", "M", "L"]).create().await;
    for variant in &variants {
        world.add(*variant, 1).await.unwrap();
    }
    let lines = world.show().await.lines;
    let remove = RemoveLine {
        line_item_id: lines[1].line_item_id,
        op: "",
    };

    let changed = remove_line(&world.app, &world.scope, remove).await.unwrap();

    let left: Vec<_> = changed
        .cart
        .lines
        .iter()
        .map(|line| line.variant_title.clone())
        .collect();
    assert_eq!(left, ["S", "L"]);
    assert_eq!(changed.cart, world.show().await);
    assert_eq!(
        remove_line(&world.app, &world.scope, remove).await.unwrap_err().kind(),
        Kind::NotFound
    );
    assert_eq!(
        world.add(variants[1], 1).await.unwrap().cart.lines[2].variant_title,
        "M"
    );
    world.close().await;
}

#[tokio::test]
async fn another_shoppers_line_is_out_of_reach() {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 5).await;
    let theirs = world.add(ring, 2).await.unwrap().cart.lines[0].line_item_id;
    world.scope.cart_token = None;
    world.add(ring, 1).await.unwrap();

    assert_eq!(world.set(theirs, 0, "").await.unwrap_err().code(), "no_such_line");
    let remove = RemoveLine {
        line_item_id: theirs,
        op: "",
    };
    assert!(remove_line(&world.app, &world.scope, remove).await.is_err());
    assert_eq!(world.count("select sum(quantity) from line_items").await, 3);
    world.close().await;
}

#[tokio::test]
async fn a_note_is_written_once_there_is_a_cart() {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 5).await;
    let note = SetNote {
        note: "  Ring twice\r\n",
        op: "",
    };
    assert_eq!(
        set_note(&world.app, &world.scope, note).await.unwrap_err().code(),
        "no_cart"
    );

    world.add(ring, 1).await.unwrap();
    let changed = set_note(&world.app, &world.scope, note).await.unwrap();

    assert_eq!(changed.cart.note, "Ring twice");
    assert_eq!(changed.cart, world.show().await);
    world.close().await;
}

#[tokio::test]
async fn commands_without_a_cart_say_so() {
    let world = World::open().await;
    let line = Uuid::nil().into();

    assert_eq!(world.set(line, 1, "").await.unwrap_err().kind(), Kind::NotFound);
    let remove = RemoveLine {
        line_item_id: line,
        op: "",
    };
    assert_eq!(
        remove_line(&world.app, &world.scope, remove).await.unwrap_err().kind(),
        Kind::NotFound
    );
    world.close().await;
}

#[tokio::test]
async fn what_is_sold_from_ten_units_on_is_sold_in_tens_and_says_so_to_fewer() {
    let mut world = World::open().await;
    let pin = world.variant("pin", 150, 100).await;
    world.sql("update prices set min_quantity = 10").await;

    let cart = world.add(pin, 12).await.unwrap().cart;
    assert_eq!(blocks(&cart.blocks_checkout), Vec::<&str>::new());
    assert_eq!(cart.subtotal.minor, 1800);

    let line = cart.lines[0].line_item_id;
    let cart = world.set(line, 4, "").await.unwrap().cart;
    assert_eq!(
        (blocks(&cart.blocks_checkout), cart.subtotal.minor),
        (vec!["too_few_units"], 0)
    );
    let problem = cart.lines[0].problem.as_deref();
    assert!(
        problem.is_some_and(|text| text.contains("Sold from 10 units on")),
        "{problem:?}"
    );

    let cart = world.set(line, 10, "").await.unwrap().cart;
    assert_eq!((blocks(&cart.blocks_checkout), cart.subtotal.minor), (vec![], 1500));
    world.close().await;
}
