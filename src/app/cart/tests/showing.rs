//! What the view says.

use super::{World, blocks, quantities};
use crate::cart::show_cart;
use crate::scope::Scope;

#[tokio::test]
async fn a_shopper_without_a_cart_sees_an_empty_one() {
    let world = World::open().await;

    let cart = show_cart(&world.app, &Scope::default()).await.unwrap();

    assert_eq!((cart.version, cart.subtotal_text.as_str()), (0, "€0.00"));
    assert_eq!(blocks(&cart.blocks_checkout), ["empty_cart"]);
    world.close().await;
}

#[tokio::test]
async fn a_line_carries_all_that_a_page_prints() {
    let mut world = World::open().await;
    let variants = world
        .shop
        .product("one-piece")
        .price(6588)
        .compare_at(8000)
        .stock(4)
        .sizes(&["S", "M"])
        .create()
        .await;

    let cart = world.add(variants[1], 2).await.unwrap().cart;

    let line = &cart.lines[0];
    assert_eq!(
        (line.title.as_str(), line.variant_title.as_str(), line.sku.as_str()),
        ("one-piece", "M", "ONE-PIECE-2")
    );
    assert_eq!(line.address, format!("/products/one-piece?variant={}", variants[1]));
    assert_eq!(
        (line.unit_price_text.as_str(), line.line_total_text.as_str()),
        ("€65.88", "€131.76")
    );
    assert_eq!(line.compare_at_text.as_deref(), Some("€80.00"));
    assert_eq!(
        (line.max_quantity, &line.problem, &line.price_change),
        (4, &None, &None)
    );
    assert_eq!(
        (cart.tax_text.as_str(), cart.blocks_checkout.len()),
        ("Tax included", 0)
    );
    world.close().await;
}

#[tokio::test]
async fn a_line_tells_what_a_measure_costs_at_the_price_of_its_quantity() {
    let mut world = World::open().await;
    let soap = world.variant("soap", 690, 50).await;
    world.sql("update variants set content = '80 g / 100 g'").await;
    world
        .sql(
            "insert into prices (price_list_id, variant_id, min_quantity, amount_minor)
             select price_list_id, variant_id, 10, 600 from prices",
        )
        .await;
    let one = world.add(soap, 1).await.unwrap().cart;
    let ten = world.add(soap, 9).await.unwrap().cart;

    assert_eq!(one.lines[0].per_measure_text.as_deref(), Some("€8.63 per 100\u{a0}g"));
    assert_eq!(ten.lines[0].per_measure_text.as_deref(), Some("€7.50 per 100\u{a0}g"));
    world.close().await;
}

#[tokio::test]
async fn a_price_that_moved_since_is_shown_with_what_it_was() {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 10).await;
    world.add(ring, 2).await.unwrap();
    world.sql("update prices set amount_minor = 2500").await;

    let cart = world.show().await;
    let change = cart.lines[0].price_change.clone().unwrap();
    assert_eq!(
        (change.was_text.as_str(), change.is_increase, cart.subtotal.minor),
        ("€20.00", true, 5000)
    );

    let cart = world.add(ring, 1).await.unwrap().cart;
    assert!(cart.lines[0].price_change.is_some());
    world.close().await;
}

#[tokio::test]
async fn quantity_breaks_and_the_list_of_the_lowest_position_make_the_price() {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 50).await;
    world
        .sql(
            "insert into prices (price_list_id, variant_id, min_quantity, amount_minor)
               select price_list_id, variant_id, 10, 1800 from prices",
        )
        .await;
    world
        .sql(
            "insert into price_lists values ('00000000-0000-0000-0000-000000000009', 'Late', 'EUR', 9);
               insert into prices (price_list_id, variant_id, amount_minor)
               select '00000000-0000-0000-0000-000000000009', variant_id, 1 from variants",
        )
        .await;

    let cart = world.add(ring, 9).await.unwrap().cart;
    assert_eq!(cart.subtotal.minor, 18_000);
    let cart = world.add(ring, 1).await.unwrap().cart;
    assert_eq!((cart.subtotal.minor, &cart.lines[0].price_change), (18_000, &None));
    world.close().await;
}

