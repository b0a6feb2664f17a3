//! Gift cards and store credit at checkout. Their buttons stand in the form of checkout and send all of it: what is typed
//! so far is kept as it is, faulty or not, and then the card is entered or taken out.

use super::checkout::{CheckoutForm, keep};
use super::going::Going;
use crate::SiteState;
use crate::visitor::Visitor;
use app::refusal::Refusal;
use app::tender::{ApplyGiftCard, RemoveGiftCard, UseStoreCredit};
use axum::Form;
use axum::extract::State;
use axum::response::Response;

/// The field of the form, and where a fault of it is told.
const FIELD: &str = "gift_card";

pub(super) async fn apply_gift_card(
    State(state): State<SiteState>,
    visitor: Visitor,
    Form(form): Form<CheckoutForm>,
) -> Response {
    enter(&state, &visitor, form).await
}

/// Enters the card that was typed, by whichever button the form was sent.
pub(super) async fn enter(state: &SiteState, visitor: &Visitor, form: CheckoutForm) -> Response {
    let CheckoutForm {
        details, op, gift_card, ..
    } = form;
    let back = keep(state, &visitor.scope, details, &op).await;
    let command = ApplyGiftCard {
        code: &gift_card,
        op: &op,
        network: &visitor.network,
    };
    match app::tender::apply_gift_card(&state.app, &visitor.scope, command).await {
        Ok(_) => back.go(),
        Err(error) => back.at(FIELD).refused(state, &error).go(),
    }
}

pub(super) async fn remove_gift_card(
    State(state): State<SiteState>,
    visitor: Visitor,
    Form(form): Form<CheckoutForm>,
) -> Response {
    let back = keep(&state, &visitor.scope, form.details, &form.op).await;
    let Ok(gift_card_id) = form.gift_card_id.trim().parse() else {
        return back.go();
    };
    let command = RemoveGiftCard {
        gift_card_id,
        op: &form.op,
    };
    let removed = app::tender::remove_gift_card(&state.app, &visitor.scope, command).await;
    answer(&state, back, removed)
}

pub(super) async fn use_store_credit(
    State(state): State<SiteState>,
    visitor: Visitor,
    Form(form): Form<CheckoutForm>,
) -> Response {
    let back = keep(&state, &visitor.scope, form.details, &form.op).await;
    let command = UseStoreCredit {
        is_used: form.store_credit == "use",
        op: &form.op,
    };
    let chosen = app::tender::use_store_credit(&state.app, &visitor.scope, command).await;
    answer(&state, back, chosen)
}

fn answer<T, E: Refusal + 'static>(state: &SiteState, back: Going, outcome: Result<T, E>) -> Response {
    match outcome {
        Ok(_) => back.go(),
        Err(error) => back.refused(state, &error).go(),
    }
}
