//! Pages of the account. Each asks the session who is there; nothing of them is ever kept by anybody.

mod passkeys;

use super::answer::{chrome, failed, personal};
use super::checkout::{operation, see};
use crate::pages::account::{
    self as pages, AccountNews, AddressForm, Typed, address_page, addresses_page, data_page, orders_page, profile_page,
    safe_next, sessions_page,
};
use crate::visitor::Visitor;
use crate::{Chrome, Rendered, RequestId, SiteState};
use app::customer::{CustomerError, RequestKind, SignedIn, who};
use app::refusal::Refusal as _;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use axum::{Extension, Router};
use domain::checkout::Address;
use domain::customer::CustomerView;
use serde::Deserialize;

type Id = Extension<RequestId>;

/// `?form=` names a form that was refused just before, `?page=` a page of the history, `?next=` where signing in leads.
#[derive(Deserialize)]
pub(super) struct Asked {
    form: Option<String>,
    page: Option<String>,
    next: Option<String>,
}

impl Asked {
    // What is no number is the first page.
    fn page(&self) -> u32 {
        self.page.as_deref().and_then(|text| text.parse().ok()).unwrap_or(1)
    }
}

/// Routes of the account's pages.
pub(super) fn routes() -> Router<SiteState> {
    Router::new()
        .route("/account", get(orders))
        .route("/account/sign-in", get(sign_in))
        .route("/account/register", get(register))
        .route("/account/register/{token}", get(new_account))
        .route("/account/reset", get(reset))
        .route("/account/reset/{token}", get(new_password))
        .route("/account/addresses", get(addresses))
        .route("/account/addresses/new", get(new_address))
        .route("/account/addresses/{id}", get(address))
        .route("/account/profile", get(profile))
        .route("/account/passkeys", get(passkeys::passkeys))
        .route("/account/sessions", get(sessions))
        .route("/account/data", get(data))
        .route("/account/data/export.json", get(export))
}

/// A page in the making: what waits to be told, what was typed, and the cookies that go with it.
struct Making {
    chrome: Chrome,
    news: Option<AccountNews>,
    op: String,
    cookies: Vec<HeaderValue>,
}

impl Making {
    async fn begin(state: &SiteState, visitor: &Visitor, path: &str, id: RequestId) -> Result<Self, Response> {
        let chrome = match chrome(state, visitor.scope.market.as_deref(), path).await {
            Ok(chrome) => chrome,
            Err(error) => return Err(failed(state, &error, Some(id)).await),
        };
        let (notice, cookies) = super::checkout::notice(state, &visitor.headers);
        Ok(Self {
            chrome,
            news: notice.map(|notice| AccountNews {
                text: notice.text,
                is_error: notice.is_error,
            }),
            op: operation(),
            cookies,
        })
    }

    fn answer(self, typed: &Typed, page: Rendered) -> Response {
        let status = if typed.errors.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        personal(status, page, self.cookies)
    }
}

/// What was typed into a form that was refused just before. A form that cannot be read is an empty one.
async fn recall(state: &SiteState, visitor: &Visitor, form: &str, asked: &Asked) -> Option<Typed> {
    let form_state_id = asked.form.as_deref()?.parse().ok()?;
    let (owner, _) = state.cookies.form_owner(&visitor.headers);
    let kept = app::customer::recall_form(&state.app, &owner, form, form_state_id).await;
    let kept = kept.ok().flatten()?;
    Some(Typed {
        values: kept.values,
        errors: kept.errors,
    })
}

/// Who is there, or the way to the page where one signs in.
async fn present(state: &SiteState, visitor: &Visitor, id: RequestId) -> Result<SignedIn, Response> {
    match who(&state.app, visitor.session_token.as_deref()).await {
        Ok(signed_in) => Ok(signed_in),
        Err(CustomerError::NotSignedIn) => Err(see("/account/sign-in", Vec::new())),
        Err(error) => Err(failed(state, &error, Some(id)).await),
    }
}

fn view(signed_in: &SignedIn) -> CustomerView {
    CustomerView {
        email: signed_in.email.clone(),
        name: signed_in.name.clone(),
        phone: signed_in.phone.clone(),
    }
}

async fn sign_in(
    State(state): State<SiteState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
    Extension(id): Id,
) -> Result<Response, Response> {
    let next = safe_next(asked.next.as_deref().unwrap_or_default());
    if asked.form.is_none() && who(&state.app, visitor.session_token.as_deref()).await.is_ok() {
        return Ok(see(next, Vec::new()));
    }
    let making = Making::begin(&state, &visitor, "/account/sign-in", id).await?;
    let typed = recall(&state, &visitor, "entry", &asked).await.unwrap_or_default();
    let page = pages::sign_in_page(
        &typed,
        next,
        app::customer::has_passkeys(&state.app),
        making.news.clone(),
        &making.op,
        &making.chrome,
    );
    Ok(making.answer(&typed, page))
}

