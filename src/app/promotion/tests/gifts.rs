//! Gifts in carts: when they come, when they go, and what is told when they have run out.

use super::{enter, published, try_publish};
use crate::cart::tests::World;
use crate::cart::{RemoveLine, remove_line};
use crate::checkout::show_checkout;
use crate::promotion::PublishError;
use domain::cart::{CartLineView, CartView};
use serde_json::{Value, json};
use uuid::Uuid;

/// One bar of wax with goods of 50.00.
fn wax(codes: &[&str]) -> Value {
    json!({
        "handle": "wax", "name": "Free wax", "class": "product", "status": "active",
        "benefit": { "kind": "gift", "sku": "WAX-1" }, "minimum": { "subtotal": "50.00" }, "codes": codes
    })
}

/// Rings at 20.00 and some wax at 6.90.
async fn world(wax_in_stock: i32) -> (World, Uuid, Uuid) {
    let world = World::open().await;
    let ring = world.variant("ring", 2000, 10).await;
    let wax = world.variant("wax", 690, wax_in_stock).await;
    (world, ring, wax)
}

fn gifts(cart: &CartView) -> Vec<&CartLineView> {
    cart.lines.iter().filter(|line| line.is_gift).collect()
}

#[tokio::test]
async fn a_gift_comes_and_goes_with_its_condition_and_costs_nothing() {
    let (mut world, ring, _) = world(5).await;
    published(&world.app, json!([wax(&[])])).await;

    let two = world.add(ring, 2).await.unwrap().cart;
    let three = world.add(ring, 1).await.unwrap().cart;

    assert_eq!(gifts(&two).len(), 0);
    let gift = gifts(&three)[0];
    assert_eq!((gift.title.as_str(), gift.quantity, gift.max_quantity), ("wax", 1, 5));
    assert_eq!(
        (gift.line_total_text.as_str(), gift.before_text.as_deref()),
        ("€0.00", Some("€6.90"))
    );
    assert_eq!(gift.discounts, [("Free wax".to_owned(), "-€6.90".to_owned())]);
    assert_eq!(
        (three.subtotal_text.as_str(), three.total_text.as_str()),
        ("€60.00", "")
    );
    assert_eq!((three.item_count, three.blocks_checkout.len()), (4, 0));
    assert_eq!(world.show().await, three);

    let back = world.set(three.lines[0].line_item_id, 2, "").await.unwrap().cart;
    assert_eq!((back.lines.len(), back.notes.len()), (1, 0));
    world.close().await;
}

#[tokio::test]
async fn nobody_changes_a_gift_or_has_it_twice() {
    let (mut world, ring, _) = world(5).await;
    let mut twin = wax(&[]);
    twin["handle"] = json!("wax-again");
    published(&world.app, json!([wax(&[]), twin])).await;
    let cart = world.add(ring, 3).await.unwrap().cart;
    assert_eq!(gifts(&cart).len(), 1);
    let gift = gifts(&cart)[0].line_item_id;

    assert!(world.set(gift, 5, "").await.is_err());
    let command = RemoveLine {
        line_item_id: gift,
        op: "",
    };
    let _ = remove_line(&world.app, &world.scope, command).await;

    assert_eq!(world.show().await.lines, cart.lines);
    assert_eq!(world.count("select count(*) from line_items").await, 1);
    world.close().await;
}

#[tokio::test]
async fn a_gift_that_has_run_out_is_told_and_the_purchase_goes_on() {
    let (mut world, ring, bar) = world(1).await;
    published(&world.app, json!([wax(&[])])).await;
    world.add(ring, 3).await.unwrap();
    assert_eq!(gifts(&world.show().await).len(), 1);

    // The last one is bought: then it cannot be given as well.
    let cart = world.add(bar, 1).await.unwrap().cart;

    let told = [(
        "Free wax".to_owned(),
        "The gift has run out. Everything else goes on without it.".to_owned(),
    )];
    assert_eq!((cart.notes.as_slice(), gifts(&cart).len()), (told.as_slice(), 0));
    assert_eq!((cart.subtotal_text.as_str(), cart.blocks_checkout.len()), ("€66.90", 0));
    let checkout = show_checkout(&world.app, &world.scope, None).await.unwrap();
    assert_eq!(checkout.cart.notes, told);
    world.close().await;
}

#[tokio::test]
async fn the_code_of_a_gift_brings_it_at_once_or_says_that_it_has_run_out() {
    let (mut world, ring, _) = world(1).await;
    published(&world.app, json!([wax(&["WAX"])])).await;
    let cart = world.add(ring, 3).await.unwrap().cart;
    assert_eq!((gifts(&cart).len(), cart.notes.len()), (0, 0));

    let cart = enter(&world.app, &world.scope, "wax").await.unwrap().cart;
    assert_eq!((gifts(&cart).len(), cart.codes[0].text.as_str()), (1, "Free wax"));

    world
        .sql("update inventory_levels set safety = on_hand where on_hand = 1")
        .await;
    let cart = world.show().await;
    let text = "The gift of this code has run out. Everything else goes on without it.";
    assert_eq!((gifts(&cart).len(), cart.codes[0].text.as_str()), (0, text));
    assert_eq!(cart.notes, []);
    world.close().await;
}

#[tokio::test]
async fn two_promotions_of_one_gift_are_refused_and_so_is_a_gift_that_nobody_knows() {
    let (world, _, _) = world(5).await;
    let mut twin = wax(&[]);
    twin["handle"] = json!("wax-again");

    let refused = try_publish(&world.app, json!([wax(&[]), twin])).await.unwrap_err();
    assert!(matches!(refused, PublishError::Conflicts(found) if found[0].text.contains("same gift")));

    let mut unknown = wax(&[]);
    unknown["benefit"]["sku"] = json!("SEAGULL");
    let refused = try_publish(&world.app, json!([unknown])).await.unwrap_err();
    assert!(matches!(refused, PublishError::Invalid(found) if found[0].field == "benefit.sku"));
    world.close().await;
}
