//! Pages of one shopper: cart, checkout, the way back from the payment page.

use super::answer::{chrome, failed, not_found, personal};
use crate::pages::checkout::checkout_page;
use crate::pages::shop::{CartNews, cart_page};
use crate::session::Notice;
use crate::{RequestId, SiteState};
use app::payment::{Home, PaymentFlowError};
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use domain::checkout::FieldError;
use serde::Deserialize;

type Id = Extension<RequestId>;

/// `?form=` names a form that was refused just before; with `draft` it is still being filled in, so its faults are not
/// told yet.
#[derive(Deserialize)]
pub(super) struct Kept {
    form: Option<String>,
    draft: Option<String>,
    /// The field that the waiting sentence belongs to.
    at: Option<String>,
}

/// `?at=code`: the sentence that waits belongs to the field of the promotion code.
#[derive(Deserialize)]
pub(super) struct Place {
    at: Option<String>,
}

pub(super) async fn cart(
    State(state): State<SiteState>,
    Query(place): Query<Place>,
    headers: HeaderMap,
    Extension(id): Id,
) -> Response {
    let scope = state.cookies.scope(&headers);
    let view = match app::cart::show_cart(&state.app, &scope).await {
        Ok(view) => view,
        Err(error) => return failed(&state, &error, Some(id)).await,
    };
    let (notice, mut cookies) = notice(&state, &headers);
    cookies.push(state.cookies.items(view.item_count));
    // A cart that outlived the choice of its market brings it back.
    if view.version > 0 && scope.market.as_ref() != Some(&view.market) {
        cookies.extend(state.cookies.market(&view.market));
    }
    let news = match notice {
        Some(Notice { text, is_error: true }) if place.at.as_deref() == Some("code") && !view.lines.is_empty() => {
            CartNews {
                code_problem: Some(text),
                ..CartNews::default()
            }
        }
        Some(Notice { text, is_error: true }) => CartNews {
            problem: Some(text),
            ..CartNews::default()
        },
        Some(Notice { text, is_error: false }) => CartNews {
            notice: Some(text),
            ..CartNews::default()
        },
        None => CartNews::default(),
    };
    match chrome(&state, Some(&view.market), "/cart").await {
        Ok(chrome) => personal(StatusCode::OK, cart_page(&view, &news, &operation(), &chrome), cookies),
        Err(error) => failed(&state, &error, Some(id)).await,
    }
}

pub(super) async fn checkout(
    State(state): State<SiteState>,
    Query(kept): Query<Kept>,
    headers: HeaderMap,
    Extension(id): Id,
) -> Response {
    let scope = state.cookies.scope(&headers);
    let form_state = kept.form.and_then(|text| text.parse().ok());
    let mut view = match app::checkout::show_checkout(&state.app, &scope, form_state).await {
        Ok(view) => view,
        Err(error) => return failed(&state, &error, Some(id)).await,
    };
    if kept.draft.is_some() {
        view.errors.clear();
    }
    let status = if view.errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let (notice, cookies) = notice(&state, &headers);
    if let Some(notice) = notice {
        let field = if kept.at.as_deref() == Some("gift_card") {
            "gift_card"
        } else {
            "review"
        };
        view.errors.push(FieldError::new(field, notice.text));
    }
    if view.totals.due.minor > 0 {
        view.unavailable = view.unavailable.or_else(|| app::payment::unavailable(&state.app));
    }
    match chrome(&state, Some(&view.cart.market), "/checkout").await {
        Ok(chrome) => personal(status, checkout_page(&view, &operation(), &chrome), cookies),
        Err(error) => failed(&state, &error, Some(id)).await,
    }
}

/// The provider sends the shopper home. What the address says is a question, never evidence (section 9, rule 4).
pub(super) async fn come_home(
    State(state): State<SiteState>,
    Path(token): Path<String>,
    Extension(id): Id,
) -> Response {
    let home = app::payment::come_home(&state.app, &token).await;
    lead_home(&state, home, id).await
}

/// The shopper turned back at the provider's page.
pub(super) async fn give_up(State(state): State<SiteState>, Path(token): Path<String>, Extension(id): Id) -> Response {
    let home = app::payment::give_up(&state.app, &token).await;
    lead_home(&state, home, id).await
}

async fn lead_home(state: &SiteState, home: Result<Home, PaymentFlowError>, id: RequestId) -> Response {
    match home {
        Ok(Home::Order { address }) => see(&address, Vec::new()),
        Ok(Home::Open) => see("/checkout", Vec::new()),
        Ok(Home::NotPaid { code }) => {
            let text = app::payment::not_paid_sentence(&code).to_owned();
            let cookie = state.cookies.notice(&Notice { text, is_error: true });
            see("/checkout", cookie.into_iter().collect())
        }
        Ok(Home::Unknown) => not_found(state).await,
        Err(error) => failed(state, &error, Some(id)).await,
    }
}

pub(super) fn see(address: &str, cookies: Vec<HeaderValue>) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(location) = HeaderValue::from_str(address) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

pub(super) fn notice(state: &SiteState, headers: &HeaderMap) -> (Option<Notice>, Vec<HeaderValue>) {
    match state.cookies.take_notice(headers) {
        Some((notice, gone)) => (Some(notice), vec![gone]),
        None => (None, Vec::new()),
    }
}

/// A fresh operation id for the page's forms (I-11).
pub(super) fn operation() -> String {
    adapters::rng::new_token()
}
