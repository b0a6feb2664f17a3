//! The ways in and out: register, sign in, sign out, reset the password.

use super::super::going::Going;
use super::{Fields, again, text};
use crate::SiteState;
use crate::pages::account::safe_next;
use crate::visitor::Visitor;
use app::customer::{CustomerError, Entered, Register, RequestKind, RequestMail, Reset, SignIn};
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::customer::ProfileInput;

const ASKED_TEXT: &str = "We have written to you. Open the link in the mail to go on; it can take a minute to arrive.";

pub(in super::super) async fn ask_to_register(
    State(state): State<SiteState>,
    visitor: Visitor,
    Form(fields): Form<Fields>,
) -> Response {
    ask(&state, &visitor, RequestKind::Register, fields).await
}

pub(in super::super) async fn ask_to_reset(
    State(state): State<SiteState>,
    visitor: Visitor,
    Form(fields): Form<Fields>,
) -> Response {
    ask(&state, &visitor, RequestKind::Reset, fields).await
}

// The same answer whoever the address belongs to.
async fn ask(state: &SiteState, visitor: &Visitor, kind: RequestKind, fields: Fields) -> Response {
    let page = match kind {
        RequestKind::Register => "/account/register",
        RequestKind::Reset => "/account/reset",
    };
    let command = RequestMail {
        kind,
        email: text(&fields, "email"),
        network: &visitor.network,
        op: text(&fields, "_op"),
    };
    match app::customer::request_mail(&state.app, command).await {
        Ok(()) => Going::to(page).saying(state, ASKED_TEXT.to_owned(), false).go(),
        Err(error) => again(state, visitor, ("entry", page), fields, &error).await,
    }
}

pub(in super::super) async fn register(
    State(state): State<SiteState>,
    Path(token): Path<String>,
    visitor: Visitor,
    Form(fields): Form<Fields>,
) -> Response {
    let profile = ProfileInput {
        name: text(&fields, "name").to_owned(),
        phone: String::new(),
    };
    let command = Register {
        token: &token,
        profile: &profile,
        password: text(&fields, "password"),
        caller: visitor.caller(),
    };
    match app::customer::register(&state.app, &visitor.scope, command).await {
        Ok(entered) => inside(&state, &entered, "/account", "Welcome. Your account is ready."),
        Err(error @ CustomerError::LinkSpent) => Going::to("/account/register").refused(&state, &error).go(),
        Err(error) => {
            let page = format!("/account/register/{token}");
            again(&state, &visitor, ("register", &page), fields, &error).await
        }
    }
}

pub(in super::super) async fn reset(
    State(state): State<SiteState>,
    Path(token): Path<String>,
    visitor: Visitor,
    Form(fields): Form<Fields>,
) -> Response {
    let command = Reset {
        token: &token,
        password: text(&fields, "password"),
        caller: visitor.caller(),
    };
    match app::customer::reset(&state.app, &visitor.scope, command).await {
        Ok(entered) => inside(
            &state,
            &entered,
            "/account",
            "Your new password is set. All other browsers were signed out.",
        ),
        Err(error @ CustomerError::LinkSpent) => Going::to("/account/reset").refused(&state, &error).go(),
        Err(error) => {
            let page = format!("/account/reset/{token}");
            again(&state, &visitor, ("reset", &page), fields, &error).await
        }
    }
}

pub(in super::super) async fn sign_in(
    State(state): State<SiteState>,
    visitor: Visitor,
    Form(fields): Form<Fields>,
) -> Response {
    let next = safe_next(text(&fields, "next"));
    let command = SignIn {
        email: text(&fields, "email"),
        password: text(&fields, "password"),
        caller: visitor.caller(),
    };
    match app::customer::sign_in(&state.app, &visitor.scope, command).await {
        Ok(entered) => inside(&state, &entered, next, ""),
        Err(error) => {
            let page = match next {
                "/account" => "/account/sign-in".to_owned(),
                next => format!("/account/sign-in?next={next}"),
            };
            again(&state, &visitor, ("entry", &page), fields, &error).await
        }
    }
}

// Signing out twice is signing out once.
pub(in super::super) async fn sign_out(State(state): State<SiteState>, visitor: Visitor) -> Response {
    if let Some(token) = &visitor.session_token
        && let Err(error) = app::customer::sign_out(&state.app, token).await
    {
        // The cookie stays, since the session does.
        return Going::to("/account").refused(&state, &error).go();
    }
    Going::to("/account/sign-in")
        .with(state.cookies.left())
        .saying(&state, "You are signed out.".to_owned(), false)
        .go()
}

pub(super) fn inside(state: &SiteState, entered: &Entered, next: &str, news: &str) -> Response {
    let going = Going::to(next).with(state.cookies.entered(entered));
    if news.is_empty() {
        going.go()
    } else {
        going.saying(state, news.to_owned(), false).go()
    }
}
