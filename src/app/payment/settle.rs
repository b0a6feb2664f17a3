//! Makes an outcome true on our side, under the locks of cart and order.

use super::finalize::{Paid, finalize};
use super::{Advanced, late, roll_back};
use crate::App;
use adapters::payment::Outcome;
use domain::id::PaymentAttemptId;
use domain::money::Money;
use domain::order::{AttemptStatus, OrderStatus};
use serde_json::json;
use sqlx::PgConnection;
use store::error::StoreError;
use store::payment::{Attempt, FactKind};

/// Since when the provider's answer is true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// The attempt may have been given up since it was asked for.
    Sometime,
    /// It was asked for after the attempt had been given up.
    SinceItsEnd,
}

/// Acts on what the provider said of an attempt. `attempt` may be older than what is true now: it is read again under
/// the lock. `None`, and nothing done, where the answer may be older than the end of the attempt and has to be asked for
/// again: giving an attempt up lets go of money that was set aside.
pub(super) async fn settle(
    app: &App,
    attempt: &Attempt,
    outcome: Outcome,
    asked: Asked,
) -> Result<Option<Advanced>, StoreError> {
    match outcome {
        Outcome::Captured {
            amount,
            reference,
            is_reviewed,
        } => {
            let paid = Paid {
                attempt_id: attempt.attempt_id,
                kind: FactKind::Capture,
                amount,
                reference: &reference,
                is_reviewed,
            };
            book(app, asked, &paid).await
        }
        Outcome::Authorized {
            amount,
            reference,
            is_reviewed,
        } => {
            let paid = Paid {
                attempt_id: attempt.attempt_id,
                kind: FactKind::Authorization,
                amount,
                reference: &reference,
                is_reviewed,
            };
            book(app, asked, &paid).await
        }
        Outcome::Failed { code } => roll_back(app, attempt, &code).await.map(Some),
        Outcome::Pending => Ok(Some(Advanced::Waiting {
            redirect_url: attempt.redirect_url.clone(),
        })),
        // Not found is not failed: the request that makes it may still travel. `cancel` makes sure.
        Outcome::Unknown | Outcome::NotFound => Ok(Some(Advanced::Checking)),
    }
}

async fn book(app: &App, asked: Asked, paid: &Paid<'_>) -> Result<Option<Advanced>, StoreError> {
    let mut tx = app.pool.begin().await?;
    let (cart, attempt) = store::lock::cart_of_attempt(&mut tx, paid.attempt_id)
        .await?
        .ok_or(StoreError::NotFound("the attempt"))?;
    let advanced = if attempt.status == AttemptStatus::Succeeded {
        known(&mut tx, &attempt).await?
    } else if paid.amount != attempt.amount {
        alert_mismatch(&mut tx, app, &attempt, paid.amount).await?;
        Advanced::Checking
    } else if let Some(order_id) = attempt.order_id.filter(|_| attempt.status.is_live()) {
        let head = store::lock::order(&mut tx, order_id)
            .await?
            .ok_or(StoreError::NotFound("the order"))?;
        if head.status == OrderStatus::Draft {
            finalize(&mut tx, app, &head, Some(paid), None).await?;
        }
        Advanced::placed(head)
    } else if paid.kind == FactKind::Authorization && asked == Asked::Sometime {
        return Ok(None);
    } else {
        late::accept(&mut tx, app, &cart, &attempt, paid).await?
    };
    tx.commit().await?;
    app.steps.reached(crate::steps::Step::Finalized)?;
    Ok(Some(advanced))
}

async fn known(conn: &mut PgConnection, attempt: &Attempt) -> Result<Advanced, StoreError> {
    let Some(order_id) = attempt.order_id else {
        return Ok(Advanced::Gone);
    };
    let head = store::order::find_by_id(conn, order_id).await?;
    Ok(head.map_or(Advanced::Gone, Advanced::placed))
}

/// Money of another amount or currency pays nothing: the order stays as it is and a person looks (T12).
pub(super) async fn alert_mismatch(
    conn: &mut PgConnection,
    app: &App,
    attempt: &Attempt,
    told: Money,
) -> Result<(), StoreError> {
    let detail = json!({ "attempt_id": attempt.attempt_id, "order_id": attempt.order_id, "asked": attempt.amount, "told": told });
    alert(conn, app, "payment_mismatch", attempt.attempt_id, &detail).await
}

/// Raises an alert about an attempt, in the table and in the log.
pub(super) async fn alert(
    conn: &mut PgConnection,
    app: &App,
    kind: &'static str,
    attempt_id: PaymentAttemptId,
    detail: &serde_json::Value,
) -> Result<(), StoreError> {
    let is_new = store::alert::raise(conn, kind, &attempt_id.to_string(), detail, app.clock.now()).await?;
    if is_new {
        tracing::error!(payment.attempt = %attempt_id, alert.kind = kind, "A payment needs a person");
    }
    Ok(())
}
