//! What happened to an order after placement, read as one and told in words.

use super::OrderError;
use crate::checkout::totals::price_text;
use chrono::{DateTime, SecondsFormat, Utc};
use domain::id::OrderLineId;
use domain::money::{Currency, Money};
use domain::order::{
    AftermathView, ExchangeState, LapseReason, LineUnits, MoneyFacts, OrderFacts, OrderStatus, ParcelView, RefundState,
    RefundView, ReturnExchangeView, ReturnState, ReturnView, ReturnableLine, TimelineEntry, UnitsText,
};
use domain::tender::TenderKind;
use serde_json::Value;
use sqlx::PgConnection;
use store::order::{Exchange, Fulfilment, LineState, OrderDetail, OrderEvent, Refund, Return};

/// Everything that is known of an order. No `Debug`: it holds an address.
#[derive(Clone, PartialEq)]
pub struct OrderRecord {
    /// The agreement and the axes.
    pub detail: OrderDetail,
    /// The lines with their units.
    pub lines: Vec<LineState>,
    /// In the order in which they left.
    pub fulfilments: Vec<Fulfilment>,
    /// Oldest first.
    pub refunds: Vec<Refund>,
    /// Oldest first.
    pub returns: Vec<Return>,
    /// Oldest first.
    pub events: Vec<OrderEvent>,
    /// Of the returns, and the one that the order came of.
    pub exchanges: Vec<Exchange>,
}

/// Reads all of it: of an order to which nothing has happened, as most that are looked at, only the lines.
pub(super) async fn record(conn: &mut PgConnection, detail: OrderDetail) -> Result<OrderRecord, OrderError> {
    let order_id = detail.order.order_id;
    let lines = store::order::list_line_states(&mut *conn, order_id).await?;
    if detail.order.is_untouched {
        return Ok(OrderRecord {
            detail,
            lines,
            fulfilments: Vec::new(),
            refunds: Vec::new(),
            returns: Vec::new(),
            events: Vec::new(),
            exchanges: Vec::new(),
        });
    }
    Ok(OrderRecord {
        lines,
        fulfilments: store::order::list_fulfilments(&mut *conn, order_id).await?,
        refunds: store::order::list_refunds(&mut *conn, order_id).await?,
        returns: store::order::list_returns(&mut *conn, order_id).await?,
        exchanges: store::order::list_exchanges(&mut *conn, order_id).await?,
        events: store::order::list_events(conn, order_id).await?,
        detail,
    })
}

impl OrderRecord {
    /// The same in words, for the order's page.
    pub fn view(&self) -> AftermathView {
        if self.detail.order.status == OrderStatus::Draft {
            return AftermathView::default();
        }
        AftermathView {
            timeline: self.timeline(),
            parcels: self.fulfilments.iter().map(|it| self.parcel(it)).collect(),
            refunds: self
                .refunds
                .iter()
                .filter(|it| !is_exchanged(it))
                .map(refund_view)
                .collect(),
            returns: self.returns.iter().map(|it| self.return_view(it)).collect(),
            can_cancel: self.can_cancel(),
            has_account: self.detail.order.has_account,
            exchange_of: self.exchange_of(),
            returnable: self.returnable(),
        }
    }

    fn can_cancel(&self) -> bool {
        let facts = OrderFacts {
            status: self.detail.order.status,
            is_held: self.detail.order.hold_reason.is_some(),
            units: self.lines.iter().map(|line| line.units).collect(),
            money: MoneyFacts::default(),
            has_open_return: self.returns.iter().any(|goods| goods.state.is_open()),
        };
        facts.may_cancel().is_ok()
    }

    fn returnable(&self) -> Vec<ReturnableLine> {
        let is_over = self.detail.order.status == OrderStatus::Cancelled;
        let lines = self.lines.iter().filter(|line| !is_over && line.units.returnable() > 0);
        lines
            .map(|line| ReturnableLine {
                order_line_id: line.order_line_id,
                title: title(line),
                units: LineUnits::returnable(line.units),
            })
            .collect()
    }

    fn exchange_of(&self) -> Option<(String, String)> {
        let own = |it: &&Exchange| it.placed_order_id == Some(self.detail.order.order_id);
        let origin = self.exchanges.iter().find(own)?;
        let name = format!("Order #{}", origin.order_number.unwrap_or_default());
        Some((name, super::address(&origin.order_token)))
    }

