//! Exchanges: what is wanted for a return, the cart that is kept ready for it, and the order that it became.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::{CartId, ExchangeId, OrderId, OrderLineId, ReturnId, TenderAccountId, VariantId};
use domain::order::{ExchangeState, LapseReason};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

/// An exchange as it is stored. No `Debug`: it holds what opens its cart and its orders.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Exchange {
    /// Id.
    pub exchange_id: ExchangeId,
    /// The return whose value pays.
    pub return_id: ReturnId,
    /// Its number in its order.
    pub return_seq: u32,
    /// The order that the return is of.
    pub order_id: OrderId,
    /// What people call that one.
    pub order_number: Option<i64>,
    /// The address of its page.
    #[serde(skip)]
    pub order_token: String,
    /// How far it is.
    pub state: ExchangeState,
    /// The prepared cart, once the return is approved.
    pub cart_id: Option<CartId>,
    /// What opens that cart.
    #[serde(skip)]
    pub cart_token: Option<String>,
    /// Where its value lies, once it is credited.
    pub account_id: Option<TenderAccountId>,
    /// The order that it became.
    pub placed_order_id: Option<OrderId>,
    /// What people call that one.
    pub placed_number: Option<i64>,
    /// The address of its page.
    #[serde(skip)]
    pub placed_token: Option<String>,
    /// Until when goods are kept, or the difference can be paid.
    pub lapses_at: Option<DateTime<Utc>>,
    /// Why there is no order.
    pub lapse_reason: Option<LapseReason>,
    /// What is wanted, by line of the return.
    pub lines: Vec<ExchangeLine>,
}

/// What is wanted for all units of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExchangeLine {
    /// Which line.
    pub order_line_id: OrderLineId,
    /// What instead.
    pub variant_id: VariantId,
    /// Units, at least 1.
    pub quantity: u32,
    /// Its name when it was asked for.
    pub title: String,
}

struct ExchangeRow {
    exchange_id: Uuid,
    return_id: Uuid,
    return_seq: i32,
    order_id: Uuid,
    order_number: Option<i64>,
    order_token: String,
    state: String,
    cart_id: Option<Uuid>,
    cart_token: Option<String>,
    tender_account_id: Option<Uuid>,
    placed_order_id: Option<Uuid>,
    placed_number: Option<i64>,
    placed_token: Option<String>,
    lapses_at: Option<DateTime<Utc>>,
    lapse_reason: Option<String>,
    lines: Json<Vec<ExchangeLine>>,
}

impl TryFrom<ExchangeRow> for Exchange {
    type Error = StoreError;

    fn try_from(row: ExchangeRow) -> Result<Self, StoreError> {
        let unreadable = |what| StoreError::Corrupt { what, source: None };
        let reason = |word: String| LapseReason::from_word(&word).ok_or_else(|| unreadable("exchanges.lapse_reason"));
        Ok(Self {
            exchange_id: row.exchange_id.into(),
            return_id: row.return_id.into(),
            return_seq: row.return_seq.unsigned_abs(),
            order_id: row.order_id.into(),
            order_number: row.order_number,
            order_token: row.order_token,
            state: ExchangeState::from_word(&row.state).ok_or_else(|| unreadable("exchanges.state"))?,
            cart_id: row.cart_id.map(Into::into),
            cart_token: row.cart_token,
            account_id: row.tender_account_id.map(Into::into),
            placed_order_id: row.placed_order_id.map(Into::into),
            placed_number: row.placed_number,
            placed_token: row.placed_token,
            lapses_at: row.lapses_at,
            lapse_reason: row.lapse_reason.map(reason).transpose()?,
            lines: row.lines.0,
        })
    }
}

