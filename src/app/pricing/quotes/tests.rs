//! A printed price on its way from the page into the cart and the order.

use super::super::{Explanation, explain_cart, explain_order};
use crate::cart::{AddLine, add_line, given_quote, show_cart};
use crate::catalog::{Found, search, show_collection, show_home, show_product, suggest};
use crate::checkout::save_details;
use crate::payment::tests::{Buyer, Till, berlin};
use crate::scope::Scope;
use adapters::payment::test_provider::Choice;
use domain::catalog::{ListFilter, ProductPage};
use domain::id::CartId;
use domain::pricing::QuoteId;
use std::collections::BTreeSet;
use uuid::Uuid;

async fn product_page(till: &Till, handle: &str) -> ProductPage {
    match show_product(&till.app, &Scope::default(), handle, None).await.unwrap() {
        Found::Page(page) => page,
        Found::Moved(_) | Found::Gone | Found::NotSoldHere { .. } => panic!("it stands here"),
    }
}

/// What the page of a product prints with the price of its selected variant.
async fn printed(till: &Till, handle: &str) -> QuoteId {
    product_page(till, handle)
        .await
        .selected_variant()
        .unwrap()
        .price
        .quote_id
}

async fn add(till: &Till, scope: &mut Scope, variant: Uuid, quantity: u32, quote_id: Option<QuoteId>) {
    let command = AddLine {
        variant_id: variant.into(),
        quantity,
        quote_id,
        op: "",
    };
    let changed = add_line(&till.app, scope, command).await.unwrap();
    if changed.new_token.is_some() {
        scope.cart_token = changed.new_token;
    }
}

async fn stored(till: &Till) -> Option<QuoteId> {
    let text = till.text("select quote_id from line_items").await?;
    Some(text.parse().unwrap())
}

async fn explained(till: &Till) -> Explanation {
    let cart_id: CartId = till
        .text("select cart_id::text from carts")
        .await
        .unwrap()
        .parse()
        .unwrap();
    explain_cart(&till.app, cart_id).await.unwrap()
}

/// What is said of the only line.
async fn words(till: &Till) -> String {
    explained(till).await.quotes.remove(0).words
}

/// Another price for everything, as an import writes it.
async fn reprice(till: &Till, statement: &'static str) {
    till.run(statement).await;
    till.run("update shops set catalog_version = catalog_version + 1").await;
    till.app.forget_shop();
}

#[tokio::test]
async fn every_printed_price_has_an_id_and_the_same_one_for_as_long_as_it_stays() {
    let till = Till::open().await;
    till.shop.product("ring").sizes(&["S", "M"]).create().await;
    till.shop.product("hat").create().await;
    let visitor = Scope::default();

    let ring = product_page(&till, "ring").await;
    let mut ids: BTreeSet<String> = ring
        .variants
        .iter()
        .map(|variant| variant.price.quote_id.to_string())
        .collect();
    assert_eq!(ring, product_page(&till, "ring").await);
    let all = show_collection(&till.app, &visitor, "all", ListFilter::default())
        .await
        .unwrap();
    ids.extend(all.products.iter().map(|card| card.price.quote_id.to_string()));

    // Two sizes at one price, two cards: four prices of four things.
    assert_eq!(ids.len(), 4);
    let card = all
        .products
        .iter()
        .find(|card| card.handle == "ring")
        .unwrap()
        .price
        .quote_id;
    let found = search(&till.app, &visitor, "ring", ListFilter::default())
        .await
        .unwrap();
    assert_eq!(found.products[0].price.quote_id, card);
    let suggested = suggest(&till.app, &visitor, "ring").await.unwrap();
    assert_eq!(suggested[0].quote_id, Some(card));
    let newest = show_home(&till.app, &visitor).await.unwrap().newest;
    assert!(newest.iter().any(|known| known.price.quote_id == card));
    let related = product_page(&till, "hat").await.related;
    assert_eq!(related[0].price.quote_id, card);
    till.close().await;
}

#[tokio::test]
async fn the_cart_makes_the_same_id_as_the_page_that_it_came_from() {
    let till = Till::open().await;
    let ring = till.variant("ring", 10).await;
    let mut scope = Scope::default();
    let quote = printed(&till, "ring").await;

    add(&till, &mut scope, ring, 1, Some(quote)).await;

    assert_eq!(stored(&till).await, Some(quote));
    let in_the_cart = show_cart(&till.app, &scope).await.unwrap().lines[0].quote_id;
    assert_eq!(in_the_cart, Some(quote));
    let told = explained(&till).await.quotes.remove(0);
    assert_eq!((told.subject.as_str(), told.quote_id), ("line 1: ring", Some(quote)));
    assert_eq!(told.words, "the page carries the same id now");
    till.close().await;
}

#[tokio::test]
async fn an_id_from_outside_decides_nothing() {
    let till = Till::open().await;
    let (ring, hat) = (
        till.variant("ring", 10).await,
        till.shop.product("hat").price(1).create().await,
    );
    let mut scope = Scope::default();

    // That of a cheaper thing buys nothing cheaper.
    add(&till, &mut scope, ring, 1, Some(printed(&till, "hat").await)).await;

    assert_eq!(hat.len(), 1);
    let cart = show_cart(&till.app, &scope).await.unwrap();
    assert_eq!(
        (cart.subtotal.minor, cart.lines[0].price_change.is_none()),
        (2000, true)
    );
    assert_eq!(
        words(&till).await,
        "printed in circumstances that are not known any more, or not by this shop"
    );
    till.close().await;
}

