//! Outcomes as responses: one place that turns a refusal's kind into a page and a status.

use crate::pages::shop::{error_page, gone_page, not_found_page, not_sold_here_page};
use crate::{Chrome, DELIVERY_TEXT, RETURNS_TEXT, Rendered, RequestId, SiteState};
use app::catalog::{CatalogError, navigation};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use domain::kind::{HasKind, Kind};
use domain::market::Market;

/// What stands around a page in a market, or in the default one. Kept in memory except after a change, so it costs no statement.
pub(crate) async fn chrome(state: &SiteState, market: Option<&str>, path: &str) -> Result<Chrome, CatalogError> {
    let facts = state.app.shop().await?;
    let market = facts.market(market);
    let navigation = navigation(&state.app).await?;
    Ok(Chrome {
        shop_name: facts.shop.name.clone(),
        tagline: facts.shop.tagline.clone(),
        email: facts.shop.email.clone(),
        market: market.code.clone(),
        markets: facts.markets.iter().map(choice).collect(),
        return_to: path.to_owned(),
        currency: market.currency,
        navigation,
        base_url: state.base_url.as_str().trim_end_matches('/').to_owned(),
        path: path.to_owned(),
        assets: (*state.assets).clone(),
        delivery_text: DELIVERY_TEXT.to_owned(),
        returns_text: RETURNS_TEXT.to_owned(),
    })
}

fn choice(market: &Market) -> (String, String) {
    (
        market.code.clone(),
        format!("{} ({})", market.name, market.currency.code()),
    )
}

// Around a page that is of no market, since it says only that something is not there.
async fn bare(state: &SiteState) -> Result<Chrome, CatalogError> {
    Ok(Chrome {
        markets: Vec::new(),
        ..chrome(state, None, "/").await?
    })
}

/// A page of one shopper.
pub(super) fn personal(status: StatusCode, page: Rendered, cookies: Vec<HeaderValue>) -> Response {
    let mut response = (status, Html(page.html)).into_response();
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// 404 as a page.
pub(super) async fn not_found(state: &SiteState) -> Response {
    match bare(state).await {
        Ok(chrome) => brief(StatusCode::NOT_FOUND, not_found_page(&chrome)),
        Err(error) => failed(state, &error, None).await,
    }
}

/// 410 as a page.
pub(super) async fn gone(state: &SiteState) -> Response {
    match bare(state).await {
        Ok(chrome) => brief(StatusCode::GONE, gone_page(&chrome)),
        Err(error) => failed(state, &error, None).await,
    }
}

/// 404 as a page that says in which market it is, and lets the shopper choose another.
pub(super) async fn not_sold_here(state: &SiteState, market: Option<&str>, path: &str, title: &str) -> Response {
    match chrome(state, market, path).await {
        Ok(chrome) => brief(StatusCode::NOT_FOUND, not_sold_here_page(title, &chrome)),
        Err(error) => failed(state, &error, None).await,
    }
}

/// 404, 500 or 503 as a page, with the request's id; the causes go to the log, once, here.
pub(crate) async fn failed<E>(state: &SiteState, error: &E, id: Option<RequestId>) -> Response
where
    E: HasKind + std::error::Error + Sync + 'static,
{
    let kind = error.kind();
    if kind == Kind::NotFound {
        return Box::pin(not_found(state)).await;
    }
    tracing::error!(error = error as &dyn std::error::Error, "A page could not be shown");
    let status = StatusCode::from_u16(kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    // The settings are usually in memory still; without them a plain sentence has to do.
    let id = id.map(|RequestId(id)| id.to_string()).unwrap_or_default();
    match bare(state).await {
        Ok(chrome) => brief(status, error_page(&id, &chrome)),
        Err(_) => (status, last_resort(&id)).into_response(),
    }
}

/// What is said after a panic: nothing about our inside.
pub fn panicked() -> Response {
    (StatusCode::INTERNAL_SERVER_ERROR, last_resort("")).into_response()
}

fn last_resort(id: &str) -> (HeaderMap, String) {
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/plain; charset=utf-8"),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    let text =
        "The shop cannot be reached right now. Nothing was ordered or paid by this. Please try again in a moment.";
    (
        headers.into_iter().collect(),
        if id.is_empty() {
            format!("{text}\n")
        } else {
            format!("{text}\n\n{id}\n")
        },
    )
}

fn brief(status: StatusCode, page: Rendered) -> Response {
    (status, [(header::CACHE_CONTROL, "no-store")], Html(page.html)).into_response()
}
