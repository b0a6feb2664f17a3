//! The customer may send the goods. What is wanted instead is kept from then on, in the same commit.

use super::step::{find, finish, save};
use crate::App;
use crate::order::{OrderError, exchange};
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
    let (mut order, goods) = find(app, actor, order_id, return_seq).await?;
    if goods.state == ReturnState::Approved {
        return Ok(());
    }
    save(&mut order, &goods, ReturnState::Approved, answer).await?;
    exchange::reserve(&mut order, &goods).await?;
    finish(order).await
}
