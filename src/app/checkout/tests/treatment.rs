//! Buyers who owe no tax: businesses of other member states, and holders of certificates.

use super::{as_order, berlin};
use crate::checkout::{PlaceOrder, Placement, SaveDetailsError, place_order, save_details, show_checkout};
use crate::customer::{mark_vat_id, set_exemption, set_vat_id};
use crate::order::show_order;
use crate::payment::come_home;
use crate::payment::tests::{Till, last_part};
use crate::pricing::{explain_order, verify_order};
use crate::scope::Scope;
use adapters::payment::test_provider::Choice;
use domain::checkout::{CheckoutView, DetailsInput};
use domain::id::{CartId, CustomerId};
use domain::tax::Exemption;
use uuid::Uuid;

const FRENCH: &str = "FR40303265045";

fn paris(vat_id: &str) -> DetailsInput {
    DetailsInput {
        country: "FR".into(),
        city: "Paris".into(),
        postal_code: "75001".into(),
        vat_id: vat_id.into(),
        ..berlin()
    }
}

/// A shop in Germany whose checkout asks for VAT ids, and a guest with two rings of 20.00.
async fn till_with_rings() -> (Till, Scope) {
    let till = Till::open().await;
    till.run("update markets set asks_vat_id = true").await;
    let ring = till.variant("ring", 100).await;
    let mut scope = Scope::default();
    till.add(&mut scope, ring, 2).await;
    (till, scope)
}

async fn shown(till: &Till, scope: &Scope, details: DetailsInput) -> CheckoutView {
    save_details(&till.app, scope, details, "").await.unwrap();
    show_checkout(&till.app, scope, None).await.unwrap()
}

/// Buys what was shown; the access token of the order.
async fn bought(till: &Till, scope: &Scope, view: &CheckoutView) -> String {
    let command = PlaceOrder {
        expected_total: Some(view.totals.total),

        expected_due: None,
    };
    let Ok(Placement::Pay {
        redirect_url,
        status_address,
    }) = place_order(&till.app, scope, command).await
    else {
        panic!("the shopper is not sent to pay");
    };
    till.choose(&last_part(&redirect_url), Choice::Success).await;
    let token = last_part(&status_address);
    come_home(&till.app, &token).await.unwrap();
    token
}

/// The cart becomes that of an account.
async fn member(till: &Till) -> CustomerId {
    let id = Uuid::now_v7();
    let sql = "with made as (
                   insert into customers (customer_id, email, name, password_hash, password_set_at, created_at, updated_at)
                   values ($1, 'ana@example.com', 'Ana', '$argon2id$x', now(), now(), now())
                   returning customer_id
               )
               update carts set customer_id = m.customer_id from made m";
    sqlx::query(sql).bind(id).execute(&till.app.pool).await.unwrap();
    id.into()
}

#[tokio::test]
async fn a_verified_business_of_another_member_state_pays_prices_without_the_tax_of_the_place() {
    let (till, scope) = till_with_rings().await;
    mark_vat_id(&till.app, "FR 40 303 265 045", true).await.unwrap();

    let view = shown(&till, &scope, paris("fr 40303265045")).await;

    // 20 % inside 40.00 and inside 4.95: 6.67 and 0.83 are taken out.
    let totals = &view.totals;
    assert_eq!(
        (view.details.vat_id.as_str(), totals.total.minor),
        (FRENCH, 4495 - 667 - 83)
    );
    assert_eq!(totals.relief, Some(("Tax not charged".into(), "-€7.50".into())));
    assert!(totals.taxes.is_empty());
    assert!(
        totals
            .tax_note
            .as_ref()
            .unwrap()
            .starts_with("Reverse charge: the customer accounts for the tax")
    );

    let token = bought(&till, &scope, &view).await;
    let order = show_order(&till.app, &token).await.unwrap();
    assert_eq!(order.totals, as_order(view.totals));
    let number = order.number.unwrap();
    assert!(verify_order(&till.app, number).await.unwrap().is_equal());
    let steps = explain_order(&till.app, number).await.unwrap().steps;
    assert!(
        steps
            .iter()
            .any(|step| step.operand == "reverse charge: 20 % taken out of €40.00")
    );
    let stored =
        "select concat_ws(' ', tax_treatment ->> 'kind', tax_treatment ->> 'vat_id', vat_id, tax_minor) from orders";
    assert_eq!(
        till.text(stored).await.unwrap(),
        format!("reverse_charge {FRENCH} {FRENCH} 0")
    );

    till.run("update orders set tax_treatment = null, delivery_relief_minor = 0")
        .await;
    assert!(!verify_order(&till.app, number).await.unwrap().is_equal());
    till.run("update orders set tax_treatment = jsonb_build_object('kind', 'reverse_charge', 'vat_id', vat_id)")
        .await;
    till.close().await;
}

#[tokio::test]
async fn an_id_that_nobody_has_looked_up_or_of_another_place_changes_no_tax_and_the_page_says_so() {
    let (till, scope) = till_with_rings().await;

    let unknown = shown(&till, &scope, paris(FRENCH)).await;
    assert_eq!(unknown.totals.total.minor, 4495);
    let note = unknown.totals.tax_note.unwrap();
    assert!(note.contains(FRENCH) && note.contains("not checked it yet"), "{note}");

    mark_vat_id(&till.app, FRENCH, true).await.unwrap();
    mark_vat_id(&till.app, "DE136695976", true).await.unwrap();
    for (details, why) in [
        (paris("DE136695976"), "not of the country"),
        (
            DetailsInput {
                vat_id: "DE136695976".into(),
                ..berlin()
            },
            "the same country",
        ),
    ] {
        let view = shown(&till, &scope, details).await;
        assert_eq!(view.totals.total.minor, 4495);
        let note = view.totals.tax_note.unwrap();
        assert!(note.contains(why), "{note}");
    }

    mark_vat_id(&till.app, FRENCH, false).await.unwrap();
    let refused = shown(&till, &scope, paris(FRENCH)).await;
    assert_eq!(refused.totals.total.minor, 4495);
    till.close().await;
}