    fn exchange_view(&self, goods: &Return) -> Option<ReturnExchangeView> {
        let exchange = self.exchanges.iter().find(|it| it.return_id == goods.return_id)?;
        let wanted = exchange.lines.iter().map(|line| UnitsText {
            title: line.title.clone(),
            quantity: line.quantity,
        });
        let until = || exchange.lapses_at.map(day).unwrap_or_default();
        let own = super::address(&self.detail.order.access_token);
        let (state_text, way) = match exchange.state {
            ExchangeState::Wanted => ("You asked for this instead. We answer soon.".to_owned(), None),
            ExchangeState::Reserved => (format!("We keep this for you until {}.", until()), None),
            ExchangeState::Credited => (
                format!(
                    "What you sent back is credited. Pay what is left by {}, if anything is.",
                    until()
                ),
                Some((
                    "Go on with the exchange".to_owned(),
                    format!("{own}/exchange/{}", exchange.return_seq),
                )),
            ),
            ExchangeState::Placed => (
                "This is a new order, which your return has paid for.".to_owned(),
                exchange.placed_token.as_deref().map(|token| {
                    let number = exchange.placed_number.unwrap_or_default();
                    (format!("Order #{number}"), super::address(token))
                }),
            ),
            ExchangeState::Lapsed => (exchange.lapse_reason.map_or("", LapseReason::sentence).to_owned(), None),
        };
        Some(ReturnExchangeView {
            goods: wanted.collect(),
            state_text,
            way,
        })
    }

    const fn currency(&self) -> Currency {
        self.detail.agreement.terms.currency
    }

    fn goods(&self, units: impl Iterator<Item = (OrderLineId, u32)>) -> Vec<UnitsText> {
        let line = |id| self.lines.iter().find(|line| line.order_line_id == id);
        units
            .filter_map(|(id, quantity)| {
                line(id).map(|line| UnitsText {
                    title: title(line),
                    quantity,
                })
            })
            .collect()
    }

    fn parcel(&self, fulfilment: &Fulfilment) -> ParcelView {
        let tracking = fulfilment
            .shipments
            .iter()
            .map(|it| (it.carrier.clone(), it.tracking_number.clone(), it.tracking_url.clone()));
        let state_text = if fulfilment.delivered_at.is_some() {
            "Delivered"
        } else {
            "On its way"
        };
        ParcelView {
            state_text: state_text.to_owned(),
            sent_text: day(fulfilment.created_at),
            goods: self.goods(fulfilment.units.iter().copied()),
            tracking: tracking.collect(),
        }
    }

    fn return_view(&self, goods: &Return) -> ReturnView {
        let units = goods.lines.iter().map(|line| (line.order_line_id, line.quantity));
        ReturnView {
            seq: goods.return_seq,
            state_text: return_text(goods.state).to_owned(),
            answer: goods.answer.clone(),
            goods: self.goods(units),
            exchange: self.exchange_view(goods),
        }
    }

    fn timeline(&self) -> Vec<TimelineEntry> {
        let placed = self
            .detail
            .order
            .placed_at
            .map(|at| entry(at, "You placed the order".to_owned()));
        let since = self
            .events
            .iter()
            .filter_map(|event| sentence(event, self.currency()).map(|text| entry(event.at, text)));
        placed.into_iter().chain(since).collect()
    }
}

/// "Ebbe Bikini, Coral / M".
pub(super) fn title(line: &LineState) -> String {
    if line.variant_title.is_empty() {
        line.product_title.clone()
    } else {
        format!("{}, {}", line.product_title, line.variant_title)
    }
}

fn entry(at: DateTime<Utc>, text: String) -> TimelineEntry {
    TimelineEntry {
        at: at.to_rfc3339_opts(SecondsFormat::Secs, true),
        at_text: at.format("%-d %B %Y, %H:%M UTC").to_string(),
        text,
    }
}

fn day(at: DateTime<Utc>) -> String {
    at.format("%-d %B %Y").to_string()
}

/// Whether its money went into an exchange, which the return tells.
fn is_exchanged(refund: &Refund) -> bool {
    refund.reason == "exchange" && refund.tenders.iter().any(|tender| tender.kind == TenderKind::Exchange)
}

