//! Pages of one order, behind its unguessable address.

use super::answer::{chrome, failed, personal};
use super::checkout::{notice, operation, see};
use crate::pages::checkout::{OrderNews, cancel_page, exchange_page, order_page, return_page};
use crate::session::Notice;
use crate::{RequestId, SiteState};
use app::order::exchange::{list_replacements, show_exchange};
use app::order::{ShowOrderError, has_used_up_cart, recall_return_form, show_order};
use app::refusal::Refusal as _;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use domain::order::{OrderStage, OrderView, ReturnInput};
use serde::Deserialize;

type Id = Extension<RequestId>;

/// `?form=` names a form that was refused just before.
#[derive(Deserialize)]
pub(super) struct Kept {
    form: Option<String>,
}

pub(super) async fn order(
    State(state): State<SiteState>,
    Path(token): Path<String>,
    headers: HeaderMap,
    Extension(id): Id,
) -> Response {
    let view = match find(&state, &token, id).await {
        Ok(view) => view,
        Err(response) => return *response,
    };
    let (told, mut cookies) = notice(&state, &headers);
    // Only a placed order has used the cart up; while the payment is being checked it may still come back.
    if view.stage != OrderStage::Checking {
        cookies.extend(counted(&state, &headers, &token).await);
    }
    let news = told.map(|notice| OrderNews {
        text: notice.text,
        is_error: notice.is_error,
    });
    match chrome(&state, None, "/orders").await {
        Ok(chrome) => personal(StatusCode::OK, order_page(&view, news.as_ref(), &chrome), cookies),
        Err(error) => failed(&state, &error, Some(id)).await,
    }
}

// Old orders are looked at as well; what is in the cart of today is another matter, and nothing takes it away.
async fn counted(state: &SiteState, headers: &HeaderMap, token: &str) -> Vec<HeaderValue> {
    let scope = state.cookies.scope(headers);
    if state.cookies.session(headers).is_none() {
        let is_used_up = has_used_up_cart(&state.app, token, &scope).await.unwrap_or(false);
        return if is_used_up {
            state.cookies.after_order(headers)
        } else {
            Vec::new()
        };
    }
    let cart = app::cart::show_cart(&state.app, &scope).await;
    cart.map_or_else(|_| Vec::new(), |cart| vec![state.cookies.items(cart.item_count)])
}

pub(super) async fn cancel(State(state): State<SiteState>, Path(token): Path<String>, Extension(id): Id) -> Response {
    let view = match find(&state, &token, id).await {
        Ok(view) => view,
        Err(response) => return *response,
    };
    if !view.aftermath.can_cancel {
        return see(&view.address, Vec::new());
    }
    match chrome(&state, None, "/orders").await {
        Ok(chrome) => personal(StatusCode::OK, cancel_page(&view, &operation(), &chrome), Vec::new()),
        Err(error) => failed(&state, &error, Some(id)).await,
    }
}

pub(super) async fn send_back(
    State(state): State<SiteState>,
    Path(token): Path<String>,
    Query(kept): Query<Kept>,
    Extension(id): Id,
) -> Response {
    let view = match find(&state, &token, id).await {
        Ok(view) => view,
        Err(response) => return *response,
    };
    if view.aftermath.returnable.is_empty() {
        return see(&view.address, Vec::new());
    }
    let (typed, problem) = recall(&state, &token, kept).await;
    let status = if problem.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    match chrome(&state, None, "/orders").await {
        Ok(chrome) => {
            // Without choices it is the money, which is always possible.
            let choices = list_replacements(&state.app, &token).await.unwrap_or_default();
            let page = return_page(&view, &choices, (&typed, problem), &operation(), &chrome);
            personal(status, page, Vec::new())
        }
        Err(error) => failed(&state, &error, Some(id)).await,
    }
}

pub(super) async fn exchange(
    State(state): State<SiteState>,
    Path((token, return_seq)): Path<(String, u32)>,
    headers: HeaderMap,
    Extension(id): Id,
) -> Response {
    let view = match find(&state, &token, id).await {
        Ok(view) => view,
        Err(response) => return *response,
    };
    let exchange = match show_exchange(&state.app, &token, return_seq).await {
        Ok(Some(exchange)) => exchange,
        Ok(None) => return see(&view.address, Vec::new()),
        Err(error) => return failed(&state, &error, Some(id)).await,
    };
    let (told, cookies) = notice(&state, &headers);
    let problem = told.filter(|notice| notice.is_error).map(|notice| notice.text);
    match chrome(&state, None, "/orders").await {
        Ok(chrome) => {
            let page = exchange_page(&view, &exchange, problem, &chrome);
            personal(StatusCode::OK, page, cookies)
        }
        Err(error) => failed(&state, &error, Some(id)).await,
    }
}

/// What was typed before and what was wrong with it. A form that cannot be read is an empty one.
async fn recall(state: &SiteState, token: &str, kept: Kept) -> (ReturnInput, Option<String>) {
    let Some(form_state_id) = kept.form.and_then(|text| text.parse().ok()) else {
        return (ReturnInput::default(), None);
    };
    match recall_return_form(&state.app, token, form_state_id).await {
        Ok(Some(form)) => (form.values, form.errors.into_iter().next().map(|error| error.text)),
        _ => (ReturnInput::default(), None),
    }
}

/// The order, or the response that says that there is none.
async fn find(state: &SiteState, token: &str, id: RequestId) -> Result<OrderView, Box<Response>> {
    match show_order(&state.app, token).await {
        Ok(view) if view.address == app::order::address(token) => Ok(view),
        // The money of this link's payment came late, and is on the order that was made meanwhile.
        Ok(view) => Err(Box::new(see(&view.address, Vec::new()))),
        Err(error @ ShowOrderError::NotPaid) => {
            let cookie: Option<HeaderValue> = state.cookies.notice(&Notice {
                text: error.sentence(),
                is_error: true,
            });
            Err(Box::new(see("/checkout", cookie.into_iter().collect())))
        }
        Err(error) => Err(Box::new(failed(state, &error, Some(id)).await)),
    }
}
