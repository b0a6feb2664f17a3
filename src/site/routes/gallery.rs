//! Pages of galleries and of the posts in them.

use super::answer::chrome;
use super::shop::{Id, Market, answer, field, of_market};
use crate::pages::shop::{gallery_page, look_page};
use crate::{SiteState, shared};
use app::catalog::CatalogError;
use axum::Extension;
use axum::extract::{OriginalUri, Path, State};
use axum::response::Response;

pub(super) async fn gallery(
    State(state): State<SiteState>,
    Path(handle): Path<String>,
    OriginalUri(uri): OriginalUri,
    market: Market,
    Extension(id): Id,
) -> Response {
    let scope = of_market(market);
    let number = field(uri.query(), "page")
        .and_then(|text| text.parse().ok())
        .unwrap_or(1);
    let made = async {
        let page = app::gallery::show_gallery(&state.app, &scope, &handle, number).await?;
        let chrome = chrome(&state, scope.market.as_deref(), uri.path()).await?;
        Ok::<_, CatalogError>(shared::respond(&page, gallery_page(&page, &chrome).into()))
    };
    answer(made.await, &state, id).await
}

pub(super) async fn look(
    State(state): State<SiteState>,
    Path(ugc_post_id): Path<String>,
    OriginalUri(uri): OriginalUri,
    market: Market,
    Extension(id): Id,
) -> Response {
    let scope = of_market(market);
    let gallery = field(uri.query(), "gallery").unwrap_or_default();
    let made = async {
        let ugc_post_id = ugc_post_id.parse().map_err(|_| CatalogError::NotFound)?;
        let page = app::gallery::show_look(&state.app, &scope, ugc_post_id, &gallery).await?;
        let chrome = chrome(&state, scope.market.as_deref(), uri.path()).await?;
        Ok::<_, CatalogError>(shared::respond(&page, look_page(&page, &chrome).into()))
    };
    answer(made.await, &state, id).await
}
