//! What the axes of an order are derived from, and the one statement that writes them.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::{OrderId, OrderLineId, PaymentAttemptId, TenderAccountId, VariantId};
use domain::order::{FulfilmentStatus, LineUnits, MoneyFacts, OrderStatus, PaymentStatus};
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

/// A line as everything after placement sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineState {
    /// Id.
    pub order_line_id: OrderLineId,
    /// Creation order in the cart, from 1; people name lines by it.
    pub line_seq: u32,
    /// What was bought.
    pub variant_id: VariantId,
    /// Name at placement.
    pub product_title: String,
    /// "Coral / M"; may be empty.
    pub variant_title: String,
    /// Stock code; may be empty.
    pub sku: String,
    /// Where its units are.
    pub units: LineUnits,
    /// What was agreed for the line, minor units.
    pub gross_minor: i64,
    /// The tax in it.
    pub tax_minor: i64,
    /// Slots that were given back or are on their way (R13), ascending.
    pub used_slots: Vec<u32>,
}

/// Lines of an order in creation order. The caller holds the order's lock when it is going to act on them.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_line_states(conn: &mut PgConnection, order_id: OrderId) -> Result<Vec<LineState>, StoreError> {
    let rows = sqlx::query!(
        r#"select l.order_line_id, l.line_seq, l.variant_id, l.product_title, l.variant_title, l.sku, l.quantity,
                  l.cancelled_quantity, l.shipped_quantity, l.delivered_quantity, l.gross_minor, l.tax_minor,
                  coalesce((
                      select sum(rl.quantity)
                      from return_lines rl
                      join returns r using (return_id)
                      where rl.order_line_id = l.order_line_id
                        and r.state <> 'rejected'
                        and (r.state <> 'closed' or rl.restocked_quantity + rl.unusable_quantity > 0)
                  ), 0)::integer as "returned!",
                  array(
                      select s.slot
                      from refund_slots s
                      where s.order_line_id = l.order_line_id
                      order by s.slot
                  ) as "used_slots!"
           from order_lines l
           where l.order_id = $1
           order by l.line_seq"#,
        order_id.0,
    )
    .fetch_all(conn)
    .await?;
    let line = rows.into_iter().map(|row| LineState {
        order_line_id: row.order_line_id.into(),
        line_seq: row.line_seq.unsigned_abs(),
        variant_id: row.variant_id.into(),
        product_title: row.product_title,
        variant_title: row.variant_title,
        sku: row.sku,
        units: LineUnits {
            ordered: row.quantity.unsigned_abs(),
            cancelled: row.cancelled_quantity.unsigned_abs(),
            shipped: row.shipped_quantity.unsigned_abs(),
            delivered: row.delivered_quantity.unsigned_abs(),
            returned: row.returned.unsigned_abs(),
        },
        gross_minor: row.gross_minor,
        tax_minor: row.tax_minor,
        used_slots: row.used_slots.into_iter().map(i32::unsigned_abs).collect(),
    });
    Ok(line.collect())
}

/// What bounds refunds beside the lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balance {
    /// What was agreed for the delivery; 0 once given back. Minor units.
    pub delivery_minor: i64,
    /// The tax in it.
    pub delivery_tax_minor: i64,
    /// Whether some return is neither rejected nor closed.
    pub has_open_return: bool,
    /// What can be given back of each attempt, > 0, in the order in which they were made.
    pub attempts: Vec<(PaymentAttemptId, i64)>,
    /// What can be given back to each tender, in the order in which they were taken.
    pub tenders: Vec<(TenderAccountId, i64)>,
}

impl Balance {
    /// What can be given back to tenders.
    pub fn tenders_minor(&self) -> i64 {
        self.tenders.iter().map(|(_, minor)| minor).sum()
    }

    /// What can be given back in all.
    pub fn left_minor(&self) -> i64 {
        let attempts = self.attempts.iter().map(|(_, minor)| minor);
        attempts.sum::<i64>() + self.tenders_minor()
    }
}

