//! The goods have arrived. Where they are exchanged, their value is credited in the same commit, and what is wanted instead
//! is ordered right after it.

use super::step::{find, finish, save};
use crate::App;
use crate::order::{OrderError, exchange};
use domain::id::OrderId;
use domain::order::{Actor, ReturnState};

/// Notes that a return has arrived, announced or not.
///
/// # Errors
/// [`OrderError`].
pub async fn receive(app: &App, actor: &Actor, order_id: OrderId, return_seq: u32) -> Result<(), OrderError> {
    let (mut order, goods) = find(app, actor, order_id, return_seq).await?;
    if goods.state == ReturnState::Received {
        return Ok(());
    }
    save(&mut order, &goods, ReturnState::Received, "").await?;
    let credited = exchange::credit(&mut order, &goods).await?;
    finish(order).await?;
    exchange::settle_soon(app, credited).await;
    Ok(())
}
