//! The shop does not take the goods back.

use super::step::step;
use crate::App;
use crate::order::OrderError;
use domain::id::OrderId;
use domain::order::{Actor, ReturnState};

/// Rejects a requested return; `answer` tells the customer why.
///
/// # Errors
/// [`OrderError`].
pub async fn reject(
    app: &App,
    actor: &Actor,
    order_id: OrderId,
    return_seq: u32,
    answer: &str,
) -> Result<(), OrderError> {
    step(app, actor, (order_id, return_seq), ReturnState::Rejected, answer).await
}
