//! P-3: a payment that certainly did not happen leaves the cart as it was.

use super::Advanced;
use crate::App;
use crate::steps::Step;
use domain::order::OrderStatus;
use store::error::StoreError;
use store::payment::{Attempt, KeptDraft};

/// Marks the attempt failed, gives held stock back to the cart and what was taken of gift cards and store credit back to
/// them, deletes the draft and frees the cart. What was to be paid for is
/// kept with the attempt, should money come after all (P-7). The caller is certain that there is none.
pub(crate) async fn roll_back(app: &App, attempt: &Attempt, code: &str) -> Result<Advanced, StoreError> {
    let now = app.clock.now();
    let failed = Advanced::Failed { code: code.to_owned() };
    let mut tx = app.pool.begin().await?;
    store::lock::cart_by_id(&mut tx, attempt.cart_id).await?;
    let attempt = store::payment::find(&mut tx, attempt.attempt_id)
        .await?
        .ok_or(StoreError::NotFound("the attempt"))?;
    if !attempt.status.is_live() {
        // Somebody else was quicker: with the same, or with money.
        let head = match attempt.order_id {
            Some(order_id) => store::order::find_by_id(&mut tx, order_id).await?,
            None => None,
        };
        return Ok(head.map_or(failed, Advanced::placed));
    }
    let Some(order_id) = attempt.order_id else {
        return Ok(failed);
    };
    let head = store::lock::order(&mut tx, order_id)
        .await?
        .ok_or(StoreError::NotFound("the order"))?;
    if head.status != OrderStatus::Draft {
        return Ok(Advanced::placed(head));
    }
    let agreement = store::order::find_agreement(&mut tx, order_id).await?;
    let draft = agreement.map(|agreement| KeptDraft {
        order_id,
        access_token: head.access_token,
        agreement,
    });
    store::payment::fail(&mut tx, attempt.attempt_id, code, draft.as_ref(), now).await?;
    if head.tendered_minor > 0 {
        store::tender::release(&mut tx, order_id, now).await?;
    }
    // The shopper is back at checkout, and goes on holding what there is time for (P-3).
    store::inventory::return_to_cart(&mut tx, order_id, attempt.cart_id, now).await?;
    let levels = store::inventory::release(&mut tx, order_id, now).await?;
    crate::stock::changed(&mut tx, app, &levels).await?;
    store::order::delete_draft(&mut tx, order_id).await?;
    app.steps.reached(Step::RolledBack)?;
    tx.commit().await?;
    tracing::info!(payment.attempt = %attempt.attempt_id, payment.code = code, "Rolled a draft back");
    Ok(failed)
}
