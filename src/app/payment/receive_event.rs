//! A provider's signed event: verified, stored once, then taken as a reason to ask (section 9, rule 4).

use super::advance::ask;
use super::{PaymentFlowError, settle};
use crate::App;
use crate::order::OrderError;
use adapters::payment::{EventError, Headers};
use domain::id::{OrderId, PaymentAttemptId};
use domain::kind::{HasKind, Kind};
use domain::money::Money;
use domain::order::AttemptStatus;
use serde_json::json;
use store::error::StoreError;
use store::payment::{Attempt, NewEvent};

/// Why an event was not taken.
#[derive(Debug, thiserror::Error)]
pub enum ReceiveEventError {
    /// No such provider is switched on.
    #[error("no such payment provider is switched on")]
    NoProvider,
    /// Forged, stale or unreadable.
    #[error("the event is not believed")]
    Event(#[from] EventError),
    /// Believed and stored, but not acted upon: the provider should send it again.
    #[error("the event could not be acted upon")]
    Flow(#[from] PaymentFlowError),
}

impl HasKind for ReceiveEventError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoProvider => Kind::NotFound,
            Self::Event(_) => Kind::Forbidden,
            Self::Flow(error) => error.kind(),
        }
    }
}

/// Takes an event. One about something else than this store's payments is left to whom it concerns. An event that was acted upon before changes nothing; one whose first try broke off is tried again.
///
/// # Errors
/// [`ReceiveEventError`].
pub async fn receive_event(app: &App, provider: &str, headers: &Headers, body: &[u8]) -> Result<(), ReceiveEventError> {
    let adapter = app
        .payment
        .as_deref()
        .filter(|known| known.name() == provider)
        .ok_or(ReceiveEventError::NoProvider)?;
    let now = app.clock.now();
    let event = match adapter.verify_event(headers, body, now) {
        Ok(event) => event,
        Err(EventError::Foreign { kind }) => {
            tracing::debug!(payment.event = kind, "A payment event is about something else");
            return Ok(());
        }
        Err(error) => return Err(error.into()),
    };
    let new = NewEvent {
        provider,
        event_id: &event.id,
        kind: &event.kind,
        payload: &event.payload,
        attempt_id: event.attempt_id,
    };
    let mut conn = app.pool.acquire().await.map_err(PaymentFlowError::from)?;
    let is_open = store::payment::insert_event(&mut conn, new, now)
        .await
        .map_err(PaymentFlowError::from)?;
    drop(conn);
    if is_open {
        act(app, event.attempt_id, event.amount).await?;
        finish(app, provider, &event.id).await.map_err(PaymentFlowError::from)?;
    }
    Ok(())
}

/// Does what an event about an attempt asks for.
pub(super) async fn act(app: &App, attempt_id: PaymentAttemptId, told: Option<Money>) -> Result<(), PaymentFlowError> {
    let mut conn = app.pool.acquire().await?;
    match store::payment::find(&mut conn, attempt_id).await? {
        None => Ok(settle::alert(
            &mut conn,
            app,
            "payment_of_nobody",
            attempt_id,
            &json!({ "told": told }),
        )
        .await?),
        Some(attempt) if told.is_some_and(|told| told != attempt.amount) => {
            let told = told.unwrap_or(attempt.amount);
            Ok(settle::alert_mismatch(&mut conn, app, &attempt, told).await?)
        }
        Some(Attempt {
            status: AttemptStatus::Succeeded,
            order_id,
            ..
        }) => {
            drop(conn);
            match order_id {
                Some(order_id) => known(app, order_id, attempt_id).await,
                None => Ok(()),
            }
        }
        Some(attempt) => {
            drop(conn);
            ask(app, &attempt).await.map(drop)
        }
    }
}

/// The payment of an order: money that was set aside may have been taken or let go on the provider's pages, and a refund
/// may have ended, also one that a bank sends back after it was booked.
async fn known(app: &App, order_id: OrderId, attempt_id: PaymentAttemptId) -> Result<(), PaymentFlowError> {
    let looked = match crate::order::look_after_authorization(app, attempt_id).await {
        Ok(()) => crate::order::look_after_refunds(app, order_id).await,
        error => error,
    };
    match looked {
        Ok(()) => Ok(()),
        Err(OrderError::Store(error)) => Err(error.into()),
        Err(_) => Err(PaymentFlowError::Unavailable),
    }
}

pub(super) async fn finish(app: &App, provider: &str, event_id: &str) -> Result<(), StoreError> {
    let mut conn = app.pool.acquire().await?;
    store::payment::finish_event(&mut conn, provider, event_id, app.clock.now()).await
}
