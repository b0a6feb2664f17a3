//! Address books. The customer is locked by whoever changes one.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::checkout::Address;
use domain::id::{CustomerAddressId, CustomerId};
use sqlx::PgConnection;
use sqlx::types::Json;

/// One address of a book. No `Debug`: it says where somebody lives.
#[derive(Clone, PartialEq, Eq)]
pub struct BookAddress {
    /// Id.
    pub customer_address_id: CustomerAddressId,
    /// Where.
    pub address: Address,
    /// Whether checkout starts with it.
    pub is_default: bool,
}

/// The book, the default first, then as they were added.
///
/// # Errors
/// [`StoreError`] when the statement fails or an address is not readable.
pub async fn list(
    conn: &mut PgConnection,
    customer_id: CustomerId,
    limit: i64,
) -> Result<Vec<BookAddress>, StoreError> {
    let rows = sqlx::query!(
        r#"select customer_address_id, address as "address: Json<Address>", is_default
           from customer_addresses
           where customer_id = $1
           order by is_default desc, created_at, customer_address_id
           limit $2"#,
        customer_id.0,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| BookAddress {
            customer_address_id: row.customer_address_id.into(),
            address: row.address.0,
            is_default: row.is_default,
        })
        .collect())
}

/// Adds an address, as the default where it is the first; false when the same form was sent before.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn insert(
    conn: &mut PgConnection,
    customer_id: CustomerId,
    address_id: CustomerAddressId,
    client_ref: &str,
    address: &Address,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let inserted = sqlx::query!(
        "insert into customer_addresses
             (customer_address_id, customer_id, client_ref, address, is_default, created_at, updated_at)
         values ($2, $1, $3, $4, not exists (select from customer_addresses where customer_id = $1), $5, $5)
         on conflict (customer_id, client_ref) do nothing",
        customer_id.0,
        address_id.0,
        client_ref,
        Json(address) as _,
        now,
    )
    .execute(conn)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// Replaces an address; false when the book has none with this id.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn update(
    conn: &mut PgConnection,
    customer_id: CustomerId,
    address_id: CustomerAddressId,
    address: &Address,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let done = sqlx::query!(
        "update customer_addresses
         set address = $3, updated_at = $4
         where customer_id = $1
           and customer_address_id = $2",
        customer_id.0,
        address_id.0,
        Json(address) as _,
        now,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Makes an address the default; false when the book has none with this id.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn make_default(
    conn: &mut PgConnection,
    customer_id: CustomerId,
    address_id: CustomerAddressId,
) -> Result<bool, StoreError> {
    // Two statements, since the index looks at each row by itself.
    sqlx::query!(
        "update customer_addresses
         set is_default = false
         where customer_id = $1
           and is_default
           and exists (select from customer_addresses where customer_id = $1 and customer_address_id = $2)",
        customer_id.0,
        address_id.0,
    )
    .execute(&mut *conn)
    .await?;
    let done = sqlx::query!(
        "update customer_addresses
         set is_default = true
         where customer_id = $1
           and customer_address_id = $2",
        customer_id.0,
        address_id.0,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes an address out. If it was the default, the oldest that is left becomes it.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn delete(
    conn: &mut PgConnection,
    customer_id: CustomerId,
    address_id: CustomerAddressId,
) -> Result<(), StoreError> {
    sqlx::query!(
        "delete from customer_addresses
         where customer_id = $1
           and customer_address_id = $2",
        customer_id.0,
        address_id.0,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update customer_addresses
         set is_default = true
         where customer_address_id = (
             select customer_address_id
             from customer_addresses
             where customer_id = $1
             order by created_at, customer_address_id
             limit 1
         )
           and not exists (select from customer_addresses where customer_id = $1 and is_default)",
        customer_id.0,
    )
    .execute(conn)
    .await?;
    Ok(())
}
