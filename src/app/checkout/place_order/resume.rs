//! "Pay" was pressed before: the payment of then is led on with, or made certainly dead. Never are two alive.

use super::pay::{self, Payment};
use super::{PlaceOrderError, Placement};
use crate::App;
use crate::payment::{Advanced, PaymentFlowError, advance, cancel};
use adapters::payment::PaymentError;

/// The draft of an earlier click.
pub(super) struct Earlier {
    pub payment: Payment,
    /// Whether the cart is still what it was made for, and the shopper agrees to its total.
    pub is_same: bool,
}

/// Where the shopper goes; `None` when the earlier payment is certainly over and the cart can be prepared afresh.
pub(super) async fn resume(app: &App, earlier: Earlier) -> Result<Option<Placement>, PlaceOrderError> {
    let Earlier { payment, is_same } = earlier;
    let advanced = if is_same {
        ask(app, &payment).await
    } else {
        cancel(app, &payment.attempt).await
    };
    match advanced {
        Ok(Advanced::Waiting {
            redirect_url: Some(redirect_url),
        }) if is_same => Ok(Some(Placement::Pay {
            redirect_url,
            status_address: payment.address(),
        })),
        Ok(Advanced::Waiting { .. } | Advanced::Checking) if is_same && payment.attempt.redirect_url.is_none() => {
            lead_on(app, payment).await
        }
        Ok(Advanced::Failed { .. } | Advanced::Gone) => Ok(None),
        Ok(Advanced::Placed { access_token, .. }) => Ok(Some(Placement::Replayed {
            address: crate::order::address(&access_token),
        })),
        Ok(Advanced::Waiting { .. } | Advanced::Checking) | Err(PaymentFlowError::Unavailable) => {
            Ok(Some(Placement::Processing {
                address: payment.address(),
            }))
        }
        Err(PaymentFlowError::Store(error)) => Err(error.into()),
    }
}

async fn ask(app: &App, payment: &Payment) -> Result<Advanced, PaymentFlowError> {
    match payment.attempt.order_id {
        Some(order_id) => advance(app, order_id).await,
        None => Ok(Advanced::Gone),
    }
}

/// The first call broke off before we knew the page: the same call again, under the same key (I-5).
async fn lead_on(app: &App, payment: Payment) -> Result<Option<Placement>, PlaceOrderError> {
    match pay::call(app, &payment).await {
        Ok(session) => pay::sent(app, &payment, session).await.map(Some),
        // Refused now says nothing about the first call; killing the attempt does.
        Err(PaymentError::Refused { .. }) => match cancel(app, &payment.attempt).await {
            Ok(Advanced::Failed { code }) => Err(PlaceOrderError::PaymentFailed { code }),
            Ok(_) | Err(PaymentFlowError::Unavailable) => Ok(Some(Placement::Processing {
                address: payment.address(),
            })),
            Err(PaymentFlowError::Store(error)) => Err(error.into()),
        },
        Err(PaymentError::Unknown { .. } | PaymentError::Unavailable) => pay::unknown(app, &payment).await.map(Some),
    }
}
