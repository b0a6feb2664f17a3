//! Groups of customers: who is in them, and what that means for prices and promotions.

use super::{ANA, Browser, Club, SECRET};
use crate::cart::{CartChanged, show_cart};
use crate::checkout::{PlaceOrder, PlaceOrderError, Placement, place_order, save_details, show_checkout};
use crate::customer::{CustomerError, add_to_group, export, list_groups, list_groups_of, remove_from_group, sign_out};
use crate::payment::tests::{Buyer, berlin};
use crate::promotion::tests::{enter, off, published};
use crate::refusal::Refusal as _;
use domain::cart::CartView;
use domain::id::CustomerId;
use serde_json::json;
use testkit::statements::{pool, recorded};
use uuid::Uuid;

impl Club {
    async fn id(&self, browser: &Browser) -> CustomerId {
        self.who(browser).await.unwrap().customer_id
    }

    async fn shown(&self, browser: &Browser) -> CartView {
        show_cart(&self.till.app, &browser.scope).await.unwrap()
    }

    async fn enter(&self, browser: &Browser, code: &str) -> CartChanged {
        enter(&self.till.app, &browser.scope, code).await.unwrap()
    }

    /// Everything for 20.00 costs members of the group "trade" 15.00, and ten or more of it 12.00.
    async fn trade_list(&self) {
        self.till
            .run(
                "with made as (
                     insert into price_lists (price_list_id, name, currency, customer_group)
                     values ('00000000-0000-0000-0000-0000000000b3', 'Trade', 'EUR', 'trade')
                     returning price_list_id
                 )
                 insert into prices (price_list_id, variant_id, min_quantity, amount_minor)
                 select m.price_list_id, v.variant_id, d.units, d.amount
                 from made m, variants v, (values (1, 1500), (10, 1200)) d (units, amount)",
            )
            .await;
    }
}

#[tokio::test]
async fn a_customer_is_in_groups_that_are_added_and_removed_by_name() {
    let club = Club::open().await;
    let ana = club.member(ANA).await;
    let (app, id) = (&club.till.app, club.id(&ana).await);

    assert!(add_to_group(app, id, "trade").await.unwrap());
    assert!(!add_to_group(app, id, "trade").await.unwrap());
    assert!(add_to_group(app, id, "gold").await.unwrap());
    assert_eq!(list_groups_of(app, id).await.unwrap(), ["gold", "trade"]);
    assert_eq!(
        export(app, id).await.unwrap()["customer"]["groups"],
        json!(["gold", "trade"])
    );

    assert!(remove_from_group(app, id, "gold").await.unwrap());
    assert!(!remove_from_group(app, id, "gold").await.unwrap());
    assert_eq!(list_groups_of(app, id).await.unwrap(), ["trade"]);
    for word in ["", "Trade", "two words"] {
        assert!(
            matches!(add_to_group(app, id, word).await, Err(CustomerError::Invalid(_))),
            "{word}"
        );
    }
    let nobody = adapters::rng::new_id();
    assert!(matches!(
        add_to_group(app, nobody, "trade").await,
        Err(CustomerError::NoSuchCustomer)
    ));
    club.close().await;
}

#[tokio::test]
async fn groups_are_listed_with_what_there_is_of_them_and_a_customer_is_in_twenty_at_most() {
    let club = Club::open().await;
    let ana = club.member(ANA).await;
    let (app, id) = (&club.till.app, club.id(&ana).await);
    club.trade_list().await;
    let mut gold = off("gold", "10", &[]);
    gold["customer_groups"] = json!(["gold", "trade"]);
    published(app, json!([gold])).await;
    add_to_group(app, id, "trade").await.unwrap();

    let listed = list_groups(app).await.unwrap();
    let rows: Vec<_> = listed
        .iter()
        .map(|it| (it.customer_group.as_str(), it.members, it.price_lists, it.promotions))
        .collect();
    assert_eq!(rows, [("gold", 0, 0, 1), ("trade", 1, 1, 1)]);

    for number in 1..20 {
        add_to_group(app, id, &format!("g{number}")).await.unwrap();
    }
    assert!(matches!(
        add_to_group(app, id, "g20").await,
        Err(CustomerError::Invalid(_))
    ));
    assert_eq!(list_groups_of(app, id).await.unwrap().len(), 20);
    club.close().await;
}

#[tokio::test]
async fn a_promotion_of_a_group_is_for_its_members_while_they_are_signed_in() {
    let club = Club::open().await;
    let ring = club.till.variant("ring", 10).await;
    let mut trade = off("trade", "10", &[]);
    trade["customer_groups"] = json!(["trade"]);
    published(&club.till.app, json!([trade])).await;
    let mut ana = club.member(ANA).await;
    club.add(&mut ana, ring, 1).await;
    assert_eq!(club.shown(&ana).await.total_text, "");

    let id = club.id(&ana).await;
    add_to_group(&club.till.app, id, "trade").await.unwrap();
    assert_eq!(club.shown(&ana).await.total_text, "€18.00");
    // A guest with the same address is nobody whom the shop knows.
    let guest = club.till.buyer(&[(ring, 1)]).await;
    assert_eq!(guest.total.minor, 2000 + 495);

    remove_from_group(&club.till.app, id, "trade").await.unwrap();
    assert_eq!(club.shown(&ana).await.total_text, "");
    add_to_group(&club.till.app, id, "trade").await.unwrap();
    sign_out(&club.till.app, ana.session.as_deref().unwrap()).await.unwrap();
    assert_eq!(club.shown(&ana).await.lines, []);
    club.close().await;
}