async fn register(
    State(state): State<SiteState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
    Extension(id): Id,
) -> Result<Response, Response> {
    entry(&state, &visitor, &asked, "/account/register", pages::register_page, id).await
}

async fn reset(
    State(state): State<SiteState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
    Extension(id): Id,
) -> Result<Response, Response> {
    entry(&state, &visitor, &asked, "/account/reset", pages::reset_page, id).await
}

/// A page with a form that asks for an address only.
async fn entry(
    state: &SiteState,
    visitor: &Visitor,
    asked: &Asked,
    path: &str,
    page: fn(&Typed, Option<AccountNews>, &str, &Chrome) -> Rendered,
    id: RequestId,
) -> Result<Response, Response> {
    let making = Making::begin(state, visitor, path, id).await?;
    let typed = recall(state, visitor, "entry", asked).await.unwrap_or_default();
    let page = page(&typed, making.news.clone(), &making.op, &making.chrome);
    Ok(making.answer(&typed, page))
}

async fn new_account(
    State(state): State<SiteState>,
    Path(token): Path<String>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
    Extension(id): Id,
) -> Result<Response, Response> {
    let email = by_link(&state, RequestKind::Register, &token, "/account/register", id).await?;
    let making = Making::begin(&state, &visitor, "/account/register", id).await?;
    let typed = recall(&state, &visitor, "register", &asked).await.unwrap_or_default();
    let page = pages::new_account_page(&email, &token, &typed, &making.op, &making.chrome);
    Ok(making.answer(&typed, page))
}

async fn new_password(
    State(state): State<SiteState>,
    Path(token): Path<String>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
    Extension(id): Id,
) -> Result<Response, Response> {
    let email = by_link(&state, RequestKind::Reset, &token, "/account/reset", id).await?;
    let making = Making::begin(&state, &visitor, "/account/reset", id).await?;
    let typed = recall(&state, &visitor, "reset", &asked).await.unwrap_or_default();
    let page = pages::new_password_page(&email, &token, &typed, &making.op, &making.chrome);
    Ok(making.answer(&typed, page))
}

// Looking at the link changes nothing: programs that read mail open links as well.
async fn by_link(
    state: &SiteState,
    kind: RequestKind,
    token: &str,
    elsewhere: &str,
    id: RequestId,
) -> Result<String, Response> {
    match app::customer::show_link(&state.app, kind, token).await {
        Ok(email) => Ok(email),
        Err(error @ CustomerError::LinkSpent) => {
            let notice = crate::session::Notice {
                text: error.sentence(),
                is_error: true,
            };
            Err(see(elsewhere, state.cookies.notice(&notice).into_iter().collect()))
        }
        Err(error) => Err(failed(state, &error, Some(id)).await),
    }
}

async fn orders(
    State(state): State<SiteState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
    Extension(id): Id,
) -> Result<Response, Response> {
    let signed_in = present(&state, &visitor, id).await?;
    let orders = match app::customer::list_orders(&state.app, &signed_in, asked.page()).await {
        Ok(orders) => orders,
        Err(error) => return Err(failed(&state, &error, Some(id)).await),
    };
    let making = Making::begin(&state, &visitor, "/account", id).await?;
    let page = orders_page(
        &view(&signed_in),
        &orders,
        making.news.clone(),
        &making.op,
        &making.chrome,
    );
    Ok(making.answer(&Typed::default(), page))
}

async fn addresses(State(state): State<SiteState>, visitor: Visitor, Extension(id): Id) -> Result<Response, Response> {
    let signed_in = present(&state, &visitor, id).await?;
    let cards = match app::customer::list_addresses(&state.app, &signed_in).await {
        Ok(cards) => cards,
        Err(error) => return Err(failed(&state, &error, Some(id)).await),
    };
    let making = Making::begin(&state, &visitor, "/account/addresses", id).await?;
    let page = addresses_page(&cards, making.news.clone(), &making.op, &making.chrome);
    Ok(making.answer(&Typed::default(), page))
}

async fn new_address(
    State(state): State<SiteState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
    Extension(id): Id,
) -> Result<Response, Response> {
    let signed_in = present(&state, &visitor, id).await?;
    let home = match state.app.shop().await {
        Ok(facts) => facts.market(visitor.scope.market.as_deref()).country.clone(),
        Err(error) => return Err(failed(&state, &error, Some(id)).await),
    };
    let start = Address {
        name: signed_in.name.clone(),
        country: home,
        ..Address::default()
    };
    address_form(&state, &visitor, &asked, "/account/addresses".to_owned(), start, id).await
}