/// Writes down what is wanted for a return, a line at most once. The caller holds the order's lock.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn insert_exchange(
    conn: &mut PgConnection,
    exchange_id: ExchangeId,
    return_id: ReturnId,
    lines: &[ExchangeLine],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "with made as (
             insert into exchanges (exchange_id, return_id, state, created_at, updated_at)
             values ($1, $2, 'wanted', $3, $3)
             returning exchange_id
         )
         insert into exchange_lines (exchange_id, order_line_id, variant_id, quantity, title)
         select m.exchange_id, d.order_line_id, d.variant_id, d.quantity, left(d.title, 500)
         from made m
         cross join unnest($4::uuid[], $5::uuid[], $6::integer[], $7::text[])
             as d (order_line_id, variant_id, quantity, title)",
        exchange_id.0,
        return_id.0,
        now,
        &lines.iter().map(|line| line.order_line_id.0).collect::<Vec<_>>(),
        &lines.iter().map(|line| line.variant_id.0).collect::<Vec<_>>(),
        &lines
            .iter()
            .map(|line| i32::try_from(line.quantity).unwrap_or(i32::MAX))
            .collect::<Vec<_>>(),
        &lines.iter().map(|line| line.title.clone()).collect::<Vec<_>>(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The exchanges of an order's returns, and the one that the order itself came of; by the return's number.
///
/// # Errors
/// [`StoreError`] when the statement fails or a row is not readable.
pub async fn list_exchanges(conn: &mut PgConnection, order_id: OrderId) -> Result<Vec<Exchange>, StoreError> {
    list(conn, Some(order_id), None).await
}

/// An exchange by its id.
///
/// # Errors
/// [`StoreError`] when the statement fails or the row is not readable.
pub async fn find_exchange(conn: &mut PgConnection, exchange_id: ExchangeId) -> Result<Option<Exchange>, StoreError> {
    Ok(list(conn, None, Some(exchange_id)).await?.pop())
}

async fn list(
    conn: &mut PgConnection,
    order_id: Option<OrderId>,
    exchange_id: Option<ExchangeId>,
) -> Result<Vec<Exchange>, StoreError> {
    sqlx::query_as!(
        ExchangeRow,
        r#"select x.exchange_id, x.return_id, r.return_seq, r.order_id, o.order_number, o.access_token as order_token,
                  x.state, x.cart_id, x.cart_token, x.tender_account_id, x.order_id as placed_order_id,
                  p.order_number as "placed_number?", p.access_token as "placed_token?", x.lapses_at, x.lapse_reason,
                  (
                      select coalesce(jsonb_agg(to_jsonb(l) order by o.line_seq), '[]')
                      from exchange_lines l
                      join order_lines o using (order_line_id)
                      where l.exchange_id = x.exchange_id
                  ) as "lines!: Json<Vec<ExchangeLine>>"
           from exchanges x
           join returns r using (return_id)
           join orders o on o.order_id = r.order_id
           left join orders p on p.order_id = x.order_id
           where r.order_id = $1
              or x.order_id = $1
              or x.exchange_id = $2
           order by r.return_seq, x.exchange_id"#,
        order_id.map(|id| id.0),
        exchange_id.map(|id| id.0),
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(Exchange::try_from)
    .collect()
}

/// The cart that is kept ready for an exchange.
#[derive(Clone, Copy)]
pub struct PreparedCart<'a> {
    /// Id.
    pub cart_id: CartId,
    /// What opens it.
    pub token: &'a str,
    /// Until when its goods are kept.
    pub lapses_at: DateTime<Utc>,
}

/// Notes the cart that is kept ready. The caller holds the order's lock and has asked the state.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn update_exchange_reserved(
    conn: &mut PgConnection,
    exchange_id: ExchangeId,
    cart: PreparedCart<'_>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update exchanges
         set state = 'reserved', cart_id = $2, cart_token = $3, lapses_at = $4, updated_at = $5
         where exchange_id = $1",
        exchange_id.0,
        cart.cart_id.0,
        cart.token,
        cart.lapses_at,
        now,
    )
    .execute(&mut *conn)
    .await?;
    Ok(())
}

/// Makes the account that holds the value, and lets it pay for the prepared cart. The caller holds the order's lock and has
/// asked the state.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn update_exchange_credited(
    conn: &mut PgConnection,
    exchange_id: ExchangeId,
    account_id: TenderAccountId,
    lapses_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "with made as (
             insert into tender_accounts (tender_account_id, kind, currency, balance_minor, created_at, updated_at)
             select $2, 'exchange', o.currency, 0, $4, $4
             from exchanges x
             join returns r using (return_id)
             join orders o on o.order_id = r.order_id
             where x.exchange_id = $1
         ), chosen as (
             insert into cart_tenders (cart_id, tender_account_id, added_at)
             select cart_id, $2, $4
             from exchanges
             where exchange_id = $1
         )
         update exchanges
         set state = 'credited', tender_account_id = $2, lapses_at = $3, updated_at = $4
         where exchange_id = $1",
        exchange_id.0,
        account_id.0,
        lapses_at,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Notes the order that an exchange became, and gives it to the customer of the first one where that has proven the
/// address. The caller holds that order's lock and has asked the state.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn update_exchange_placed(
    conn: &mut PgConnection,
    exchange_id: ExchangeId,
    placed: OrderId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        r#"with owned as (
               update orders p
               set customer_id = c.customer_id
               from exchanges x
               join returns r using (return_id)
               join orders o on o.order_id = r.order_id
               join customers c on c.customer_id = o.customer_id
               where x.exchange_id = $1
                 and p.order_id = $2
                 and p.customer_id is null
                 and lower(p.email collate "C") = lower(c.email collate "C")
           )
           update exchanges
           set state = 'placed', order_id = $2, lapses_at = null, updated_at = $3
           where exchange_id = $1"#,
        exchange_id.0,
        placed.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Gives an exchange up and empties its cart, so that nothing can be bought with it. The caller holds the locks of cart and
