//! Lets money go that is only set aside and that its order can do without: it was cancelled, as a whole or unit by unit,
//! or another payment covers it.

use super::OrderError;
use super::authorization::{list_open, note_outcome, provider_of, spares};
use super::open::open;
use crate::App;
use domain::id::{OrderId, PaymentAttemptId};
use domain::order::Actor;
use store::payment::Authorization;

/// Voids an authorisation, or with `None` all of them, that the order can do without; where the provider has taken the
/// money meanwhile, that is noted, and what is not owed is given back. Doing it twice is doing it once: cancelling an
/// attempt again has the same answer, and each fact is noted once by its reference.
///
/// # Errors
/// [`OrderError`]; a provider that does not answer is asked again by the job's next try.
pub async fn release_authorization(
    app: &App,
    order_id: OrderId,
    attempt_id: Option<PaymentAttemptId>,
) -> Result<(), OrderError> {
    for authorization in find_spares(app, order_id).await? {
        if attempt_id.is_none_or(|wanted| wanted == authorization.attempt_id) {
            let provider = provider_of(app, &authorization)?;
            let outcome = provider.cancel_attempt(authorization.attempt_id).await;
            note_outcome(app, &authorization, None, outcome).await?;
        }
    }
    Ok(())
}

// Asked under the order's lock, which is given back before the provider is.
async fn find_spares(app: &App, order_id: OrderId) -> Result<Vec<Authorization>, OrderError> {
    let mut order = open(app, &Actor::System, order_id).await?;
    let open = list_open(&mut order).await?;
    let owed = order.owed_minor()?;
    Ok(spares(owed, &open).into_iter().cloned().collect())
}
