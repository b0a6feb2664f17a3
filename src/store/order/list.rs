//! Orders for whoever looks after them: by number, and the newest first.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::OrderId;
use domain::money::{Currency, Money};
use serde::Serialize;
use sqlx::PgConnection;

/// One row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OrderSummary {
    /// Shown as `#1001`.
    pub number: i64,
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
}

/// Which orders are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrderFilter {
    /// Axis A, stable word.
    pub status: Option<String>,
    /// Axis C, stable word.
    pub fulfilment_status: Option<String>,
    /// Only those on hold.
    pub held: bool,
    /// Only numbers below this: the page after.
    pub before: Option<i64>,
}

/// Orders, the newest first.
///
/// # Errors
/// [`StoreError`] when the statement fails or a row is not readable.
pub async fn list_summaries(
    conn: &mut PgConnection,
    filter: &OrderFilter,
    limit: i64,
) -> Result<Vec<OrderSummary>, StoreError> {
    let rows = sqlx::query!(
        r#"select order_number as "number!", status, hold_reason, payment_status, fulfilment_status, total_minor,
                  currency, placed_at
           from orders
           where order_number is not null
             and ($1::text is null or status = $1)
             and ($2::text is null or fulfilment_status = $2)
             and (not $3 or hold_reason is not null)
             and ($4::bigint is null or order_number < $4)
           order by order_number desc
           limit $5"#,
        filter.status,
        filter.fulfilment_status,
        filter.held,
        filter.before,
        limit,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let currency =
                Currency::parse(&row.currency).map_err(|error| StoreError::corrupt("orders.currency", error))?;
            Ok(OrderSummary {
                number: row.number,
                status: row.status,
                hold_reason: row.hold_reason,
                payment_status: row.payment_status,
                fulfilment_status: row.fulfilment_status,
                total: Money::new(row.total_minor, currency),
                placed_at: row.placed_at,
            })
        })
        .collect()
}

/// The order with a number.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn find_id_by_number(conn: &mut PgConnection, number: i64) -> Result<Option<OrderId>, StoreError> {
    let id = sqlx::query_scalar!("select order_id from orders where order_number = $1", number)
        .fetch_optional(conn)
        .await?;
    Ok(id.map(Into::into))
}