#[tokio::test]
async fn a_code_of_a_group_waits_for_signing_in_and_is_refused_to_who_is_not_in_it() {
    let club = Club::open().await;
    let ring = club.till.variant("ring", 10).await;
    let mut trade = off("trade", "10", &["TRADE"]);
    trade["customer_groups"] = json!(["trade"]);
    published(&club.till.app, json!([trade])).await;
    let ana = club.member(ANA).await;
    add_to_group(&club.till.app, club.id(&ana).await, "trade")
        .await
        .unwrap();
    let mut laptop = Browser::default();
    club.add(&mut laptop, ring, 1).await;

    let told = club.enter(&laptop, "TRADE").await;
    assert_eq!(
        told.notice.as_deref(),
        Some(
            "TRADE: This code is for some customers only. Sign in to your account and it counts if you are one of them."
        )
    );
    assert!(!told.cart.codes[0].is_applied);
    club.sign_in(&mut laptop, ANA, SECRET).await.unwrap();
    assert_eq!(club.shown(&laptop).await.total_text, "€18.00");

    let mut bea = club.member("bea@example.com").await;
    club.add(&mut bea, ring, 1).await;
    let refused = enter(&club.till.app, &bea.scope, "TRADE").await.unwrap_err();
    assert_eq!(refused.code(), "code_other_group");
    club.close().await;
}

#[tokio::test]
async fn a_member_has_the_prices_of_the_group_in_cart_checkout_and_order() {
    let club = Club::open().await;
    let ring = club.till.variant("ring", 50).await;
    club.trade_list().await;
    let mut ana = club.member(ANA).await;
    add_to_group(&club.till.app, club.id(&ana).await, "trade")
        .await
        .unwrap();

    club.add(&mut ana, ring, 2).await;
    let cart = club.shown(&ana).await;
    assert_eq!(
        (cart.lines[0].unit_price_text.as_str(), cart.subtotal_text.as_str()),
        ("€15.00", "€30.00")
    );
    assert_eq!(cart.tax_text, "With the prices of your account. Tax included");
    assert_eq!(cart.lines[0].price_change, None);
    club.add(&mut ana, ring, 8).await;
    assert_eq!(club.shown(&ana).await.subtotal_text, "€120.00");

    save_details(&club.till.app, &ana.scope, berlin(), "").await.unwrap();
    let total = show_checkout(&club.till.app, &ana.scope, None)
        .await
        .unwrap()
        .totals
        .total;
    assert_eq!(total.minor, 12_000);
    let buyer = Buyer {
        scope: ana.scope.clone(),
        total,
    };
    let placed = club.till.place(&buyer).await;
    assert!(matches!(placed, Ok(Placement::Pay { .. })));
    let price = club.till.count("select unit_price_minor from order_lines").await;
    assert_eq!(price, 1200);
    club.till.hear_everything().await;
    club.close().await;
}

#[tokio::test]
async fn a_price_that_membership_moves_is_told_in_the_cart_and_before_it_is_paid() {
    let club = Club::open().await;
    let ring = club.till.variant("ring", 50).await;
    club.trade_list().await;
    let ana = club.member(ANA).await;
    let id = club.id(&ana).await;
    add_to_group(&club.till.app, id, "trade").await.unwrap();
    let mut laptop = Browser::default();
    club.add(&mut laptop, ring, 1).await;
    assert_eq!(club.shown(&laptop).await.subtotal_text, "€20.00");

    club.sign_in(&mut laptop, ANA, SECRET).await.unwrap();
    let line = club.shown(&laptop).await.lines.remove(0);
    let change = line.price_change.unwrap();
    assert_eq!(
        (
            line.unit_price_text.as_str(),
            change.was_text.as_str(),
            change.is_increase
        ),
        ("€15.00", "€20.00", false)
    );

    club.add(&mut laptop, hat(&club).await, 1).await;
    save_details(&club.till.app, &laptop.scope, berlin(), "").await.unwrap();
    let total = show_checkout(&club.till.app, &laptop.scope, None)
        .await
        .unwrap()
        .totals
        .total;
    assert_eq!(total.minor, 1500 + 2000 + 495);
    remove_from_group(&club.till.app, id, "trade").await.unwrap();
    let command = PlaceOrder {
        expected_total: Some(total),
        expected_due: None,
    };
    let Err(PlaceOrderError::CartChanged { current_total, .. }) =
        place_order(&club.till.app, &laptop.scope, command).await
    else {
        panic!("bought at a price that is not theirs any more");
    };
    assert_eq!(current_total.minor, 2000 + 2000 + 495);
    club.close().await;
}

// Made after the list of the group, which has no price of it: the public one counts.
async fn hat(club: &Club) -> Uuid {
    club.till.variant("hat", 10).await
}

#[tokio::test]
async fn groups_cost_a_cart_no_statement_more() {
    let club = Club::open().await;
    let ring = club.till.variant("ring", 50).await;
    club.trade_list().await;
    let ana = club.member(ANA).await;
    add_to_group(&club.till.app, club.id(&ana).await, "trade")
        .await
        .unwrap();
    let app = crate::App {
        pool: pool(club.till.database()).await,
        ..club.till.app.clone()
    };
    app.shop().await.unwrap();
    let command = crate::cart::AddLine {
        variant_id: ring.into(),
        quantity: 1,
        quote_id: None,
        op: "",
    };

    // The first thing of a signed-in customer makes the cart, at the price of the group.
    let (added, adding) = recorded(crate::cart::add_line(&app, &ana.scope, command)).await;
    assert_eq!(added.unwrap().cart.subtotal_text, "€15.00");
    let (shown, showing) = recorded(show_cart(&app, &ana.scope)).await;
    assert_eq!(shown.unwrap().subtotal_text, "€15.00");

    assert!((1..=7).contains(&adding.len()), "{adding:#?}");
    assert!((1..=2).contains(&showing.len()), "{showing:#?}");
    app.pool.close().await;
    club.close().await;
}
