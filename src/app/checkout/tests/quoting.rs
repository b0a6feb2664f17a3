//! The quote: one set of numbers and one list of requirements for page and placement.

use super::{berlin, world_with_rings};
use crate::cart::tests::{World, blocks};
use crate::cart::token;
use crate::checkout::quote::{self, Quote};
use crate::checkout::{save_details, show_checkout};
use domain::checkout::DetailsInput;
use domain::pricing::Destination;

/// As placement reads it: under the cart's lock.
async fn quote(world: &World) -> Quote {
    let mut tx = world.app.pool.begin().await.unwrap();
    let token_hash = token::digest(world.scope.cart_token.as_deref().unwrap());
    let cart = store::lock::cart(&mut tx, &token_hash, world.app.clock.now())
        .await
        .unwrap()
        .unwrap();
    quote::load(&mut tx, &world.app, cart, world.app.clock.now())
        .await
        .unwrap()
}

async fn save(world: &World, input: DetailsInput) {
    save_details(&world.app, &world.scope, input, "").await.unwrap();
}

#[tokio::test]
async fn the_quote_of_placement_is_what_the_page_showed() {
    let world = world_with_rings().await;

    for step in 0..2 {
        let view = show_checkout(&world.app, &world.scope, None).await.unwrap();
        let quote = quote(&world).await;
        assert_eq!(
            (quote.total(), &quote.requirements),
            (view.totals.total, &view.blocks_checkout),
            "step {step}"
        );
        save(&world, berlin()).await;
    }
    let quote = quote(&world).await;
    // 2 × 20.00 and 4.95 delivery, 19 % inside each: 6.39 + 0.79.
    assert_eq!((quote.total().minor, quote.priced.tax_minor), (4495, 718));
    assert_eq!(quote.priced.delivery.as_ref().unwrap().gross_minor, 495);
    assert!(quote.requirements.is_empty() && quote.is_final());
    world.close().await;
}

#[tokio::test]
async fn the_address_decides_the_tax() {
    let world = world_with_rings().await;
    assert_eq!(
        quote(&world).await.context.destination,
        Destination {
            country: "DE".into(),
            region: None,
            postal_code: None
        }
    );

    save(
        &world,
        DetailsInput {
            country: "FR".into(),
            postal_code: "75001".into(),
            ..berlin()
        },
    )
    .await;
    let french = quote(&world).await;
    // 20 % inside 40.00 and inside 4.95.
    assert_eq!((french.total().minor, french.priced.tax_minor), (4495, 667 + 83));

    let california = DetailsInput {
        country: "US".into(),
        postal_code: "94110".into(),
        region: "ca".into(),
        ..berlin()
    };
    save(&world, california).await;
    let american = quote(&world).await;
    assert_eq!(
        american.context.destination,
        Destination {
            country: "US".into(),
            region: Some("CA".into()),
            postal_code: Some("94110".into())
        }
    );
    assert_eq!(american.priced.lines[0].taxes[0].jurisdiction, "US-CA");
    world.close().await;
}

#[tokio::test]
async fn a_tax_that_was_changed_by_hand_counts_from_the_next_quote_on() {
    let world = world_with_rings().await;
    save(&world, berlin()).await;
    assert_eq!(quote(&world).await.priced.tax_minor, 718);

    // Nobody tells this program: it has no ear for events.
    world
        .sql("update tax_rates set rate_ppm = 70000 where country = 'DE' and tax_category = 'standard'")
        .await;

    // 7 % inside 40.00 and inside 4.95.
    assert_eq!(quote(&world).await.priced.tax_minor, 262 + 32);
    world.close().await;
}

#[tokio::test]
async fn tax_is_added_on_top_where_prices_are_without() {
    let mut world = World::open().await;
    world.sql("update markets set tax_basis = 'exclusive'").await;
    let ring = world.variant("ring", 2000, 10).await;
    world.add(ring, 2).await.unwrap();

    save(&world, berlin()).await;

    let quote = quote(&world).await;
    assert_eq!((quote.priced.subtotal_minor, quote.total().minor), (4000, 4760 + 589));
    world.close().await;
}

#[tokio::test]
async fn the_delivery_price_follows_the_goods() {
    let mut world = world_with_rings().await;
    save(&world, berlin()).await;
    assert_eq!(quote(&world).await.delivery.unwrap().price_minor, 495);

    let line = world.show().await.lines[0].line_item_id;
    world.set(line, 3, "").await.unwrap();

    assert_eq!(quote(&world).await.delivery.unwrap().price_minor, 0);
    let cap = world.variant("cap", 900, 5).await;
    world.add(cap, 1).await.unwrap();
    assert_eq!(quote(&world).await.total().minor, 6900);
    world.close().await;
}

#[tokio::test]
async fn a_method_that_goes_away_has_to_be_chosen_anew() {
    let world = world_with_rings().await;
    save(&world, berlin()).await;

    world
        .sql("update delivery_methods set active = false where name = 'Standard'")
        .await;
    let without = quote(&world).await;
    assert_eq!(
        (without.delivery.is_none(), blocks(&without.requirements)),
        (true, vec!["delivery_missing"])
    );
    assert!(!without.is_final());

    world.sql("delete from delivery_methods").await;
    let none = quote(&world).await;
    assert_eq!(none.requirements[0].text, "This cart cannot be delivered to Germany.");
    world.close().await;
}

#[tokio::test]
async fn what_is_not_sent_needs_no_delivery() {
    let world = world_with_rings().await;
    world.sql("update variants set requires_shipping = false").await;

    save(&world, berlin()).await;

    let quote = quote(&world).await;
    assert_eq!(
        (quote.total().minor, quote.requirements.len(), quote.is_final()),
        (4000, 0, true)
    );
    world.close().await;
}

#[tokio::test]
async fn lines_carry_what_an_order_line_copies() {
    let world = world_with_rings().await;

    let quote = quote(&world).await;

    let (line, priced) = (&quote.lines[0], &quote.priced.lines[0]);
    assert_eq!(
        (line.line_seq, line.variant.variant_id, line.quantity),
        (priced.line_seq, priced.variant_id, priced.quantity)
    );
    let variant = &line.variant;
    assert_eq!(
        (
            variant.product_handle.as_str(),
            variant.sku.as_str(),
            variant.tax_category.as_str()
        ),
        ("ring", "RING-1", "standard")
    );
    assert_eq!(
        (variant.available, variant.is_tracked, variant.requires_shipping),
        (10, true, true)
    );
    world.close().await;
}

#[tokio::test]
async fn sold_out_goods_block_placement_as_they_block_the_cart() {
    let world = world_with_rings().await;
    save(&world, berlin()).await;
    world.recount("ring", 1).await;

    let cart = world.show().await;

    assert_eq!(quote(&world).await.requirements, cart.blocks_checkout);
    assert_eq!(blocks(&cart.blocks_checkout), ["insufficient_stock"]);
    world.close().await;
}

#[tokio::test]
async fn what_is_not_sent_is_not_sold_to_where_nothing_is_sold_either() {
    let world = world_with_rings().await;
    world.sql("update variants set requires_shipping = false").await;
    save(&world, berlin()).await;
    assert!(quote(&world).await.requirements.is_empty());

    world
        .sql("update delivery_zones set countries = array_remove(countries, 'DE')")
        .await;

    assert_eq!(blocks(&quote(&world).await.requirements), ["delivery_missing"]);
    world.close().await;
}
