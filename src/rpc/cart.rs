//! Commands on the cart.

use domain::id::{LineItemId, VariantId};
use leptos::prelude::*;
use server_fn::codec::Json;

use crate::CartAnswer;

/// The shopper's cart as it is now.
///
/// # Errors
/// [`ServerFnError`] when the request did not reach the verb.
#[server(prefix = "/_fn", input = Json, output = Json)]
pub async fn get_cart() -> Result<CartAnswer, ServerFnError> {
    let (app, scope) = crate::caller::caller()?;
    Ok(crate::caller::shown(app::cart::show_cart(&app, &scope).await))
}

/// Puts units of a variant in the cart, with the id of the printed price, if the page had one.
///
/// # Errors
/// [`ServerFnError`] when the request did not reach the verb.
#[server(prefix = "/_fn", input = Json, output = Json)]
pub async fn add_line(
    variant_id: VariantId,
    quantity: u32,
    quote: Option<String>,
) -> Result<CartAnswer, ServerFnError> {
    let (app, scope) = crate::caller::caller()?;
    let command = app::cart::AddLine {
        variant_id,
        quantity,
        quote_id: quote.as_deref().and_then(app::cart::given_quote),
        op: "",
    };
    Ok(crate::caller::changed(app::cart::add_line(&app, &scope, command).await))
}

/// Sets how many units a line holds; 0 takes it out.
///
/// # Errors
/// [`ServerFnError`] when the request did not reach the verb.
#[server(prefix = "/_fn", input = Json, output = Json)]
pub async fn set_quantity(line_item_id: LineItemId, quantity: u32) -> Result<CartAnswer, ServerFnError> {
    let (app, scope) = crate::caller::caller()?;
    let command = app::cart::SetQuantity {
        line_item_id,
        quantity,
        op: "",
    };
    Ok(crate::caller::changed(
        app::cart::set_quantity(&app, &scope, command).await,
    ))
}

/// Takes a line out of the cart.
///
/// # Errors
/// [`ServerFnError`] when the request did not reach the verb.
#[server(prefix = "/_fn", input = Json, output = Json)]
pub async fn remove_line(line_item_id: LineItemId) -> Result<CartAnswer, ServerFnError> {
    let (app, scope) = crate::caller::caller()?;
    let command = app::cart::RemoveLine { line_item_id, op: "" };
    Ok(crate::caller::changed(
        app::cart::remove_line(&app, &scope, command).await,
    ))
}
