//! Pages of those who wait for something that is sold out.

use super::answer::{chrome, failed, personal};
use super::checkout::notice;
use crate::pages::shop::{RequestNews, no_request_page, stock_request_page, withdraw_page};
use crate::session::Notice;
use crate::{RequestId, SiteState};
use app::stock::{StockError, recall_form, show_form, show_withdrawal};
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use domain::id::VariantId;
use serde::Deserialize;

type Id = Extension<RequestId>;

/// Which variant, and what was refused just before.
#[derive(Deserialize)]
pub(super) struct Asked {
    variant: String,
    form: Option<String>,
}

/// `?done=1` after the button was pressed.
#[derive(Deserialize)]
pub(super) struct Done {
    done: Option<String>,
}

pub(super) async fn request(
    State(state): State<SiteState>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    Extension(id): Id,
) -> Response {
    let page = match asked.variant.parse::<VariantId>() {
        Ok(variant_id) => show_form(&state.app, variant_id).await,
        Err(_) => Err(StockError::NoVariant(String::new())),
    };
    let page = match page {
        Ok(page) => page,
        Err(error) => return failed(&state, &error, Some(id)).await,
    };
    let mut news = RequestNews::default();
    if let Some(name) = &asked.form
        && let Ok(Some(form)) = recall_form(&state.app, name).await
    {
        news.email = form.values.email;
        news.problem = form.errors.into_iter().next().map(|error| error.text);
    }
    let (told, cookies) = notice(&state, &headers);
    match told {
        Some(Notice { text, is_error: true }) => news.problem = Some(text),
        Some(Notice { text, is_error: false }) => news.notice = Some(text),
        None => {}
    }
    let status = if news.problem.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    match chrome(
        &state,
        state.cookies.scope(&headers).market.as_deref(),
        "/back-in-stock",
    )
    .await
    {
        Ok(chrome) => personal(status, stock_request_page(&page, &news, &chrome), cookies),
        Err(error) => failed(&state, &error, Some(id)).await,
    }
}

pub(super) async fn withdraw(
    State(state): State<SiteState>,
    Path(token): Path<String>,
    Query(done): Query<Done>,
    Extension(id): Id,
) -> Response {
    let known = show_withdrawal(&state.app, &token).await;
    let chrome = match chrome(&state, None, "/back-in-stock").await {
        Ok(chrome) => chrome,
        Err(error) => return failed(&state, &error, Some(id)).await,
    };
    match known {
        Ok(()) => {
            let page = withdraw_page(&token, done.done.is_some(), &chrome);
            personal(StatusCode::OK, page, Vec::new())
        }
        Err(StockError::NoRequest) => personal(StatusCode::NOT_FOUND, no_request_page(&chrome), Vec::new()),
        Err(error) => failed(&state, &error, Some(id)).await,
    }
}
