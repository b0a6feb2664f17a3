//! Keys that customers' devices keep. Who changes them holds the customer's lock.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::{CustomerId, CustomerPasskeyId};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// A key, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// Id.
    pub customer_passkey_id: CustomerPasskeyId,
    /// Whose.
    pub customer_id: CustomerId,
    /// The public key, as the adapter writes it.
    pub credential: Value,
    /// Uses that its device counted.
    pub sign_count: u32,
    /// Whether there is a copy in its owner's cloud.
    pub is_backed_up: bool,
    /// Whether somebody has a copy, so that it signs nobody in any more.
    pub is_blocked: bool,
}

/// A key to be kept.
#[derive(Debug, Clone, Copy)]
pub struct NewPasskey<'a> {
    /// Id.
    pub customer_passkey_id: CustomerPasskeyId,
    /// Whose.
    pub customer_id: CustomerId,
    /// What its device calls it.
    pub credential_id: &'a [u8],
    /// See [`Passkey`].
    pub credential: &'a Value,
    /// See [`Passkey`].
    pub sign_count: u32,
    /// See [`Passkey`].
    pub is_backed_up: bool,
    /// How its device is reached, at most 8 words.
    pub transports: &'a [String],
    /// 1 to 60 characters.
    pub name: &'a str,
    /// When.
    pub now: DateTime<Utc>,
}

/// One row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeySummary {
    /// Id.
    pub customer_passkey_id: Uuid,
    /// What its device calls it.
    pub credential_id: Vec<u8>,
    /// How its device is reached.
    pub transports: Vec<String>,
    /// As its owner calls it.
    pub name: String,
    /// See [`Passkey`].
    pub is_backed_up: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it signed in last.
    pub last_used_at: Option<DateTime<Utc>>,
    /// Since when it does not sign in.
    pub blocked_at: Option<DateTime<Utc>>,
}

/// What devices know the customer by: `drawn`, unless there is such a handle already. `None` when there is no customer.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn handle(conn: &mut PgConnection, customer_id: CustomerId, drawn: Uuid) -> Result<Option<Uuid>, StoreError> {
    let handle = sqlx::query_scalar!(
        r#"update customers
           set passkey_handle = coalesce(passkey_handle, $2)
           where customer_id = $1
           returning passkey_handle as "handle!""#,
        customer_id.0,
        drawn,
    )
    .fetch_optional(conn)
    .await?;
    Ok(handle)
}

/// Keeps a key; false when its device's name for it is taken.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn insert(conn: &mut PgConnection, new: &NewPasskey<'_>) -> Result<bool, StoreError> {
    let inserted = sqlx::query!(
        "insert into customer_passkeys (
             customer_passkey_id, customer_id, credential_id, credential, sign_count, is_backed_up, transports, name,
             created_at
         )
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (credential_id) do nothing",
        new.customer_passkey_id.0,
        new.customer_id.0,
        new.credential_id,
        new.credential,
        i64::from(new.sign_count),
        new.is_backed_up,
        new.transports,
        new.name,
        new.now,
    )
    .execute(conn)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// The key that a device calls so and that belongs to whom it knows by `handle`.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn find(conn: &mut PgConnection, credential_id: &[u8], handle: Uuid) -> Result<Option<Passkey>, StoreError> {
    let row = sqlx::query!(
        r#"select p.customer_passkey_id, p.customer_id, p.credential, p.sign_count, p.is_backed_up,
                  p.blocked_at is not null as "is_blocked!"
           from customer_passkeys p
           join customers c using (customer_id)
           where p.credential_id = $1
             and c.passkey_handle = $2"#,
        credential_id,
        handle,
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Passkey {
        customer_passkey_id: row.customer_passkey_id.into(),
        customer_id: row.customer_id.into(),
        credential: row.credential,
        sign_count: u32::try_from(row.sign_count)
            .map_err(|error| StoreError::corrupt("customer_passkeys.sign_count", error))?,
        is_backed_up: row.is_backed_up,
        is_blocked: row.is_blocked,
    }))
}

/// Notes that a key signed its owner in.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn update_used(
    conn: &mut PgConnection,
    passkey_id: CustomerPasskeyId,
    sign_count: u32,
    is_backed_up: bool,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update customer_passkeys
         set sign_count = $2, is_backed_up = $3, last_used_at = greatest(created_at, $4)
         where customer_passkey_id = $1",
        passkey_id.0,
        i64::from(sign_count),
        is_backed_up,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends a key that somebody has a copy of; false when that was done before.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn block(
    conn: &mut PgConnection,
    passkey_id: CustomerPasskeyId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let blocked = sqlx::query!(
        "update customer_passkeys
         set blocked_at = greatest(created_at, $2)
         where customer_passkey_id = $1
           and blocked_at is null",
        passkey_id.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(blocked.rows_affected() == 1)
}

/// Renames a key of a customer; false when it is not theirs.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn rename(
    conn: &mut PgConnection,
    customer_id: CustomerId,
    passkey_id: CustomerPasskeyId,
    name: &str,
) -> Result<bool, StoreError> {
    let renamed = sqlx::query!(
        "update customer_passkeys
         set name = $3
         where customer_id = $1
           and customer_passkey_id = $2",
        customer_id.0,
        passkey_id.0,
        name,
    )
    .execute(conn)
    .await?;
    Ok(renamed.rows_affected() == 1)
}

/// Forgets a key of a customer; false when it is not theirs, or gone.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn delete(
    conn: &mut PgConnection,
    customer_id: CustomerId,
    passkey_id: CustomerPasskeyId,
) -> Result<bool, StoreError> {
    let gone = sqlx::query!(
        "delete from customer_passkeys
         where customer_id = $1
           and customer_passkey_id = $2",
        customer_id.0,
        passkey_id.0,
    )
    .execute(conn)
    .await?;
    Ok(gone.rows_affected() == 1)
}

/// The keys of a customer, the oldest first, at most `limit`.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list(
    conn: &mut PgConnection,
    customer_id: CustomerId,
    limit: i64,
) -> Result<Vec<PasskeySummary>, StoreError> {
    let rows = sqlx::query_as!(
        PasskeySummary,
        "select customer_passkey_id, credential_id, transports, name, is_backed_up, created_at, last_used_at, blocked_at
         from customer_passkeys
         where customer_id = $1
         order by created_at, customer_passkey_id
         limit $2",
        customer_id.0,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}