#[tokio::test]
async fn a_mistyped_id_is_a_fault_of_its_field_and_none_counts() {
    let (till, scope) = till_with_rings().await;
    mark_vat_id(&till.app, FRENCH, true).await.unwrap();
    shown(&till, &scope, paris(FRENCH)).await;

    let saved = save_details(&till.app, &scope, paris("FR40303265046"), "").await;

    let Err(SaveDetailsError::Refused { form_state_id, errors }) = saved else {
        panic!("it was taken");
    };
    assert_eq!(
        errors.iter().map(|error| error.field.as_str()).collect::<Vec<_>>(),
        ["vat_id"]
    );
    let view = show_checkout(&till.app, &scope, Some(form_state_id)).await.unwrap();
    assert_eq!(
        (view.details.vat_id.as_str(), view.totals.total.minor),
        ("FR40303265046", 4495)
    );
    assert!(!view.totals.is_final);
    till.close().await;
}

#[tokio::test]
async fn a_market_that_does_not_ask_takes_no_id_from_a_form() {
    let (till, scope) = till_with_rings().await;
    till.run("update markets set asks_vat_id = false").await;
    mark_vat_id(&till.app, FRENCH, true).await.unwrap();

    let view = shown(&till, &scope, paris(FRENCH)).await;

    assert!(!view.asks_vat_id);
    assert_eq!((view.details.vat_id.as_str(), view.totals.total.minor), ("", 4495));
    assert_eq!(view.totals.tax_note, None);
    till.close().await;
}

#[tokio::test]
async fn the_id_of_an_account_counts_without_being_asked_for_and_can_be_left_out_where_it_is() {
    let (till, scope) = till_with_rings().await;
    let id = member(&till).await;
    set_vat_id(&till.app, id, Some(FRENCH)).await.unwrap();
    mark_vat_id(&till.app, FRENCH, true).await.unwrap();
    let cart: Uuid = sqlx::query_scalar("select cart_id from carts")
        .fetch_one(&till.app.pool)
        .await
        .unwrap();

    // The page starts with it, as if it had been typed.
    let mut conn = till.app.pool.acquire().await.unwrap();
    let checkout = store::checkout::find(&mut conn, CartId(cart), testkit::shop::test_time())
        .await
        .unwrap();
    assert_eq!(checkout.buyer.standing(None).vat_id.unwrap().as_str(), FRENCH);
    drop(conn);
    till.run("update markets set asks_vat_id = false").await;
    assert_eq!(shown(&till, &scope, paris("")).await.totals.total.minor, 3745);

    till.run("update markets set asks_vat_id = true").await;
    assert_eq!(shown(&till, &scope, paris("")).await.totals.total.minor, 4495);
    till.close().await;
}

#[tokio::test]
async fn a_certificate_frees_its_holder_up_to_its_last_day() {
    let (till, scope) = till_with_rings().await;
    let id = member(&till).await;
    let mut exemption = Exemption {
        reason: "Embassy".into(),
        certificate: "E-17".into(),
        country: Some("DE".into()),
        ends_on: "2026-11-22".parse().unwrap(),
    };
    set_exemption(&till.app, id, Some(&exemption)).await.unwrap();

    let view = shown(&till, &scope, berlin()).await;
    // 19 % inside 40.00 and inside 4.95.
    assert_eq!(view.totals.total.minor, 4495 - 639 - 79);
    assert_eq!(
        view.totals.tax_note.as_deref(),
        Some("No tax is charged: Embassy (certificate E-17).")
    );
    assert_eq!(shown(&till, &scope, paris("")).await.totals.total.minor, 4495);

    let view = shown(&till, &scope, berlin()).await;
    let token = bought(&till, &scope, &view).await;
    let order = show_order(&till.app, &token).await.unwrap();
    assert_eq!(order.totals, as_order(view.totals));
    assert!(verify_order(&till.app, order.number.unwrap()).await.unwrap().is_equal());

    exemption.reason = "two\nlines".into();
    assert!(set_exemption(&till.app, id, Some(&exemption)).await.is_err());
    till.close().await;
}

#[tokio::test]
async fn a_certificate_that_ends_before_placing_is_a_changed_total() {
    let (till, scope) = till_with_rings().await;
    let id = member(&till).await;
    let exemption = Exemption {
        reason: "Embassy".into(),
        certificate: "E-17".into(),
        country: None,
        ends_on: "2026-11-22".parse().unwrap(),
    };
    set_exemption(&till.app, id, Some(&exemption)).await.unwrap();
    let view = shown(&till, &scope, berlin()).await;

    till.app.clock.advance(chrono::Duration::hours(13));
    let command = PlaceOrder {
        expected_total: Some(view.totals.total),

        expected_due: None,
    };
    let placed = place_order(&till.app, &scope, command).await;

    assert!(
        matches!(placed, Err(crate::checkout::PlaceOrderError::CartChanged { current_total, .. }) if current_total.minor == 4495)
    );
    till.close().await;
}
