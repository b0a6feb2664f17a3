//! The account's forms. What was typed waits for the page that shows it again, but never a password.

mod book;
mod entry;
mod settings;

use super::going::Going;
use crate::SiteState;
use crate::pages::account::wait_page;
use crate::routes::chrome_of;
use crate::visitor::Visitor;
use app::customer::{CustomerError, SignedIn, who};
use app::forms::KeptForm;
use app::refusal::Refusal as _;
use axum::Router;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use axum::routing::post;
use domain::checkout::FieldError;
use std::collections::BTreeMap;

/// A form as it was sent.
pub(super) type Fields = BTreeMap<String, String>;

/// Routes of the account's forms.
pub(super) fn routes() -> Router<SiteState> {
    Router::new()
        .route("/account/register", post(entry::ask_to_register))
        .route("/account/register/{token}", post(entry::register))
        .route("/account/sign-in", post(entry::sign_in))
        .route("/account/sign-out", post(entry::sign_out))
        .route("/account/reset", post(entry::ask_to_reset))
        .route("/account/reset/{token}", post(entry::reset))
        .route("/account/addresses", post(book::add))
        .route("/account/addresses/{id}", post(book::replace))
        .route("/account/addresses/{id}/delete", post(book::delete))
        .route("/account/addresses/{id}/default", post(book::make_default))
        .route("/account/profile", post(settings::profile))
        .route("/account/password", post(settings::password))
        .route("/account/sessions/others/end", post(settings::end_others))
        .route("/account/sessions/{id}/end", post(settings::end_session))
        .route("/account/erase", post(settings::erase))
}

/// A field; empty where it was not sent.
fn text<'a>(fields: &'a Fields, name: &str) -> &'a str {
    fields.get(name).map(String::as_str).unwrap_or_default()
}

/// Who is signed in, or the way to the page where one does that.
async fn signed_in(state: &SiteState, visitor: &Visitor) -> Result<SignedIn, Response> {
    match who(&state.app, visitor.session_token.as_deref()).await {
        Ok(signed_in) => Ok(signed_in),
        Err(error) => Err(Going::to("/account/sign-in").refused(state, &error).go()),
    }
}

/// Where a refused form goes: back to its page with what was typed, or to a page that says how long to wait.
async fn again(
    state: &SiteState,
    visitor: &Visitor,
    form: (&'static str, &str),
    fields: Fields,
    error: &CustomerError,
) -> Response {
    let (name, page) = form;
    let errors = match error {
        CustomerError::NotSignedIn => return Going::to("/account/sign-in").refused(state, error).go(),
        CustomerError::TooOften { wait } => return too_often(state, wait.num_seconds(), error).await,
        CustomerError::Invalid(errors) => errors.clone(),
        CustomerError::WrongPassword => vec![FieldError::new("password", error.sentence())],
        _ => return Going::to(page).refused(state, error).go(),
    };
    let values = fields
        .into_iter()
        .filter(|(name, _)| !matches!(name.as_str(), "password" | "current" | "_op"))
        .collect();
    let (owner, cookie) = state.cookies.form_owner(&visitor.headers);
    let kept = KeptForm::<Fields> { values, errors };
    match app::customer::keep_form(&state.app, &owner, name, &kept).await {
        Ok(id) => Going::to(with_form(page, &id.to_string()))
            .with(cookie.into_iter().collect())
            .go(),
        Err(_) => Going::to(page).refused(state, error).go(),
    }
}

fn with_form(page: &str, id: &str) -> String {
    let mark = if page.contains('?') { '&' } else { '?' };
    format!("{page}{mark}form={id}")
}

/// 429, with the truth about when to come back.
async fn too_often(state: &SiteState, seconds: i64, error: &CustomerError) -> Response {
    let Ok(chrome) = chrome_of(state, None, "/account").await else {
        return Going::to("/account/sign-in").refused(state, error).go();
    };
    let page = wait_page(&error.sentence(), &chrome);
    let mut response = (StatusCode::TOO_MANY_REQUESTS, Html(page.html)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds.max(1)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    response
}
