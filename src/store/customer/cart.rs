//! Whose cart is whose. A signed-in browser's cart cookie leads to its customer's open cart, so that all their browsers
//! fill one; a guest's leads to the guest's own.

use crate::cart::Cart;
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::checkout::Address;
use domain::customer::SESSION_IDLE;
use domain::id::{CartId, CustomerId};
use sqlx::PgConnection;
use sqlx::types::Json;

/// What checkout starts with. No `Debug`: it says who somebody is and where they live.
#[derive(Clone, PartialEq, Eq)]
pub struct Prefill {
    /// Proven address.
    pub email: String,
    /// May be empty.
    pub phone: String,
    /// The default of the address book.
    pub address: Option<Address>,
}

/// Locks the customer whose browser, signed in now, has this cart cookie, so that only one open cart is made for them;
/// and the groups that they are in.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn lock_owner(
    conn: &mut PgConnection,
    cart_token_hash: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<(CustomerId, Vec<String>)>, StoreError> {
    let row = sqlx::query!(
        r#"select c.customer_id,
                array(
                    select g.customer_group
                    from customer_group_members g
                    where g.customer_id = c.customer_id
                    order by g.customer_group
                ) as "customer_groups!"
         from customer_sessions s
         join customers c using (customer_id)
         where s.cart_token_hash = $1
           and s.expires_at > $2
           and s.last_seen_at > $3
         for no key update of c"#,
        cart_token_hash,
        now,
        now - SESSION_IDLE,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.customer_id.into(), row.customer_groups)))
}

/// The open cart of a customer and the open cart of a guest's token, locked in id order. A cart that has an owner is no
/// guest's, whatever its token.
///
/// # Errors
/// [`StoreError`] when a statement fails or a row is not readable.
pub async fn lock_both(
    conn: &mut PgConnection,
    customer_id: CustomerId,
    guest_token_hash: Option<&[u8; 32]>,
) -> Result<(Option<Cart>, Option<Cart>), StoreError> {
    let found = sqlx::query!(
        "select cart_id, customer_id
         from carts
         where completed_at is null
           and (customer_id = $1 or (token_hash = $2 and customer_id is null))
         order by cart_id
         for update",
        customer_id.0,
        guest_token_hash.map(<[u8; 32]>::as_slice),
    )
    .fetch_all(&mut *conn)
    .await?;
    let (mut own, mut guest) = (None, None);
    for row in found {
        let cart = crate::cart::find_by_id(&mut *conn, row.cart_id.into()).await?;
        if row.customer_id.is_some() {
            own = cart;
        } else {
            guest = cart;
        }
    }
    Ok((own, guest))
}

/// Makes a guest's cart the customer's, with the order that is being paid for it, if there is one. Its old token is worth
/// nothing from then on.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn give_to(
    conn: &mut PgConnection,
    cart_id: CartId,
    customer_id: CustomerId,
    token_hash: &[u8; 32],
) -> Result<(), StoreError> {
    sqlx::query!(
        "with ordered as (
             update orders
             set customer_id = $2
             where cart_id = $1
         )
         update carts
         set customer_id = $2, token_hash = $3
         where cart_id = $1",
        cart_id.0,
        customer_id.0,
        token_hash,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Moves what belongs to a cart besides its lines: codes as far as there is room, gift cards, note and checkout where the other has
/// none. Then the emptied cart goes, or, where a payment names it, its token does.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn absorb(
    conn: &mut PgConnection,
    into: CartId,
    emptied: CartId,
    unknown_token_hash: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "with free as (
             select n::smallint as position, row_number() over (order by n) as turn
             from generate_series(1, 5) n
             where not exists (select from cart_promotion_codes e where e.cart_id = $1 and e.position = n)
         ), moved as (
             select g.code, row_number() over (order by g.position) as turn
             from cart_promotion_codes g
             where g.cart_id = $2
               and not exists (select from cart_promotion_codes e where e.cart_id = $1 and e.code = g.code)
         )
         insert into cart_promotion_codes (cart_id, code, position)
         select $1, m.code, f.position
         from moved m
         join free f using (turn)",
        into.0,
        emptied.0,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "with cards as (
             insert into cart_tenders (cart_id, tender_account_id, added_at)
             select $1, tender_account_id, added_at
             from cart_tenders
             where cart_id = $2
             on conflict do nothing
         )
         update carts c
         set note = case when c.note = '' then g.note else c.note end, version = c.version + 1, updated_at = $3
         from carts g
         where c.cart_id = $1
           and g.cart_id = $2",
        into.0,
        emptied.0,
        now,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update checkouts
         set cart_id = $1
         where cart_id = $2
           and not exists (select from checkouts where cart_id = $1)",
        into.0,
        emptied.0,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("delete from line_items where cart_id = $1", emptied.0)
        .execute(&mut *conn)
        .await?;
    sqlx::query!(
        "with cards as (
             delete from cart_tenders
             where cart_id = $1
         )
         delete from cart_promotion_codes
         where cart_id = $1",
        emptied.0
    )
    .execute(&mut *conn)
    .await?;
    let gone = sqlx::query!(
        "delete from carts c
         where c.cart_id = $1
           and not exists (select from orders o where o.cart_id = c.cart_id)
           and not exists (select from payment_attempts a where a.cart_id = c.cart_id)",
        emptied.0,
    )
    .execute(&mut *conn)
    .await?;
    if gone.rows_affected() == 0 {
        sqlx::query!(
            "update carts
             set token_hash = $2, note = '', updated_at = $3
             where cart_id = $1",
            emptied.0,
            unknown_token_hash,
            now,
        )
        .execute(conn)
        .await?;
    }
    Ok(())
}

