//! Pages of the catalogue.

use super::answer::{chrome, failed, gone};
use crate::pages::shop::{collection_page, collections_page, home_page, offline_page, product_page, search_page};
use crate::{RequestId, SiteState, read_filter, shared};
use app::catalog::{CatalogError, Found};
use axum::Extension;
use axum::extract::{OriginalUri, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use url::form_urlencoded;

type Id = Extension<RequestId>;

pub(super) async fn home(State(state): State<SiteState>, Extension(id): Id) -> Response {
    let made = async {
        let page = app::catalog::show_home(&state.app).await?;
        Ok::<_, CatalogError>(shared::respond(
            &page,
            home_page(&page, &chrome(&state, "/").await?).into(),
        ))
    };
    answer(made.await, &state, id).await
}

pub(super) async fn collections(State(state): State<SiteState>, Extension(id): Id) -> Response {
    let made = async {
        let page = app::catalog::list_collections(&state.app).await?;
        let html = collections_page(&page, &chrome(&state, "/collections").await?).into();
        Ok::<_, CatalogError>(shared::respond(page.as_slice(), html))
    };
    answer(made.await, &state, id).await
}

pub(super) async fn collection(
    State(state): State<SiteState>,
    Path(handle): Path<String>,
    OriginalUri(uri): OriginalUri,
    Extension(id): Id,
) -> Response {
    let made = async {
        let currency = state.app.shop().await?.shop.currency;
        let filter = read_filter(uri.query().unwrap_or_default(), currency);
        let page = app::catalog::show_collection(&state.app, &handle, filter).await?;
        let chrome = chrome(&state, uri.path()).await?;
        Ok::<_, CatalogError>(shared::respond(&page, collection_page(&page, &chrome).into()))
    };
    answer(made.await, &state, id).await
}

pub(super) async fn product(
    State(state): State<SiteState>,
    Path(handle): Path<String>,
    OriginalUri(uri): OriginalUri,
    Extension(id): Id,
) -> Response {
    let variant = field(uri.query(), "variant").and_then(|text| text.parse().ok());
    let made = async {
        Ok::<_, CatalogError>(match app::catalog::show_product(&state.app, &handle, variant).await? {
            Found::Page(page) => {
                let chrome = chrome(&state, uri.path()).await?;
                shared::respond(&page, product_page(&page, &chrome).into())
            }
            Found::Moved(handle) => moved(&format!("/products/{handle}")),
            Found::Gone => gone(&state).await,
        })
    };
    answer(made.await, &state, id).await
}

pub(super) async fn search(
    State(state): State<SiteState>,
    OriginalUri(uri): OriginalUri,
    Extension(id): Id,
) -> Response {
    let made = async {
        let currency = state.app.shop().await?.shop.currency;
        let filter = read_filter(uri.query().unwrap_or_default(), currency);
        let words = field(uri.query(), "q").unwrap_or_default();
        let page = app::catalog::search(&state.app, &words, filter).await?;
        let html = search_page(&page, &chrome(&state, "/search").await?).html;
        Ok::<_, CatalogError>(([(header::CACHE_CONTROL, "no-cache")], Html(html)).into_response())
    };
    answer(made.await, &state, id).await
}

pub(super) async fn offline(State(state): State<SiteState>, Extension(id): Id) -> Response {
    let made = async {
        let html = offline_page(&chrome(&state, "/offline").await?).html;
        Ok::<_, CatalogError>(([(header::CACHE_CONTROL, "public, max-age=3600")], Html(html)).into_response())
    };
    answer(made.await, &state, id).await
}

async fn answer(made: Result<Response, CatalogError>, state: &SiteState, id: RequestId) -> Response {
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

fn field(query: Option<&str>, wanted: &str) -> Option<String> {
    let mut pairs = form_urlencoded::parse(query?.as_bytes());
    pairs
        .find(|(name, _)| name == wanted)
        .map(|(_, value)| value.into_owned())
}
