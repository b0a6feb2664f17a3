//! A change of an order: its row locked first, everything read under the lock, the axes derived and written at the end,
//! timeline and outbox in the same commit.

use super::OrderError;
use crate::App;
use adapters::rng;
use chrono::{DateTime, Utc};
use domain::event::DomainEvent;
use domain::id::{OrderId, OrderLineId};
use domain::money::Money;
use domain::order::{Actor, LineUnits, MoneyFacts, OrderFacts, OrderRefusal, OrderStatus, Refundable, RefundableLine};
use domain::pricing::refund_slots;
use serde_json::{Value, json};
use sqlx::{PgConnection, PgTransaction};
use store::error::StoreError;
use store::order::{Balance, Counter, LineState, OrderHead};
use uuid::Uuid;

/// An order under its lock.
pub(super) struct Open<'a> {
    pub app: &'a App,
    pub tx: PgTransaction<'static>,
    pub head: OrderHead,
    pub lines: Vec<LineState>,
    pub balance: Balance,
    pub money: MoneyFacts,
    pub now: DateTime<Utc>,
    actor: &'a Actor,
}

/// Locks an order and reads what decisions need.
pub(super) async fn open<'a>(app: &'a App, actor: &'a Actor, order_id: OrderId) -> Result<Open<'a>, OrderError> {
    let tx = app.pool.begin().await?;
    open_in(app, tx, actor, order_id).await
}

/// The same in a transaction that has locked what comes before orders.
pub(super) async fn open_in<'a>(
    app: &'a App,
    mut tx: PgTransaction<'static>,
    actor: &'a Actor,
    order_id: OrderId,
) -> Result<Open<'a>, OrderError> {
    let head = store::lock::order(&mut tx, order_id)
        .await?
        .ok_or(OrderError::NotFound)?;
    let lines = store::order::list_line_states(&mut tx, order_id).await?;
    let balance = store::order::get_balance(&mut tx, order_id).await?;
    let money = store::payment::get_money(&mut tx, order_id).await?;
    Ok(Open {
        app,
        tx,
        head,
        lines,
        balance,
        money,
        now: app.clock.now(),
        actor,
    })
}

impl Open<'_> {
    /// What the guards judge.
    pub fn facts(&self) -> OrderFacts {
        OrderFacts {
            status: self.head.status,
            is_held: self.head.hold_reason.is_some(),
            units: self.lines.iter().map(|line| line.units).collect(),
            money: self.money,
            has_open_return: self.balance.has_open_return,
        }
    }

    /// What bounds refunds.
    pub fn refundable(&self) -> Refundable {
        let lines = self.lines.iter().map(|line| RefundableLine {
            order_line_id: line.order_line_id,
            ordered: line.units.ordered,
            gross_minor: line.gross_minor,
            tax_minor: line.tax_minor,
            used: line.used_slots.clone(),
        });
        Refundable {
            lines: lines.collect(),
            delivery_minor: self.balance.delivery_minor,
            delivery_tax_minor: self.balance.delivery_tax_minor,
            left_minor: self.balance.left_minor(),
        }
    }

    /// An amount of the order's currency.
    pub const fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.head.currency)
    }

    fn given_up_minor(&self, giving_up: &[(OrderLineId, u32)]) -> Result<i64, OrderRefusal> {
        given_up_minor(&self.lines, &self.balance, giving_up)
    }

    /// What is still to be taken; below zero is what was taken beyond it. Minor units.
    ///
    /// # Errors
    /// [`OrderRefusal`] when the lines do not divide.
    pub fn owed_minor(&self) -> Result<i64, OrderRefusal> {
        owed_minor(self.head.status, &self.lines, &self.balance, self.money)
    }

    /// What was taken for units that were given up before, and was not given back. Minor units, at least 0.
    ///
    /// # Errors
    /// [`OrderRefusal`] when the lines do not divide.
    pub fn taken_too_much_minor(&self) -> Result<i64, OrderRefusal> {
        let given_up = self.given_up_minor(&[])?;
        let beyond = self.balance.left_minor() - (self.money.due + self.money.tendered - given_up);
        Ok(beyond.min(given_up).max(0))
    }

    /// What may be given back for units that are given up now. While money is only set aside, less of it is taken first, and
    /// only what was paid beyond the rest comes back: from tenders.
    ///
    /// # Errors
    /// [`OrderRefusal`] when the lines do not divide.
    pub fn left_without_minor(&self, giving_up: &[(OrderLineId, u32)]) -> Result<i64, OrderRefusal> {
        let left = self.balance.left_minor();
        if self.money.authorized == 0 {
            return Ok(left);
        }
        let owed = self.money.due + self.money.tendered - self.given_up_minor(giving_up)?;
        Ok((left - owed).clamp(0, left.max(0)))
    }

    /// Checks units by line: each line once, each of this order, at least one unit in all, no more than `available`.
    pub fn check_units(
        &self,
        units: &[(OrderLineId, u32)],
        available: fn(LineUnits) -> u32,
    ) -> Result<Vec<(OrderLineId, u32)>, OrderRefusal> {
        let wanted: Vec<_> = units.iter().copied().filter(|(_, count)| *count > 0).collect();
        if wanted.is_empty() {
            return Err(OrderRefusal::NoUnits);
        }
        for (position, (order_line_id, count)) in wanted.iter().enumerate() {
            let is_repeated = wanted[..position].iter().any(|(earlier, _)| earlier == order_line_id);
            let line = self.lines.iter().find(|line| line.order_line_id == *order_line_id);
            let Some(line) = line.filter(|_| !is_repeated) else {
                return Err(OrderRefusal::NoSuchLine);
            };
            let available = available(line.units);
            if *count > available {
                return Err(OrderRefusal::TooManyUnits { available });
            }
        }
        Ok(wanted)
    }

    /// Adds to a counter of some lines, here and in the table.
    pub async fn add_units(&mut self, counter: Counter, units: &[(OrderLineId, u32)]) -> Result<(), OrderError> {
        store::order::add_units(&mut self.tx, counter, units).await?;
        for (order_line_id, count) in units {
            for line in self
                .lines
                .iter_mut()
                .filter(|line| line.order_line_id == *order_line_id)
            {
                match counter {
                    Counter::Cancelled => line.units.cancelled += count,
                    Counter::Shipped => line.units.shipped += count,
                    Counter::Delivered => line.units.delivered += count,
                }
            }
        }
        Ok(())
    }

    /// Units by line as the timeline and the outbox tell them.
    pub fn told(&self, units: &[(OrderLineId, u32)]) -> Value {
        let line = |id: &OrderLineId| self.lines.iter().find(|line| line.order_line_id == *id);
        let units = units.iter().map(
            |(id, count)| json!({ "order_line_id": id, "line": line(id).map(|line| line.line_seq), "quantity": count }),
        );
        Value::Array(units.collect())
    }

    /// Tells the timeline and the outbox.
    pub async fn tell(&mut self, name: &'static str, data: Value) -> Result<(), OrderError> {
        Ok(tell(&mut self.tx, self.app, &self.head, self.actor, name, data).await?)
    }

    /// Derives and writes the axes, with `status` as axis A before that, and commits.
    pub async fn finish(mut self, status: OrderStatus) -> Result<(), OrderError> {
        let was = self.head.status;
        self.head.status = status;
        let facts = self.facts();
        save(&mut self.tx, self.app, &self.head, self.actor, (was, &facts)).await?;
        self.tx.commit().await?;
        Ok(())
    }

    /// The same for verbs that do not decide about axis A.
    pub async fn finish_derived(self) -> Result<(), OrderError> {
        let status = self.head.status;
        self.finish(status).await
    }
}

