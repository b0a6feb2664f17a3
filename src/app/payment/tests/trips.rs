//! How often each step of a purchase asks the database: every trip costs both sides, and is one more place to wait at.

use super::{Till, berlin, last_part};
use crate::App;
use crate::cart::{AddLine, add_line};
use crate::checkout::{PlaceOrder, Placement, are_saved, place_order, save_details, show_checkout};
use crate::order::show_order;
use crate::payment::{come_home, receive_event};
use crate::scope::Scope;
use adapters::payment::test_provider::Choice;
use std::sync::Arc;
use testkit::statements;

/// The till's application, whose statements can be recorded. What is kept in memory has been read.
async fn recorded_app(till: &Till) -> App {
    let app = App::new(statements::pool(&till.db).await, till.app.clock.clone());
    let app = app.with_payment(Arc::clone(till.app.payment.as_ref().unwrap()));
    app.shop().await.unwrap();
    app
}

#[tokio::test]
async fn a_purchase_asks_no_more_often_than_it_must() {
    let till = Till::open().await;
    // Far from the lines at which others are told of its stock.
    let ring = till.variant("ring", 500).await;
    let app = recorded_app(&till).await;
    let mut scope = Scope::default();
    let mut trips = Vec::new();

    let command = AddLine {
        variant_id: ring.into(),
        quantity: 2,
        quote_id: None,
        op: "0190e9a3-0000-7000-8000-000000000001",
    };
    let (added, statements) = statements::recorded(add_line(&app, &scope, command)).await;
    scope.cart_token = added.unwrap().new_token;
    trips.push(("add to a new cart", 4, statements));

    let (saved, statements) = statements::recorded(save_details(&app, &scope, berlin(), "")).await;
    saved.unwrap();
    trips.push(("save the details", 7, statements));

    let (shown, statements) = statements::recorded(show_checkout(&app, &scope, None)).await;
    let shown = shown.unwrap();
    trips.push(("show the checkout", 3, statements));

    let (stand, statements) = statements::recorded(are_saved(&app, &scope, &shown.details)).await;
    assert!(stand.unwrap());
    trips.push(("compare the details", 1, statements));

    let command = PlaceOrder {
        expected_total: Some(shown.totals.total),
        expected_due: None,
    };
    let (placed, statements) = statements::recorded(place_order(&app, &scope, command)).await;
    let Ok(Placement::Pay {
        redirect_url,
        status_address,
    }) = placed
    else {
        panic!("the shopper is not sent to pay");
    };
    trips.push(("place", 9, statements));

    till.choose(&last_part(&redirect_url), Choice::Success).await;
    let (id, body) = till.events().await.remove(0);
    let headers = till.signed(&id, &body);
    let (heard, statements) = statements::recorded(receive_event(&app, "test", &headers, body.as_bytes())).await;
    heard.unwrap();
    trips.push(("hear that it is paid", 9, statements));

    let token = last_part(&status_address);
    let (_, statements) = statements::recorded(come_home(&app, &token)).await;
    trips.push(("come home", 1, statements));

    let (order, statements) = statements::recorded(show_order(&app, &token)).await;
    assert_eq!(order.unwrap().number, Some(1001));
    trips.push(("show the order", 3, statements));

    for (step, most, statements) in &trips {
        assert!((1..=*most).contains(&statements.len()), "{step}: {statements:#?}");
    }
    app.pool.close().await;
    till.close().await;
}

#[tokio::test]
async fn a_cart_of_ten_lines_asks_as_often_as_a_cart_of_one() {
    let till = Till::open().await;
    let app = recorded_app(&till).await;
    let mut goods = Vec::new();
    for number in 0..11 {
        goods.push((till.variant(&format!("ring-{number}"), 500).await, 1));
    }
    let mut counts = Vec::new();
    for lines in [1, 10] {
        let mut buyer = till.buyer(&goods[..lines]).await;
        let command = AddLine {
            variant_id: goods[10].0.into(),
            quantity: 1,
            quote_id: None,
            op: "0190e9a3-0000-7000-8000-000000000001",
        };
        let (added, adding) = statements::recorded(add_line(&app, &buyer.scope, command)).await;
        added.unwrap();
        buyer.total = till.total(&buyer.scope).await;
        let command = PlaceOrder {
            expected_total: Some(buyer.total),
            expected_due: None,
        };
        let (placed, placing) = statements::recorded(place_order(&app, &buyer.scope, command)).await;
        assert!(matches!(placed, Ok(Placement::Pay { .. })));
        counts.push((adding.len(), placing.len()));
    }

    assert_eq!(counts[0], counts[1]);
    let (adding, placing) = counts[0];
    assert!(adding <= 6 && placing <= 15, "{adding} to add, {placing} to place");
    app.pool.close().await;
    till.close().await;
}