#[tokio::test]
async fn what_cannot_be_bought_any_more_blocks_checkout_and_says_what_to_do() {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 10).await;
    let belt = world.shop.product("belt").price(3500).sizes(&["M"]).create().await[0];
    let cap = world.variant("cap", 900, 10).await;
    for variant in [ring, belt, cap] {
        world.add(variant, 2).await.unwrap();
    }
    world
        .sql("update products set status = 'archived' where handle = 'ring'")
        .await;
    world.recount("belt", 0).await;

    let cart = world.show().await;

    assert_eq!(blocks(&cart.blocks_checkout), ["not_sold", "insufficient_stock"]);
    assert_eq!(cart.blocks_checkout[1].text, "belt, M: Sold out. Remove it to go on.");
    assert_eq!(cart.blocks_checkout[1].line_item_id, Some(cart.lines[1].line_item_id));
    assert_eq!(
        cart.lines[0].problem.as_deref(),
        Some("This is not for sale any more. Remove it to go on.")
    );
    // What is not for sale costs nothing; what is sold out would.
    assert_eq!(
        (cart.subtotal.minor, cart.lines[0].line_total.minor, cart.item_count),
        (8800, 0, 6)
    );
    assert_eq!(quantities(&cart), [2, 2, 2]);
    world.close().await;
}

#[tokio::test]
async fn units_held_for_the_carts_own_payment_do_not_count_against_it() {
    let mut world = World::open().await;
    let ring = world.variant("ring", 2000, 2).await;
    world.add(ring, 2).await.unwrap();
    world
        .sql(
            "insert into orders (order_id, cart_id, access_token, status, payment_status, fulfilment_status, currency,
             tax_basis, rounding_mode, engine_version, catalog_version, email, delivery_address, delivery_net_minor,
             delivery_tax_minor, delivery_gross_minor, subtotal_minor, tax_minor, total_minor, due_minor, trace)
         select '00000000-0000-0000-0000-000000000001', cart_id, repeat('x', 40), 'draft', 'none', 'unfulfilled', 'EUR',
             'inclusive', 'half_up', '1', 1, 'a@b.co', '{}', 0, 0, 0, 4000, 0, 4000, 4000, '{}' from carts;
         insert into reservations (reservation_id, order_id, variant_id, stock_location_id, quantity, state, expires_at)
         select '00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000001', variant_id,
             stock_location_id, 2, 'in_flight', now() from inventory_levels;
         update inventory_levels set held = 2;",
        )
        .await;

    assert_eq!(blocks(&world.show().await.blocks_checkout), [] as [&str; 0]);

    world.scope.cart_token = None;
    assert!(world.add(ring, 1).await.is_err());
    // The draft is one of a row only.
    let [unmarked] = super::MARKED_BY_HAND else {
        panic!("one rule")
    };
    world
        .close_broken(&[
            "7: an order has lines, and their taxes add up",
            "P-2: every draft has an attempt on its way",
            "S-12: held by the ledger is what it adds up to",
            unmarked,
        ])
        .await;
}

#[tokio::test]
async fn a_line_shows_the_variants_own_picture_or_else_the_first_that_is_ready() {
    let mut world = World::open().await;
    let variants = world.shop.product("ring").sizes(&["S", "M"]).create().await;
    world
        .sql(
            "insert into media (media_id, state, source, content_name, width, height, dominant_colour, widths)
         select ('00000000-0000-0000-0000-00000000000' || n)::uuid, case n when 1 then 'pending' else 'ready' end,
             'file-' || n, repeat(n::text, 40), 1000, 800, '#aabbcc', '{320,640}' from generate_series(1, 3) n;
         insert into product_media (product_id, media_id, position, alt)
         select product_id, media_id, right(media_id::text, 1)::int, source from products cross join media;
         update variants set media_id = '00000000-0000-0000-0000-000000000003' where option1 = 'M';",
        )
        .await;

    world.add(variants[0], 1).await.unwrap();
    let cart = world.add(variants[1], 1).await.unwrap().cart;

    let alts: Vec<_> = cart
        .lines
        .iter()
        .map(|line| line.picture.clone().unwrap().alt)
        .collect();
    assert_eq!(alts, ["file-2", "file-3"]);
    let picture = cart.lines[0].picture.clone().unwrap();
    assert_eq!(
        (picture.width, picture.widths, picture.focal_x),
        (1000, vec![320, 640], 5000)
    );
    world.close().await;
}
