//! Forms about the customer: profile, password, sessions, the end of the account.

use super::super::going::Going;
use super::{Fields, again, signed_in, text};
use crate::SiteState;
use crate::visitor::Visitor;
use app::customer::{ChangePassword, CustomerError};
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::customer::ProfileInput;

const PROFILE: &str = "/account/profile";
const SESSIONS: &str = "/account/sessions";
const DATA: &str = "/account/data";

pub(in super::super) async fn profile(
    State(state): State<SiteState>,
    visitor: Visitor,
    Form(fields): Form<Fields>,
) -> Response {
    let signed_in = match signed_in(&state, &visitor).await {
        Ok(signed_in) => signed_in,
        Err(response) => return response,
    };
    let input = ProfileInput {
        name: text(&fields, "name").to_owned(),
        phone: text(&fields, "phone").to_owned(),
    };
    match app::customer::update_profile(&state.app, &signed_in, &input).await {
        Ok(()) => Going::to(PROFILE)
            .saying(&state, "Your profile is changed.".to_owned(), false)
            .go(),
        Err(error) => again(&state, &visitor, ("profile", PROFILE), fields, &error).await,
    }
}

pub(in super::super) async fn password(
    State(state): State<SiteState>,
    visitor: Visitor,
    Form(fields): Form<Fields>,
) -> Response {
    let signed_in = match signed_in(&state, &visitor).await {
        Ok(signed_in) => signed_in,
        Err(response) => return response,
    };
    let command = ChangePassword {
        current: text(&fields, "current"),
        new: text(&fields, "password"),
        network: &visitor.network,
    };
    match app::customer::change_password(&state.app, &visitor.scope, &signed_in, command).await {
        Ok(renewed) => Going::to(PROFILE)
            .with(state.cookies.renewed(&renewed))
            .saying(
                &state,
                "Your password is changed. All other browsers were signed out.".to_owned(),
                false,
            )
            .go(),
        // What belongs to the profile is not kept with the password's form.
        Err(error) => again(&state, &visitor, ("password", PROFILE), Fields::new(), &error).await,
    }
}

pub(in super::super) async fn end_session(
    State(state): State<SiteState>,
    Path(id): Path<String>,
    visitor: Visitor,
) -> Response {
    let signed_in = match signed_in(&state, &visitor).await {
        Ok(signed_in) => signed_in,
        Err(response) => return response,
    };
    let ended = match id.parse() {
        Ok(id) => app::customer::end_session(&state.app, &signed_in, id).await,
        Err(_) => Ok(()),
    };
    ended_page(&state, &visitor, ended, "That browser is signed out.".to_owned()).await
}

pub(in super::super) async fn end_others(State(state): State<SiteState>, visitor: Visitor) -> Response {
    let signed_in = match signed_in(&state, &visitor).await {
        Ok(signed_in) => signed_in,
        Err(response) => return response,
    };
    let ended = app::customer::end_others(&state.app, &signed_in).await.map(drop);
    ended_page(&state, &visitor, ended, "All other browsers are signed out.".to_owned()).await
}

async fn ended_page(state: &SiteState, visitor: &Visitor, ended: Result<(), CustomerError>, news: String) -> Response {
    match ended {
        Ok(()) => Going::to(SESSIONS).saying(state, news, false).go(),
        Err(error) => again(state, visitor, ("sessions", SESSIONS), Fields::new(), &error).await,
    }
}

pub(in super::super) async fn erase(
    State(state): State<SiteState>,
    visitor: Visitor,
    Form(fields): Form<Fields>,
) -> Response {
    let signed_in = match signed_in(&state, &visitor).await {
        Ok(signed_in) => signed_in,
        Err(response) => return response,
    };
    let password = text(&fields, "password");
    match app::customer::erase_with_password(&state.app, &signed_in, password, &visitor.network).await {
        Ok(()) => Going::to("/account/sign-in")
            .with(state.cookies.left())
            .saying(&state, "Your account is erased.".to_owned(), false)
            .go(),
        Err(error) => again(&state, &visitor, ("erase", DATA), Fields::new(), &error).await,
    }
}
