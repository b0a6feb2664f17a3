//! A second payment of one order: what came beside the money that has paid it (P-7).

use super::RETURN_PAYMENT_JOB;
use super::authorization::{append_releases, spares};
use super::open::owed_minor;
use crate::App;
use domain::id::{OrderId, PaymentAttemptId};
use domain::money::Money;
use domain::order::OrderFacts;
use serde_json::json;
use sqlx::PgConnection;
use store::error::StoreError;
use store::order::OrderHead;

/// Money of an attempt that the order may not need.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Second<'a> {
    pub attempt_id: PaymentAttemptId,
    pub amount: Money,
    /// The provider's name for it.
    pub reference: &'a str,
}

/// Another attempt's money was booked to a locked order that is placed. Money that is only set aside and not needed is let
/// go by itself. Money that was taken beyond what is owed calls a person and, where the shop wants it so, goes back.
pub(crate) async fn settle_second_payment(
    conn: &mut PgConnection,
    app: &App,
    head: &OrderHead,
    taken: Option<Second<'_>>,
) -> Result<(), StoreError> {
    let order_id = head.order_id;
    let lines = store::order::list_line_states(&mut *conn, order_id).await?;
    let balance = store::order::get_balance(&mut *conn, order_id).await?;
    let money = store::payment::get_money(&mut *conn, order_id).await?;
    let owed =
        owed_minor(head.status, &lines, &balance, money).map_err(|error| StoreError::corrupt("order_lines", error))?;
    if let Some(second) = taken {
        judge(&mut *conn, app, order_id, owed, &second).await?;
    }
    let open = store::payment::list_open_authorizations(&mut *conn, order_id).await?;
    append_releases(&mut *conn, app, order_id, &spares(owed, &open)).await?;
    let facts = OrderFacts {
        status: head.status,
        is_held: head.hold_reason.is_some(),
        units: lines.iter().map(|line| line.units).collect(),
        money,
        has_open_return: balance.has_open_return,
    };
    super::open::save(conn, app, head, &domain::order::Actor::System, (head.status, &facts)).await
}

/// Calls a person where more was taken than is owed, and lets the second money go back where the shop wants it so. `owed`
/// in minor units, after the money was noted; below zero is too much.
pub(super) async fn judge(
    conn: &mut PgConnection,
    app: &App,
    order_id: OrderId,
    owed: i64,
    second: &Second<'_>,
) -> Result<(), StoreError> {
    if owed >= 0 {
        return Ok(());
    }
    let subject = second.attempt_id.to_string();
    let detail = json!({ "order_id": order_id, "amount": second.amount, "reference": second.reference });
    if store::alert::raise(&mut *conn, "payment_twice", &subject, &detail, app.clock.now()).await? {
        tracing::error!(payment.attempt = subject, "An order was paid twice");
    }
    if app.refunds_late_payments {
        let job = json!({ "order_id": order_id, "attempt_id": second.attempt_id, "amount": second.amount });
        store::job::append(conn, RETURN_PAYMENT_JOB, None, &job, 20, app.clock.now()).await?;
    }
    Ok(())
}
