//! Pages of the catalogue.

use super::answer::{chrome, failed, gone, not_sold_here};
use crate::pages::shop::{collection_page, collections_page, home_page, offline_page, product_page, search_page};
use crate::shared::PageMarket;
use crate::{RequestId, SiteState, read_filter, shared};
use app::catalog::{CatalogError, Found};
use app::scope::Scope;
use axum::Extension;
use axum::extract::{OriginalUri, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use url::form_urlencoded;

pub(super) type Id = Extension<RequestId>;
pub(super) type Market = Option<Extension<PageMarket>>;

// Pages that are shared know of the shopper's market and of nothing else.
pub(super) fn of_market(market: Market) -> Scope {
    Scope {
        market: market.map(|Extension(market)| market.code),
        ..Scope::default()
    }
}

pub(super) async fn home(State(state): State<SiteState>, market: Market, Extension(id): Id) -> Response {
    let scope = of_market(market);
    let made = async {
        let page = app::catalog::show_home(&state.app, &scope).await?;
        Ok::<_, CatalogError>(shared::respond(
            &page,
            home_page(&page, &chrome(&state, scope.market.as_deref(), "/").await?).into(),
        ))
    };
    answer(made.await, &state, id).await
}

pub(super) async fn collections(State(state): State<SiteState>, market: Market, Extension(id): Id) -> Response {
    let scope = of_market(market);
    let made = async {
        let page = app::catalog::list_collections(&state.app).await?;
        let html = collections_page(&page, &chrome(&state, scope.market.as_deref(), "/collections").await?).into();
        Ok::<_, CatalogError>(shared::respond(page.as_slice(), html))
    };
    answer(made.await, &state, id).await
}

pub(super) async fn collection(
    State(state): State<SiteState>,
    Path(handle): Path<String>,
    OriginalUri(uri): OriginalUri,
    market: Market,
    Extension(id): Id,
) -> Response {
    let scope = of_market(market);
    let made = async {
        let chrome = chrome(&state, scope.market.as_deref(), uri.path()).await?;
        let filter = read_filter(uri.query().unwrap_or_default(), chrome.currency);
        let page = app::catalog::show_collection(&state.app, &scope, &handle, filter).await?;
        Ok::<_, CatalogError>(shared::respond(&page, collection_page(&page, &chrome).into()))
    };
    answer(made.await, &state, id).await
}

pub(super) async fn product(
    State(state): State<SiteState>,
    Path(handle): Path<String>,
    OriginalUri(uri): OriginalUri,
    market: Market,
    Extension(id): Id,
) -> Response {
    let scope = of_market(market);
    let market = scope.market.as_deref();
    let variant = field(uri.query(), "variant").and_then(|text| text.parse().ok());
    let made = async {
        Ok::<_, CatalogError>(
            match app::catalog::show_product(&state.app, &scope, &handle, variant).await? {
                Found::Page(page) => {
                    let mut chrome = chrome(&state, market, uri.path()).await?;
                    if let Some(variant) = variant {
                        chrome.return_to = format!("{}?variant={variant}", uri.path());
                    }
                    shared::respond(&page, product_page(&page, &chrome).into())
                }
                Found::Moved(handle) => moved(&format!("/products/{handle}")),
                Found::Gone => gone(&state).await,
                Found::NotSoldHere { title } => not_sold_here(&state, market, uri.path(), &title).await,
            },
        )
    };
    answer(made.await, &state, id).await
}

pub(super) async fn search(
    State(state): State<SiteState>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    Extension(id): Id,
) -> Response {
    let scope = state.cookies.scope(&headers);
    let made = async {
        let mut chrome = chrome(&state, scope.market.as_deref(), "/search").await?;
        let filter = read_filter(uri.query().unwrap_or_default(), chrome.currency);
        let words = field(uri.query(), "q").unwrap_or_default();
        let page = app::catalog::search(&state.app, &scope, &words, filter).await?;
        let mut words = form_urlencoded::Serializer::new(String::new());
        chrome.return_to = format!("/search?{}", words.append_pair("q", &page.query).finish());
        let html = search_page(&page, &chrome).html;
        // Its prices are those of the shopper's market: nobody else may be shown a copy.
        Ok::<_, CatalogError>(([(header::CACHE_CONTROL, "private, no-cache")], Html(html)).into_response())
    };
    answer(made.await, &state, id).await
}

pub(super) async fn offline(State(state): State<SiteState>, Extension(id): Id) -> Response {
    let made = async {
        let mut chrome = chrome(&state, None, "/offline").await?;
        chrome.markets.clear();
        let html = offline_page(&chrome).html;
        Ok::<_, CatalogError>(([(header::CACHE_CONTROL, "public, max-age=3600")], Html(html)).into_response())
    };
    answer(made.await, &state, id).await
}

pub(super) async fn answer(made: Result<Response, CatalogError>, state: &SiteState, id: RequestId) -> Response {
    match made {
        Ok(response) => response,
        Err(error) => failed(state, &error, Some(id)).await,
    }
}

/// 301: the product has a new handle for good.
fn moved(path: &str) -> Response {
    (
        StatusCode::MOVED_PERMANENTLY,
        [
            (header::LOCATION, path),
            (header::CACHE_CONTROL, "public, max-age=3600"),
        ],
    )
        .into_response()
}

pub(super) fn field(query: Option<&str>, wanted: &str) -> Option<String> {
    let mut pairs = form_urlencoded::parse(query?.as_bytes());
    pairs
        .find(|(name, _)| name == wanted)
        .map(|(_, value)| value.into_owned())
}