async fn address(
    State(state): State<SiteState>,
    Path(address_id): Path<String>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
    Extension(id): Id,
) -> Result<Response, Response> {
    let signed_in = present(&state, &visitor, id).await?;
    let found = match address_id.parse() {
        Ok(address_id) => app::customer::find_address(&state.app, &signed_in, address_id).await,
        Err(_) => Err(CustomerError::NoSuchAddress),
    };
    match found {
        Ok(start) => {
            let action = format!("/account/addresses/{address_id}");
            address_form(&state, &visitor, &asked, action, start, id).await
        }
        Err(error) => Err(failed(&state, &error, Some(id)).await),
    }
}

async fn address_form(
    state: &SiteState,
    visitor: &Visitor,
    asked: &Asked,
    action: String,
    start: Address,
    id: RequestId,
) -> Result<Response, Response> {
    let countries = match app::customer::served_countries(&state.app).await {
        Ok(countries) => countries,
        Err(error) => return Err(failed(state, &error, Some(id)).await),
    };
    let typed = recall(state, visitor, "address", asked).await;
    let form = AddressForm {
        action,
        typed: typed.unwrap_or_else(|| written(start)),
        countries,
    };
    let making = Making::begin(state, visitor, "/account/addresses", id).await?;
    let page = address_page(&form, &making.op, &making.chrome);
    Ok(making.answer(&form.typed, page))
}

fn written(address: Address) -> Typed {
    let fields = [
        ("name", address.name),
        ("line1", address.line1),
        ("line2", address.line2),
        ("city", address.city),
        ("region", address.region),
        ("postal_code", address.postal_code),
        ("country", address.country),
    ];
    Typed {
        values: fields.map(|(name, value)| (name.to_owned(), value)).into(),
        errors: Vec::new(),
    }
}

async fn profile(
    State(state): State<SiteState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
    Extension(id): Id,
) -> Result<Response, Response> {
    let signed_in = present(&state, &visitor, id).await?;
    let known = || Typed {
        values: [
            ("name".to_owned(), signed_in.name.clone()),
            ("phone".to_owned(), signed_in.phone.clone()),
        ]
        .into(),
        errors: Vec::new(),
    };
    let typed = recall(&state, &visitor, "profile", &asked).await.unwrap_or_else(known);
    let password = recall(&state, &visitor, "password", &asked).await.unwrap_or_default();
    let making = Making::begin(&state, &visitor, "/account/profile", id).await?;
    let page = profile_page(
        &signed_in.email,
        &typed,
        &password,
        making.news.clone(),
        &making.op,
        &making.chrome,
    );
    let refused = if password.errors.is_empty() { typed } else { password };
    Ok(making.answer(&refused, page))
}

async fn sessions(State(state): State<SiteState>, visitor: Visitor, Extension(id): Id) -> Result<Response, Response> {
    let signed_in = present(&state, &visitor, id).await?;
    let sessions = match app::customer::list_sessions(&state.app, &signed_in).await {
        Ok(sessions) => sessions,
        Err(error) => return Err(failed(&state, &error, Some(id)).await),
    };
    let making = Making::begin(&state, &visitor, "/account/sessions", id).await?;
    let page = sessions_page(&sessions, making.news.clone(), &making.op, &making.chrome);
    Ok(making.answer(&Typed::default(), page))
}

async fn data(
    State(state): State<SiteState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
    Extension(id): Id,
) -> Result<Response, Response> {
    let signed_in = present(&state, &visitor, id).await?;
    let typed = recall(&state, &visitor, "erase", &asked).await.unwrap_or_default();
    let making = Making::begin(&state, &visitor, "/account/data", id).await?;
    let page = data_page(
        &signed_in.email,
        &typed,
        making.news.clone(),
        &making.op,
        &making.chrome,
    );
    Ok(making.answer(&typed, page))
}

async fn export(State(state): State<SiteState>, visitor: Visitor, Extension(id): Id) -> Result<Response, Response> {
    let signed_in = present(&state, &visitor, id).await?;
    let document = match app::customer::export(&state.app, signed_in.customer_id).await {
        Ok(document) => document,
        Err(error) => return Err(failed(&state, &error, Some(id)).await),
    };
    let headers = [
        (header::CONTENT_TYPE, "application/json; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"account.json\""),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    Ok((headers, format!("{document:#}\n")).into_response())
}
