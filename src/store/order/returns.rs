//! Goods that come back.

use super::state::arrays;
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::{OrderId, OrderLineId, ReturnId};
use domain::order::{RefundTo, ReturnReason, ReturnState};
use serde::Serialize;
use sqlx::PgConnection;
use uuid::Uuid;

/// A return with its lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Return {
    /// Id.
    pub return_id: ReturnId,
    /// Of which order.
    pub order_id: OrderId,
    /// Counts from 1 in each order.
    pub return_seq: u32,
    /// How far it is.
    pub state: ReturnState,
    /// Why.
    pub reason: ReturnReason,
    /// Where the customer wants the money to go.
    pub refund_to: RefundTo,
    /// What the customer wrote; may be empty.
    pub note: String,
    /// What the shop answered; may be empty.
    pub answer: String,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// What comes back.
    pub lines: Vec<ReturnLine>,
}

/// Units of one line that come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ReturnLine {
    /// Which line.
    pub order_line_id: OrderLineId,
    /// Units.
    pub quantity: u32,
    /// Of these, sold again; 0 until inspected.
    pub restocked: u32,
    /// Of these, not fit for sale; 0 until inspected.
    pub unusable: u32,
}

/// A return to be written.
#[derive(Debug, Clone)]
pub struct NewReturn<'a> {
    /// Id.
    pub return_id: ReturnId,
    /// Of which order.
    pub order_id: OrderId,
    /// The caller's name for it.
    pub client_ref: &'a str,
    /// Why.
    pub reason: ReturnReason,
    /// Where the customer wants the money to go.
    pub refund_to: RefundTo,
    /// What the customer wrote, at most 500 characters.
    pub note: &'a str,
    /// Units by line.
    pub units: &'a [(OrderLineId, u32)],
}

/// Writes a return as `requested` and says its number in the order. The caller holds the order's lock.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn insert_return(
    conn: &mut PgConnection,
    new: &NewReturn<'_>,
    now: DateTime<Utc>,
) -> Result<u32, StoreError> {
    let (ids, counts) = arrays(new.units);
    let seq = sqlx::query_scalar!(
        "with made as (
             insert into returns
                 (return_id, order_id, return_seq, client_ref, state, reason, note, refund_to, created_at, updated_at)
             select $1, $2, coalesce(max(return_seq), 0) + 1, $3, 'requested', $4, $5, $9, $6, $6
             from returns
             where order_id = $2
             returning return_id, return_seq
         ), lines as (
             insert into return_lines (return_id, order_line_id, quantity)
             select m.return_id, d.order_line_id, d.quantity
             from made m
             cross join unnest($7::uuid[], $8::integer[]) as d (order_line_id, quantity)
         )
         select return_seq from made",
        new.return_id.0,
        new.order_id.0,
        new.client_ref,
        new.reason.as_str(),
        new.note,
        now,
        &ids,
        &counts,
        new.refund_to.as_str(),
    )
    .fetch_one(conn)
    .await?;
    Ok(seq.unsigned_abs())
}

/// The return that a caller's name stands for: its number in the order.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn find_return_by_ref(
    conn: &mut PgConnection,
    order_id: OrderId,
    client_ref: &str,
) -> Result<Option<u32>, StoreError> {
    let seq = sqlx::query_scalar!(
        "select return_seq from returns where order_id = $1 and client_ref = $2",
        order_id.0,
        client_ref,
    )
    .fetch_optional(conn)
    .await?;
    Ok(seq.map(i32::unsigned_abs))
}

struct ReturnRow {
    return_id: Uuid,
    order_id: Uuid,
    return_seq: i32,
    state: String,
    reason: String,
    refund_to: String,
    note: String,
    answer: String,
    created_at: DateTime<Utc>,
}

/// Returns of an order, oldest first.
///
/// # Errors
/// [`StoreError`] when a statement fails or a row is not readable.
pub async fn list_returns(conn: &mut PgConnection, order_id: OrderId) -> Result<Vec<Return>, StoreError> {
    let rows = sqlx::query_as!(
        ReturnRow,
        "select return_id, order_id, return_seq, state, reason, refund_to, note, answer, created_at
         from returns
         where order_id = $1
         order by return_seq",
        order_id.0,
    )
    .fetch_all(&mut *conn)
    .await?;
    let lines = list_lines(conn, order_id).await?;
    rows.into_iter().map(|row| row.with(&lines)).collect()
}

async fn list_lines(conn: &mut PgConnection, order_id: OrderId) -> Result<Vec<(Uuid, ReturnLine)>, StoreError> {
    let rows = sqlx::query!(
        "select rl.return_id, rl.order_line_id, rl.quantity, rl.restocked_quantity, rl.unusable_quantity
         from return_lines rl
         join returns r using (return_id)
         join order_lines l using (order_line_id)
         where r.order_id = $1
         order by rl.return_id, l.line_seq",
        order_id.0,
    )
    .fetch_all(conn)
    .await?;
    let line = rows.into_iter().map(|row| {
        let line = ReturnLine {
            order_line_id: row.order_line_id.into(),
            quantity: row.quantity.unsigned_abs(),
            restocked: row.restocked_quantity.unsigned_abs(),
            unusable: row.unusable_quantity.unsigned_abs(),
        };
        (row.return_id, line)
    });
    Ok(line.collect())
}

impl ReturnRow {
    fn with(self, lines: &[(Uuid, ReturnLine)]) -> Result<Return, StoreError> {
        let unreadable = |what| StoreError::Corrupt { what, source: None };
        Ok(Return {
            return_id: self.return_id.into(),
            order_id: self.order_id.into(),
            return_seq: self.return_seq.unsigned_abs(),
            state: ReturnState::from_word(&self.state).ok_or_else(|| unreadable("returns.state"))?,
            reason: ReturnReason::from_word(&self.reason).ok_or_else(|| unreadable("returns.reason"))?,
            refund_to: RefundTo::from_word(&self.refund_to).ok_or_else(|| unreadable("returns.refund_to"))?,
            note: self.note,
            answer: self.answer,
            created_at: self.created_at,
            lines: lines
                .iter()
                .filter(|(return_id, _)| *return_id == self.return_id)
                .map(|(_, line)| *line)
                .collect(),
        })
    }
}

/// Moves a return on; an empty `answer` leaves the one before. The caller holds the order's lock.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn update_return(
    conn: &mut PgConnection,
    return_id: ReturnId,
    state: ReturnState,
    answer: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update returns
         set state = $2, answer = case when $3 = '' then answer else left($3, 500) end, updated_at = $4
         where return_id = $1",
        return_id.0,
        state.as_str(),
        answer,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes what an inspection found: units sold again by line, the others unusable.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn update_inspected(
    conn: &mut PgConnection,
    return_id: ReturnId,
    restocked: &[(OrderLineId, u32)],
) -> Result<(), StoreError> {
    let (ids, counts) = arrays(restocked);
    sqlx::query!(
        "update return_lines l
         set restocked_quantity = coalesce(d.units, 0), unusable_quantity = l.quantity - coalesce(d.units, 0)
         from return_lines k
         left join unnest($2::uuid[], $3::integer[]) as d (order_line_id, units) using (order_line_id)
         where l.return_id = $1
           and k.return_id = l.return_id
           and k.order_line_id = l.order_line_id",
        return_id.0,
        &ids,
        &counts,
    )
    .execute(conn)
    .await?;
    Ok(())
}
