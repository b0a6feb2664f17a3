//! Concurrent commands lose nothing.

use super::{World, quantities};
use crate::cart::{AddLine, SetNote, add_line, set_note};
use futures::future::join_all;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_different_variants_added_at_once_are_fifty_lines() {
    let mut world = World::open().await;
    let sizes: Vec<String> = (0..51).map(|size| size.to_string()).collect();
    let sizes: Vec<&str> = sizes.iter().map(String::as_str).collect();
    let variants = world.shop.product("ring").sizes(&sizes).create().await;
    let before = world.add(variants[50], 1).await.unwrap().cart.version;

    let adds = variants[..50].iter().map(|variant| spawn_add(&world, *variant));
    for add in join_all(adds).await {
        add.unwrap();
    }

    let cart = world.show().await;
    assert_eq!((cart.lines.len(), cart.item_count, cart.version), (51, 51, before + 50));
    world.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_increments_of_one_variant_at_once_add_up() {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 90).await;
    world.add(ring, 1).await.unwrap();

    for add in join_all((0..50).map(|_| spawn_add(&world, ring))).await {
        add.unwrap();
    }

    assert_eq!(quantities(&world.show().await), [51]);
    world.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn adds_beyond_the_stock_at_once_stop_at_the_stock() {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 10).await;
    world.add(ring, 1).await.unwrap();

    let adds = join_all((0..30).map(|_| spawn_add(&world, ring))).await;

    assert_eq!(adds.into_iter().filter(|add| matches!(add, Ok(()))).count(), 9);
    assert_eq!(quantities(&world.show().await), [10]);
    world.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn different_commands_at_once_all_take_effect() {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 90).await;
    let belt = world.variant("belt", 2000, 90).await;
    let line = world.add(ring, 1).await.unwrap().cart.lines[0].line_item_id;

    let note = set_note(&world.app, &world.scope, SetNote { note: "Hello", op: "" });
    let (set, add, note) = tokio::join!(world.set(line, 7, ""), spawn_add(&world, belt), note);

    assert!(set.is_ok() && add.is_ok() && note.is_ok());
    let cart = world.show().await;
    assert_eq!((quantities(&cart), cart.note.as_str()), (vec![7, 1], "Hello"));
    world.close().await;
}

async fn spawn_add(world: &World, variant: uuid::Uuid) -> Result<(), String> {
    let (app, scope) = (world.app.clone(), world.scope.clone());
    let add = tokio::spawn(async move {
        let command = AddLine {
            variant_id: variant.into(),
            quantity: 1,
            quote_id: None,
            op: "",
        };
        add_line(&app, &scope, command)
            .await
            .map(|_| ())
            .map_err(|error| error.to_string())
    });
    add.await.unwrap()
}
