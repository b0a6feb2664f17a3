//! The customer may send the goods.

use super::step::step;
use crate::App;
use crate::order::OrderError;
use domain::id::OrderId;
use domain::order::{Actor, ReturnState};

/// Approves a requested return; `answer` tells the customer where to send it.
///
/// # Errors
/// [`OrderError`].
pub async fn approve(
    app: &App,
    actor: &Actor,
    order_id: OrderId,
    return_seq: u32,
    answer: &str,
) -> Result<(), OrderError> {
    step(app, actor, (order_id, return_seq), ReturnState::Approved, answer).await
}
