//! Gift cards against a real database and the test provider. Every test ends with the invariants.

mod entering;
mod failing;
mod giving_back;
mod issuing;
mod paying;

use super::{ApplyGiftCard, ApplyGiftCardError, IssueGiftCard, apply_gift_card, issue_gift_card, show_gift_card};
use crate::App;
use crate::checkout::{PlaceOrder, PlaceOrderError, Placement, place_order, show_checkout};
use crate::payment::come_home;
use crate::payment::tests::{Buyer, Till, last_part};
use adapters::payment::test_provider::Choice;
use domain::checkout::TotalsView;
use domain::id::{OrderId, TenderAccountId};
use domain::money::{Currency, Money};
use domain::tender::GiftCardCode;

/// A card of a test.
#[derive(Clone)]
pub(super) struct Card {
    pub id: TenderAccountId,
    pub code: String,
}

pub(super) const fn euros(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

pub(super) const fn wanted(minor: i64, client_ref: &str) -> IssueGiftCard<'_> {
    IssueGiftCard {
        amount: euros(minor),
        expires_at: None,
        client_ref,
        actor_name: "Kim",
        note: "",
    }
}

pub(super) async fn card(till: &Till, minor: i64) -> Card {
    let client_ref = adapters::rng::new_token();
    let issued = issue_gift_card(&till.app, wanted(minor, &client_ref)).await.unwrap();
    Card {
        id: issued.card.gift_card_id,
        code: issued.code.as_ref().map(GiftCardCode::to_string).unwrap(),
    }
}

/// What is left on a card, minor units.
pub(super) async fn left(till: &Till, card: &Card) -> i64 {
    show_gift_card(&till.app, card.id).await.unwrap().card.balance.minor
}

/// The kinds of a card's entries, the first first.
pub(super) async fn entries(till: &Till, card: &Card) -> Vec<(String, i64)> {
    let mut entries = show_gift_card(&till.app, card.id).await.unwrap().entries;
    entries.reverse();
    entries
        .into_iter()
        .map(|entry| (entry.kind, entry.amount_minor))
        .collect()
}

pub(super) fn entry(kind: &str, minor: i64) -> (String, i64) {
    (kind.to_owned(), minor)
}

pub(super) async fn enter(till: &Till, buyer: &Buyer, code: &str) -> Result<(), ApplyGiftCardError> {
    let command = ApplyGiftCard {
        code,
        op: "",
        network: "192.0.2.7",
    };
    apply_gift_card(&till.app, &buyer.scope, command).await.map(drop)
}

pub(super) async fn totals(till: &Till, buyer: &Buyer) -> TotalsView {
    show_checkout(&till.app, &buyer.scope, None).await.unwrap().totals
}

/// Presses the button of the page as it is shown now.
pub(super) async fn place(app: &App, buyer: &Buyer) -> Result<Placement, PlaceOrderError> {
    let shown = show_checkout(app, &buyer.scope, None).await.unwrap().totals;
    let command = PlaceOrder {
        expected_total: Some(shown.total),
        expected_due: Some(shown.due),
    };
    place_order(app, &buyer.scope, command).await
}

/// Goes to the payment page: (hosted page, access token).
pub(super) async fn at_the_page(till: &Till, buyer: &Buyer) -> (String, String) {
    match place(&till.app, buyer).await {
        Ok(Placement::Pay {
            redirect_url,
            status_address,
        }) => (last_part(&redirect_url), last_part(&status_address)),
        Ok(_) => panic!("the shopper is not sent to pay"),
        Err(error) => panic!("the order is not placed: {error}"),
    }
}

/// Pays what is due and has an order.
pub(super) async fn bought(till: &Till, buyer: &Buyer) -> OrderId {
    let (page, token) = at_the_page(till, buyer).await;
    till.choose(&page, Choice::Success).await;
    come_home(&till.app, &token).await.unwrap();
    crate::order::find_by_token(&till.app, &token).await.unwrap()
}

/// A buyer of two rings, 44.95 with delivery, and what is needed to be one.
pub(super) async fn ring_buyer(till: &Till) -> Buyer {
    let ring = till.variant("ring", 10).await;
    till.buyer(&[(ring, 2)]).await
}
