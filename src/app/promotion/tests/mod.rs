//! Promotions against a real database: codes in carts, limits under contention, publishing.

mod abuse;
mod codes;
mod currencies;
mod first_orders;
mod gifts;
mod limits;
mod markets;
mod publishing;

use crate::App;
use crate::cart::{ApplyCode, ApplyCodeError, CartChanged, apply_code};
use crate::payment::tests::{Buyer, Till};
use crate::promotion::{PublishError, Published, publish};
use crate::scope::Scope;
use domain::promotion::Definition;
use serde_json::{Value, json};
use uuid::Uuid;

/// Publishes definitions given as JSON, conflicts and all.
pub(crate) async fn published(app: &App, definitions: Value) -> Published {
    let definitions: Vec<Definition> = serde_json::from_value(definitions).unwrap();
    publish(app, &definitions, true).await.unwrap()
}

/// The same, as a merchant would.
pub(super) async fn try_publish(app: &App, definitions: Value) -> Result<Published, PublishError> {
    let definitions: Vec<Definition> = serde_json::from_value(definitions).unwrap();
    publish(app, &definitions, false).await
}

/// An order promotion of some per cent, with codes.
pub(crate) fn off(handle: &str, percent: &str, codes: &[&str]) -> Value {
    json!({
        "handle": handle, "name": format!("{percent} % off"), "class": "order", "status": "active",
        "benefit": { "kind": "percent", "percent": percent }, "codes": codes
    })
}

/// Enters a code in a shopper's cart.
pub(crate) async fn enter(app: &App, scope: &Scope, code: &str) -> Result<CartChanged, ApplyCodeError> {
    let command = ApplyCode {
        code,
        op: "",
        network: "",
    };
    apply_code(app, scope, command).await
}

/// A shopper in Berlin with a ring and a code in the cart, at the checkout's last step.
pub(super) async fn buyer_with(till: &Till, ring: Uuid, code: &str) -> Buyer {
    let mut buyer = till.buyer(&[(ring, 1)]).await;
    enter(&till.app, &buyer.scope, code).await.unwrap();
    buyer.total = till.total(&buyer.scope).await;
    buyer
}
