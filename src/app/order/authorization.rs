//! Money that is only set aside: which of it an order needs, and what a provider says became of it. Each authorisation is
//! that of one attempt, and is taken or let go for itself.

use super::OrderError;
use super::open::{Open, open};
use super::record_refund::{Wanted, record_plan, record_rest};
use super::second_payment::{self, Second};
use crate::App;
use crate::steps::Step;
use adapters::payment::{Outcome, PaymentError, PaymentProvider};
use adapters::rng;
use domain::id::OrderId;
use domain::money::Money;
use domain::order::{Actor, OrderStatus, RefundPlan, RefundWish, spare};
use serde_json::json;
use sqlx::PgConnection;
use store::error::StoreError;
use store::payment::{Authorization, FactKind, NewFact};

/// The job that does [`super::release_authorization()`].
pub const RELEASE_JOB: &str = "release_authorization";

/// What is set aside for a locked order, in the order in which it was told. Asks the database only where there is any.
pub(super) async fn list_open(order: &mut Open<'_>) -> Result<Vec<Authorization>, OrderError> {
    if order.money.authorized == 0 {
        return Ok(Vec::new());
    }
    Ok(store::payment::list_open_authorizations(&mut order.tx, order.head.order_id).await?)
}

/// Those that an order can do without. `owed` in minor units.
pub(super) fn spares(owed: i64, open: &[Authorization]) -> Vec<&Authorization> {
    let minor: Vec<i64> = open.iter().map(|it| it.open.minor).collect();
    spare(owed, &minor)
        .into_iter()
        .map(|position| &open[position])
        .collect()
}

/// Lets go what a locked order can do without: a job for each, since the provider is not called in here.
pub(super) async fn release_spares(order: &mut Open<'_>) -> Result<(), OrderError> {
    let open = list_open(order).await?;
    let owed = order.owed_minor()?;
    Ok(append_releases(&mut order.tx, order.app, order.head.order_id, &spares(owed, &open)).await?)
}

/// A job for each of these.
pub(super) async fn append_releases(
    conn: &mut PgConnection,
    app: &App,
    order_id: OrderId,
    authorizations: &[&Authorization],
) -> Result<(), StoreError> {
    for authorization in authorizations {
        let payload = json!({ "order_id": order_id, "attempt_id": authorization.attempt_id });
        store::job::append(&mut *conn, RELEASE_JOB, None, &payload, 20, app.clock.now()).await?;
    }
    Ok(())
}

/// Who has set the money aside.
pub(super) fn provider_of<'a>(
    app: &'a App,
    authorization: &Authorization,
) -> Result<&'a dyn PaymentProvider, OrderError> {
    let provider = app.payment.as_deref().filter(|it| it.name() == authorization.provider);
    provider.ok_or(OrderError::NoSuchPart("payment"))
}

/// Notes what a provider says of an authorisation after it was asked to take `asked` of it, or to let it go. What is noted
/// already, or was noted meanwhile, changes nothing.
pub(super) async fn note_outcome(
    app: &App,
    authorization: &Authorization,
    asked: Option<Money>,
    outcome: Result<Outcome, PaymentError>,
) -> Result<(), OrderError> {
    app.steps.reached(Step::AuthorizationAsked)?;
    let mut order = open(app, &Actor::System, authorization.order_id).await?;
    let now = store::payment::find_authorization(&mut order.tx, authorization.attempt_id).await?;
    let Some(now) = now.filter(|now| now.open.minor > 0) else {
        return Ok(());
    };
    match outcome {
        Ok(Outcome::Captured { amount, reference, .. }) => {
            note_taken(&mut order, &now, asked, (amount, &reference)).await?;
        }
        Ok(Outcome::Failed { code }) => note_let_go(&mut order, &now, &code).await?,
        _ => {
            return Err(OrderError::Invalid(
                "The payment provider has not taken the money or let it go yet.",
            ));
        }
    }
    release_spares(&mut order).await?;
    app.steps.reached(Step::AuthorizationNoted)?;
    order.finish_derived().await
}