/// order, has asked the state, and has given back what the cart held.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn update_exchange_lapsed(
    conn: &mut PgConnection,
    exchange_id: ExchangeId,
    reason: LapseReason,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "with lapsed as (
             update exchanges
             set state = 'lapsed', lapse_reason = $2, lapses_at = null, updated_at = $3
             where exchange_id = $1
             returning cart_id
         ), unpaid as (
             delete from cart_tenders t
             using lapsed x
             where t.cart_id = x.cart_id
         ), emptied as (
             delete from line_items l
             using lapsed x
             where l.cart_id = x.cart_id
         )
         update carts c
         set version = version + 1, updated_at = $3
         from lapsed x
         where c.cart_id = x.cart_id",
        exchange_id.0,
        reason.as_str(),
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Exchanges that somebody has to look after: those that are kept ready or credited, and final ones in whose account there
/// is money, unless a refund of it failed, which a person knows. At most `limit`, the longest ago first; what is listed
/// counts as looked at.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_waiting_exchanges(
    conn: &mut PgConnection,
    looked_at: DateTime<Utc>,
    limit: i64,
    now: DateTime<Utc>,
) -> Result<Vec<ExchangeId>, StoreError> {
    let ids = sqlx::query_scalar!(
        "update exchanges
         set updated_at = $3
         where exchange_id in (
             select x.exchange_id
             from exchanges x
             where x.updated_at <= $1
               and (
                   x.state in ('reserved', 'credited')
                   or exists (
                       select
                       from tender_accounts a
                       where a.tender_account_id = x.tender_account_id
                         and a.balance_minor > 0
                         and not exists (
                             select
                             from refunds f
                             where f.drawn_account_id = a.tender_account_id
                               and f.state = 'failed'
                         )
                   )
               )
             order by x.updated_at
             limit $2
             for update skip locked
         )
         returning exchange_id",
        looked_at,
        limit,
        now,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(Into::into).collect())
}

/// Keeps the goods of a prepared cart until the exchange lapses, as far as the cart holds them.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn keep_goods(
    conn: &mut PgConnection,
    exchange_id: ExchangeId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update reservations r
         set expires_at = x.lapses_at
         from exchanges x
         where x.exchange_id = $1
           and x.state in ('reserved', 'credited')
           and r.cart_id = x.cart_id
           and r.state = 'held'
           and r.expires_at > $2
           and x.lapses_at > r.expires_at",
        exchange_id.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A variant that can be had instead of a line's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// For which line.
    pub order_line_id: OrderLineId,
    /// What.
    pub variant_id: VariantId,
    /// "Coral / M"; empty without options.
    pub variant_title: String,
    /// "Ebbe Bikini".
    pub product_title: String,
    /// Units that can be had now; `None` where they are not counted.
    pub available: Option<i64>,
}

/// What can be had instead of each line of an order: the variants of the same products that are sold and in stock.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_replacements(
    conn: &mut PgConnection,
    order_id: OrderId,
    now: DateTime<Utc>,
) -> Result<Vec<Replacement>, StoreError> {
    let rows = sqlx::query!(
        r#"select l.order_line_id, v.variant_id, p.title, concat_ws(' / ', v.option1, v.option2, v.option3) as "variant_title!",
                  case when v.tracks_inventory and v.inventory_policy = 'deny' then coalesce(i.available, 0) end as available
           from order_lines l
           join products p using (product_id)
           join variants v using (product_id)
           left join lateral (
               select sum(greatest(i.on_hand - i.allocated - i.held - i.safety + i.backorder_limit, 0))::bigint as available
               from inventory_levels i
               join stock_locations s using (stock_location_id)
               where i.variant_id = v.variant_id
                 and s.active
           ) i on true
           where l.order_id = $1
             and p.status = 'active'
             and (p.published_from is null or p.published_from <= $2)
             and (p.published_until is null or p.published_until > $2)
             and (not v.tracks_inventory or v.inventory_policy <> 'deny' or i.available > 0)
           order by l.line_seq, v.position
           limit 2000"#,
        order_id.0,
        now,
    )
    .fetch_all(conn)
    .await?;
    let replacement = rows.into_iter().map(|row| Replacement {
        order_line_id: row.order_line_id.into(),
        variant_id: row.variant_id.into(),
        variant_title: row.variant_title,
        product_title: row.title,
        available: row.available,
    });
    Ok(replacement.collect())
}
