//! An outside tax engine at checkout (R16), against a stand-in on loopback.

use super::{as_order, berlin};
use crate::App;
use crate::checkout::{PlaceOrder, PlaceOrderError, Placement, place_order, save_details, show_checkout};
use crate::order::show_order;
use crate::payment::come_home;
use crate::payment::tests::{Till, last_part};
use crate::pricing::{explain_order, verify_order};
use crate::refusal::Refusal as _;
use crate::scope::Scope;
use adapters::payment::test_provider::Choice;
use adapters::tax::{Guarded, HttpEngine};
use domain::checkout::CheckoutView;
use domain::money::Money;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use testkit::tax_engine::{TOKEN, TaxFault, TaxStandIn};

/// A till whose market asks the stand-in, and a guest with two rings of 20.00 who has said where to.
struct Desk {
    till: Till,
    app: App,
    engine: TaxStandIn,
    scope: Scope,
}

impl Desk {
    async fn open(policy: &'static str) -> Self {
        let till = Till::open().await;
        till.run(policy).await;
        let engine = TaxStandIn::start(till.app.pool.clone()).await;
        let http = HttpEngine::new(engine.url.clone(), Some(TOKEN.to_owned())).unwrap();
        let guarded = Guarded::new(Arc::new(http), Duration::from_millis(1500));
        let app = till.app.clone().with_tax_engine(Arc::new(guarded));
        let ring = till.variant("ring", 100).await;
        let mut scope = Scope::default();
        till.add(&mut scope, ring, 2).await;
        save_details(&app, &scope, berlin(), "").await.unwrap();
        Self {
            till,
            app,
            engine,
            scope,
        }
    }

    async fn shown(&self) -> CheckoutView {
        show_checkout(&self.app, &self.scope, None).await.unwrap()
    }

    async fn place(&self, expected_total: Money) -> Result<Placement, PlaceOrderError> {
        let command = PlaceOrder {
            expected_total: Some(expected_total),
            expected_due: None,
        };
        place_order(&self.app, &self.scope, command).await
    }

    /// Buys for this total; the access token of the order.
    async fn buy(&self, total: Money) -> String {
        let Ok(Placement::Pay {
            redirect_url,
            status_address,
        }) = self.place(total).await
        else {
            panic!("the shopper is not sent to pay");
        };
        self.till.choose(&last_part(&redirect_url), Choice::Success).await;
        let token = last_part(&status_address);
        come_home(&self.app, &token).await.unwrap();
        token
    }

    async fn close(self) {
        assert_eq!(self.engine.most_open_transactions(), 0);
        drop(self.app);
        self.till.close().await;
    }
}

const BLOCKS: &str = "update markets set tax_engine = 'block'";
const FALLS_BACK: &str = "update markets set tax_engine = 'fallback'";

#[tokio::test]
async fn the_engine_is_asked_once_a_state_of_the_cart_and_its_answer_is_what_is_agreed() {
    let desk = Desk::open(BLOCKS).await;

    let view = desk.shown().await;
    assert_eq!(desk.shown().await.totals, view.totals);

    // A tenth is inside 40.00 and inside 4.95, by the engine's way of counting.
    assert_eq!(view.totals.taxes, [("Tenth 10 %".to_owned(), "€4.49".to_owned())]);
    assert_eq!((view.totals.total.minor, view.unavailable.as_ref()), (4495, None));
    let asked = desk.engine.questions();
    assert_eq!(asked.len(), 1);
    assert_eq!(
        asked[0],
        json!({
            "currency": "EUR",
            "tax_basis": "inclusive",
            "destination": { "country": "DE", "region": null, "postal_code": "12047" },
            "lines": [{ "line_seq": 1, "tax_category": "standard", "quantity": 2, "amount_minor": 4000 }],
            "delivery": { "tax_category": "standard", "amount_minor": 495 },
        })
    );

    let token = desk.buy(view.totals.total).await;
    assert_eq!(desk.engine.questions().len(), 1);
    let order = show_order(&desk.app, &token).await.unwrap();
    assert_eq!(order.totals, as_order(view.totals));
    let number = order.number.unwrap();
    assert!(verify_order(&desk.app, number).await.unwrap().is_equal());
    let steps = explain_order(&desk.app, number).await.unwrap().steps;
    assert!(steps.iter().any(|step| step.operand == "what 127.0.0.1 says of €40.00"));
    let stored = "select concat_ws(' ', tax_source ->> 'mode', tax_source ->> 'provider',
                                   length(tax_source ->> 'response_hash'), hold_reason) from orders";
    assert_eq!(desk.till.text(stored).await.unwrap(), "engine 127.0.0.1 64");

    desk.till
        .run("update order_lines set tax_minor = tax_minor - 1, net_minor = net_minor + 1")
        .await;
    assert!(!verify_order(&desk.app, number).await.unwrap().is_equal());
    desk.till
        .run("update order_lines set tax_minor = tax_minor + 1, net_minor = net_minor - 1")
        .await;
    desk.close().await;
}

