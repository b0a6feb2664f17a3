//! A customer asks to send something back.

use super::step::finish;
use crate::App;
use crate::order::OrderError;
use crate::order::exchange;
use crate::order::open::open;
use crate::steps::Step;
use adapters::rng;
use domain::checkout::holds_card_number;
use domain::id::{OrderId, OrderLineId, VariantId};
use domain::order::{Actor, LineUnits, RefundTo, ReturnReason};
use serde_json::json;
use store::order::NewReturn;

/// What comes back, and why.
#[derive(Debug, Clone)]
pub struct RequestReturn<'a> {
    /// Units by line; only what has gone out and is not on its way back.
    pub units: &'a [(OrderLineId, u32)],
    /// Why.
    pub reason: ReturnReason,
    /// Where the money is to go, of lines that are not exchanged.
    pub refund_to: RefundTo,
    /// What is wanted for all units of a line instead of money: a variant by line.
    pub instead: &'a [(OrderLineId, VariantId)],
    /// Free text, at most 500 characters; may be empty.
    pub note: &'a str,
    /// The caller's name for it, 1 to 255 characters: a repetition gives the first return.
    pub client_ref: &'a str,
}

/// Records the request and returns its number in the order. An order that was completed is open again.
///
/// # Errors
/// [`OrderError`].
pub async fn request(
    app: &App,
    actor: &Actor,
    order_id: OrderId,
    command: RequestReturn<'_>,
) -> Result<u32, OrderError> {
    if !(1..=255).contains(&command.client_ref.len()) || command.client_ref.chars().any(char::is_control) {
        return Err(OrderError::Invalid("The reference has to have 1 to 255 characters."));
    }
    let note = checked(command.note)?;
    if command.refund_to == RefundTo::StoreCredit {
        let mut conn = app.pool.acquire().await?;
        crate::order::refund::store_credit(&mut conn, app, order_id).await?;
    }
    let mut order = open(app, actor, order_id).await?;
    if let Some(known) = store::order::find_return_by_ref(&mut order.tx, order_id, command.client_ref).await? {
        return Ok(known);
    }
    order.facts().may_change()?;
    let units = order.check_units(command.units, LineUnits::returnable)?;
    let wanted = exchange::wish(&mut order, &units, command.instead).await?;
    let new = NewReturn {
        return_id: rng::new_id(),
        order_id,
        client_ref: command.client_ref,
        reason: command.reason,
        refund_to: command.refund_to,
        note: &note,
        units: &units,
    };
    let return_seq = store::order::insert_return(&mut order.tx, &new, order.now).await?;
    if !wanted.is_empty() {
        store::order::insert_exchange(&mut order.tx, rng::new_id(), new.return_id, &wanted, order.now).await?;
    }
    let data = json!({
        "return_id": new.return_id,
        "return": return_seq,
        "cause": command.reason,
        "units": order.told(&units),
        "exchange": wanted,
    });
    order.tell("return.requested", data).await?;
    app.steps.reached(Step::ReturnRequested)?;
    finish(order).await?;
    Ok(return_seq)
}

fn checked(note: &str) -> Result<String, OrderError> {
    let note: String = note
        .trim()
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect();
    if note.chars().count() > 500 {
        return Err(OrderError::Invalid("Use at most 500 characters."));
    }
    if holds_card_number(&note) {
        return Err(OrderError::Invalid("Please never enter a card number here."));
    }
    Ok(note)
}
