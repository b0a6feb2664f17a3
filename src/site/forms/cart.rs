//! The cart's forms.

use super::going::Going;
use crate::SiteState;
use crate::visitor::Visitor;
use app::cart::{AddLine, ApplyCode, CartChanged, RemoveCode, RemoveLine, SetNote, SetQuantity};
use app::refusal::Refusal;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::id::LineItemId;
use serde::Deserialize;

/// `POST /cart/lines`.
#[derive(Deserialize)]
pub(super) struct Add {
    variant_id: String,
    #[serde(default)]
    quantity: String,
    /// Of the price that the page printed.
    #[serde(default)]
    quote: String,
    #[serde(rename = "_op")]
    op: Option<String>,
}

/// `POST /cart/lines/{line_item_id}`.
#[derive(Deserialize)]
pub(super) struct Set {
    quantity: String,
    #[serde(rename = "_op")]
    op: Option<String>,
}

/// `POST /cart/lines/{line_item_id}/remove`.
#[derive(Deserialize)]
pub(super) struct Remove {
    #[serde(rename = "_op")]
    op: Option<String>,
}

/// `POST /cart/note`.
#[derive(Deserialize)]
pub(super) struct Note {
    note: String,
    #[serde(rename = "_op")]
    op: Option<String>,
}

/// `POST /cart/codes` and `POST /cart/codes/remove`.
#[derive(Deserialize)]
pub(super) struct Code {
    code: String,
    #[serde(rename = "_op")]
    op: Option<String>,
}

const QUANTITY_TEXT: &str = "Enter a whole number as the quantity, from 1 to 99.";
const GONE_TEXT: &str = "This item is not in your cart any more.";

pub(super) async fn add(State(state): State<SiteState>, headers: HeaderMap, Form(form): Form<Add>) -> Response {
    let op = state.cookies.operation_key(form.op.as_deref(), &headers);
    let Ok(variant_id) = form.variant_id.parse() else {
        return sentence(&state, "This item does not exist any more.");
    };
    // An empty field means one; anything else must be a number.
    let Some(quantity) = number(&form.quantity, 1) else {
        return sentence(&state, QUANTITY_TEXT);
    };
    let scope = state.cookies.scope(&headers);
    answer(
        &state,
        app::cart::add_line(
            &state.app,
            &scope,
            AddLine {
                variant_id,
                quantity,
                quote_id: app::cart::given_quote(&form.quote),
                op: &op,
            },
        )
        .await,
    )
}

pub(super) async fn set(
    State(state): State<SiteState>,
    Path(line_item_id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<Set>,
) -> Response {
    let op = state.cookies.operation_key(form.op.as_deref(), &headers);
    let Ok(line_item_id) = line_item_id.parse::<LineItemId>() else {
        return sentence(&state, GONE_TEXT);
    };
    let Some(quantity) = number(&form.quantity, 0) else {
        return sentence(&state, QUANTITY_TEXT);
    };
    let scope = state.cookies.scope(&headers);
    answer(
        &state,
        app::cart::set_quantity(
            &state.app,
            &scope,
            SetQuantity {
                line_item_id,
                quantity,
                op: &op,
            },
        )
        .await,
    )
}

pub(super) async fn remove(
    State(state): State<SiteState>,
    Path(line_item_id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<Remove>,
) -> Response {
    let op = state.cookies.operation_key(form.op.as_deref(), &headers);
    let Ok(line_item_id) = line_item_id.parse::<LineItemId>() else {
        return sentence(&state, GONE_TEXT);
    };
    let scope = state.cookies.scope(&headers);
    answer(
        &state,
        app::cart::remove_line(&state.app, &scope, RemoveLine { line_item_id, op: &op }).await,
    )
}

pub(super) async fn note(State(state): State<SiteState>, headers: HeaderMap, Form(form): Form<Note>) -> Response {
    let op = state.cookies.operation_key(form.op.as_deref(), &headers);
    let scope = state.cookies.scope(&headers);
    answer(
        &state,
        app::cart::set_note(
            &state.app,
            &scope,
            SetNote {
                note: &form.note,
                op: &op,
            },
        )
        .await,
    )
}

pub(super) async fn apply_code(State(state): State<SiteState>, visitor: Visitor, Form(form): Form<Code>) -> Response {
    let op = state.cookies.operation_key(form.op.as_deref(), &visitor.headers);
    let command = ApplyCode {
        code: &form.code,
        op: &op,
        network: &visitor.network,
    };
    match app::cart::apply_code(&state.app, &visitor.scope, command).await {
        Ok(changed) => Going::to("/cart").changed(&state, &changed).go(),
        Err(error) => Going::to("/cart?at=code#codes").refused(&state, &error).go(),
    }
}

pub(super) async fn remove_code(
    State(state): State<SiteState>,
    headers: HeaderMap,
    Form(form): Form<Code>,
) -> Response {
    let op = state.cookies.operation_key(form.op.as_deref(), &headers);
    let scope = state.cookies.scope(&headers);
    let command = RemoveCode {
        code: &form.code,
        op: &op,
    };
    answer(&state, app::cart::remove_code(&state.app, &scope, command).await)
}

fn answer<E: Refusal + 'static>(state: &SiteState, outcome: Result<CartChanged, E>) -> Response {
    match outcome {
        Ok(changed) => Going::to("/cart").changed(state, &changed).go(),
        Err(error) => Going::to("/cart").refused(state, &error).go(),
    }
}

fn sentence(state: &SiteState, text: &str) -> Response {
    Going::to("/cart").saying(state, text.to_owned(), true).go()
}

fn number(text: &str, empty: u32) -> Option<u32> {
    let text = text.trim();
    if text.is_empty() {
        Some(empty)
    } else {
        text.parse().ok()
    }
}
