//! The test provider's hosted pages: where a shopper chooses how a payment goes. Plain pages without scripts, with a look
//! of their own, so that nobody takes them for the shop's.

mod page;

use adapters::payment::test_provider::{Choice, Next, TestProvider};
use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use std::sync::Arc;

/// Nothing but its own style sheet and an empty icon, and forms that go to itself and, by redirect, home to the shop at the same origin.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const STYLE: &str = include_str!("style.css");

type Provider = Arc<TestProvider>;

/// Everything under `/test-provider`.
pub fn routes(provider: Arc<TestProvider>) -> Router {
    Router::new()
        .route("/test-provider/pay/{token}", get(show).post(choose))
        .route("/test-provider/pay/{token}/challenge", post(challenge))
        .route("/test-provider/pay/{token}/cancel", post(give_up))
        .route("/test-provider/style.css", get(style))
        .with_state(provider)
}

async fn style() -> Response {
    (
        [
            (header::CONTENT_TYPE, "text/css; charset=utf-8"),
            (header::CACHE_CONTROL, "public, max-age=300"),
        ],
        STYLE,
    )
        .into_response()
}

async fn show(State(provider): State<Provider>, Path(token): Path<String>) -> Response {
    respond(&provider, &token, StatusCode::OK, None).await
}

#[derive(Deserialize)]
struct Chosen {
    #[serde(default)]
    choice: String,
}

async fn choose(State(provider): State<Provider>, Path(token): Path<String>, Form(chosen): Form<Chosen>) -> Response {
    match Choice::from_word(&chosen.choice) {
        Some(choice) => go(&token, provider.choose(&token, choice).await),
        None => {
            respond(
                &provider,
                &token,
                StatusCode::UNPROCESSABLE_ENTITY,
                Some("Choose one of the cards."),
            )
            .await
        }
    }
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    answer: String,
}

async fn challenge(State(provider): State<Provider>, Path(token): Path<String>, Form(given): Form<Answer>) -> Response {
    go(
        &token,
        provider.answer_challenge(&token, given.answer == "confirm").await,
    )
}

async fn give_up(State(provider): State<Provider>, Path(token): Path<String>) -> Response {
    go(&token, provider.give_up(&token).await)
}

async fn respond(provider: &Provider, token: &str, status: StatusCode, fault: Option<&str>) -> Response {
    match provider.page(token).await {
        Ok(Some(page)) => document(status, page::session(token, &page, fault)),
        Ok(None) => document(StatusCode::NOT_FOUND, page::unknown()),
        Err(error) => failed(&error),
    }
}

fn go<E: std::error::Error>(token: &str, next: Result<Option<Next>, E>) -> Response {
    match next {
        Ok(Some(Next::Leave(address))) => see_other(&address),
        Ok(Some(Next::Stay)) => see_other(&format!("/test-provider/pay/{token}")),
        Ok(None) => document(StatusCode::NOT_FOUND, page::unknown()),
        Err(error) => failed(&error),
    }
}

fn see_other(address: &str) -> Response {
    let headers = [
        (header::LOCATION, address),
        (header::CACHE_CONTROL, "private, no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    (StatusCode::SEE_OTHER, headers).into_response()
}

fn failed(error: &dyn std::error::Error) -> Response {
    tracing::error!(error = %error, "The test provider failed");
    document(StatusCode::SERVICE_UNAVAILABLE, page::failed())
}

fn document(status: StatusCode, html: String) -> Response {
    let headers = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "private, no-store"),
        // The address is a secret.
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    (status, headers, Html(html)).into_response()
}
