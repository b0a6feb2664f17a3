//! Brings a payment one step on, if there is one to take (P-5). Called by everybody who has reason to ask.

use super::PaymentFlowError;
use super::settle::{self, Asked};
use crate::App;
use crate::steps::Step;
use adapters::payment::{Outcome, PaymentError, PaymentProvider};
use domain::id::OrderId;
use domain::order::OrderStatus;
use store::order::OrderHead;
use store::payment::Attempt;

/// How a payment stands. No `Debug`: it holds addresses that are secrets.
#[derive(Clone, PartialEq, Eq)]
pub enum Advanced {
    /// There is an order, now or since before; a person may have to look at it.
    Placed {
        /// Which.
        order_id: OrderId,
        /// The address of its page.
        access_token: String,
    },
    /// The provider waits for the shopper.
    Waiting {
        /// Its page, where we know it.
        redirect_url: Option<String>,
    },
    /// Nobody knows yet.
    Checking,
    /// Certainly no money; the cart is as it was.
    Failed {
        /// The provider's word.
        code: String,
    },
    /// There is no such draft any more.
    Gone,
}

impl Advanced {
    pub(crate) fn placed(head: OrderHead) -> Self {
        Self::Placed {
            order_id: head.order_id,
            access_token: head.access_token,
        }
    }
}

/// Asks the provider about an order that is being paid and acts on the answer. Safe to repeat and to race.
///
/// # Errors
/// [`PaymentFlowError`]; then nothing is known and nothing was done.
pub async fn advance(app: &App, order_id: OrderId) -> Result<Advanced, PaymentFlowError> {
    let mut conn = app.pool.acquire().await?;
    let head = store::order::find_by_id(&mut conn, order_id).await?;
    drop(conn);
    match head {
        Some(head) => advance_order(app, head).await,
        None => Ok(Advanced::Gone),
    }
}

/// The same for an order that was read a moment ago.
pub(super) async fn advance_order(app: &App, head: OrderHead) -> Result<Advanced, PaymentFlowError> {
    if head.status != OrderStatus::Draft {
        return Ok(Advanced::placed(head));
    }
    let mut conn = app.pool.acquire().await?;
    let attempt = store::payment::find_latest(&mut conn, head.order_id).await?;
    drop(conn);
    match attempt {
        Some(attempt) => ask(app, &attempt).await,
        None => Ok(Advanced::Checking),
    }
}

/// Asks the provider about an attempt and acts on the answer.
pub(super) async fn ask(app: &App, attempt: &Attempt) -> Result<Advanced, PaymentFlowError> {
    let outcome = provider_of(app, attempt)?.find_attempt(attempt.attempt_id).await;
    act(app, attempt, outcome).await
}

/// Makes an attempt certainly dead if that is still possible, and acts on what is true then.
pub(crate) async fn cancel(app: &App, attempt: &Attempt) -> Result<Advanced, PaymentFlowError> {
    let outcome = provider_of(app, attempt)?.cancel_attempt(attempt.attempt_id).await;
    act(app, attempt, outcome).await
}

pub(super) async fn act(
    app: &App,
    attempt: &Attempt,
    outcome: Result<Outcome, PaymentError>,
) -> Result<Advanced, PaymentFlowError> {
    let outcome = heard(attempt, outcome)?;
    app.steps.reached(Step::OutcomeAsked)?;
    if let Some(advanced) = settle::settle(app, attempt, outcome, Asked::Sometime).await? {
        return Ok(advanced);
    }
    let outcome = provider_of(app, attempt)?.find_attempt(attempt.attempt_id).await;
    let settled = settle::settle(app, attempt, heard(attempt, outcome)?, Asked::SinceItsEnd).await?;
    Ok(settled.unwrap_or(Advanced::Checking))
}

/// A call that failed, for certain or not, has told nothing about the money.
fn heard(attempt: &Attempt, outcome: Result<Outcome, PaymentError>) -> Result<Outcome, PaymentFlowError> {
    outcome.map_err(|error| {
        tracing::warn!(payment.attempt = %attempt.attempt_id, error = &error as &dyn std::error::Error, "The payment provider could not be asked");
        PaymentFlowError::Unavailable
    })
}

fn provider_of<'a>(app: &'a App, attempt: &Attempt) -> Result<&'a dyn PaymentProvider, PaymentFlowError> {
    let provider = app
        .payment
        .as_deref()
        .filter(|provider| provider.name() == attempt.provider);
    provider.ok_or(PaymentFlowError::Unavailable)
}
