//! The checkout's forms: save what was typed, then perhaps pay.

use super::going::Going;
use super::tenders;
use crate::SiteState;
use crate::visitor::Visitor;
use app::cart::CartError;
use app::checkout::place_order::{PlaceOrder, PlaceOrderError, Placement, place_order};
use app::checkout::{SaveDetailsError, are_saved, save_details};
use app::payment::reopen_cart;
use app::refusal::Refusal as _;
use app::scope::Scope;
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use domain::checkout::DetailsInput;
use domain::money::{Currency, Money};
use serde::Deserialize;

/// `POST /checkout/details` and `/checkout/place`: the same fields, so that nothing typed is lost by either button.
#[derive(Deserialize)]
pub(super) struct CheckoutForm {
    #[serde(flatten)]
    pub details: DetailsInput,
    #[serde(default)]
    expected_total_minor: String,
    /// Its currency: the cart may have changed its market meanwhile.
    #[serde(default)]
    expected_total_currency: String,
    /// What is left to pay of it, as shown; empty on a page of before there were gift cards.
    #[serde(default)]
    expected_due_minor: String,
    /// The code of a gift card, when one is typed.
    #[serde(default)]
    pub gift_card: String,
    /// The card that a button takes out.
    #[serde(default)]
    pub gift_card_id: String,
    /// `use` or `keep`, by a button.
    #[serde(default)]
    pub store_credit: String,
    /// Sent by the page itself while the shopper types, not by a button.
    draft: Option<String>,
    #[serde(rename = "_op", default)]
    pub op: String,
}

impl CheckoutForm {
    /// What the shopper agrees to: the sums that the page showed.
    fn agreed(&self) -> PlaceOrder {
        let currency = Currency::parse(self.expected_total_currency.trim()).ok();
        let money = |text: &str| {
            let minor = text.trim().parse().ok();
            minor.zip(currency).map(|(minor, currency)| Money::new(minor, currency))
        };
        PlaceOrder {
            expected_total: money(&self.expected_total_minor),
            expected_due: money(&self.expected_due_minor),
        }
    }

    fn has_gift_card(&self) -> bool {
        !self.gift_card.trim().is_empty()
    }
}

/// Keeps what is typed so far, and says where the shopper goes on: faults are told when they go on themselves.
pub(super) async fn keep(state: &SiteState, scope: &Scope, details: DetailsInput, op: &str) -> Going {
    match save(state, scope, details, op).await {
        Ok(()) => Going::to("/checkout"),
        Err(elsewhere) => elsewhere.draft(),
    }
}

pub(super) async fn details(
    State(state): State<SiteState>,
    visitor: Visitor,
    Form(form): Form<CheckoutForm>,
) -> Response {
    if form.draft.is_none() && form.has_gift_card() {
        return tenders::enter(&state, &visitor, form).await;
    }
    let saved = save(&state, &visitor.scope, form.details, &form.op).await;
    match saved {
        Ok(()) => Going::to("/checkout#delivery").go(),
        Err(elsewhere) if form.draft.is_some() => elsewhere.draft().go(),
        Err(elsewhere) => elsewhere.go(),
    }
}

pub(super) async fn place(
    State(state): State<SiteState>,
    visitor: Visitor,
    Form(form): Form<CheckoutForm>,
) -> Response {
    // A card that is typed and not entered yet is meant to pay: the shopper sees what is left before paying it.
    if form.has_gift_card() {
        return tenders::enter(&state, &visitor, form).await;
    }
    let Visitor { headers, scope, .. } = visitor;
    let was_saved = match save_to_pay(&state, &scope, form.details.clone(), &form.op).await {
        Ok(was_saved) => was_saved,
        Err(elsewhere) => return elsewhere.go(),
    };
    let command = form.agreed();
    let mut placed = place_order(&state.app, &scope, command).await;
    let is_stale = matches!(
        &placed,
        Err(PlaceOrderError::CartChanged { .. } | PlaceOrderError::RequirementsNotMet { .. })
    );
    if was_saved && is_stale {
        // What was right when it was saved may not be so now: a way of delivering that is gone is chosen anew.
        if let Err(elsewhere) = save(&state, &scope, form.details, &form.op).await {
            return elsewhere.go();
        }
        placed = place_order(&state.app, &scope, command).await;
    }
    match placed {
        Ok(Placement::Pay { redirect_url, .. }) => Going::to(redirect_url).go(),
        Ok(Placement::Placed { address } | Placement::Replayed { address } | Placement::Processing { address }) => {
            Going::to(address).with(state.cookies.after_order(&headers)).go()
        }
        Err(error) => refused(&state, &error),
    }
}

/// Saves the details. A payment that is open for this cart is given up first: the shopper came back to change something.
async fn save(state: &SiteState, scope: &Scope, details: DetailsInput, op: &str) -> Result<(), Going> {
    let mut saved = save_details(&state.app, scope, details.clone(), op).await;
    if is_payment_open(&saved) && matches!(reopen_cart(&state.app, scope).await, Ok(true)) {
        saved = save_details(&state.app, scope, details, op).await;
    }
    led_elsewhere(state, saved)
}

/// Saves the details, unless a payment is open that was opened with the very same ones: then a second click, or a return
/// to the same form, is placing's to answer, which leads to the payment that waits and never gives it up. Says whether
/// they were saved already.
async fn save_to_pay(state: &SiteState, scope: &Scope, details: DetailsInput, op: &str) -> Result<bool, Going> {
    // Usually the page that is sent is the one that was shown after saving. A failed look is told by the save.
    if are_saved(&state.app, scope, &details).await.unwrap_or(false) {
        return Ok(true);
    }
    let saved = save_details(&state.app, scope, details.clone(), op).await;
    if !is_payment_open(&saved) {
        return led_elsewhere(state, saved).map(|()| false);
    }
    let shown = app::checkout::show_checkout(&state.app, scope, None).await;
    if shown.is_ok_and(|view| same(&view.details, &details)) {
        return Ok(false);
    }
    save(state, scope, details, op).await.map(|()| false)
}

fn is_payment_open(saved: &Result<(), SaveDetailsError>) -> bool {
    matches!(saved, Err(SaveDetailsError::Cart(CartError::PaymentOpen)))
}

fn led_elsewhere(state: &SiteState, saved: Result<(), SaveDetailsError>) -> Result<(), Going> {
    let Err(error) = saved else { return Ok(()) };
    Err(match &error {
        SaveDetailsError::Refused { form_state_id, .. } => Going::to(format!("/checkout?form={form_state_id}")),
        SaveDetailsError::NoCart => Going::to("/cart").refused(state, &error),
        SaveDetailsError::Cart(_) => Going::to("/checkout").refused(state, &error),
    })
}

fn same(saved: &DetailsInput, typed: &DetailsInput) -> bool {
    let words = |details: &DetailsInput| {
        let DetailsInput {
            email,
            phone,
            name,
            line1,
            line2,
            city,
            region,
            postal_code,
            country,
            delivery_method,
            vat_id,
        } = details;
        [
            email,
            phone,
            name,
            line1,
            line2,
            city,
            region,
            postal_code,
            country,
            delivery_method,
            vat_id,
        ]
        .map(|text| text.split_whitespace().collect::<String>().to_lowercase())
    };
    words(saved) == words(typed)
}

fn refused(state: &SiteState, error: &PlaceOrderError) -> Response {
    let to = match error {
        PlaceOrderError::CartNotFound | PlaceOrderError::InsufficientStock { .. } => "/cart",
        _ => "/checkout",
    };
    tracing::debug!(error.code = error.code(), "An order was not placed");
    Going::to(to).refused(state, error).go()
}