/// What is left of the money of an order: captured, less refunds that have not certainly failed. What is drawn from the
/// credit of an exchange went there by a refund that counts.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn get_balance(conn: &mut PgConnection, order_id: OrderId) -> Result<Balance, StoreError> {
    let row = sqlx::query!(
        r#"select o.delivery_gross_minor, o.delivery_tax_minor,
                  (
                      select jsonb_agg(
                          jsonb_build_array(t.tender_account_id, t.amount_minor - coalesce((
                              select sum(d.amount_minor)
                              from refund_tenders d
                              join refunds f using (refund_id)
                              where d.tender_account_id = t.tender_account_id
                                and f.order_id = o.order_id
                                and f.state <> 'failed'
                                and f.drawn_account_id is null
                          ), 0))
                          order by t.position
                      )
                      from order_tenders t
                      where t.order_id = o.order_id
                  ) as "tenders: Json<Vec<(TenderAccountId, i64)>>",
                  exists (
                      select
                      from refunds r
                      where r.order_id = o.order_id
                        and r.delivery_minor > 0
                        and r.state <> 'failed'
                  ) as "is_delivery_refunded!",
                  exists (
                      select
                      from returns r
                      where r.order_id = o.order_id
                        and r.state not in ('rejected', 'closed')
                  ) as "has_open_return!"
           from orders o
           where o.order_id = $1"#,
        order_id.0,
    )
    .fetch_optional(&mut *conn)
    .await?
    .ok_or(StoreError::NotFound("the order"))?;
    let attempts = sqlx::query!(
        r#"select a.payment_attempt_id, (c.minor - coalesce(r.minor, 0))::bigint as "left!"
           from payment_attempts a
           join orders o on o.order_id = a.order_id
           join lateral (
               select sum(t.amount_minor) as minor
               from payment_transactions t
               where t.payment_attempt_id = a.payment_attempt_id
                 and t.kind = 'capture'
                 and t.currency = o.currency
           ) c on true
           left join lateral (
               select sum(f.amount_minor - f.tender_minor) as minor
               from refunds f
               where f.payment_attempt_id = a.payment_attempt_id
                 and f.state <> 'failed'
                 and f.drawn_account_id is null
           ) r on true
           where a.order_id = $1
             and c.minor > coalesce(r.minor, 0)
           order by a.created_at, a.payment_attempt_id"#,
        order_id.0,
    )
    .fetch_all(conn)
    .await?;
    let tenders = row.tenders.map(|tenders| tenders.0).unwrap_or_default();
    let is_refunded = row.is_delivery_refunded;
    Ok(Balance {
        delivery_minor: if is_refunded { 0 } else { row.delivery_gross_minor },
        delivery_tax_minor: if is_refunded { 0 } else { row.delivery_tax_minor },
        has_open_return: row.has_open_return,
        attempts: attempts
            .into_iter()
            .map(|row| (row.payment_attempt_id.into(), row.left))
            .collect(),
        tenders,
    })
}

/// Which of the three counters of a line grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counter {
    /// Given up.
    Cancelled,
    /// Gone out.
    Shipped,
    /// Arrived.
    Delivered,
}

/// Adds units to a counter of some lines; the table's checks are the last word on what is possible.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn add_units(
    conn: &mut PgConnection,
    counter: Counter,
    units: &[(OrderLineId, u32)],
) -> Result<(), StoreError> {
    let (ids, counts) = arrays(units);
    sqlx::query!(
        "update order_lines l
         set cancelled_quantity = l.cancelled_quantity + case when $3 = 'cancelled' then d.units else 0 end,
             shipped_quantity = l.shipped_quantity + case when $3 = 'shipped' then d.units else 0 end,
             delivered_quantity = l.delivered_quantity + case when $3 = 'delivered' then d.units else 0 end
         from unnest($1::uuid[], $2::integer[]) as d (order_line_id, units)
         where l.order_line_id = d.order_line_id",
        &ids,
        &counts,
        match counter {
            Counter::Cancelled => "cancelled",
            Counter::Shipped => "shipped",
            Counter::Delivered => "delivered",
        },
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) fn arrays(units: &[(OrderLineId, u32)]) -> (Vec<Uuid>, Vec<i32>) {
    units
        .iter()
        .map(|(id, count)| (id.0, i32::try_from(*count).unwrap_or(i32::MAX)))
        .unzip()
}

/// Writes the three axes of a locked order and what they were derived from.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn save_axes(
    conn: &mut PgConnection,
    order_id: OrderId,
    axes: (OrderStatus, FulfilmentStatus),
    money: MoneyFacts,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update orders
         set status = $2, fulfilment_status = $3, payment_status = $4, authorized_minor = $5, captured_minor = $6,
             refunded_minor = $7, version = version + 1, updated_at = $8
         where order_id = $1",
        order_id.0,
        axes.0.as_str(),
        axes.1.as_str(),
        PaymentStatus::of(money).as_str(),
        money.authorized,
        money.captured,
        money.refunded,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Notes why and when an order was given up.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn note_cancelled(
    conn: &mut PgConnection,
    order_id: OrderId,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update orders
         set cancel_reason = left($2, 200), cancelled_at = $3, hold_reason = null
         where order_id = $1",
        order_id.0,
        reason,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Puts an order on hold or takes the hold away.
///
/// # Errors
/// [`StoreError`] when the statement fails; constraint `orders_hold_reason_check` for a word that is not a reason.
pub async fn update_hold(
    conn: &mut PgConnection,
    order_id: OrderId,
    reason: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update orders
         set hold_reason = $2, version = version + 1, updated_at = $3
         where order_id = $1",
        order_id.0,
        reason,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}
