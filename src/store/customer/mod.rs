//! Customers: the row, and around it sessions, requests by mail, addresses, tries, and what is theirs.

pub mod address;
pub mod attempt;
pub mod cart;
pub mod group;
pub mod kept;
mod list;
pub mod order;
pub mod passkey;
pub mod passkey_challenge;
pub mod request;
pub mod session;
pub mod tax;

pub use list::{CustomerSummary, list_summaries};
pub use request::{Request, RequestKind};

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::customer::Profile;
use domain::id::CustomerId;
use sqlx::PgConnection;
use uuid::Uuid;

/// A person with an account. No `Debug`: it holds an address and a hash.
#[derive(Clone, PartialEq, Eq)]
pub struct Customer {
    /// Id.
    pub customer_id: CustomerId,
    /// Proven address, as typed.
    pub email: String,
    /// Full name.
    pub name: String,
    /// May be empty.
    pub phone: String,
    /// PHC string.
    pub password_hash: String,
    /// When the account was made.
    pub created_at: DateTime<Utc>,
}

struct CustomerRow {
    customer_id: Uuid,
    email: String,
    name: String,
    phone: String,
    password_hash: String,
    created_at: DateTime<Utc>,
}

impl From<CustomerRow> for Customer {
    fn from(row: CustomerRow) -> Self {
        Self {
            customer_id: row.customer_id.into(),
            email: row.email,
            name: row.name,
            phone: row.phone,
            password_hash: row.password_hash,
            created_at: row.created_at,
        }
    }
}

/// The account of an address, in whatever case its ASCII letters are written. `lower` folds some others to ASCII ones too,
/// such as the Kelvin sign to a k: that is the address of somebody else.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn find_by_email(conn: &mut PgConnection, email: &str) -> Result<Option<Customer>, StoreError> {
    let row = sqlx::query_as!(
        CustomerRow,
        "select customer_id, email, name, phone, password_hash, created_at
         from customers
         where lower(email) = lower($1)",
        email,
    )
    .fetch_optional(conn)
    .await?;
    let row = row.filter(|row| row.email.eq_ignore_ascii_case(email));
    Ok(row.map(Into::into))
}

/// A customer by id.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn find(conn: &mut PgConnection, customer_id: CustomerId) -> Result<Option<Customer>, StoreError> {
    let row = sqlx::query_as!(
        CustomerRow,
        "select customer_id, email, name, phone, password_hash, created_at
         from customers
         where customer_id = $1",
        customer_id.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(Into::into))
}

/// Locks a customer: what is done under it to sessions, addresses and carts happens one after the other. Before carts.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn lock(conn: &mut PgConnection, customer_id: CustomerId) -> Result<Option<Customer>, StoreError> {
    let row = sqlx::query_as!(
        CustomerRow,
        "select customer_id, email, name, phone, password_hash, created_at
         from customers
         where customer_id = $1
         for no key update",
        customer_id.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(Into::into))
}

/// Makes an account; false when the address has one.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn insert(conn: &mut PgConnection, customer: &Customer) -> Result<bool, StoreError> {
    let inserted = sqlx::query!(
        "insert into customers
             (customer_id, email, name, phone, password_hash, password_set_at, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $6, $6)
         on conflict (lower(email)) do nothing",
        customer.customer_id.0,
        customer.email,
        customer.name,
        customer.phone,
        customer.password_hash,
        customer.created_at,
    )
    .execute(conn)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// Replaces name and phone.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn update_profile(
    conn: &mut PgConnection,
    customer_id: CustomerId,
    profile: &Profile,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update customers
         set name = $2, phone = $3, updated_at = $4
         where customer_id = $1",
        customer_id.0,
        profile.name,
        profile.phone,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Replaces the password.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn update_password(
    conn: &mut PgConnection,
    customer_id: CustomerId,
    password_hash: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update customers
         set password_hash = $2, password_set_at = $3, updated_at = $3
         where customer_id = $1",
        customer_id.0,
        password_hash,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes an account away with its sessions and addresses, the carts that became no order, the mails about the account,
/// and what its address waits for. Of a cart that a payment names the row stays, with nothing in it. Orders stay as they
/// were agreed, and belong to nobody's account. False when there is none.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn delete(conn: &mut PgConnection, customer: &Customer) -> Result<bool, StoreError> {
    sqlx::query!(
        "delete from carts c
         where c.customer_id = $1
           and c.completed_at is null
           and c.completing_at is null
           and not exists (select from orders o where o.cart_id = c.cart_id)
           and not exists (select from payment_attempts a where a.cart_id = c.cart_id)",
        customer.customer_id.0,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "with emptied as (
             update carts
             set note = '', version = version + 1
             where customer_id = $1
               and completed_at is null
               and completing_at is null
             returning cart_id
         ), gone_checkouts as (
             delete from checkouts where cart_id in (select cart_id from emptied)
         ), gone_codes as (
             delete from cart_promotion_codes where cart_id in (select cart_id from emptied)
         )
         delete from line_items where cart_id in (select cart_id from emptied)",
        customer.customer_id.0,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "delete from stock_requests
         where lower(email) = lower($1)
           and lower(email collate \"C\") = lower($1 collate \"C\")",
        customer.email,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "delete from mails
         where order_id is null
           and lower(recipient) = lower($1)
           and lower(recipient collate \"C\") = lower($1 collate \"C\")",
        customer.email,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "delete from customer_requests
         where lower(email) = lower($1)
           and lower(email collate \"C\") = lower($1 collate \"C\")",
        customer.email,
    )
    .execute(&mut *conn)
    .await?;
    let gone = sqlx::query!(
        "delete from customers
         where customer_id = $1",
        customer.customer_id.0,
    )
    .execute(conn)
    .await?;
    Ok(gone.rows_affected() == 1)
}
