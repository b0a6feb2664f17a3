//! Keeps an order in the house, or lets it go.

use super::OrderError;
use super::open::open;
use crate::App;
use domain::id::OrderId;
use domain::order::Actor;
use serde_json::json;

/// Puts an order on hold by hand, or takes whatever hold it has away.
///
/// # Errors
/// [`OrderError`].
pub async fn hold(app: &App, actor: &Actor, order_id: OrderId, is_held: bool) -> Result<(), OrderError> {
    let mut order = open(app, actor, order_id).await?;
    order.facts().may_change()?;
    if order.facts().is_held == is_held {
        return Ok(());
    }
    let reason = is_held.then_some("manual");
    store::order::update_hold(&mut order.tx, order_id, reason, order.now).await?;
    let name = if is_held { "order.held" } else { "order.released" };
    order.tell(name, json!({ "was": order.head.hold_reason })).await?;
    order.tx.commit().await?;
    Ok(())
}
