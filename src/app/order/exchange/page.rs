//! The page where a shopper pays what an exchange costs more than what came back is worth.

use super::numbered;
use super::prepare::quoted;
use super::settle::{finish, scope};
use crate::App;
use crate::checkout::place_order::{PlaceOrder, PlaceOrderError, Placement, place_order};
use crate::checkout::totals::totals;
use crate::order::{OrderError, address, find_by_token};
use domain::order::{ExchangeState, ExchangeView, OrderRefusal, UnitsText};

/// What the shopper agrees to: the sums that the page showed.
pub type ExchangeAgreed = PlaceOrder;

/// The prepared checkout of an exchange that waits for its payment; `None` when there is nothing to pay any more.
///
/// # Errors
/// [`OrderError`].
pub async fn show_exchange(app: &App, access_token: &str, return_seq: u32) -> Result<Option<ExchangeView>, OrderError> {
    let order_id = find_by_token(app, access_token).await?;
    let mut conn = app.pool.acquire().await?;
    let exchange = numbered(&mut conn, order_id, return_seq).await?;
    let (ExchangeState::Credited, Some(cart_id)) = (exchange.state, exchange.cart_id) else {
        return Ok(None);
    };
    let quote = quoted(&mut conn, app, cart_id, app.clock.now()).await?;
    if quote.cart.completed_at.is_some() || quote.lines.is_empty() {
        return Ok(None);
    }
    let due_minor = quote.due().minor;
    let goods = exchange.lines.iter().map(|line| UnitsText {
        title: line.title.clone(),
        quantity: line.quantity,
    });
    Ok(Some(ExchangeView {
        goods: goods.collect(),
        totals: totals(&quote),
        until_text: exchange
            .lapses_at
            .map(|end| end.format("%-d %B %Y").to_string())
            .unwrap_or_default(),
        problem: crate::payment::unavailable(app)
            .filter(|_| due_minor > 0)
            .unwrap_or_default(),
        address: format!("{}/exchange/{return_seq}", address(access_token)),
    }))
}

/// Pays the difference: the cart goes through the one placement. Pressing the button twice is pressing it once.
///
/// # Errors
/// [`OrderError`]; `exchange` of what the placement refuses.
pub async fn pay_difference(
    app: &App,
    access_token: &str,
    return_seq: u32,
    agreed: ExchangeAgreed,
) -> Result<Placement, OrderError> {
    let order_id = find_by_token(app, access_token).await?;
    let mut conn = app.pool.acquire().await?;
    let exchange = numbered(&mut conn, order_id, return_seq).await?;
    drop(conn);
    if !matches!(exchange.state, ExchangeState::Credited | ExchangeState::Placed) {
        return Err(OrderRefusal::WrongState.into());
    }
    let placed = place_order(app, &scope(&exchange), agreed).await;
    let placed = placed.map_err(|error: PlaceOrderError| OrderError::Exchange(Box::new(error)))?;
    if let Placement::Placed { .. } | Placement::Replayed { .. } = placed {
        finish(app, &exchange).await?;
    }
    Ok(placed)
}
