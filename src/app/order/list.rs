//! Finds orders for whoever looks after them.

use super::{OrderError, OrderRecord, aftermath};
use crate::App;
use domain::id::OrderId;
use domain::money::Money;
use store::order::{OrderFilter, OrderSummary};

/// Most orders of one page.
const MOST: i64 = 250;

/// Orders, the newest first; the next page begins `before` the last number.
///
/// # Errors
/// [`OrderError::Store`].
pub async fn list_orders(app: &App, filter: &OrderFilter, limit: i64) -> Result<Vec<OrderSummary>, OrderError> {
    let mut conn = app.pool.acquire().await?;
    Ok(store::order::list_summaries(&mut conn, filter, limit.clamp(1, MOST)).await?)
}

/// The order that people call `#1001`.
///
/// # Errors
/// [`OrderError`].
pub async fn find_by_number(app: &App, number: i64) -> Result<OrderId, OrderError> {
    let mut conn = app.pool.acquire().await?;
    let found = store::order::find_id_by_number(&mut conn, number).await?;
    found.ok_or(OrderError::NotFound)
}

/// The order behind a link.
///
/// # Errors
/// [`OrderError`].
pub async fn find_by_token(app: &App, access_token: &str) -> Result<OrderId, OrderError> {
    let mut conn = app.pool.acquire().await?;
    let found = store::order::find_by_token(&mut conn, access_token).await?;
    Ok(found.ok_or(OrderError::NotFound)?.order_id)
}

/// Everything that is known of an order.
///
/// # Errors
/// [`OrderError`].
pub async fn get_record(app: &App, order_id: OrderId) -> Result<OrderRecord, OrderError> {
    let mut conn = app.pool.acquire().await?;
    let detail = store::order::find_detail_by_id(&mut conn, order_id).await?;
    aftermath::record(&mut conn, detail.ok_or(OrderError::NotFound)?).await
}

/// What can still be given back of an order.
///
/// # Errors
/// [`OrderError`].
pub async fn get_refundable(app: &App, order_id: OrderId) -> Result<Money, OrderError> {
    let mut conn = app.pool.acquire().await?;
    let head = store::order::find_by_id(&mut conn, order_id).await?;
    let currency = head.ok_or(OrderError::NotFound)?.currency;
    let balance = store::order::get_balance(&mut conn, order_id).await?;
    Ok(Money::new(balance.left_minor(), currency))
}
