//! The orders of a customer, page by page.

use super::{CustomerError, SignedIn};
use crate::App;
use crate::checkout::totals::price_text;
use crate::order;
use chrono::SecondsFormat;
use domain::customer::{AccountOrder, AccountOrders, ORDERS_PER_PAGE};
use store::customer::order::{OrderRow, count, list};

/// A page of the history, the newest orders first. A page beyond the last is the last.
///
/// # Errors
/// [`CustomerError::Store`].
pub async fn list_orders(app: &App, signed_in: &SignedIn, page: u32) -> Result<AccountOrders, CustomerError> {
    let mut conn = app.pool.acquire().await?;
    let all = u32::try_from(count(&mut conn, signed_in.customer_id).await?).unwrap_or(u32::MAX);
    let page_count = all.div_ceil(ORDERS_PER_PAGE).max(1);
    let page = page.clamp(1, page_count);
    let offset = i64::from(page - 1) * i64::from(ORDERS_PER_PAGE);
    let rows = list(&mut conn, signed_in.customer_id, offset, ORDERS_PER_PAGE.into()).await?;
    Ok(AccountOrders {
        orders: rows.into_iter().map(view).collect(),
        page,
        page_count,
    })
}

fn view(row: OrderRow) -> AccountOrder {
    AccountOrder {
        number: row.number,
        address: order::address(&row.access_token),
        placed_at: row
            .placed_at
            .map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true))
            .unwrap_or_default(),
        placed_text: row
            .placed_at
            .map(|at| at.format("%-d %B %Y").to_string())
            .unwrap_or_default(),
        goods_text: goods(&row),
        state_text: state(&row).to_owned(),
        total_text: price_text(row.total),
    }
}

fn goods(row: &OrderRow) -> String {
    let first = format!("{} × {}", row.first_quantity, row.first_title);
    match row.units - row.first_quantity {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

// One word for three axes: what a shopper asks first.
fn state(row: &OrderRow) -> &'static str {
    match (row.status.as_str(), row.fulfilment_status.as_str()) {
        ("cancelled", _) => "Cancelled",
        _ if row.hold_reason.is_some() => "We are looking at it",
        (_, "delivered") if row.payment_status == "refunded" => "Refunded",
        (_, "delivered") => "Delivered",
        (_, "fulfilled") => "Sent",
        (_, "partially_fulfilled") => "Partly sent",
        (_, "not_required") => "Done",
        _ => "Being prepared",
    }
}
