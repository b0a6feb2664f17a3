//! Orders of a customer: their history, and the claim on those that were placed as a guest.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::{CustomerId, OrderId};
use domain::money::{Currency, Money};
use sqlx::PgConnection;

/// One row of the history. No `Debug`: it holds the access token.
#[derive(Clone, PartialEq, Eq)]
pub struct OrderRow {
    /// Id.
    pub order_id: OrderId,
    /// Shown as `#1001`.
    pub number: i64,
    /// The address of its page.
    pub access_token: String,
    /// Axis A, stable word.
    pub status: String,
    /// Why a person looks at it.
    pub hold_reason: Option<String>,
    /// Axis B, stable word.
    pub payment_status: String,
    /// Axis C, stable word.
    pub fulfilment_status: String,
    /// What it comes to.
    pub total: Money,
    /// When it was placed.
    pub placed_at: Option<DateTime<Utc>>,
    /// Product of the first line.
    pub first_title: String,
    /// Units of the first line.
    pub first_quantity: i64,
    /// Units of all lines.
    pub units: i64,
}

/// Gives a customer the orders that were placed as a guest with an address that they have proven, in whatever case its
/// ASCII letters are written. Returns how many.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn claim(conn: &mut PgConnection, customer_id: CustomerId, email: &str) -> Result<u64, StoreError> {
    let claimed = sqlx::query!(
        "update orders
         set customer_id = $1
         where customer_id is null
           and lower(email) = lower($2)
           and lower(email collate \"C\") = lower($2 collate \"C\")
           and order_number is not null",
        customer_id.0,
        email,
    )
    .execute(conn)
    .await?;
    Ok(claimed.rows_affected())
}

/// How many orders the history has.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn count(conn: &mut PgConnection, customer_id: CustomerId) -> Result<i64, StoreError> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from orders
           where customer_id = $1
             and order_number is not null"#,
        customer_id.0,
    )
    .fetch_one(conn)
    .await?;
    Ok(count)
}

/// A part of the history, the newest first.
///
/// # Errors
/// [`StoreError`] when the statement fails or a row is not readable.
pub async fn list(
    conn: &mut PgConnection,
    customer_id: CustomerId,
    offset: i64,
    limit: i64,
) -> Result<Vec<OrderRow>, StoreError> {
    let rows = sqlx::query!(
        r#"select o.order_id, o.order_number as "number!", o.access_token, o.status, o.hold_reason, o.payment_status,
                  o.fulfilment_status, o.total_minor, o.currency, o.placed_at, l.first_title as "first_title!",
                  l.first_quantity as "first_quantity!", l.units as "units!"
           from orders o
           cross join lateral (
               select coalesce((array_agg(product_title order by line_seq))[1], '') as first_title,
                      coalesce((array_agg(quantity order by line_seq))[1], 0)::bigint as first_quantity,
                      coalesce(sum(quantity), 0) as units
               from order_lines
               where order_id = o.order_id
           ) l
           where o.customer_id = $1
             and o.order_number is not null
           order by o.order_number desc
           offset $2
           limit $3"#,
        customer_id.0,
        offset,
        limit,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let currency =
                Currency::parse(&row.currency).map_err(|error| StoreError::corrupt("orders.currency", error))?;
            Ok(OrderRow {
                order_id: row.order_id.into(),
                number: row.number,
                access_token: row.access_token,
                status: row.status,
                hold_reason: row.hold_reason,
                payment_status: row.payment_status,
                fulfilment_status: row.fulfilment_status,
                total: Money::new(row.total_minor, currency),
                placed_at: row.placed_at,
                first_title: row.first_title,
                first_quantity: row.first_quantity,
                units: row.units,
            })
        })
        .collect()
}
