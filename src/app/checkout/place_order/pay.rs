//! P-2 and P-3: the provider is asked for a payment page, with no transaction open.

use super::{PlaceOrderError, Placement};
use crate::App;
use crate::payment::roll_back;
use crate::steps::Step;
use adapters::payment::{PaymentError, PaymentProvider, Session, SessionRequest};
use domain::id::OrderId;
use store::error::StoreError;
use store::order::Terms;
use store::payment::Attempt;

/// An attempt with all that the provider is told about it. Made from rows only, so that asking again asks the same.
pub(super) struct Payment {
    pub attempt: Attempt,
    pub access_token: String,
    order_id: OrderId,
    description: String,
    email: String,
}

impl Payment {
    pub(super) fn new(access_token: &str, order_id: OrderId, attempt: Attempt, terms: &Terms, shop: &str) -> Self {
        let units = terms.units();
        let things = if units == 1 { "item" } else { "items" };
        Self {
            attempt,
            access_token: access_token.to_owned(),
            order_id,
            description: format!("{shop}: {units} {things}"),
            email: terms.email.clone(),
        }
    }

    pub(super) fn address(&self) -> String {
        crate::order::address(&self.access_token)
    }

    fn request(&self, app: &App) -> SessionRequest {
        let home = |path: &str| {
            let base = app.base_url.as_str().trim_end_matches('/');
            format!("{base}{path}/{}", self.access_token)
        };
        SessionRequest {
            attempt_id: self.attempt.attempt_id,
            amount: self.attempt.amount,
            order_id: self.order_id,
            return_url: home("/checkout/return"),
            cancel_url: home("/checkout/cancel"),
            description: self.description.clone(),
            email: self.email.clone(),
        }
    }
}

/// Asks for the page of a fresh attempt.
pub(super) async fn pay(app: &App, payment: Payment) -> Result<Placement, PlaceOrderError> {
    let answer = call(app, &payment).await;
    app.steps.reached(Step::ProviderCalled)?;
    match answer {
        Ok(session) => sent(app, &payment, session).await,
        // Certain, since this attempt was never asked for before.
        Err(PaymentError::Refused { code }) => {
            roll_back(app, &payment.attempt, &code).await?;
            Err(PlaceOrderError::PaymentFailed { code })
        }
        Err(PaymentError::Unavailable) => {
            roll_back(app, &payment.attempt, "unavailable").await?;
            Err(PlaceOrderError::PaymentUnavailable)
        }
        Err(PaymentError::Unknown { .. }) => unknown(app, &payment).await,
    }
}

pub(super) async fn call(app: &App, payment: &Payment) -> Result<Session, PaymentError> {
    let provider: &dyn PaymentProvider = app.payment.as_deref().ok_or(PaymentError::Unavailable)?;
    provider.create_session(&payment.request(app)).await
}

/// Notes the session and sends the shopper there.
pub(super) async fn sent(app: &App, payment: &Payment, session: Session) -> Result<Placement, PlaceOrderError> {
    save(app, payment, Some((&session.reference, &session.redirect_url))).await?;
    app.steps.reached(Step::SessionSaved)?;
    Ok(Placement::Pay {
        redirect_url: session.redirect_url,
        status_address: payment.address(),
    })
}

/// Nobody is told "failed" who may have paid (P-3).
pub(super) async fn unknown(app: &App, payment: &Payment) -> Result<Placement, PlaceOrderError> {
    save(app, payment, None).await?;
    Ok(Placement::Processing {
        address: payment.address(),
    })
}

async fn save(app: &App, payment: &Payment, session: Option<(&str, &str)>) -> Result<(), StoreError> {
    let mut conn = app.pool.acquire().await?;
    store::payment::save_session(&mut conn, payment.attempt.attempt_id, session, app.clock.now()).await
}