/// The money was taken, all of it or a part, and the rest is not set aside any more.
async fn note_taken(
    order: &mut Open<'_>,
    authorization: &Authorization,
    asked: Option<Money>,
    (amount, reference): (Money, &str),
) -> Result<(), OrderError> {
    let is_ours = amount.currency == authorization.open.currency;
    let taken = if is_ours { amount.minor } else { 0 };
    note(order, authorization, FactKind::Capture, amount, reference).await?;
    let released = order.money((authorization.open.minor - taken).max(0));
    if released.minor > 0 {
        note(order, authorization, FactKind::Void, released, "rest").await?;
    }
    let told = json!({ "amount": amount, "released": released });
    order.tell("payment.captured", told).await?;
    order.balance = store::order::get_balance(&mut order.tx, order.head.order_id).await?;
    let is_less = asked.is_some_and(|asked| taken < asked.minor);
    if !is_ours || taken > authorization.open.minor || is_less {
        let asked = asked.unwrap_or(authorization.open);
        raise_mismatch(order, authorization, (asked, amount)).await?;
    }
    // Taken on the provider's pages, or while it was to be let go.
    if order.head.status == OrderStatus::Cancelled {
        let client_ref = format!("captured:{}", authorization.attempt_id);
        record_rest(order, &client_ref, "captured").await?;
        return Ok(());
    }
    give_back_excess(order, authorization).await?;
    if order.money.captured - taken > 0 && is_ours {
        let second = Second {
            attempt_id: authorization.attempt_id,
            amount,
            reference,
        };
        let (owed, app) = (order.owed_minor()?, order.app);
        second_payment::judge(&mut order.tx, app, order.head.order_id, owed, &second).await?;
    }
    Ok(())
}

/// The money is the shopper's again. An order that needed it has lost its cover: a person is told.
async fn note_let_go(order: &mut Open<'_>, authorization: &Authorization, code: &str) -> Result<(), OrderError> {
    let lost = authorization.open;
    note(order, authorization, FactKind::Void, lost, "void").await?;
    if order.owed_minor()? > order.money.authorized {
        let detail = json!({ "order_id": order.head.order_id, "amount": lost, "code": code });
        raise(order, "authorization_lost", authorization, &detail).await?;
    }
    order.tell("payment.voided", json!({ "amount": lost })).await
}

/// Notes a fact, and reads the money again.
async fn note(
    order: &mut Open<'_>,
    authorization: &Authorization,
    kind: FactKind,
    amount: Money,
    reference: &str,
) -> Result<(), OrderError> {
    let order_id = order.head.order_id;
    let fact = NewFact {
        payment_transaction_id: rng::new_id(),
        attempt_id: authorization.attempt_id,
        order_id,
        kind,
        amount,
        reference,
    };
    store::payment::insert_fact(&mut order.tx, fact, order.now).await?;
    order.money = store::payment::get_money(&mut order.tx, order_id).await?;
    Ok(())
}

/// Gives back what was taken for units that were given up before.
async fn give_back_excess(order: &mut Open<'_>, authorization: &Authorization) -> Result<(), OrderError> {
    let plan = RefundPlan {
        adjustment_minor: order.taken_too_much_minor()?,
        ..RefundPlan::default()
    };
    if plan.adjustment_minor > 0 {
        let client_ref = format!("captured:units:{}", authorization.attempt_id);
        let wanted = Wanted {
            wish: RefundWish::default(),
            client_ref: &client_ref,
            reason: "",
            ..Wanted::default()
        };
        record_plan(order, &wanted, &plan).await?;
    }
    Ok(())
}

/// Another amount was taken than was asked for, or set aside (T12).
async fn raise_mismatch(
    order: &mut Open<'_>,
    authorization: &Authorization,
    (asked, told): (Money, Money),
) -> Result<(), OrderError> {
    let detail = json!({
        "attempt_id": authorization.attempt_id, "order_id": order.head.order_id, "asked": asked, "told": told,
    });
    raise(order, "payment_mismatch", authorization, &detail).await
}

async fn raise(
    order: &mut Open<'_>,
    kind: &'static str,
    authorization: &Authorization,
    detail: &serde_json::Value,
) -> Result<(), OrderError> {
    let subject = authorization.attempt_id.to_string();
    if store::alert::raise(&mut order.tx, kind, &subject, detail, order.now).await? {
        tracing::error!(
            payment.attempt = subject,
            alert.kind = kind,
            "Money that was set aside needs a person"
        );
    }
    Ok(())
}
