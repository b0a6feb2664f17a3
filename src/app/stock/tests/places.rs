//! Several places (S-8).

use super::{cart, hold_for, shopper};
use crate::catalog::{Found, show_product};
use crate::checkout::{save_details, show_checkout};
use crate::order::{Which, find_by_token, fulfil};
use crate::payment::tests::Till;
use crate::stock::{Change, Row, add_location, adjust, change_location};
use adapters::payment::test_provider::Choice;
use domain::catalog::StockLevel;
use domain::order::Actor;
use store::inventory::LocationPatch;
use uuid::Uuid;

/// A shop with a second place of lower priority, "Lyon".
async fn open() -> Till {
    let till = Till::open().await;
    let patch = LocationPatch {
        position: Some(5),
        ..LocationPatch::default()
    };
    add_location(&till.app, "Lyon", patch).await.unwrap();
    till
}

async fn stock_up(till: &Till, sku: &str, units: i32) {
    let row = Row {
        sku: sku.into(),
        location: Some("Lyon".into()),
        change: Change::Delta(units),
        external_ref: None,
    };
    assert!(adjust(&till.app, row, "").await.unwrap().is_done());
}

/// Where what is held or allocated lies, as "Main:ring=2 …".
async fn held(till: &Till) -> String {
    let query = "select coalesce(string_agg(s.name || ':' || p.handle || '=' || r.quantity, ' '
                                            order by p.handle, s.position), '')
                 from reservations r
                 join stock_locations s using (stock_location_id)
                 join variants v using (variant_id)
                 join products p using (product_id)";
    till.text(query).await.unwrap_or_default()
}

#[tokio::test]
async fn one_place_that_has_everything_is_preferred_to_two_of_which_the_first_has_priority() {
    let till = open().await;
    let (ring, hat) = (till.variant("ring", 5).await, till.variant("hat", 0).await);
    stock_up(&till, "RING-1", 1).await;
    stock_up(&till, "HAT-1", 1).await;
    let (one, other) = (cart(&till.app.pool).await, cart(&till.app.pool).await);

    hold_for(&till, one, &[(ring, 1), (hat, 1)], None).await;
    assert_eq!(held(&till).await, "Lyon:hat=1 Lyon:ring=1");
    hold_for(&till, one, &[], None).await;
    hold_for(&till, other, &[(ring, 6)], None).await;

    assert_eq!(held(&till).await, "Main:ring=5 Lyon:ring=1");
    let reasons =
        "select string_agg(distinct reason, ' ' order by reason) from inventory_movements where kind = 'hold'";
    assert_eq!(till.text(reasons).await.as_deref(), Some("fewest whole"));
    till.close().await;
}

#[tokio::test]
async fn a_place_that_does_not_serve_the_country_or_is_not_in_use_sends_nothing() {
    let till = open().await;
    let ring = till.variant("ring", 0).await;
    stock_up(&till, "RING-1", 2).await;
    let french = LocationPatch {
        countries: Some(vec!["FR".into()]),
        ..LocationPatch::default()
    };
    change_location(&till.app, "lyon", french).await.unwrap();
    let cart_id = cart(&till.app.pool).await;

    assert!(hold_for(&till, cart_id, &[(ring, 1)], Some("FR")).await.is_empty());
    assert_eq!(hold_for(&till, cart_id, &[(ring, 1)], Some("DE")).await[0].available, 0);
    // The shopper learns it where the country is known.
    let scope = shopper(&till, &[(ring, 1)]).await;
    save_details(&till.app, &scope, super::details("DE"), "").await.unwrap();
    let blocks = show_checkout(&till.app, &scope, None).await.unwrap().blocks_checkout;
    assert_eq!(blocks[0].code, "insufficient_stock");
    let closed = LocationPatch {
        is_active: Some(false),
        ..LocationPatch::default()
    };
    change_location(&till.app, "Lyon", closed).await.unwrap();
    assert_eq!(level(&till, "ring").await, StockLevel::OutOfStock);
    till.close().await;
}

async fn level(till: &Till, handle: &str) -> StockLevel {
    match show_product(&till.app, &crate::scope::Scope::default(), handle, None)
        .await
        .unwrap()
    {
        Found::Page(page) => page.variants[0].stock.level,
        _ => panic!("no page"),
    }
}

#[tokio::test]
async fn the_label_is_of_all_places_together() {
    let till = open().await;
    till.variant("ring", 2).await;
    assert_eq!(level(&till, "ring").await, StockLevel::LowStock);

    stock_up(&till, "RING-1", 2).await;

    assert_eq!(level(&till, "ring").await, StockLevel::InStock);
    assert_eq!(
        super::events(&till).await,
        "",
        "no line was crossed downwards, nor nothing left"
    );
    till.run("update inventory_levels set backorder_limit = 3, safety = on_hand")
        .await;
    assert_eq!(level(&till, "ring").await, StockLevel::Backorder);
    till.close().await;
}

#[tokio::test]
async fn an_order_from_two_places_goes_out_as_two_fulfilments() {
    let till = open().await;
    let ring: Uuid = till.variant("ring", 1).await;
    stock_up(&till, "RING-1", 2).await;
    let (page, token) = till.at_the_page(&till.buyer(&[(ring, 3)]).await).await;
    till.choose(&page, Choice::Success).await;
    till.hear_everything().await;
    let order_id = find_by_token(&till.app, &token).await.unwrap();
    let kim = Actor::Staff("Kim".into());

    let first = fulfil(&till.app, &kim, order_id, Which::All, "f1").await.unwrap();
    let again = fulfil(&till.app, &kim, order_id, Which::All, "f1").await.unwrap();

    assert_eq!(first, again);
    let sent = "select string_agg(s.name || '=' || l.quantity, ' ' order by s.name)
                from fulfilments f
                join fulfilment_lines l using (fulfilment_id)
                join stock_locations s using (stock_location_id)";
    assert_eq!(till.text(sent).await.as_deref(), Some("Lyon=2 Main=1"));
    assert_eq!(till.count("select sum(on_hand)::bigint from inventory_levels").await, 0);
    till.close().await;
}
