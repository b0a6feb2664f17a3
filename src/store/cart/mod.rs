//! Carts: the row, its lines with what is known of their variants, and the clearing of forgotten ones.

mod line;
mod list;
mod variant;

pub use line::{CartLine, delete_line, save_line};
pub use list::{Contents, list_lines};
pub use variant::{CartVariant, LineQuery};

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::customer::SESSION_IDLE;
use domain::id::{CartId, MarketId};
use domain::money::Currency;
use sqlx::PgConnection;

/// A cart without its lines. The token is known only by its digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cart {
    /// Id.
    pub cart_id: CartId,
    /// Rises with every change of lines, note or market.
    pub version: i64,
    /// The market that it is priced in.
    pub market_id: MarketId,
    /// Of every amount.
    pub currency: Currency,
    /// The shopper's note to the shop.
    pub note: String,
    /// Creation order of the next line (R8).
    pub next_line_seq: u32,
    /// Set while a placement runs (P-1).
    pub completing_at: Option<DateTime<Utc>>,
    /// Set once an order was placed; such a cart is nobody's any more.
    pub completed_at: Option<DateTime<Utc>>,
    /// Groups of the customer whose cart it is, none perhaps; `None` for a guest's. Such a cart is reached only by browsers
    /// in which that customer is signed in.
    pub customer_groups: Option<Vec<String>>,
}

pub(crate) struct CartRow {
    pub cart_id: uuid::Uuid,
    pub version: i64,
    pub market_id: uuid::Uuid,
    pub currency: String,
    pub note: String,
    pub next_line_seq: i32,
    pub completing_at: Option<DateTime<Utc>>,
    pub completed_at: Option<DateTime<Utc>>,
    pub customer_groups: Option<Vec<String>>,
}

impl TryFrom<CartRow> for Cart {
    type Error = StoreError;

    fn try_from(row: CartRow) -> Result<Self, StoreError> {
        Ok(Self {
            cart_id: row.cart_id.into(),
            version: row.version,
            market_id: row.market_id.into(),
            currency: Currency::parse(&row.currency).map_err(|error| StoreError::corrupt("carts.currency", error))?,
            note: row.note,
            next_line_seq: row.next_line_seq.unsigned_abs(),
            completing_at: row.completing_at,
            completed_at: row.completed_at,
            customer_groups: row.customer_groups,
        })
    }
}

/// The cart of a token, completed or not. The token of a browser that is signed in now leads to its customer's open cart,
/// or else to the one that was completed last.
///
/// # Errors
/// [`StoreError`] when the statement fails or the row is not readable.
pub async fn find_for(
    conn: &mut PgConnection,
    token_hash: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<Cart>, StoreError> {
    sqlx::query_as!(
        CartRow,
        "select cart_id, version, market_id, currency, note, next_line_seq, completing_at, completed_at,
                case when customer_id is not null then array(
                    select g.customer_group
                    from customer_group_members g
                    where g.customer_id = carts.customer_id
                    order by g.customer_group
                ) end as customer_groups
         from carts
         where cart_id = coalesce(
             (select cart_id from carts where token_hash = $1),
             (
                 select k.cart_id
                 from customer_sessions s
                 join carts k using (customer_id)
                 where s.cart_token_hash = $1
                   and s.expires_at > $2
                   and s.last_seen_at > $3
                 order by k.completed_at desc nulls first
                 limit 1
             )
         )",
        token_hash,
        now,
        now - SESSION_IDLE,
    )
    .fetch_optional(conn)
    .await?
    .map(Cart::try_from)
    .transpose()
}

/// A cart by its id, completed or not.
///
/// # Errors
/// [`StoreError`] when the statement fails or the row is not readable.
pub async fn find_by_id(conn: &mut PgConnection, cart_id: CartId) -> Result<Option<Cart>, StoreError> {
    sqlx::query_as!(
        CartRow,
        "select cart_id, version, market_id, currency, note, next_line_seq, completing_at, completed_at,
                case when customer_id is not null then array(
                    select g.customer_group
                    from customer_group_members g
                    where g.customer_id = carts.customer_id
                    order by g.customer_group
                ) end as customer_groups
         from carts
         where cart_id = $1",
        cart_id.0,
    )
    .fetch_optional(conn)
    .await?
    .map(Cart::try_from)
    .transpose()
}

/// Makes an empty cart in a market, a guest's until it is given to a customer, which its transaction holds like a locked one.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn insert(
    conn: &mut PgConnection,
    cart_id: CartId,
    token_hash: &[u8; 32],
    market: (MarketId, Currency),
    now: DateTime<Utc>,
) -> Result<Cart, StoreError> {
    sqlx::query_as!(
        CartRow,
        "insert into carts (cart_id, token_hash, market_id, currency, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $5)
         returning cart_id, version, market_id, currency, note, next_line_seq, completing_at, completed_at,
                   null::text[] as customer_groups",
        cart_id.0,
        token_hash,
        market.0.0,
        market.1.code(),
        now,
    )
    .fetch_one(conn)
    .await?
    .try_into()
}

