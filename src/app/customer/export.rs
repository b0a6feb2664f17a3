//! Everything that is kept of a customer, as one JSON document for them to take along. Secrets (hashes, tokens) are not
//! in it.

use super::{CustomerError, get};
use crate::App;
use crate::order::{OrderRecord, get_record};
use domain::customer::{MAX_ADDRESSES, MAX_PASSKEYS, MAX_SESSIONS, SESSION_IDLE};
use domain::id::CustomerId;
use domain::money::Money;
use serde_json::{Value, json};
use store::customer::passkey::{self, PasskeySummary};
use store::customer::{address, group, kept, order, session, tax};

/// Orders that are read at once.
const BATCH: i64 = 50;
/// Most orders of one document; nobody has so many, and a document has an end.
const MOST_ORDERS: i64 = 5_000;

/// The document of a customer.
///
/// # Errors
/// [`CustomerError::NoSuchCustomer`], [`CustomerError::Store`].
pub async fn export(app: &App, customer_id: CustomerId) -> Result<Value, CustomerError> {
    let customer = get(app, customer_id).await?;
    let now = app.clock.now();
    let mut conn = app.pool.acquire().await?;
    let addresses = address::list(&mut conn, customer_id, MAX_ADDRESSES).await?;
    let sessions = session::list(&mut conn, customer_id, SESSION_IDLE, now, MAX_SESSIONS).await?;
    let passkeys = passkey::list(&mut conn, customer_id, MAX_PASSKEYS).await?;
    let groups = group::list(&mut conn, customer_id).await?;
    let taxes = tax::find(&mut conn, customer_id).await?;
    let cart = store::customer::cart::list_contents(&mut conn, customer_id).await?;
    let checkouts = kept::list_checkouts(&mut conn, customer_id).await?;
    let waiting = kept::list_waiting(&mut conn, &customer.email, 1_000).await?;
    let credit = store::tender::list_credit(&mut conn, customer_id).await?;
    let mails = store::mail::list_to(&mut conn, &customer.email, 1_000).await?;
    drop(conn);
    let orders = orders(app, customer_id).await?;
    Ok(json!({
        "exported_at": now,
        "customer": {
            "id": customer_id,
            "email": customer.email,
            "name": customer.name,
            "phone": customer.phone,
            "created_at": customer.created_at,
            "groups": groups,
            "vat_id": taxes.vat_id,
            "tax_exemption": taxes.exemption,
        },
        "addresses": addresses
            .iter()
            .map(|entry| json!({ "id": entry.customer_address_id, "address": entry.address, "is_default": entry.is_default }))
            .collect::<Vec<_>>(),
        "sessions": sessions
            .iter()
            .map(|it| json!({ "device": it.device, "signed_in_at": it.created_at, "last_seen_at": it.last_seen_at }))
            .collect::<Vec<_>>(),
        "passkeys": passkeys.iter().map(of_passkey).collect::<Vec<_>>(),
        "cart": cart
            .iter()
            .map(|line| json!({ "sku": line.sku, "title": line.title, "quantity": line.quantity, "added_at": line.added_at }))
            .collect::<Vec<_>>(),
        "checkouts": checkouts
            .iter()
            .map(|it| json!({
                "email": it.email,
                "phone": it.phone,
                "delivery_address": it.address,
                "note": it.note,
                "vat_id": it.vat_id,
                "changed_at": it.updated_at,
            }))
            .collect::<Vec<_>>(),
        "stock_requests": waiting
            .iter()
            .map(|it| json!({ "sku": it.sku, "title": it.title, "state": it.state, "asked_at": it.created_at }))
            .collect::<Vec<_>>(),
        "store_credit": credit.iter().map(|account| account.balance).collect::<Vec<_>>(),
        "orders": orders,
        "mails": mails
            .iter()
            .map(|mail| json!({ "written_at": mail.created_at, "subject": mail.subject, "state": mail.state }))
            .collect::<Vec<_>>(),
    }))
}

// The public key is of use to nobody, and the device has it.
fn of_passkey(key: &PasskeySummary) -> Value {
    json!({
        "name": key.name,
        "transports": key.transports,
        "is_backed_up": key.is_backed_up,
        "added_at": key.created_at,
        "last_used_at": key.last_used_at,
        "blocked_at": key.blocked_at,
    })
}

async fn orders(app: &App, customer_id: CustomerId) -> Result<Vec<Value>, CustomerError> {
    let mut documents = Vec::new();
    let mut offset = 0;
    while offset < MOST_ORDERS {
        let mut conn = app.pool.acquire().await?;
        let rows = order::list(&mut conn, customer_id, offset, BATCH).await?;
        drop(conn);
        for row in &rows {
            match get_record(app, row.order_id).await {
                Ok(record) => documents.push(document(&record)),
                Err(crate::order::OrderError::Store(error)) => return Err(error.into()),
                // It went while this was read.
                Err(_) => {}
            }
        }
        if rows.is_empty() {
            break;
        }
        offset += BATCH;
    }
    Ok(documents)
}

fn document(record: &OrderRecord) -> Value {
    let (order, terms) = (&record.detail.order, &record.detail.agreement.terms);
    let money = |minor| Money::new(minor, terms.currency);
    let lines = terms.lines.iter().map(|line| {
        json!({
            "sku": line.sku,
            "title": line.product_title,
            "variant": line.variant_title,
            "quantity": line.quantity,
            "paid": money(line.gross_minor),
        })
    });
    let events = record.events.iter().map(|it| json!({ "at": it.at, "type": it.kind }));
    json!({
        "number": order.number,
        "placed_at": order.placed_at,
        "status": order.status,
        "payment_status": order.payment_status,
        "email": terms.email,
        "phone": terms.phone,
        "delivery_address": terms.address,
        "delivery_method": terms.delivery_method_name,
        "note": terms.note,
        "vat_id": terms.vat_id,
        "tax_treatment": terms.treatment,
        "lines": lines.collect::<Vec<_>>(),
        "delivery": money(terms.delivery_gross_minor),
        "tax": money(terms.tax_minor),
        "total": terms.total(),
        "paid_by_tenders": money(terms.tendered_minor()),
        "refunds": record.refunds,
        "returns": record.returns,
        "history": events.collect::<Vec<_>>(),
    })
}
