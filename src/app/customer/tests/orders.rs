//! Whose orders are whose.

use super::{ANA, Browser, Club, SECRET};
use crate::checkout::{save_details, show_checkout};
use crate::customer::{AddressChange, change_address, list_orders};
use crate::payment::come_home;
use crate::payment::tests::berlin;
use crate::promotion::tests::{enter, off, published};
use crate::refusal::Refusal as _;
use adapters::payment::test_provider::Choice;
use domain::checkout::{Address, DetailsInput};
use serde_json::json;

impl Club {
    /// A guest in Berlin buys a thing under Ana's address.
    async fn guest_order(&self, handle: &str) {
        let variant = self.till.variant(handle, 10).await;
        let buyer = self.till.buyer(&[(variant, 2)]).await;
        let (page, token) = self.till.at_the_page(&buyer).await;
        self.till.choose(&page, Choice::Success).await;
        come_home(&self.till.app, &token).await.unwrap();
    }

    async fn history(&self, browser: &Browser) -> Vec<String> {
        let signed_in = self.who(browser).await.unwrap();
        let orders = list_orders(&self.till.app, &signed_in, 1).await.unwrap().orders;
        orders
            .into_iter()
            .map(|order| format!("{}, {}", order.goods_text, order.total_text))
            .collect()
    }
}

#[tokio::test]
async fn orders_of_a_guest_belong_to_whoever_proves_their_address() {
    let club = Club::open().await;
    club.guest_order("ring").await;

    let eve = club.member("eve@example.com").await;
    let mut ana = club.member(ANA).await;

    assert_eq!(club.history(&ana).await, ["2 × ring, €44.95"]);
    assert!(club.history(&eve).await.is_empty());
    // What is bought without signing in joins at the next time.
    club.guest_order("hat").await;
    assert_eq!(club.history(&ana).await.len(), 1);
    club.sign_in(&mut ana, ANA, SECRET).await.unwrap();
    assert_eq!(club.history(&ana).await, ["2 × hat, €44.95", "2 × ring, €44.95"]);
    club.close().await;
}

#[tokio::test]
async fn what_a_customer_buys_is_theirs_under_whatever_address_it_is_sent() {
    let club = Club::open().await;
    let mut eve = club.member("eve@example.com").await;
    let ring = club.till.variant("ring", 10).await;
    let buyer = club.till.buyer(&[(ring, 1)]).await;
    eve.scope = buyer.scope.clone();
    club.sign_in(&mut eve, "eve@example.com", SECRET).await.unwrap();

    let buyer = crate::payment::tests::Buyer {
        scope: eve.scope.clone(),
        ..buyer
    };
    let (page, token) = club.till.at_the_page(&buyer).await;
    club.till.choose(&page, Choice::Success).await;
    come_home(&club.till.app, &token).await.unwrap();

    assert_eq!(club.history(&eve).await, ["1 × ring, €24.95"]);
    // It carries Ana's address, and is not hers all the same.
    let ana = club.member(ANA).await;
    assert!(club.history(&ana).await.is_empty());
    assert_eq!(club.cart(&eve).await, []);
    club.close().await;
}

#[tokio::test]
async fn checkout_starts_with_what_the_account_says_and_a_guests_with_nothing() {
    let club = Club::open().await;
    let ring = club.till.variant("ring", 10).await;
    let mut ana = club.member(ANA).await;
    let address = Address {
        name: "Ana Mar".into(),
        line1: "Rue du Port 3".into(),
        city: "Marseille".into(),
        postal_code: "13001".into(),
        country: "FR".into(),
        ..Address::default()
    };
    let add = AddressChange::Add {
        address,
        op: String::new(),
    };
    let signed_in = club.who(&ana).await.unwrap();
    change_address(&club.till.app, &signed_in, add).await.unwrap();
    club.add(&mut ana, ring, 1).await;
    let mut guest = Browser::default();
    club.add(&mut guest, ring, 1).await;

    let hers = show_checkout(&club.till.app, &ana.scope, None).await.unwrap();
    let theirs = show_checkout(&club.till.app, &guest.scope, None).await.unwrap();

    let shown = (
        hers.details.email.as_str(),
        hers.details.city.as_str(),
        hers.details.country.as_str(),
    );
    assert_eq!(shown, (ANA, "Marseille", "FR"));
    // Nothing is agreed before she goes on.
    assert!(!hers.totals.is_final);
    assert_eq!((theirs.details.email.as_str(), theirs.details.city.as_str()), ("", ""));
    club.close().await;
}

#[tokio::test]
async fn an_account_that_has_ordered_has_no_first_order_under_another_address() {
    let club = Club::open().await;
    let mut hello = off("hello", "10", &["HELLO"]);
    hello["first_order"] = json!(true);
    published(&club.till.app, json!([hello])).await;
    club.guest_order("ring").await;
    let mut ana = club.member(ANA).await;
    let hat = club.till.variant("hat", 10).await;
    club.add(&mut ana, hat, 1).await;

    // Before any address is typed, the account is known.
    let refused = enter(&club.till.app, &ana.scope, "HELLO").await.unwrap_err();
    assert_eq!(refused.code(), "code_not_first_order");
    let other = DetailsInput {
        email: "bea@example.com".into(),
        ..berlin()
    };
    save_details(&club.till.app, &ana.scope, other, "").await.unwrap();
    let refused = enter(&club.till.app, &ana.scope, "HELLO").await.unwrap_err();
    assert_eq!(refused.code(), "code_not_first_order");

    let mut bea = club.member("bea@example.com").await;
    club.add(&mut bea, hat, 1).await;
    let entered = enter(&club.till.app, &bea.scope, "HELLO").await.unwrap();
    assert_eq!(entered.cart.total_text, "€18.00");
    club.close().await;
}
