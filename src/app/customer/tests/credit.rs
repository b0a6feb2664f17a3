//! Store credit: what a customer has with the shop, and pays with when signed in.

use super::{ANA, Browser, Club, SECRET};
use crate::checkout::{PlaceOrder, Placement, place_order, save_details, show_checkout};
use crate::customer::find_by_email;
use crate::payment::tests::berlin;
use crate::tender::{
    CreditCustomer, TenderError, UseStoreCredit, UseStoreCreditError, credit_customer, show_credit, use_store_credit,
};
use domain::id::CustomerId;
use domain::money::{Currency, Money};

const fn given(customer_id: CustomerId, minor: i64, client_ref: &str) -> CreditCustomer<'_> {
    CreditCustomer {
        customer_id,
        amount: Money::new(minor, Currency::EUR),
        client_ref,
        actor_name: "Kim",
        note: "",
    }
}

async fn left(club: &Club, customer_id: CustomerId) -> i64 {
    let states = show_credit(&club.till.app, customer_id).await.unwrap();
    states.first().map_or(0, |state| state.account.balance.minor)
}

async fn choose(club: &Club, browser: &Browser, is_used: bool) -> Result<(), UseStoreCreditError> {
    let command = UseStoreCredit { is_used, op: "" };
    use_store_credit(&club.till.app, &browser.scope, command)
        .await
        .map(drop)
}

#[tokio::test]
async fn a_reference_gives_credit_once_and_no_more_is_taken_than_there_is() {
    let club = Club::open().await;
    club.member(ANA).await;
    let app = &club.till.app;
    let ana = find_by_email(app, ANA).await.unwrap();

    let first = credit_customer(app, given(ana, 3000, "sorry")).await.unwrap();
    let again = credit_customer(app, given(ana, 3000, "sorry")).await.unwrap();
    let other = credit_customer(app, given(ana, 2000, "sorry")).await;
    let too_much = credit_customer(app, given(ana, -3001, "back")).await;
    credit_customer(app, given(ana, -1000, "back")).await.unwrap();

    assert_eq!((first.is_repeated, again.is_repeated), (false, true));
    assert!(matches!(other, Err(TenderError::ReferenceReused)));
    assert!(matches!(too_much, Err(TenderError::TooLittle(left)) if left.minor == 3000));
    assert_eq!(left(&club, ana).await, 2000);
    club.close().await;
}

#[tokio::test]
async fn a_signed_in_customer_chooses_to_pay_with_it_and_nobody_else_can() {
    let club = Club::open().await;
    let ring = club.till.variant("ring", 10).await;
    let mut phone = club.member(ANA).await;
    let app = &club.till.app;
    let ana = find_by_email(app, ANA).await.unwrap();
    credit_customer(app, given(ana, 3000, "a")).await.unwrap();
    club.add(&mut phone, ring, 1).await;
    save_details(app, &phone.scope, berlin(), "").await.unwrap();
    let mut guest = Browser::default();
    club.add(&mut guest, ring, 1).await;

    assert!(matches!(
        choose(&club, &guest, true).await,
        Err(UseStoreCreditError::NoCredit)
    ));
    let offered = show_checkout(app, &phone.scope, None).await.unwrap();
    assert_eq!(offered.totals.due, offered.totals.total);
    assert_eq!(offered.tenders.store_credit.unwrap().balance_text, "€30.00");
    choose(&club, &phone, true).await.unwrap();
    choose(&club, &phone, false).await.unwrap();
    choose(&club, &phone, true).await.unwrap();
    let shown = show_checkout(app, &phone.scope, None).await.unwrap().totals;
    assert_eq!((shown.due.minor, shown.tenders[0].0.as_str()), (0, "Store credit"));
    let command = PlaceOrder {
        expected_total: Some(shown.total),
        expected_due: Some(shown.due),
    };
    let placed = place_order(app, &phone.scope, command).await;

    assert!(matches!(placed, Ok(Placement::Placed { .. })));
    assert_eq!(left(&club, ana).await, 3000 - 2495);
    club.close().await;
}

#[tokio::test]
async fn a_card_that_a_guest_entered_comes_along_at_sign_in_and_credit_outlives_the_account_in_the_books() {
    let club = Club::open().await;
    let ring = club.till.variant("ring", 10).await;
    let mut phone = club.member(ANA).await;
    club.add(&mut phone, ring, 1).await;
    let app = &club.till.app;
    let ana = find_by_email(app, ANA).await.unwrap();
    credit_customer(app, given(ana, 3000, "a")).await.unwrap();
    let issued = crate::tender::issue_gift_card(
        app,
        crate::tender::IssueGiftCard {
            amount: Money::new(500, Currency::EUR),
            expires_at: None,
            client_ref: "card",
            actor_name: "",
            note: "",
        },
    )
    .await
    .unwrap();
    let mut laptop = Browser::default();
    club.add(&mut laptop, ring, 1).await;
    let code = issued.code.unwrap().to_string();
    let command = crate::tender::ApplyGiftCard {
        code: &code,
        op: "",
        network: "",
    };
    crate::tender::apply_gift_card(app, &laptop.scope, command)
        .await
        .unwrap();

    club.sign_in(&mut laptop, ANA, SECRET).await.unwrap();

    let view = show_checkout(app, &laptop.scope, None).await.unwrap();
    assert_eq!((view.tenders.gift_cards.len(), view.totals.tenders.len()), (1, 1));
    crate::customer::erase(app, ana).await.unwrap();
    let kept =
        "select sum(balance_minor)::bigint from tender_accounts where kind = 'store_credit' and customer_id is null";
    assert_eq!(club.till.count(kept).await, 3000);
    club.close().await;
}