fn refund_view(refund: &Refund) -> RefundView {
    let is_of_payment = refund.of_payment().minor > 0;
    let on_its_way = "It is on its way to you. Banks take a few days to show it.";
    let state_text = match refund.state {
        RefundState::Requested | RefundState::Unknown if is_of_payment => {
            "We have asked our payment partner to send it back.".to_owned()
        }
        RefundState::Requested | RefundState::Unknown => "You can spend it again in a moment.".to_owned(),
        RefundState::Succeeded if refund.tenders.is_empty() => on_its_way.to_owned(),
        RefundState::Succeeded if is_of_payment => format!("{on_its_way} {}", can_be_spent(refund)),
        RefundState::Succeeded => can_be_spent(refund),
        RefundState::Failed => "It could not be sent back. We look into it and write to you.".to_owned(),
    };
    RefundView {
        amount_text: price_text(refund.amount),
        state_text,
        at_text: day(refund.created_at),
    }
}

fn can_be_spent(refund: &Refund) -> String {
    let told = refund.tenders.iter().map(|tender| {
        let amount = price_text(Money::new(tender.amount_minor, refund.amount.currency));
        tender.kind.comes_back(&tender.kind.label(&tender.last_four), &amount)
    });
    told.collect::<Vec<_>>().join(" ")
}

const fn return_text(state: ReturnState) -> &'static str {
    match state {
        ReturnState::Requested => "You asked to send this back. We answer soon.",
        ReturnState::Approved => "Please send it back.",
        ReturnState::Rejected => "We cannot take this back.",
        ReturnState::InTransit => "It is on its way to us.",
        ReturnState::Received => "It has arrived here.",
        ReturnState::Inspected | ReturnState::Closed => "Done.",
    }
}

/// What the customer reads of an event; nothing of what only concerns the shop.
fn sentence(event: &OrderEvent, currency: Currency) -> Option<String> {
    let text = |key| event.data.get(key).and_then(Value::as_str).unwrap_or_default();
    let minor = || {
        let money: Option<Money> = event
            .data
            .get("amount")
            .and_then(|money| serde_json::from_value(money.clone()).ok());
        price_text(money.unwrap_or(Money::new(0, currency)))
    };
    let units = || units_text(&event.data);
    let number = |key| event.data.get(key).and_then(Value::as_i64).unwrap_or_default();
    Some(match event.kind.as_str() {
        "order.cancelled" if event.actor == "customer" => "You cancelled the order".to_owned(),
        "order.cancelled" => "The order was cancelled".to_owned(),
        "order.units_cancelled" => format!("{} cancelled", units()),
        "order.fulfilled" => format!("{} sent", units()),
        "shipment.created" => format!("Parcel {} is with {}", text("tracking_number"), text("carrier")),
        "shipment.delivered" => format!("{} delivered", units()),
        "order.held" => "Somebody looks at the order before it goes out".to_owned(),
        "order.released" => "The order goes on".to_owned(),
        "payment.captured" => format!("{} was taken of what was reserved", minor()),
        "payment.voided" => format!("{} is not reserved any more", minor()),
        "refund.succeeded" => format!("{} given back", minor()),
        "return.requested" if event.actor == "customer" => format!("You asked to send {} back", units()),
        "return.requested" => format!("A return of {} was opened", units()),
        "return.approved" => "Your return was approved".to_owned(),
        "return.rejected" => "Your return was not accepted".to_owned(),
        "return.received" => "Your return has arrived".to_owned(),
        "exchange.reserved" => "What you want instead is kept for you".to_owned(),
        "exchange.credited" => format!("{} of what you sent back is credited", minor()),
        "exchange.placed" => format!("What you want instead is order #{}", number("order_number")),
        "exchange.ordered" => format!("This is what you get instead of goods of order #{}", number("of_order")),
        "exchange.lapsed" => "Nothing is exchanged".to_owned(),
        "return.inspected" => "We have looked at your return".to_owned(),
        _ => return None,
    })
}

fn units_text(data: &Value) -> String {
    let units = data.get("units").and_then(Value::as_array).into_iter().flatten();
    let count: u64 = units.filter_map(|it| it.get("quantity").and_then(Value::as_u64)).sum();
    match count {
        1 => "1 item".to_owned(),
        count => format!("{count} items"),
    }
}
