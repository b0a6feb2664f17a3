//! Passkeys. A script asks for the options of a ceremony, gives them to the device, and sends the device's answer with
//! an ordinary form; renaming and removing are ordinary forms.

use super::super::going::Going;
use super::entry::inside;
use super::{Fields, again, signed_in, text};
use crate::SiteState;
use crate::pages::account::safe_next;
use crate::visitor::Visitor;
use app::customer::{AddPasskey, BeginPasskey, CustomerError, PasskeyChallenge, PasskeySignIn, who};
use app::refusal::Refusal as _;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::{Form, Json};
use domain::kind::{HasKind as _, Kind};
use serde_json::json;

const PASSKEYS: &str = "/account/passkeys";

/// Options of `navigator.credentials.create`, once the password was typed again.
pub(in super::super) async fn add_options(
    State(state): State<SiteState>,
    visitor: Visitor,
    Form(fields): Form<Fields>,
) -> Response {
    let begun = match who(&state.app, visitor.session_token.as_deref()).await {
        Ok(signed_in) => {
            let command = BeginPasskey {
                password: text(&fields, "password"),
                name: text(&fields, "name"),
                network: &visitor.network,
            };
            app::customer::begin_passkey(&state.app, &signed_in, command).await
        }
        Err(error) => Err(error),
    };
    options(begun, None)
}

pub(in super::super) async fn add(
    State(state): State<SiteState>,
    visitor: Visitor,
    Form(fields): Form<Fields>,
) -> Response {
    let signed_in = match signed_in(&state, &visitor).await {
        Ok(signed_in) => signed_in,
        Err(response) => return response,
    };
    let command = AddPasskey {
        challenge_id: text(&fields, "challenge"),
        answer: text(&fields, "answer"),
        name: text(&fields, "name"),
        device: visitor.caller().device,
    };
    match app::customer::add_passkey(&state.app, &signed_in, command).await {
        Ok(()) => said(&state, "The passkey is added. You can sign in with it from now on."),
        Err(error) => again(&state, &visitor, ("passkey", PASSKEYS), fields, &error).await,
    }
}

pub(in super::super) async fn rename(
    State(state): State<SiteState>,
    Path(id): Path<String>,
    visitor: Visitor,
    Form(fields): Form<Fields>,
) -> Response {
    let signed_in = match signed_in(&state, &visitor).await {
        Ok(signed_in) => signed_in,
        Err(response) => return response,
    };
    let renamed = match id.parse() {
        Ok(id) => app::customer::rename_passkey(&state.app, &signed_in, id, text(&fields, "name")).await,
        Err(_) => Err(CustomerError::NoSuchPasskey),
    };
    match renamed {
        Ok(()) => said(&state, "The passkey has its new name."),
        // There is a field of that name for each, so the fault is told above them all.
        Err(CustomerError::Invalid(faults)) => {
            let fault = faults.into_iter().next().map(|fault| fault.text).unwrap_or_default();
            Going::to(PASSKEYS).saying(&state, fault, true).go()
        }
        Err(error) => again(&state, &visitor, ("passkeys", PASSKEYS), fields, &error).await,
    }
}

pub(in super::super) async fn remove(
    State(state): State<SiteState>,
    Path(id): Path<String>,
    visitor: Visitor,
) -> Response {
    let signed_in = match signed_in(&state, &visitor).await {
        Ok(signed_in) => signed_in,
        Err(response) => return response,
    };
    let removed = match id.parse() {
        Ok(id) => app::customer::remove_passkey(&state.app, &signed_in, id).await,
        Err(_) => Ok(()),
    };
    match removed {
        Ok(()) => said(
            &state,
            "The passkey is removed. Your device may still offer it; delete it there too.",
        ),
        Err(error) => again(&state, &visitor, ("passkeys", PASSKEYS), Fields::new(), &error).await,
    }
}

/// Options of `navigator.credentials.get`. The challenge belongs to this browser, which gets a secret for that.
pub(in super::super) async fn sign_in_options(State(state): State<SiteState>, visitor: Visitor) -> Response {
    let (browser, cookie) = state.cookies.form_owner(&visitor.headers);
    let begun = app::customer::begin_passkey_sign_in(&state.app, &browser, &visitor.network).await;
    options(begun, cookie)
}

pub(in super::super) async fn sign_in(
    State(state): State<SiteState>,
    visitor: Visitor,
    Form(fields): Form<Fields>,
) -> Response {
    let next = safe_next(text(&fields, "next"));
    let (browser, _) = state.cookies.form_owner(&visitor.headers);
    let command = PasskeySignIn {
        challenge_id: text(&fields, "challenge"),
        browser: &browser,
        answer: text(&fields, "answer"),
        caller: visitor.caller(),
    };
    match app::customer::sign_in_with_passkey(&state.app, &visitor.scope, command).await {
        Ok(entered) => inside(&state, &entered, next, ""),
        Err(error) => {
            let page = match next {
                "/account" => "/account/sign-in".to_owned(),
                next => format!("/account/sign-in?next={next}"),
            };
            again(&state, &visitor, ("passkeys", &page), fields, &error).await
        }
    }
}

fn said(state: &SiteState, news: &str) -> Response {
    Going::to(PASSKEYS).saying(state, news.to_owned(), false).go()
}

/// For the script: the options, or a sentence to show.
fn options(begun: Result<PasskeyChallenge, CustomerError>, cookie: Option<HeaderValue>) -> Response {
    let mut response = match begun {
        Ok(begun) => {
            let body = json!({ "challenge": begun.challenge_id, "options": begun.options });
            Json(body).into_response()
        }
        Err(error) => refusal(&error),
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    if let Some(cookie) = cookie {
        headers.append(header::SET_COOKIE, cookie);
    }
    response
}

fn refusal(error: &CustomerError) -> Response {
    if matches!(error.kind(), Kind::Internal | Kind::Unavailable) {
        tracing::error!(
            error = error as &dyn std::error::Error,
            "A passkey could not be asked for"
        );
    }
    let sentence = match error {
        // The form has one place for it.
        CustomerError::Invalid(faults) => faults.first().map(|fault| fault.text.clone()),
        _ => None,
    };
    let body = json!({ "code": error.code(), "error": sentence.unwrap_or_else(|| error.sentence()) });
    let status = match error {
        CustomerError::TooOften { .. } => StatusCode::TOO_MANY_REQUESTS,
        _ => StatusCode::from_u16(error.kind().status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
    };
    let mut response = (status, Json(body)).into_response();
    if let CustomerError::TooOften { wait } = error {
        let seconds = HeaderValue::from(wait.num_seconds().max(1));
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    response
}
