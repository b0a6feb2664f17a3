//! The account's forms. What was typed waits for the page that shows it again, but never a password.

mod book;
mod entry;
mod passkeys;
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
        .route("/account/sign-in/passkey", post(passkeys::sign_in))
        .route("/account/sign-in/passkey/options", post(passkeys::sign_in_options))
        .route("/account/passkeys", post(passkeys::add))
        .route("/account/passkeys/options", post(passkeys::add_options))
        .route("/account/passkeys/{id}", post(passkeys::rename))
        .route("/account/passkeys/{id}/remove", post(passkeys::remove))
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
    let values = worth_keeping(name, &fields);
    let (owner, cookie) = state.cookies.form_owner(&visitor.headers);
    let kept = KeptForm::<Fields> { values, errors };
    match app::customer::keep_form(&state.app, &owner, name, &kept).await {
        Ok(id) => Going::to(with_form(page, &id.to_string()))
            .with(cookie.into_iter().collect())
            .go(),
        Err(_) => Going::to(page).refused(state, error).go(),
    }
}

/// Longest text that is kept of a field, in bytes.
const MAX_KEPT: usize = 300;

// Only what the form's page shows again, and not more of it than a person types: anybody can send anything.
fn worth_keeping(form: &str, fields: &Fields) -> Fields {
    let shown: &[&str] = match form {
        "entry" => &["email"],
        "register" | "passkey" => &["name"],
        "profile" => &["name", "phone"],
        "address" => &["name", "line1", "line2", "city", "region", "postal_code", "country"],
        _ => &[],
    };
    let kept = |name: &&str| {
        let text = fields.get(*name)?;
        Some((
            (*name).to_owned(),
            text[..text.floor_char_boundary(MAX_KEPT)].to_owned(),
        ))
    };
    shown.iter().filter_map(kept).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_form_keeps_what_its_page_shows_and_no_more_than_a_person_types() {
        let mut fields: Fields = (0..5000).map(|n| (format!("field{n}"), "x".repeat(20))).collect();
        for (name, text) in [
            ("email", "é".repeat(5000)),
            ("password", "secret".into()),
            ("_op", "op".into()),
        ] {
            fields.insert(name.into(), text);
        }

        let kept = worth_keeping("entry", &fields);

        assert_eq!(kept, Fields::from([("email".to_owned(), "é".repeat(MAX_KEPT / 2))]));
        assert!(worth_keeping("reset", &fields).is_empty());
    }
}
