//! The customer has sent the goods.

use super::step::step;
use crate::App;
use crate::order::OrderError;
use domain::id::OrderId;
use domain::order::{Actor, ReturnState};

/// Notes that an approved return is on its way.
///
/// # Errors
/// [`OrderError`].
pub async fn send(app: &App, actor: &Actor, order_id: OrderId, return_seq: u32) -> Result<(), OrderError> {
    step(app, actor, (order_id, return_seq), ReturnState::InTransit, "").await
}
