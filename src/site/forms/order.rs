//! The order's forms: cancel it, send something back.

use super::going::Going;
use crate::SiteState;
use app::checkout::{PlaceOrder, Placement};
use app::forms::KeptForm;
use app::order::exchange::pay_difference;
use app::order::returns::{RequestReturn, request};
use app::order::{OrderError, cancel, find_by_token};
use app::refusal::Refusal as _;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::checkout::FieldError;
use domain::id::{OrderLineId, VariantId};
use domain::money::{Currency, Money};
use domain::order::{Actor, OrderRefusal, ReturnInput, ReturnReason};
use serde::Deserialize;
use std::collections::BTreeMap;

// `POST /orders/{token}/cancel`. Cancelling twice is cancelling once, so its operation id needs no memory.
pub(super) async fn cancel_order(State(state): State<SiteState>, Path(token): Path<String>) -> Response {
    let page = Going::to(app::order::address(&token));
    let cancelled = match find_by_token(&state.app, &token).await {
        Ok(order_id) => cancel(&state.app, &Actor::Customer, order_id, "").await,
        Err(error) => Err(error),
    };
    match cancelled {
        Ok(()) => page.saying(&state, "Your order is cancelled.".to_owned(), false).go(),
        Err(error) => page.refused(&state, &error).go(),
    }
}

pub(super) async fn request_return(
    State(state): State<SiteState>,
    Path(token): Path<String>,
    headers: HeaderMap,
    Form(fields): Form<Vec<(String, String)>>,
) -> Response {
    let (input, op) = read(fields);
    let mut op = state.cookies.operation_key(op.as_deref(), &headers);
    if op.is_empty() {
        op = adapters::rng::new_token();
    }
    match ask(&state, &token, &input, &op).await {
        Ok(()) => Going::to(app::order::address(&token))
            .saying(&state, "We have your request and answer soon.".to_owned(), false)
            .go(),
        Err(error @ (OrderError::NotFound | OrderError::Store(_))) => {
            Going::to(app::order::address(&token)).refused(&state, &error).go()
        }
        Err(error) => again(&state, &token, input, &error).await,
    }
}

/// The sums that the page showed.
#[derive(Deserialize)]
pub(super) struct ExchangeForm {
    #[serde(default)]
    expected_total_minor: String,
    #[serde(default)]
    expected_due_minor: String,
    #[serde(default)]
    currency: String,
}

// `POST /orders/{token}/exchange/{return}`. The prepared cart is placed once, so its operation needs no memory.
pub(super) async fn pay_exchange(
    State(state): State<SiteState>,
    Path((token, return_seq)): Path<(String, u32)>,
    Form(form): Form<ExchangeForm>,
) -> Response {
    let currency = Currency::parse(form.currency.trim()).ok();
    let money = |text: &str| {
        let minor = text.trim().parse().ok();
        minor.zip(currency).map(|(minor, currency)| Money::new(minor, currency))
    };
    let agreed = PlaceOrder {
        expected_total: money(&form.expected_total_minor),
        expected_due: money(&form.expected_due_minor),
    };
    match pay_difference(&state.app, &token, return_seq, agreed).await {
        Ok(Placement::Pay { redirect_url, .. }) => Going::to(redirect_url).go(),
        Ok(Placement::Placed { address } | Placement::Replayed { address } | Placement::Processing { address }) => {
            Going::to(address).go()
        }
        Err(error) => {
            let page = [&app::order::address(&token), "/exchange/", &return_seq.to_string()].concat();
            Going::to(page).refused(&state, &error).go()
        }
    }
}

async fn ask(state: &SiteState, token: &str, input: &ReturnInput, op: &str) -> Result<(), OrderError> {
    let order_id = find_by_token(&state.app, token).await?;
    let units = units(&input.units)?;
    let mut instead = instead(&input.instead)?;
    // What does not come back is not exchanged, whatever its list says.
    instead.retain(|(line, _)| units.iter().any(|(id, count)| id == line && *count > 0));
    let reason = ReturnReason::from_word(&input.reason).ok_or(OrderError::Invalid("Choose a reason."))?;
    let command = RequestReturn {
        units: &units,
        reason,
        refund_to: domain::order::RefundTo::from_word(&input.refund_to).unwrap_or_default(),
        instead: &instead,
        note: &input.note,
        client_ref: op,
    };
    request(&state.app, &Actor::Customer, order_id, command).await?;
    Ok(())
}

fn units(typed: &BTreeMap<String, String>) -> Result<Vec<(OrderLineId, u32)>, OrderError> {
    typed
        .iter()
        .map(|(id, count)| {
            let id = id.parse().map_err(|_| OrderRefusal::NoSuchLine)?;
            let count = if count.trim().is_empty() {
                Ok(0)
            } else {
                count.trim().parse()
            };
            let count = count.map_err(|_| OrderError::Invalid("Enter whole numbers as quantities."))?;
            Ok((id, count))
        })
        .collect()
}

fn instead(typed: &BTreeMap<String, String>) -> Result<Vec<(OrderLineId, VariantId)>, OrderError> {
    let wanted = typed.iter().filter(|(_, variant)| !variant.trim().is_empty());
    wanted
        .map(|(line, variant)| {
            let line = line.parse().map_err(|_| OrderRefusal::NoSuchLine)?;
            let variant = variant.trim().parse().map_err(|_| OrderRefusal::NotExchangeable)?;
            Ok((line, variant))
        })
        .collect()
}

/// Keeps what was typed and shows the form again.
async fn again(state: &SiteState, token: &str, input: ReturnInput, error: &OrderError) -> Response {
    let form = KeptForm {
        values: input,
        errors: vec![FieldError::new("units", error.sentence())],
    };
    let address = [&app::order::address(token), "/return"].concat();
    match app::order::keep_return_form(&state.app, token, &form).await {
        Ok(id) => Going::to(format!("{address}?form={id}")).go(),
        Err(_) => Going::to(address).refused(state, error).go(),
    }
}

// At most so many fields are looked at: an order has fewer lines than that.
const MOST_FIELDS: usize = 500;

fn read(fields: Vec<(String, String)>) -> (ReturnInput, Option<String>) {
    let (mut input, mut op) = (ReturnInput::default(), None);
    for (name, value) in fields.into_iter().take(MOST_FIELDS) {
        match name.as_str() {
            "reason" => input.reason = value,
            "note" => input.note = value,
            "refund_to" => input.refund_to = value,
            "_op" => op = Some(value),
            _ => {
                if let Some(line) = name.strip_prefix("units.") {
                    input.units.insert(line.to_owned(), value);
                } else if let Some(line) = name.strip_prefix("instead.") {
                    input.instead.insert(line.to_owned(), value);
                }
            }
        }
    }
    (input, op)
}
