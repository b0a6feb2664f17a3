//! Codes that shoppers entered. The cart is locked by the caller.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::CartId;
use sqlx::PgConnection;

/// What became of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entered {
    /// It is in the cart now, whose version this is.
    Added(i64),
    /// It was in the cart before.
    Known,
    /// No promotion has it.
    Unknown,
    /// The cart has as many codes as it can have.
    Full,
}

/// Enters a code and counts the change.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn insert_code(
    conn: &mut PgConnection,
    cart_id: CartId,
    code: &str,
    now: DateTime<Utc>,
) -> Result<Entered, StoreError> {
    let row = sqlx::query!(
        r#"with free as (
               select min(n)::smallint as position
               from generate_series(1, 5) n
               where not exists (select from cart_promotion_codes e where e.cart_id = $1 and e.position = n)
           ), entered as (
               insert into cart_promotion_codes (cart_id, code, position)
               select $1, c.code, f.position
               from promotion_codes c
               cross join free f
               where c.code = $2
                 and f.position is not null
               on conflict (cart_id, code) do nothing
               returning code
           ), counted as (
               update carts
               set version = version + 1, updated_at = $3
               where cart_id = $1
                 and exists (select from entered)
               returning version
           )
           select (select version from counted) as version,
                  exists (select from promotion_codes where code = $2) as "is_code!",
                  exists (select from cart_promotion_codes where cart_id = $1 and code = $2) as "is_known!""#,
        cart_id.0,
        code,
        now,
    )
    .fetch_one(conn)
    .await?;
    Ok(match row.version {
        Some(version) => Entered::Added(version),
        None if row.is_known => Entered::Known,
        None if row.is_code => Entered::Full,
        None => Entered::Unknown,
    })
}

/// Takes a code out and counts the change; `None` when it was not there.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn delete_code(
    conn: &mut PgConnection,
    cart_id: CartId,
    code: &str,
    now: DateTime<Utc>,
) -> Result<Option<i64>, StoreError> {
    let version = sqlx::query_scalar!(
        "with gone as (
             delete from cart_promotion_codes
             where cart_id = $1
               and code = $2
             returning cart_id
         )
         update carts c
         set version = version + 1, updated_at = $3
         from gone g
         where c.cart_id = g.cart_id
         returning c.version",
        cart_id.0,
        code,
        now,
    )
    .fetch_optional(conn)
    .await?;
    Ok(version)
}