/// Prices the cart in another market from now on and returns its new version. Each line keeps the price that the shopper
/// saw, and notes its currency where that is not the cart's any more.
///
/// # Errors
/// [`StoreError`] when the statement fails or the cart is gone.
pub async fn update_market(
    conn: &mut PgConnection,
    cart_id: CartId,
    market: (MarketId, Currency),
    now: DateTime<Utc>,
) -> Result<i64, StoreError> {
    let row = sqlx::query!(
        "with was as (
             select currency from carts where cart_id = $1
         ), seen as (
             update line_items
             set unit_price_currency = nullif(coalesce(unit_price_currency, (select currency from was)), $3)
             where cart_id = $1
         )
         update carts
         set market_id = $2, currency = $3, version = version + 1, updated_at = $4
         where cart_id = $1
         returning version",
        cart_id.0,
        market.0.0,
        market.1.code(),
        now,
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| row.version).ok_or(StoreError::NotFound("the cart"))
}

/// Writes the note (at most 500 characters) and returns the new version.
///
/// # Errors
/// [`StoreError`] when the statement fails or the cart is gone.
pub async fn update_note(
    conn: &mut PgConnection,
    cart_id: CartId,
    note: &str,
    now: DateTime<Utc>,
) -> Result<i64, StoreError> {
    let row = sqlx::query!(
        "update carts
         set note = $2, version = version + 1, updated_at = $3
         where cart_id = $1
         returning version",
        cart_id.0,
        note,
        now,
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| row.version).ok_or(StoreError::NotFound("the cart"))
}

/// Forgets a guest's open cart with its lines, unless an order, a payment or held stock names it. Returns whether it went.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn delete_open(conn: &mut PgConnection, cart_id: CartId) -> Result<bool, StoreError> {
    let gone = sqlx::query!(
        "delete from carts c
         where c.cart_id = $1
           and c.customer_id is null
           and c.completed_at is null
           and c.completing_at is null
           and not exists (select from orders o where o.cart_id = c.cart_id)
           and not exists (select from payment_attempts a where a.cart_id = c.cart_id)
           and not exists (select from reservations r where r.cart_id = c.cart_id)",
        cart_id.0,
    )
    .execute(conn)
    .await?;
    Ok(gone.rows_affected() > 0)
}

/// Forgets carts that nobody changed since `before` and that no order or payment names, at most `limit` a call.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn delete_idle(conn: &mut PgConnection, before: DateTime<Utc>, limit: i64) -> Result<u64, StoreError> {
    let gone = sqlx::query!(
        "delete from carts
         where cart_id in (
             select c.cart_id
             from carts c
             where c.completed_at is null
               and c.completing_at is null
               and c.updated_at < $1
               and not exists (select from orders o where o.cart_id = c.cart_id)
               and not exists (select from payment_attempts a where a.cart_id = c.cart_id)
               and not exists (select from reservations r where r.cart_id = c.cart_id)
               and not exists (
                   select
                   from exchanges x
                   where x.cart_id = c.cart_id
                     and x.state in ('reserved', 'credited')
               )
             order by c.updated_at
             limit $2
             for update skip locked
         )",
        before,
        limit,
    )
    .execute(conn)
    .await?;
    Ok(gone.rows_affected())
}