/// What was agreed for units that were given up or are now, and for the delivery once every unit is: it is not owed.
fn given_up_minor(
    lines: &[LineState],
    balance: &Balance,
    giving_up: &[(OrderLineId, u32)],
) -> Result<i64, OrderRefusal> {
    let now = |line: &LineState| {
        let own = giving_up.iter().filter(|(id, _)| *id == line.order_line_id);
        line.units.cancelled + own.map(|(_, count)| count).sum::<u32>()
    };
    let mut minor = 0;
    for line in lines.iter().filter(|line| now(line) > 0) {
        let slots = refund_slots(line.gross_minor, line.units.ordered);
        let value = slots.and_then(|slots| slots.refund(0, now(line)));
        minor += value.map_err(|_| OrderRefusal::WrongState)?;
    }
    let is_nothing_left = lines.iter().all(|line| now(line) == line.units.ordered);
    Ok(minor + if is_nothing_left { balance.delivery_minor } else { 0 })
}

/// What is still to be taken for an order; below zero is what was taken beyond it. One that is cancelled owes nothing.
pub(super) fn owed_minor(
    status: OrderStatus,
    lines: &[LineState],
    balance: &Balance,
    money: MoneyFacts,
) -> Result<i64, OrderRefusal> {
    if status == OrderStatus::Cancelled {
        return Ok(-money.captured);
    }
    Ok(money.due - given_up_minor(lines, balance, &[])? - money.captured)
}

/// Writes the axes as they follow from the facts, and tells of a completion or the end of one.
pub(super) async fn save(
    conn: &mut PgConnection,
    app: &App,
    head: &OrderHead,
    actor: &Actor,
    (was, facts): (OrderStatus, &OrderFacts),
) -> Result<(), StoreError> {
    let status = facts.derived_status();
    let axes = (status, facts.fulfilment());
    store::order::save_axes(&mut *conn, head.order_id, axes, facts.money, app.clock.now()).await?;
    match (was, status) {
        (OrderStatus::Placed, OrderStatus::Completed) => {
            tell(conn, app, head, actor, "order.completed", json!({})).await
        }
        (OrderStatus::Completed, OrderStatus::Placed) => {
            tell(conn, app, head, actor, "order.reopened", json!({})).await
        }
        _ => Ok(()),
    }
}

/// Tells the timeline of a locked order and the outbox the same thing.
pub(super) async fn tell(
    conn: &mut PgConnection,
    app: &App,
    head: &OrderHead,
    actor: &Actor,
    name: &'static str,
    data: Value,
) -> Result<(), StoreError> {
    store::order::append_event(&mut *conn, head.order_id, actor, name, &data, app.clock.now()).await?;
    let mut payload = json!({ "order": { "id": head.order_id }, "data": data });
    // What somebody typed stays in the house (W-8).
    if let Some(fields) = payload["data"].as_object_mut() {
        fields.remove("reason");
    }
    let event = DomainEvent {
        aggregate_type: "order",
        aggregate_id: head.order_id.0,
        name,
        payload,
    };
    store::outbox::append(conn, rng::new_id::<Uuid>(), &event).await
}