#[tokio::test]
async fn a_malformed_id_is_ignored_and_the_line_is_there_without_one() {
    let till = Till::open().await;
    let ring = till.variant("ring", 10).await;
    let mut scope = Scope::default();
    assert_eq!(
        given_quote("q_mzxw6ytboiaaaaaa").unwrap().to_string(),
        "q_mzxw6ytboiaaaaaa"
    );
    for text in ["", "q_", "Q_MZXW6YTBOIAAAAAA", "' or true --", &"q".repeat(10_000)] {
        assert_eq!(given_quote(text), None);
    }

    add(&till, &mut scope, ring, 1, given_quote("q_not an id")).await;

    assert_eq!(stored(&till).await, None);
    assert_eq!(words(&till).await, "no quote id was sent along");
    till.close().await;
}

#[tokio::test]
async fn a_line_keeps_its_first_quote_and_a_changed_price_is_told() {
    let till = Till::open().await;
    let ring = till.variant("ring", 10).await;
    let mut scope = Scope::default();
    let first = printed(&till, "ring").await;
    add(&till, &mut scope, ring, 1, Some(first)).await;

    reprice(&till, "update prices set amount_minor = 2500").await;

    let second = printed(&till, "ring").await;
    assert_ne!(second, first);
    add(&till, &mut scope, ring, 1, Some(second)).await;
    assert_eq!(stored(&till).await, Some(first));
    let line = show_cart(&till.app, &scope).await.unwrap().lines.remove(0);
    let change = line.price_change.unwrap();
    assert_eq!((change.was_text.as_str(), change.is_increase), ("€20.00", true));
    // Two units are no page's price.
    assert!(![Some(first), Some(second), None].contains(&line.quote_id));
    let told = words(&till).await;
    assert!(
        told.starts_with("price €20.00 then, €25.00 now; catalogue version 1 then, 2 now; "),
        "{told}"
    );
    till.close().await;
}

#[tokio::test]
async fn a_sale_that_began_and_one_that_is_over_are_both_recognised() {
    let till = Till::open().await;
    let ring = till.variant("ring", 10).await;
    let mut scope = Scope::default();
    reprice(&till, "update prices set amount_minor = 1500, compare_at_minor = 2000").await;
    add(&till, &mut scope, ring, 1, Some(printed(&till, "ring").await)).await;

    reprice(&till, "update prices set amount_minor = 2000, compare_at_minor = null").await;
    let told = words(&till).await;
    assert!(
        told.starts_with("price €15.00 (was €20.00) then, €20.00 now; "),
        "{told}"
    );

    till.run("delete from prices").await;
    assert_eq!(
        words(&till).await,
        "printed in circumstances that are not known any more, or not by this shop"
    );
    till.close().await;
}

#[tokio::test]
async fn a_quantity_break_is_told_beside_the_price_of_the_page() {
    let till = Till::open().await;
    let ring = till.variant("ring", 20).await;
    reprice(
        &till,
        "insert into prices (price_list_id, variant_id, min_quantity, amount_minor)
         select price_list_id, variant_id, 10, 1800 from prices",
    )
    .await;
    let mut scope = Scope::default();

    add(&till, &mut scope, ring, 10, Some(printed(&till, "ring").await)).await;

    assert_eq!(
        words(&till).await,
        "the page carries the same id now; the line costs €18.00 a unit, the page says €20.00"
    );
    till.close().await;
}

#[tokio::test]
async fn an_order_says_which_printed_price_it_came_from() {
    let till = Till::open().await;
    let (ring, hat) = (till.variant("ring", 10).await, till.variant("hat", 10).await);
    let mut scope = Scope::default();
    let quote = printed(&till, "ring").await;
    add(&till, &mut scope, ring, 1, Some(quote)).await;
    add(&till, &mut scope, hat, 1, None).await;
    save_details(&till.app, &scope, berlin(), "").await.unwrap();
    let total = till.total(&scope).await;
    let (page, _) = till.at_the_page(&Buyer { scope, total }).await;
    till.choose(&page, Choice::Success).await;
    till.hear_everything().await;
    let number = till.count("select max(order_number) from orders").await;

    let of_line = till.text("select quote_id from order_lines where line_seq = 1").await;
    assert_eq!(of_line, Some(quote.to_string()));
    assert_eq!(
        till.text("select quote_id from order_lines where line_seq = 2").await,
        None
    );
    let told = explain_order(&till.app, number).await.unwrap().quotes;
    assert_eq!(
        (told[0].quote_id, told[0].words.as_str()),
        (Some(quote), "the page carries the same id now")
    );
    assert_eq!(
        (told[1].quote_id, told[1].words.as_str()),
        (None, "no quote id was sent along")
    );

    // What was agreed stays, whatever becomes of the price.
    reprice(&till, "update prices set amount_minor = 1900").await;
    let told = explain_order(&till.app, number).await.unwrap().quotes.remove(0);
    assert_eq!(told.quote_id, Some(quote));
    assert!(
        told.words.starts_with("price €20.00 then, €19.00 now; "),
        "{}",
        told.words
    );
    till.close().await;
}
