//! The shopper comes back from the provider's page: paid, refused, or having changed their mind.

use super::advance::{advance_order, cancel};
use super::{Advanced, PaymentFlowError};
use crate::App;
use crate::scope::Scope;
use domain::order::OrderStatus;
use store::order::OrderHead;

/// Where a shopper goes who comes back. No `Debug`: the address holds the order's access token.
#[derive(Clone, PartialEq, Eq)]
pub enum Home {
    /// To the order's page: it is placed, or its payment is being checked.
    Order {
        /// `/orders/{access_token}`.
        address: String,
    },
    /// To checkout: nothing was paid and the cart is as it was.
    NotPaid {
        /// The provider's word, such as `card_declined` or `cancelled`.
        code: String,
    },
    /// To checkout: the payment page still waits, "pay" leads there again.
    Open,
    /// Nobody knows this purchase.
    Unknown,
}

/// The shopper returns by the provider's link. What the address says besides the token is never evidence of payment.
///
/// # Errors
/// [`PaymentFlowError::Store`].
pub async fn come_home(app: &App, access_token: &str) -> Result<Home, PaymentFlowError> {
    let Some(head) = find_order(app, access_token).await? else {
        return gone(app, access_token).await;
    };
    home(app, access_token, advance_order(app, head).await).await
}

/// The shopper returns by the provider's cancel link: the attempt is made certainly dead, the cart is theirs again.
/// If they had paid after all, they see their order.
///
/// # Errors
/// [`PaymentFlowError::Store`].
pub async fn give_up(app: &App, access_token: &str) -> Result<Home, PaymentFlowError> {
    let Some(head) = find_order(app, access_token).await? else {
        return gone(app, access_token).await;
    };
    home(app, access_token, cancel_order(app, head).await).await
}

/// The shopper wants to change a cart whose payment is open: the same as giving that payment up. True when the cart can
/// be changed now; false when it was paid meanwhile, or nobody knows.
///
/// # Errors
/// [`PaymentFlowError`]; then the payment may still be open.
pub async fn reopen_cart(app: &App, scope: &Scope) -> Result<bool, PaymentFlowError> {
    let Some(token) = scope.cart_token.as_deref() else {
        return Ok(true);
    };
    let mut conn = app.pool.acquire().await?;
    let digest = crate::cart::token::digest(token);
    let Some(cart) = store::cart::find_for(&mut conn, &digest, app.clock.now()).await? else {
        return Ok(true);
    };
    let order = store::order::find_by_cart(&mut conn, cart.cart_id).await?;
    drop(conn);
    match order {
        None => Ok(true),
        Some(head) if head.status == OrderStatus::Draft => Ok(matches!(
            cancel_order(app, head).await?,
            Advanced::Failed { .. } | Advanced::Gone
        )),
        Some(_) => Ok(false),
    }
}

async fn cancel_order(app: &App, head: OrderHead) -> Result<Advanced, PaymentFlowError> {
    if head.status != OrderStatus::Draft {
        return Ok(Advanced::placed(head));
    }
    let mut conn = app.pool.acquire().await?;
    let attempt = store::payment::find_latest(&mut conn, head.order_id).await?;
    drop(conn);
    match attempt {
        Some(attempt) => cancel(app, &attempt).await,
        None => Ok(Advanced::Checking),
    }
}

async fn find_order(app: &App, access_token: &str) -> Result<Option<OrderHead>, PaymentFlowError> {
    let mut conn = app.pool.acquire().await?;
    Ok(store::order::find_by_token(&mut conn, access_token).await?)
}

async fn home(
    app: &App,
    access_token: &str,
    advanced: Result<Advanced, PaymentFlowError>,
) -> Result<Home, PaymentFlowError> {
    match advanced {
        Ok(Advanced::Placed { access_token, .. }) => Ok(order_page(&access_token)),
        // The order's page says that we are checking, which is the truth.
        Ok(Advanced::Checking) | Err(PaymentFlowError::Unavailable) => Ok(order_page(access_token)),
        Ok(Advanced::Waiting { .. }) => Ok(Home::Open),
        Ok(Advanced::Failed { code }) => Ok(Home::NotPaid { code }),
        Ok(Advanced::Gone) => gone(app, access_token).await,
        Err(error) => Err(error),
    }
}

// Rolled back, by somebody who was quicker.
async fn gone(app: &App, access_token: &str) -> Result<Home, PaymentFlowError> {
    let mut conn = app.pool.acquire().await?;
    if let Some(code) = store::payment::find_failure_by_token(&mut conn, access_token).await? {
        return Ok(Home::NotPaid { code });
    }
    // Its money came after all, and went to the order that another attempt had paid.
    let order = store::payment::find_token_of_order(&mut conn, access_token).await?;
    Ok(order.map_or(Home::Unknown, |token| order_page(&token)))
}

fn order_page(access_token: &str) -> Home {
    Home::Order {
        address: crate::order::address(access_token),
    }
}
