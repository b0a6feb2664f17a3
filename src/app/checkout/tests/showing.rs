//! What the checkout page is told.

use super::{berlin, world_with_rings};
use crate::cart::tests::{World, blocks};
use crate::checkout::{save_details, show_checkout};
use domain::checkout::{CheckoutView, DetailsInput};

async fn show(world: &World) -> CheckoutView {
    show_checkout(&world.app, &world.scope, None).await.unwrap()
}

async fn save(world: &World, input: DetailsInput) {
    save_details(&world.app, &world.scope, input, "").await.unwrap();
}

fn selected(view: &CheckoutView) -> Vec<&str> {
    view.delivery
        .iter()
        .filter(|choice| choice.selected)
        .map(|choice| choice.name.as_str())
        .collect()
}

#[tokio::test]
async fn a_fresh_checkout_starts_in_the_shops_country_and_promises_no_total() {
    let world = world_with_rings().await;

    let view = show(&world).await;

    assert_eq!(view.details.country, "DE");
    let countries: Vec<_> = view.countries.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(countries, ["France", "Germany", "United States"]);
    let offers: Vec<_> = view
        .delivery
        .iter()
        .map(|choice| (choice.name.as_str(), choice.price_text.as_str()))
        .collect();
    assert_eq!(offers, [("Standard", "€4.95"), ("Express", "€12.90")]);
    assert_eq!(selected(&view), ["Standard"]);
    assert_eq!(
        view.details.delivery_method,
        world.shop.standard_delivery_id.to_string()
    );
    // Offered, not yet counted: the total is that of the goods, and says that it is not final.
    assert_eq!(
        (view.totals.delivery_text, view.totals.total.minor, view.totals.is_final),
        (None, 4000, false)
    );
    assert_eq!(blocks(&view.blocks_checkout), ["email_missing", "address_missing"]);
    world.close().await;
}

#[tokio::test]
async fn the_cheapest_method_is_taken_and_shown_until_another_is_chosen() {
    let world = world_with_rings().await;
    save(&world, berlin()).await;
    let view = show(&world).await;
    assert_eq!(
        (selected(&view), view.totals.delivery_text.as_deref()),
        (vec!["Standard"], Some("€4.95"))
    );

    let express = view.delivery[1].delivery_method_id.to_string();
    save(
        &world,
        DetailsInput {
            delivery_method: express,
            ..berlin()
        },
    )
    .await;

    let view = show(&world).await;
    assert_eq!(
        (selected(&view), view.totals.delivery_text.as_deref()),
        (vec!["Express"], Some("€12.90"))
    );
    assert_eq!(
        (view.totals.total_text.as_str(), view.totals.is_final),
        ("€52.90", true)
    );
    world.close().await;
}

#[tokio::test]
async fn a_method_of_another_zone_gives_way_to_the_cheapest_that_serves_the_country() {
    let world = world_with_rings().await;
    world
        .sql(
            "insert into delivery_zones values ('00000000-0000-0000-0000-000000000001', 'Alps', '{AT,CH}');
         insert into delivery_methods (delivery_method_id, delivery_zone_id, name)
         values ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000001', 'Mountain post');
         insert into delivery_rates values ('00000000-0000-0000-0000-000000000002', 0, 990);",
        )
        .await;
    save(&world, berlin()).await;
    let standard = world.shop.standard_delivery_id.to_string();

    let vienna = DetailsInput {
        country: "AT".into(),
        postal_code: "1010".into(),
        delivery_method: standard,
        ..berlin()
    };
    save(&world, vienna).await;

    let view = show(&world).await;
    assert_eq!(
        (selected(&view), view.totals.delivery_text.as_deref()),
        (vec!["Mountain post"], Some("€9.90"))
    );
    world.close().await;
}

#[tokio::test]
async fn the_totals_name_each_tax_once() {
    let mut world = world_with_rings().await;
    let book = world.variant("book", 1070, 5).await;
    world
        .sql("update variants set tax_category = 'reduced' where sku = 'BOOK-1'")
        .await;
    world.add(book, 1).await.unwrap();

    save(&world, berlin()).await;

    let totals = show(&world).await.totals;
    let taxes: Vec<_> = totals
        .taxes
        .iter()
        .map(|(name, amount)| (name.as_str(), amount.as_str()))
        .collect();
    assert_eq!(taxes, [("VAT 19 %", "€6.39"), ("VAT 7 %", "€0.70")]);
    assert_eq!(
        (totals.subtotal_text.as_str(), totals.delivery_text.as_deref()),
        ("€50.70", Some("Free"))
    );
    assert!(totals.tax_included);
    world.close().await;
}

#[tokio::test]
async fn without_a_cart_the_checkout_is_an_empty_one() {
    let mut world = World::open().await;

    for token in [None, Some("made up".to_owned())] {
        world.scope.cart_token = token;
        let view = show(&world).await;
        assert!(view.cart.lines.is_empty() && view.delivery.is_empty());
        assert_eq!(view.blocks_checkout[0].code, "empty_cart");
    }
    world.close().await;
}
