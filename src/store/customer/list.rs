//! Customers for whoever runs the shop: the newest first.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::CustomerId;
use serde::Serialize;
use sqlx::PgConnection;

/// One row of the list. No `Debug`: it holds an address.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct CustomerSummary {
    /// Id.
    pub customer_id: CustomerId,
    /// Proven address.
    pub email: String,
    /// Full name.
    pub name: String,
    /// When the account was made.
    pub created_at: DateTime<Utc>,
    /// Orders in the history.
    pub orders: i64,
}

/// Customers, the newest first; those made before `before`, where it is given.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_summaries(
    conn: &mut PgConnection,
    before: Option<DateTime<Utc>>,
    limit: i64,
) -> Result<Vec<CustomerSummary>, StoreError> {
    let rows = sqlx::query!(
        r#"select c.customer_id, c.email, c.name, c.created_at,
                  (
                      select count(*)
                      from orders o
                      where o.customer_id = c.customer_id
                        and o.order_number is not null
                  ) as "orders!"
           from customers c
           where $1::timestamptz is null
              or c.created_at < $1
           order by c.created_at desc, c.customer_id desc
           limit $2"#,
        before,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| CustomerSummary {
            customer_id: row.customer_id.into(),
            email: row.email,
            name: row.name,
            created_at: row.created_at,
            orders: row.orders,
        })
        .collect())
}
