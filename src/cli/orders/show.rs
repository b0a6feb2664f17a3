//! Orders for people, or as JSON for scripts.

use super::{arguments, find, told};
use app::App;
use app::order::{OrderRecord, get_record, get_refundable, list_orders};
use domain::money::{Money, display};
use serde_json::{Value, json};
use store::order::{LineState, OrderFilter};

/// Prints a page of orders.
pub async fn list(app: &App, wanted: arguments::List, json: bool) -> anyhow::Result<()> {
    let filter = OrderFilter {
        status: wanted.status,
        fulfilment_status: wanted.unfulfilled.then(|| "unfulfilled".to_owned()),
        held: wanted.held,
        before: wanted.before,
    };
    let orders = list_orders(app, &filter, wanted.limit).await.map_err(told)?;
    if json {
        println!("{}", serde_json::to_string_pretty(&orders)?);
        return Ok(());
    }
    if orders.is_empty() {
        println!("No orders.");
    }
    for order in orders {
        let placed = order.placed_at.map(|at| at.format("%Y-%m-%d %H:%M").to_string());
        let hold = order.hold_reason.map(|why| format!("  on hold: {why}"));
        println!(
            "#{:<8} {:<16}  {:<9}  {:<18}  {:<19}  {:>12}{}",
            order.number,
            placed.unwrap_or_default(),
            order.status,
            order.payment_status,
            order.fulfilment_status,
            text(order.total),
            hold.unwrap_or_default(),
        );
    }
    Ok(())
}

/// Prints an order.
pub async fn show(app: &App, number: i64, json: bool) -> anyhow::Result<()> {
    let order_id = find(app, number).await?;
    let record = get_record(app, order_id).await.map_err(told)?;
    let refundable = get_refundable(app, order_id).await.map_err(told)?;
    if json {
        println!("{}", serde_json::to_string_pretty(&document(&record, refundable))?);
    } else {
        print(&record, refundable);
    }
    Ok(())
}

fn text(money: Money) -> String {
    display::format(money, display::Locale::default())
}

fn title(line: &LineState) -> String {
    let parts = [&line.product_title, &line.variant_title, &line.sku];
    let parts: Vec<_> = parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(String::as_str)
        .collect();
    parts.join(", ")
}

fn print(record: &OrderRecord, refundable: Money) {
    let (order, terms) = (&record.detail.order, &record.detail.agreement.terms);
    let money = |minor| text(Money::new(minor, terms.currency));
    println!("Order #{}", order.number.unwrap_or_default());
    println!("  order    {}", order.status.as_str());
    if let Some(why) = &order.hold_reason {
        println!("  hold     {why}");
    }
    println!("  payment  {}", order.payment_status);
    println!("  goods    {}", order.fulfilment_status);
    println!(
        "  total    {} (delivery {})",
        text(terms.total()),
        money(terms.delivery_gross_minor)
    );
    for tender in &terms.tenders {
        let label = tender.kind.label(&tender.last_four);
        println!("  paid by  {label}: {}", money(tender.amount_minor));
    }
    println!("  to give  {} can still be given back", text(refundable));
    println!("  to       {}, {}", terms.email, terms.address.lines().join(", "));
    println!("Lines");
    for line in &record.lines {
        let units = line.units;
        println!(
            "  {}  {} × {}  {}",
            line.line_seq,
            units.ordered,
            title(line),
            money(line.gross_minor)
        );
        let counts = [
            (units.cancelled, "cancelled"),
            (units.shipped, "sent"),
            (units.delivered, "delivered"),
            (units.returned, "coming or sent back"),
            (u32::try_from(line.used_slots.len()).unwrap_or(u32::MAX), "refunded"),
        ];
        let counts: Vec<_> = counts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        if !counts.is_empty() {
            println!("     {}", counts.join(", "));
        }
    }
    print_parts(record);
}

fn print_parts(record: &OrderRecord) {
    for (position, it) in (1..).zip(&record.fulfilments) {
        let arrived = if it.delivered_at.is_some() {
            "delivered"
        } else {
            "on its way"
        };
        let units: u32 = it.units.iter().map(|(_, count)| count).sum();
        println!("Parcel {position}: {units} units, {arrived}");
        for parcel in &it.shipments {
            let address = parcel.tracking_url.as_deref().unwrap_or_default();
            println!("  {} {} {address}", parcel.carrier, parcel.tracking_number);
        }
    }
    for it in &record.refunds {
        let code = it.failure_code.as_deref().unwrap_or_default();
        println!(
            "Refund: {}, {} {code} {}",
            text(it.amount),
            it.state.as_str(),
            it.reason
        );
    }
    for it in &record.returns {
        let units: u32 = it.lines.iter().map(|line| line.quantity).sum();
        println!(
            "Return {}: {units} units, {}, {}",
            it.return_seq,
            it.state.as_str(),
            it.reason.as_str()
        );
    }
    for it in &record.exchanges {
        let placed = it.placed_number.map(|number| format!(", order #{number}"));
        let why = it.lapse_reason.map(|why| format!(", {}", why.as_str()));
        println!(
            "Exchange of return {} of order #{}: {}{}{}",
            it.return_seq,
            it.order_number.unwrap_or_default(),
            it.state.as_str(),
            placed.unwrap_or_default(),
            why.unwrap_or_default()
        );
        for line in &it.lines {
            println!("  {} × {}", line.quantity, line.title);
        }
    }
    if !record.events.is_empty() {
        println!("History");
    }
    for it in &record.events {
        let who = if it.actor_name.is_empty() {
            &it.actor
        } else {
            &it.actor_name
        };
        println!("  {}  {}  by {who}", it.at.format("%Y-%m-%d %H:%M:%S"), it.kind);
    }
}

fn document(record: &OrderRecord, refundable: Money) -> Value {
    let (order, terms) = (&record.detail.order, &record.detail.agreement.terms);
    let lines = record.lines.iter().map(|line| {
        json!({
            "order_line_id": line.order_line_id,
            "line": line.line_seq,
            "sku": line.sku,
            "title": line.product_title,
            "variant_title": line.variant_title,
            "gross": Money::new(line.gross_minor, terms.currency),
            "units": line.units,
            "refunded_units": line.used_slots.len(),
        })
    });
    let events = record
        .events
        .iter()
        .map(|it| json!({ "at": it.at, "actor": it.actor, "name": it.actor_name, "type": it.kind, "data": it.data }));
    json!({
        "number": order.number,
        "order_id": order.order_id,
        "status": order.status,
        "hold_reason": order.hold_reason,
        "payment_status": order.payment_status,
        "fulfilment_status": order.fulfilment_status,
        "total": terms.total(),
        "due": terms.due(),
        "tenders": terms.tenders,
        "refundable": refundable,
        "lines": lines.collect::<Vec<_>>(),
        "fulfilments": record.fulfilments,
        "refunds": record.refunds,
        "returns": record.returns,
        "exchanges": record.exchanges,
        "history": events.collect::<Vec<_>>(),
    })
}