#[tokio::test]
async fn a_changed_cart_is_asked_about_anew_and_placing_asks_where_no_page_did() {
    let desk = Desk::open(BLOCKS).await;
    desk.till.run("update markets set tax_basis = 'exclusive'").await;
    desk.app.forget_shop();

    // Nobody looked at the page: 40.00 and 4.95, a tenth on top of each.
    let token = desk
        .buy(Money::new(4000 + 400 + 495 + 49, domain::money::Currency::EUR))
        .await;

    assert_eq!(desk.engine.questions().len(), 1);
    assert!(show_order(&desk.app, &token).await.unwrap().number.is_some());
    desk.close().await;
}

#[tokio::test]
async fn browsing_and_carts_ask_nobody() {
    let desk = Desk::open(BLOCKS).await;
    crate::cart::show_cart(&desk.app, &desk.scope).await.unwrap();
    assert!(desk.engine.questions().is_empty());

    desk.till.run("update markets set tax_engine = 'off'").await;
    desk.app.forget_shop();
    assert_eq!(desk.shown().await.totals.taxes[0].0, "VAT 19 %");
    assert!(desk.engine.questions().is_empty());
    desk.close().await;
}

#[tokio::test]
async fn without_an_answer_a_market_that_blocks_says_so_and_sells_nothing_until_there_is_one() {
    for fault in [TaxFault::Status(500), TaxFault::Hang] {
        let desk = Desk::open(BLOCKS).await;
        desk.engine.break_with(fault);

        let view = desk.shown().await;

        assert!(view.unavailable.as_ref().unwrap().contains("cannot work out the tax"));
        assert!(!view.totals.is_final);
        let error = desk.place(view.totals.total).await.err().unwrap();
        assert!(matches!(error, PlaceOrderError::TaxUnavailable), "{error:?}");
        assert_eq!(error.code(), "tax_unavailable");
        assert_eq!((desk.till.drafts().await, desk.till.orders().await), (0, 0));

        desk.engine.break_with(TaxFault::None);
        let view = desk.shown().await;
        assert!(view.unavailable.is_none() && view.totals.is_final);
        desk.buy(view.totals.total).await;
        desk.close().await;
    }
}

#[tokio::test]
async fn without_a_sound_answer_a_market_that_falls_back_sells_by_its_table_and_holds_the_order() {
    for fault in [
        TaxFault::Status(503),
        TaxFault::Garbage,
        TaxFault::TooMuch,
        TaxFault::TooFew,
    ] {
        let desk = Desk::open(FALLS_BACK).await;
        desk.engine.break_with(fault);

        let view = desk.shown().await;
        assert_eq!(
            view.totals.taxes,
            [("VAT 19 %".to_owned(), "€7.18".to_owned())],
            "{fault:?}"
        );
        let token = desk.buy(view.totals.total).await;

        assert_eq!(desk.engine.questions().len(), 1);
        let number = show_order(&desk.app, &token).await.unwrap().number.unwrap();
        assert!(verify_order(&desk.app, number).await.unwrap().is_equal());
        let stored =
            "select concat_ws(' ', hold_reason, tax_source ->> 'mode', trace #>> '{tax_source,provider}') from orders";
        assert_eq!(desk.till.text(stored).await.unwrap(), "tax_fallback fallback 127.0.0.1");
        let told = "select payload #>> '{order,hold_reason}' from outbox_entries where type = 'order.placed'";
        assert_eq!(desk.till.text(told).await.unwrap(), "tax_fallback");
        desk.close().await;
    }
}

#[tokio::test]
async fn a_failing_engine_is_left_alone_and_asked_again_later() {
    let desk = Desk::open(FALLS_BACK).await;
    desk.engine.break_with(TaxFault::Status(500));
    for _ in 0..5 {
        desk.shown().await;
        desk.app.clock.advance(chrono::Duration::minutes(1));
    }
    // Three failures open the breaker; the table goes on deciding.
    assert_eq!(desk.engine.questions().len(), 3);
    assert_eq!(desk.shown().await.totals.taxes[0].0, "VAT 19 %");
    desk.close().await;
}

#[tokio::test]
async fn a_market_that_asks_an_engine_that_is_not_configured_is_without_an_answer() {
    let mut desk = Desk::open(BLOCKS).await;
    desk.app.tax_engine = None;
    assert!(desk.shown().await.unavailable.is_some());
    desk.till.run(FALLS_BACK).await;
    desk.app.forget_shop();
    let view = desk.shown().await;
    assert!(view.unavailable.is_none() && view.totals.is_final);
    desk.buy(view.totals.total).await;
    assert_eq!(
        desk.till.text("select hold_reason from orders").await.unwrap(),
        "tax_fallback"
    );
    desk.close().await;
}
