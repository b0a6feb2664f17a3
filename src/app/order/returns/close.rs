//! Nothing is left to be done about a return.

use super::step::{find, finish, give_up_exchange, save};
use crate::App;
use crate::order::OrderError;
use domain::id::OrderId;
use domain::order::{Actor, LapseReason, ReturnState};

/// Closes a return that was inspected, or one whose goods never came.
///
/// # Errors
/// [`OrderError`].
pub async fn close(app: &App, actor: &Actor, order_id: OrderId, return_seq: u32) -> Result<(), OrderError> {
    let (mut order, goods) = find(app, actor, order_id, return_seq).await?;
    if goods.state == ReturnState::Closed {
        return Ok(());
    }
    save(&mut order, &goods, ReturnState::Closed, "").await?;
    give_up_exchange(&mut order, &goods, LapseReason::NotSent).await?;
    finish(order).await
}
