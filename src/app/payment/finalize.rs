//! P-4: a draft becomes an order, in the caller's transaction and under its locks of cart and order.

use crate::App;
use crate::steps::Step;
use adapters::rng;
use domain::event::DomainEvent;
use domain::id::PaymentAttemptId;
use domain::money::Money;
use domain::order::{MoneyFacts, PaymentStatus};
use serde_json::json;
use sqlx::PgConnection;
use store::error::StoreError;
use store::order::OrderHead;
use store::payment::{FactKind, NewFact};
use uuid::Uuid;

/// The hold of an order that is paid and whose goods are gone (S-5).
const STOCK_SHORTFALL: &str = "stock_shortfall";
/// The hold of an order whose payment somebody at the provider looks at.
const FRAUD_REVIEW: &str = "fraud_review";

/// Money that a provider reported, of the amount that was asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paid<'a> {
    pub attempt_id: PaymentAttemptId,
    pub kind: FactKind,
    pub amount: Money,
    pub reference: &'a str,
    /// Somebody at the provider looks whether it is a fraud.
    pub is_reviewed: bool,
}

/// Notes the money, makes held stock the order's own, gives it its number, completes the cart, and tells the outbox.
/// `paid` is absent for an order of nothing (OS4). An order whose goods are gone, or whose payment is looked at, is placed
/// on hold and calls a person. Mails and webhooks follow from the outbox only.
pub(crate) async fn finalize(
    conn: &mut PgConnection,
    app: &App,
    head: &OrderHead,
    paid: Option<&Paid<'_>>,
    hold_reason: Option<&str>,
) -> Result<i64, StoreError> {
    let now = app.clock.now();
    let money = match paid {
        Some(paid) => note_money(&mut *conn, app, head, paid).await?,
        None => MoneyFacts {
            due: head.due_minor,
            tendered: head.tendered_minor,
            ..MoneyFacts::default()
        },
    };
    app.steps.reached(Step::MoneyNoted)?;
    let is_short = store::inventory::allocate(&mut *conn, head.order_id, now).await?;
    let exception = match hold_reason {
        Some(_) => None,
        None if is_short => Some(STOCK_SHORTFALL),
        None => paid.filter(|paid| paid.is_reviewed).map(|_| FRAUD_REVIEW),
    };
    let hold_reason = hold_reason.or(exception);
    app.steps.reached(Step::StockAllocated)?;
    let placed = store::order::place(&mut *conn, head.order_id, money, hold_reason, now).await?;
    let payload = json!({
        "order": {
            "id": head.order_id,
            "number": placed.number,
            "due": Money::new(head.due_minor, head.currency),
            "tendered": Money::new(head.tendered_minor, head.currency),
            "payment_status": PaymentStatus::of(money),
            "hold_reason": placed.hold_reason,
        }
    });
    append(&mut *conn, head, "order.placed", payload).await?;
    if let Some(kind) = exception {
        raise(conn, app, head, kind, placed.number).await?;
    }
    app.steps.reached(Step::OrderPlaced)?;
    tracing::info!(order.id = %head.order_id, order.number = placed.number, "Placed order {}", placed.number);
    Ok(placed.number)
}

/// Calls a person to an order that waits for one.
async fn raise(
    conn: &mut PgConnection,
    app: &App,
    head: &OrderHead,
    kind: &'static str,
    number: i64,
) -> Result<(), StoreError> {
    let detail = json!({ "order_id": head.order_id, "number": number });
    let subject = head.order_id.to_string();
    if store::alert::raise(conn, kind, &subject, &detail, app.clock.now()).await? {
        tracing::error!(
            order.id = subject,
            alert.kind = kind,
            "Order {number} waits for a person"
        );
    }
    Ok(())
}

/// Notes a fact and its attempt's success, and says what is known of the order's money then.
pub(super) async fn note_money(
    conn: &mut PgConnection,
    app: &App,
    head: &OrderHead,
    paid: &Paid<'_>,
) -> Result<MoneyFacts, StoreError> {
    let fact = NewFact {
        payment_transaction_id: rng::new_id(),
        attempt_id: paid.attempt_id,
        order_id: head.order_id,
        kind: paid.kind,
        amount: paid.amount,
        reference: paid.reference,
    };
    store::payment::book(conn, fact, app.clock.now()).await
}

/// Tells the outbox a fact about an order.
pub(super) async fn append(
    conn: &mut PgConnection,
    head: &OrderHead,
    name: &'static str,
    payload: serde_json::Value,
) -> Result<(), StoreError> {
    let event = DomainEvent {
        aggregate_type: "order",
        aggregate_id: head.order_id.0,
        name,
        payload,
    };
    store::outbox::append(conn, rng::new_id::<Uuid>(), &event).await
}
