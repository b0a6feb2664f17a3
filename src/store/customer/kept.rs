//! What is kept of a customer outside their account: an unfinished checkout, and what their address waits for.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::checkout::Address;
use domain::id::CustomerId;
use sqlx::PgConnection;
use sqlx::types::Json;

/// A checkout that became no order. No `Debug`: it says who somebody is and where they live.
#[derive(Clone, PartialEq, Eq)]
pub struct CheckoutRow {
    /// As typed; may be empty.
    pub email: String,
    /// May be empty.
    pub phone: String,
    /// Once it was given.
    pub address: Option<Address>,
    /// The cart's note to the shop; may be empty.
    pub note: String,
    /// May be empty.
    pub vat_id: String,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

/// Something sold out that an address asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingRow {
    /// Stock code; may be empty.
    pub sku: String,
    /// Product name now.
    pub title: String,
    /// `waiting`, `told` or `withdrawn`.
    pub state: String,
    /// When it was asked.
    pub created_at: DateTime<Utc>,
}

/// The checkouts of a customer's carts that became no order, at most 10.
///
/// # Errors
/// [`StoreError`] when the statement fails or an address is not readable.
pub async fn list_checkouts(conn: &mut PgConnection, customer_id: CustomerId) -> Result<Vec<CheckoutRow>, StoreError> {
    let rows = sqlx::query!(
        r#"select coalesce(k.email, '') as "email!", coalesce(k.phone, '') as "phone!",
                  k.delivery_address as "address?: Json<Address>", c.note, k.updated_at,
                  coalesce(k.vat_id, '') as "vat_id!"
           from carts c
           join checkouts k using (cart_id)
           where c.customer_id = $1
             and c.completed_at is null
           order by k.updated_at desc
           limit 10"#,
        customer_id.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| CheckoutRow {
            email: row.email,
            phone: row.phone,
            address: row.address.map(|address| address.0),
            note: row.note,
            vat_id: row.vat_id,
            updated_at: row.updated_at,
        })
        .collect())
}

/// What an address asked to be told about, the newest first, at most `limit`.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_waiting(conn: &mut PgConnection, email: &str, limit: i64) -> Result<Vec<WaitingRow>, StoreError> {
    let rows = sqlx::query_as!(
        WaitingRow,
        r#"select coalesce(v.sku, '') as "sku!", p.title, r.state, r.created_at
           from stock_requests r
           join variants v using (variant_id)
           join products p using (product_id)
           where lower(r.email) = lower($1)
             and lower(r.email collate "C") = lower($1 collate "C")
           order by r.created_at desc
           limit $2"#,
        email,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}
