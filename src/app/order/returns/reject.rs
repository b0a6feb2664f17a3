//! The shop does not take the goods back.

use super::step::{find, finish, give_up_exchange, save};
use crate::App;
use crate::order::OrderError;
use domain::id::OrderId;
use domain::order::{Actor, LapseReason, ReturnState};

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
    let (mut order, goods) = find(app, actor, order_id, return_seq).await?;
    if goods.state == ReturnState::Rejected {
        return Ok(());
    }
    save(&mut order, &goods, ReturnState::Rejected, answer).await?;
    give_up_exchange(&mut order, &goods, LapseReason::Rejected).await?;
    finish(order).await
}
