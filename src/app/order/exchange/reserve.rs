//! The return was approved: what is wanted instead is kept from now on.

use super::prepare::prepare;
use super::{KEEP_FOR, give_up_open, of_return};
use crate::order::OrderError;
use crate::order::open::Open;
use domain::order::ExchangeState;
use serde_json::json;
use sqlx::Acquire as _;
use store::order::{PreparedCart, Return};

/// Prepares the cart of a return's exchange, in the commit that approves the return. What is gone meanwhile makes it an
/// ordinary return.
pub(in crate::order) async fn reserve(order: &mut Open<'_>, goods: &Return) -> Result<(), OrderError> {
    let Some(exchange) = of_return(order, goods.return_id).await? else {
        return Ok(());
    };
    if exchange.state != ExchangeState::Wanted {
        return Ok(());
    }
    let (app, now) = (order.app, order.now);
    let mut savepoint = order.tx.begin().await?;
    let prepared = match prepare(&mut savepoint, app, &exchange, now).await? {
        Ok(prepared) => {
            savepoint.commit().await?;
            prepared
        }
        Err(reason) => {
            savepoint.rollback().await?;
            return give_up_open(order, &exchange, reason).await;
        }
    };
    let cart = PreparedCart {
        cart_id: prepared.cart_id,
        token: &prepared.token,
        lapses_at: now + KEEP_FOR,
    };
    store::order::update_exchange_reserved(&mut order.tx, exchange.exchange_id, cart, now).await?;
    store::order::keep_goods(&mut order.tx, exchange.exchange_id, now).await?;
    order
        .tell(
            "exchange.reserved",
            json!({ "return": goods.return_seq, "until": cart.lapses_at }),
        )
        .await
}
