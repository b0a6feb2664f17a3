//! The goods have arrived.

use super::step::step;
use crate::App;
use crate::order::OrderError;
use domain::id::OrderId;
use domain::order::{Actor, ReturnState};

/// Notes that a return has arrived, announced or not.
///
/// # Errors
/// [`OrderError`].
pub async fn receive(app: &App, actor: &Actor, order_id: OrderId, return_seq: u32) -> Result<(), OrderError> {
    step(app, actor, (order_id, return_seq), ReturnState::Received, "").await
}
