//! "Tell me when it is back", and its end.

use super::going::Going;
use crate::SiteState;
use crate::visitor::Visitor;
use app::refusal::Refusal as _;
use app::stock::{AskStock, StockError, ask, keep_form, withdraw};
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;

/// `POST /back-in-stock`. Asking twice is asking once, so it needs no operation id.
#[derive(Deserialize)]
pub(super) struct Ask {
    variant_id: String,
    #[serde(default)]
    email: String,
}

pub(super) async fn request(State(state): State<SiteState>, visitor: Visitor, Form(form): Form<Ask>) -> Response {
    let Ok(variant_id) = form.variant_id.parse() else {
        return Going::to("/").go();
    };
    let address = format!("/back-in-stock?variant={variant_id}");
    let asked = AskStock {
        variant_id,
        email: &form.email,
        network: &visitor.network,
    };
    match ask(&state.app, &asked).await {
        Ok(()) => {
            let text = "We write to you as soon as it can be bought again.".to_owned();
            Going::to(address).saying(&state, text, false).go()
        }
        Err(error @ (StockError::Invalid(_) | StockError::TooMany | StockError::TooOften { .. })) => {
            match keep_form(&state.app, &form.email, error.sentence()).await {
                Ok(name) => Going::to(format!("{address}&form={name}")).go(),
                Err(error) => Going::to(address).refused(&state, &error).go(),
            }
        }
        Err(error) => Going::to(address).refused(&state, &error).go(),
    }
}

/// `POST /back-in-stock/{token}`.
pub(super) async fn stop(State(state): State<SiteState>, Path(token): Path<String>) -> Response {
    let page = Going::to(format!("/back-in-stock/{token}?done=1"));
    match withdraw(&state.app, &token).await {
        Ok(()) | Err(StockError::NoRequest) => page.go(),
        Err(error) => page.refused(&state, &error).go(),
    }
}