/// What the checkout of a customer's cart starts with; `None` for a guest's.
///
/// # Errors
/// [`StoreError`] when the statement fails or the address is not readable.
pub async fn find_prefill(conn: &mut PgConnection, cart_id: CartId) -> Result<Option<Prefill>, StoreError> {
    let row = sqlx::query!(
        r#"select c.email, c.phone, a.address as "address?: Json<Address>"
           from carts k
           join customers c using (customer_id)
           left join customer_addresses a on a.customer_id = c.customer_id and a.is_default
           where k.cart_id = $1"#,
        cart_id.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Prefill {
        email: row.email,
        phone: row.phone,
        address: row.address.map(|address| address.0),
    }))
}

/// Writes lines of a cart, new or known by their variants, in one statement. Their sequence numbers count from the
/// cart's next one.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn save_lines(
    conn: &mut PgConnection,
    cart_id: CartId,
    lines: &[crate::cart::CartLine],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let ids: Vec<_> = lines.iter().map(|line| line.line_item_id.0).collect();
    let variants: Vec<_> = lines.iter().map(|line| line.variant.variant_id.0).collect();
    let int = |number| i32::try_from(number).unwrap_or(i32::MAX);
    let seqs: Vec<_> = lines.iter().map(|line| int(line.line_seq)).collect();
    let quantities: Vec<_> = lines.iter().map(|line| int(line.quantity)).collect();
    let prices: Vec<_> = lines.iter().map(|line| line.unit_price_at_add_minor).collect();
    let moments: Vec<_> = lines.iter().map(|line| line.added_at).collect();
    // Empty where the price was seen in the cart's own currency.
    let currency = |line: &crate::cart::CartLine| line.seen_in.map_or_else(String::new, |seen| seen.code().to_owned());
    let currencies: Vec<_> = lines.iter().map(currency).collect();
    // Empty for none.
    let quote_id = |line: &crate::cart::CartLine| line.quote_id.map_or_else(String::new, |id| id.to_string());
    let quote_ids: Vec<_> = lines.iter().map(quote_id).collect();
    sqlx::query!(
        "with saved as (
             insert into line_items
                 (line_item_id, cart_id, variant_id, line_seq, quantity, unit_price_at_add_minor, added_at,
                  unit_price_currency, quote_id)
             select d.line_item_id, $1, d.variant_id, d.line_seq, d.quantity, d.price, d.added_at,
                    nullif(d.currency, ''), nullif(d.quote_id, '')
             from unnest(
                 $2::uuid[], $3::uuid[], $4::integer[], $5::integer[], $6::bigint[], $7::timestamptz[], $9::text[],
                 $10::text[]
             ) as d (line_item_id, variant_id, line_seq, quantity, price, added_at, currency, quote_id)
             on conflict (cart_id, variant_id) do update
             set quantity = excluded.quantity,
                 unit_price_at_add_minor = excluded.unit_price_at_add_minor,
                 unit_price_currency = excluded.unit_price_currency
         )
         update carts
         set version = version + 1, updated_at = $8,
             next_line_seq = greatest(next_line_seq, 1 + (select max(s) from unnest($4::integer[]) s))
         where cart_id = $1",
        cart_id.0,
        &ids,
        &variants,
        &seqs,
        &quantities,
        &prices,
        &moments,
        now,
        &currencies,
        &quote_ids,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// One line of a customer's open cart, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentRow {
    /// Stock code; may be empty.
    pub sku: String,
    /// Product name now.
    pub title: String,
    /// Units.
    pub quantity: i32,
    /// When.
    pub added_at: DateTime<Utc>,
}

/// What is in the open cart of a customer.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_contents(conn: &mut PgConnection, customer_id: CustomerId) -> Result<Vec<ContentRow>, StoreError> {
    let rows = sqlx::query_as!(
        ContentRow,
        r#"select coalesce(v.sku, '') as "sku!", p.title, l.quantity, l.added_at
           from carts c
           join line_items l using (cart_id)
           join variants v using (variant_id)
           join products p using (product_id)
           where c.customer_id = $1
             and c.completed_at is null
           order by l.line_seq
           limit 200"#,
        customer_id.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}
