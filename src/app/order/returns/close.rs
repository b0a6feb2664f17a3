//! Nothing is left to be done about a return.

use super::step::step;
use crate::App;
use crate::order::OrderError;
use domain::id::OrderId;
use domain::order::{Actor, ReturnState};

/// Closes a return that was inspected, or one whose goods never came.
///
/// # Errors
/// [`OrderError`].
pub async fn close(app: &App, actor: &Actor, order_id: OrderId, return_seq: u32) -> Result<(), OrderError> {
    step(app, actor, (order_id, return_seq), ReturnState::Closed, "").await
}
