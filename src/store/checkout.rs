//! What a shopper filled in at checkout: one row a cart.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::checkout::Address;
use domain::id::{CartId, CheckoutId, DeliveryMethodId};
use sqlx::PgConnection;
use sqlx::types::Json;

/// The details so far. A part that was faulty when it was last sent is absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckoutDetails {
    /// Where the confirmation goes.
    pub email: Option<String>,
    /// For the carrier; empty when none is wanted.
    pub phone: Option<String>,
    /// Where the goods go.
    pub address: Option<Address>,
    /// How they go. That it serves the address is for the reader to check: zones change.
    pub delivery_method_id: Option<DeliveryMethodId>,
}

/// What is known for a cart, if anything was ever saved.
///
/// # Errors
/// [`StoreError`] when the statement fails or the address is not readable.
pub async fn find(conn: &mut PgConnection, cart_id: CartId) -> Result<Option<CheckoutDetails>, StoreError> {
    let row = sqlx::query!(
        r#"select email, phone, delivery_address as "delivery_address: Json<Address>", delivery_method_id
           from checkouts
           where cart_id = $1"#,
        cart_id.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| CheckoutDetails {
        email: row.email,
        phone: row.phone,
        address: row.delivery_address.map(|address| address.0),
        delivery_method_id: row.delivery_method_id.map(Into::into),
    }))
}

/// Replaces the details of a cart and marks the cart as in use, in one statement. The id is taken by the first save.
///
/// # Errors
/// [`StoreError`] when the statement fails; `NotFound` when the delivery method is gone.
pub async fn save(
    conn: &mut PgConnection,
    checkout_id: CheckoutId,
    cart_id: CartId,
    details: &CheckoutDetails,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        r#"with saved as (
               insert into checkouts
                   (checkout_id, cart_id, email, phone, delivery_address, delivery_method_id, started_at, updated_at)
               values ($1, $2, $3, $4, $5, $6, $7, $7)
               on conflict (cart_id) do update
               set email = excluded.email,
                   phone = excluded.phone,
                   delivery_address = excluded.delivery_address,
                   delivery_method_id = excluded.delivery_method_id,
                   updated_at = excluded.updated_at
           )
           update carts
           set updated_at = $7
           where cart_id = $2"#,
        checkout_id.0,
        cart_id.0,
        details.email,
        details.phone,
        details.address.as_ref().map(Json) as _,
        details.delivery_method_id.map(|id| id.0),
        now,
    )
    .execute(conn)
    .await
    .map_err(StoreError::from)
    .map_err(|error| match error.constraint() {
        Some("checkouts_delivery_method_id_fkey") => StoreError::NotFound("the delivery method"),
        _ => error,
    })?;
    Ok(())
}
