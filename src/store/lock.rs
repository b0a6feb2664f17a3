//! Every row lock that a command waits for. Who needs several takes them in this order: customer, cart, order,
//! promotions, gift cards and store credit, stock, each in id order.
//!
//! A command locks first and reads afterwards: under read committed each later statement then sees what the previous
//! holder of the lock committed.

use crate::cart::{Cart, CartRow};
use crate::error::StoreError;
use crate::order::{HeadRow, OrderHead};
use crate::payment::{Attempt, AttemptRow};
use chrono::{DateTime, Utc};
use domain::customer::SESSION_IDLE;
use domain::id::{CartId, OrderId, PaymentAttemptId, PromotionId, TenderAccountId};
use sqlx::PgConnection;

/// Locks the cart of a token, completed or not; `None` when there is none. The token of a browser that is signed in now
/// leads to its customer's open cart, or else to the one that was completed last.
///
/// # Errors
/// [`StoreError`] when the statement fails or the row is not readable.
pub async fn cart(
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
         )
         for update",
        token_hash,
        now,
        now - SESSION_IDLE,
    )
    .fetch_optional(conn)
    .await?
    .map(Cart::try_from)
    .transpose()
}

/// Locks a cart by its id, completed or not; `None` when there is none.
///
/// # Errors
/// [`StoreError`] when the statement fails or the row is not readable.
pub async fn cart_by_id(conn: &mut PgConnection, cart_id: CartId) -> Result<Option<Cart>, StoreError> {
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
         where cart_id = $1
         for update",
        cart_id.0,
    )
    .fetch_optional(conn)
    .await?
    .map(Cart::try_from)
    .transpose()
}

/// Locks the cart of a payment attempt, and the attempt itself, so that both are read as they are now; `None` when there
/// is no such attempt.
///
/// # Errors
/// [`StoreError`] when the statement fails or a row is not readable.
pub async fn cart_of_attempt(
    conn: &mut PgConnection,
    attempt_id: PaymentAttemptId,
) -> Result<Option<(Cart, Attempt)>, StoreError> {
    let row = sqlx::query!(
        "select c.cart_id, c.version, c.market_id, c.currency as cart_currency, c.note, c.next_line_seq,
                c.completing_at, c.completed_at, a.payment_attempt_id, a.order_id, a.provider, a.amount_minor,
                a.currency, a.status, a.redirect_url, a.failure_code, a.created_at,
                case when c.customer_id is not null then array(
                    select g.customer_group
                    from customer_group_members g
                    where g.customer_id = c.customer_id
                    order by g.customer_group
                ) end as customer_groups
         from carts c
         join payment_attempts a using (cart_id)
         where a.payment_attempt_id = $1
         for update of c, a",
        attempt_id.0,
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let cart = CartRow {
        cart_id: row.cart_id,
        version: row.version,
        market_id: row.market_id,
        currency: row.cart_currency,
        note: row.note,
        next_line_seq: row.next_line_seq,
        completing_at: row.completing_at,
        completed_at: row.completed_at,
        customer_groups: row.customer_groups,
    };
    let attempt = AttemptRow {
        payment_attempt_id: row.payment_attempt_id,
        order_id: row.order_id,
        cart_id: row.cart_id,
        provider: row.provider,
        amount_minor: row.amount_minor,
        currency: row.currency,
        status: row.status,
        redirect_url: row.redirect_url,
        failure_code: row.failure_code,
        created_at: row.created_at,
    };
    Ok(Some((cart.try_into()?, attempt.try_into()?)))
}

/// Locks an order by its id; `None` when it is gone. Who also locks its cart does that first.
///
/// # Errors
/// [`StoreError`] when the statement fails or the row is not readable.
pub async fn order(conn: &mut PgConnection, order_id: OrderId) -> Result<Option<OrderHead>, StoreError> {
    sqlx::query_as!(
        HeadRow,
        "select order_id, cart_id, access_token, status, hold_reason, currency, due_minor, tendered_minor,
                created_at
         from orders
         where order_id = $1
         for update",
        order_id.0,
    )
    .fetch_optional(conn)
    .await?
    .map(OrderHead::try_from)
    .transpose()
}

/// Locks promotions in id order, so that counting their usages and adding one is one step. Where one of them is for first
/// orders, all of these are locked: a shopper who pays for two carts at once gets only one of them.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn promotions(conn: &mut PgConnection, ids: &[PromotionId]) -> Result<(), StoreError> {
    let ids: Vec<_> = ids.iter().map(|id| id.0).collect();
    sqlx::query!(
        "select promotion_id
         from promotions
         where promotion_id = any ($1)
            or (first_order and exists (select from promotions where promotion_id = any ($1) and first_order))
         order by promotion_id
         for no key update",
        &ids,
    )
    .fetch_all(conn)
    .await?;
    Ok(())
}

/// Locks gift cards and store credit in id order.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn tender_accounts(conn: &mut PgConnection, ids: &[TenderAccountId]) -> Result<(), StoreError> {
    let ids: Vec<_> = ids.iter().map(|id| id.0).collect();
    sqlx::query!(
        "select tender_account_id
         from tender_accounts
         where tender_account_id = any ($1)
         order by tender_account_id
         for no key update",
        &ids,
    )
    .fetch_all(conn)
    .await?;
    Ok(())
}
