//! The development mailbox: what the shop wrote lately, for those who try it out. It exists only outside production, since
//! mails hold addresses and the links of orders, and nothing links to it.

mod page;
#[cfg(test)]
mod tests;

use app::App;
use app::mail::MailingError;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use domain::id::MailId;

/// Its own style sheet, and the one mail in a frame.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src data:; frame-src 'self'; form-action 'none'; \
                      base-uri 'none'; frame-ancestors 'none'";
/// A mail brings its styles along; nothing else of it runs, loads or is sent anywhere.
const MAIL_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; \
                           frame-ancestors 'self'; sandbox";
const STYLE: &str = include_str!("style.css");

/// Everything under `/mailbox`.
pub fn routes(app: App) -> Router {
    Router::new()
        .route("/mailbox", get(list))
        .route("/mailbox/{mail_id}", get(show))
        .route("/mailbox/{mail_id}/html", get(html))
        .route("/mailbox/style.css", get(style))
        .with_state(app)
}

async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE).into_response()
}

async fn list(State(app): State<App>) -> Response {
    match app::mail::list_recent(&app, false).await {
        Ok(mails) => document(StatusCode::OK, page::list(&mails)),
        Err(error) => failed(&error),
    }
}

async fn show(State(app): State<App>, Path(mail_id): Path<String>) -> Response {
    match find(&app, &mail_id).await {
        Ok(Some(mail)) => document(StatusCode::OK, page::mail(&mail.head, &mail.text)),
        Ok(None) => document(StatusCode::NOT_FOUND, page::unknown()),
        Err(error) => failed(&error),
    }
}

async fn html(State(app): State<App>, Path(mail_id): Path<String>) -> Response {
    match find(&app, &mail_id).await {
        Ok(Some(mail)) => {
            let headers = [
                (header::CONTENT_SECURITY_POLICY, MAIL_POLICY),
                (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
                (header::CACHE_CONTROL, "private, no-store"),
                (header::REFERRER_POLICY, "no-referrer"),
            ];
            (headers, Html(mail.html)).into_response()
        }
        Ok(None) => document(StatusCode::NOT_FOUND, page::unknown()),
        Err(error) => failed(&error),
    }
}

async fn find(app: &App, mail_id: &str) -> Result<Option<app::mail::Mail>, MailingError> {
    match mail_id.parse::<MailId>() {
        Ok(mail_id) => app::mail::find(app, mail_id).await,
        Err(_) => Ok(None),
    }
}

fn failed(error: &MailingError) -> Response {
    tracing::error!(
        error = error as &dyn std::error::Error,
        "The mailbox could not be shown"
    );
    document(StatusCode::SERVICE_UNAVAILABLE, page::failed())
}

fn document(status: StatusCode, html: String) -> Response {
    let headers = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "private, no-store"),
        // Addresses here lead to secrets.
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    (status, headers, [("x-robots-tag", "noindex")], Html(html)).into_response()
}
