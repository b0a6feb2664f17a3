//! The address book's forms.

use super::super::going::Going;
use super::{Fields, again, signed_in, text};
use crate::SiteState;
use crate::visitor::Visitor;
use app::customer::{AddressChange, CustomerError, SignedIn, change_address};
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::checkout::Address;
use domain::id::CustomerAddressId;

const BOOK: &str = "/account/addresses";

pub(in super::super) async fn add(
    State(state): State<SiteState>,
    visitor: Visitor,
    Form(fields): Form<Fields>,
) -> Response {
    let signed_in = match signed_in(&state, &visitor).await {
        Ok(signed_in) => signed_in,
        Err(response) => return response,
    };
    let change = AddressChange::Add {
        address: address(&fields),
        op: text(&fields, "_op").chars().take(255).collect(),
    };
    match change_address(&state.app, &signed_in, change).await {
        Ok(()) => done(&state, "The address is in your address book."),
        Err(error @ CustomerError::Invalid(_)) => {
            let page = "/account/addresses/new";
            again(&state, &visitor, ("address", page), fields, &error).await
        }
        Err(error) => again(&state, &visitor, ("address", BOOK), fields, &error).await,
    }
}

pub(in super::super) async fn replace(
    State(state): State<SiteState>,
    Path(id): Path<String>,
    visitor: Visitor,
    Form(fields): Form<Fields>,
) -> Response {
    let signed_in = match signed_in(&state, &visitor).await {
        Ok(signed_in) => signed_in,
        Err(response) => return response,
    };
    let changed = match id.parse() {
        Ok(id) => {
            let change = AddressChange::Replace(id, address(&fields));
            change_address(&state.app, &signed_in, change).await
        }
        Err(_) => Err(CustomerError::NoSuchAddress),
    };
    match changed {
        Ok(()) => done(&state, "The address is changed."),
        Err(error @ CustomerError::Invalid(_)) => {
            let page = format!("{BOOK}/{id}");
            again(&state, &visitor, ("address", &page), fields, &error).await
        }
        Err(error) => again(&state, &visitor, ("address", BOOK), fields, &error).await,
    }
}

pub(in super::super) async fn delete(
    State(state): State<SiteState>,
    Path(id): Path<String>,
    visitor: Visitor,
) -> Response {
    change(&state, &visitor, &id, AddressChange::Delete, "The address is deleted.").await
}

pub(in super::super) async fn make_default(
    State(state): State<SiteState>,
    Path(id): Path<String>,
    visitor: Visitor,
) -> Response {
    let news = "Checkout starts with this address from now on.";
    change(&state, &visitor, &id, AddressChange::MakeDefault, news).await
}

async fn change(
    state: &SiteState,
    visitor: &Visitor,
    id: &str,
    what: fn(CustomerAddressId) -> AddressChange,
    news: &str,
) -> Response {
    let signed_in: SignedIn = match signed_in(state, visitor).await {
        Ok(signed_in) => signed_in,
        Err(response) => return response,
    };
    let changed = match id.parse() {
        Ok(id) => change_address(&state.app, &signed_in, what(id)).await,
        Err(_) => Err(CustomerError::NoSuchAddress),
    };
    match changed {
        Ok(()) => done(state, news),
        Err(error) => again(state, visitor, ("address", BOOK), Fields::new(), &error).await,
    }
}

fn done(state: &SiteState, news: &str) -> Response {
    Going::to(BOOK).saying(state, news.to_owned(), false).go()
}

fn address(fields: &Fields) -> Address {
    let text = |name| text(fields, name).to_owned();
    Address {
        name: text("name"),
        line1: text("line1"),
        line2: text("line2"),
        city: text("city"),
        region: text("region"),
        postal_code: text("postal_code"),
        country: text("country"),
    }
}
