//! Promotions against a real database: codes in carts, limits under contention, publishing.

mod codes;
mod limits;
mod publishing;

use crate::App;
use crate::promotion::{PublishError, Published, publish};
use domain::promotion::Definition;
use serde_json::{Value, json};

/// Publishes definitions given as JSON, conflicts and all.
pub(super) async fn published(app: &App, definitions: Value) -> Published {
    let definitions: Vec<Definition> = serde_json::from_value(definitions).unwrap();
    publish(app, &definitions, true).await.unwrap()
}

/// The same, as a merchant would.
pub(super) async fn try_publish(app: &App, definitions: Value) -> Result<Published, PublishError> {
    let definitions: Vec<Definition> = serde_json::from_value(definitions).unwrap();
    publish(app, &definitions, false).await
}

/// An order promotion of some per cent, with codes.
pub(super) fn off(handle: &str, percent: &str, codes: &[&str]) -> Value {
    json!({
        "handle": handle, "name": format!("{percent} % off"), "class": "order", "status": "active",
        "benefit": { "kind": "percent", "percent": percent }, "codes": codes
    })
}
