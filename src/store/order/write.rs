//! Writing orders: the draft, and the step to placed.

use super::{Agreement, Terms};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::{CartId, MarketId, OrderId, OrderLineId};
use domain::money::Currency;
use domain::order::{FulfilmentStatus, MoneyFacts, PaymentStatus};
use sqlx::PgConnection;
use sqlx::types::Json;

/// An order to be written as a draft. No `Debug`: it holds an address and the access token.
#[derive(Clone)]
pub struct NewOrder<'a> {
    /// Id.
    pub order_id: OrderId,
    /// Its cart; one order a cart, for ever.
    pub cart_id: CartId,
    /// The cart whose customer it belongs to: its own, but for late money for a cart that has changed.
    pub shopper_cart_id: CartId,
    /// Unguessable; the address of its page.
    pub access_token: &'a str,
    /// What is agreed.
    pub agreement: &'a Agreement,
    /// When.
    pub now: DateTime<Utc>,
    /// Whether limits of promotions can refuse it.
    pub usage_limits: UsageLimits,
}

/// What the limits of promotions mean to an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UsageLimits {
    /// They are kept, and first orders are first; the caller holds the lock of each limited promotion.
    Kept,
    /// The agreement stands whatever was used up since (P-7).
    Waived,
}

/// A draft and the mark on its cart (P-1). Its lines follow with [`insert_lines`].
///
/// # Errors
/// [`StoreError`] when the statement fails; constraint `orders_cart_id_key` when the cart has an order.
pub async fn insert_draft(conn: &mut PgConnection, order: &NewOrder<'_>) -> Result<(), StoreError> {
    let terms = &order.agreement.terms;
    let calculation = &order.agreement.calculation;
    let payment = PaymentStatus::of(MoneyFacts {
        due: terms.due_minor,
        tendered: terms.tendered_minor(),
        ..MoneyFacts::default()
    });
    let fulfilment = FulfilmentStatus::of(terms.units(), 0, 0, 0);
    sqlx::query!(
        "with marked as (
             update carts
             set completing_at = $3
             where cart_id = $2
         )
         insert into orders (
             order_id, cart_id, created_at, updated_at, access_token, status, payment_status, fulfilment_status,
             currency, tax_basis, rounding_mode, engine_version, catalog_version, email, phone, delivery_address, note,
             delivery_method_name, delivery_net_minor, delivery_tax_minor, delivery_gross_minor,
             subtotal_minor, discount_minor, tax_minor, total_minor, due_minor, trace, delivery_taxes, market_code,
             tendered_minor, customer_id, vat_id, tax_treatment, delivery_relief_minor, tax_source
         )
         values ($1, $2, $3, $3, $4, 'draft', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
                 $20, $21, $22, $23, $24, $25, $26, $27, $28, (select customer_id from carts where cart_id = $29),
                 $30, $31, $32, $33)",
        order.order_id.0,
        order.cart_id.0,
        order.now,
        order.access_token,
        payment.as_str(),
        fulfilment.as_str(),
        terms.currency.code(),
        terms.basis.as_str(),
        terms.rounding.as_str(),
        calculation.engine_version,
        calculation.catalog_version,
        terms.email,
        terms.phone,
        Json(&terms.address) as _,
        terms.note,
        terms.delivery_method_name,
        terms.delivery_net_minor,
        terms.delivery_tax_minor,
        terms.delivery_gross_minor,
        terms.subtotal_minor,
        terms.discount_minor,
        terms.tax_minor,
        terms.total_minor,
        terms.due_minor,
        Json(&calculation.trace) as _,
        Json(&terms.delivery_taxes) as _,
        terms.market,
        terms.tendered_minor(),
        order.shopper_cart_id.0,
        terms.vat_id,
        terms.treatment.relief().map(|_| Json(&terms.treatment)) as _,
        terms.delivery_relief_minor,
        (!terms.tax_source.is_table()).then_some(Json(&terms.tax_source)) as _,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The lines of a draft, what promotions took of them, and the usages that this reserves: all in one statement. Says
/// whether every promotion could be reserved; if not, the caller rolls back.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn insert_lines(
    conn: &mut PgConnection,
    order: &NewOrder<'_>,
    ids: &[OrderLineId],
) -> Result<bool, StoreError> {
    // Rows travel as one document: two dozen parallel arrays would say the same with more chances to mix them up.
    let rows: Vec<_> = order
        .agreement
        .terms
        .lines
        .iter()
        .zip(ids)
        .map(|(line, id)| line.row(*id))
        .collect();
    let terms = &order.agreement.terms;
    let promotions = terms.promotions();
    let (promotion_ids, codes): (Vec<_>, Vec<_>) =
        promotions.iter().map(|(id, code)| (id.0, (*code).to_owned())).unzip();
    let reserved = sqlx::query_scalar!(
        r#"with adjusted as (
             insert into order_adjustments (order_id, position, promotion_id, class, name, code, line_seq, amount_minor)
             select $1, a.position, a.promotion_id, a.class, a.name, a.code, a.line_seq, a.amount_minor
             from jsonb_to_recordset($3) as a (
                 position integer, promotion_id uuid, class text, name text, code text, line_seq integer,
                 amount_minor bigint
             )
         ), reserved as (
             insert into promotion_usages (order_id, promotion_id, code, email_hash, state, created_at, is_waived)
             select $1, p.promotion_id, d.code, h.email_hash, 'reserved', $7, $8
             from unnest($4::uuid[], $5::text[]) as d (promotion_id, code)
             join promotions p using (promotion_id)
             left join promotion_codes c on c.promotion_id = d.promotion_id and c.code = d.code
             cross join (select sha256(convert_to(lower(btrim($6)), 'UTF8')) as email_hash) h
             where $8
                or (
                    (p.total_limit is null or p.total_limit > (
                        select count(*)
                        from promotion_usages u
                        where u.promotion_id = p.promotion_id
                    ))
                    and (p.customer_limit is null or p.customer_limit > (
                        select count(*)
                        from promotion_usages u
                        where u.promotion_id = p.promotion_id
                          and (
                              u.email_hash = h.email_hash
                              or exists (
                                  select
                                  from orders o
                                  join carts k on k.customer_id = o.customer_id
                                  where o.order_id = u.order_id
                                    and k.cart_id = $9
                              )
                          )
                    ))
                    and not (p.first_order and has_ordered($9, $6))
                    and (c.usage_limit is null or c.usage_limit > (
                        select count(*)
                        from promotion_usages u
                        where u.promotion_id = p.promotion_id
                          and u.code = d.code
                    ))
                )
             returning 1
         ), lined as (
         insert into order_lines (
             order_line_id, order_id, line_seq, product_id, variant_id, product_handle, product_title, variant_title,
             sku, media_content_name, media_widths, picture, tax_category, quantity, unit_price_minor, list_minor,
             discount_minor, net_minor, tax_minor, gross_minor, taxes, quote_id, is_gift
         )
         select
             r.order_line_id, $1, r.line_seq, r.product_id, r.variant_id, r.product_handle, r.product_title,
             r.variant_title, r.sku, r.picture ->> 'name',
             array(select w::integer from jsonb_array_elements_text(coalesce(r.picture -> 'widths', '[]')) w),
             r.picture, r.tax_category, r.quantity, r.unit_price_minor, r.list_minor, r.discount_minor, r.net_minor,
             r.tax_minor, r.gross_minor, r.taxes, r.quote_id, r.is_gift
         from jsonb_to_recordset($2) as r (
             order_line_id uuid, line_seq integer, product_id uuid, variant_id uuid, product_handle text,
             product_title text, variant_title text, sku text, picture jsonb, tax_category text, quantity integer,
             unit_price_minor bigint, list_minor bigint, discount_minor bigint, net_minor bigint, tax_minor bigint,
             gross_minor bigint, taxes jsonb, quote_id text, is_gift boolean
         ))
         select count(*) as "count!"
         from reserved"#,
        order.order_id.0,
        serde_json::Value::Array(rows),
        adjustments(terms),
        &promotion_ids,
        &codes,
        terms.email,
        order.now,
        order.usage_limits == UsageLimits::Waived,
        order.cart_id.0,
    )
    .fetch_one(conn)
    .await?;
    Ok(usize::try_from(reserved) == Ok(promotions.len()))
}

fn adjustments(terms: &Terms) -> serde_json::Value {
    let rows = (1_i32..).zip(&terms.adjustments).map(|(position, taken)| {
        let mut row = serde_json::json!(taken);
        row["position"] = position.into();
        row
    });
    serde_json::Value::Array(rows.collect())
}

impl super::TermsLine {
    fn row(&self, order_line_id: OrderLineId) -> serde_json::Value {
        // A null inside the document would become JSON null in the column, not SQL null.
        let mut row = serde_json::json!({
            "order_line_id": order_line_id,
            "line_seq": self.line_seq,
            "product_id": self.product_id,
            "variant_id": self.variant_id,
            "product_handle": self.product_handle,
            "product_title": self.product_title,
            "variant_title": self.variant_title,
            "sku": self.sku,
            "tax_category": self.tax_category,
            "quantity": self.quantity,
            "unit_price_minor": self.unit_price_minor,
            "list_minor": self.list_minor,
            "discount_minor": self.discount_minor,
            "net_minor": self.net_minor,
            "tax_minor": self.tax_minor,
            "gross_minor": self.gross_minor,
            "taxes": self.taxes,
            "quote_id": self.quote_id,
            "is_gift": self.is_gift,
        });
        if let Some(picture) = &self.picture {
            row["picture"] = serde_json::json!(picture);
        }
        row
    }
}

/// What a draft became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Shown as `#1001`.
    pub number: i64,
    /// Why a person looks at it.
    pub hold_reason: Option<String>,
}

/// Turns a locked draft into an order with a number, counts its promotions as used, and completes its cart (P-4), in one
/// statement. Without another reason it is held where the tax engine gave no answer (R16).
///
/// # Errors
/// [`StoreError`] when the statement fails; `NotFound` when there is no such draft.
pub async fn place(
    conn: &mut PgConnection,
    order_id: OrderId,
    money: MoneyFacts,
    hold_reason: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Placed, StoreError> {
    let row = sqlx::query!(
        r#"with placed as (
               update orders
               set status = 'placed', order_number = nextval('order_numbers'), placed_at = $2, updated_at = $2,
                   hold_reason = coalesce($3, case when tax_source ->> 'mode' = 'fallback' then 'tax_fallback' end),
                   payment_status = $4, authorized_minor = $5, captured_minor = $6,
                   refunded_minor = $7, version = version + 1
               where order_id = $1
                 and status = 'draft'
               returning order_id, cart_id, order_number, hold_reason
           ), used as (
               update promotion_usages u
               set state = 'used'
               from placed p
               where u.order_id = p.order_id
           ), completed as (
               update carts c
               set completed_at = $2, completing_at = null, updated_at = $2
               from placed p
               where c.cart_id = p.cart_id
           )
           select order_number as "order_number!", hold_reason
           from placed"#,
        order_id.0,
        now,
        hold_reason,
        PaymentStatus::of(money).as_str(),
        money.authorized,
        money.captured,
        money.refunded,
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| Placed {
        number: row.order_number,
        hold_reason: row.hold_reason,
    })
    .ok_or(StoreError::NotFound("the draft"))
}

/// Deletes a locked draft with its lines and the usages that it reserved, and frees its cart (P-3), in one statement. Its
/// holds were released before.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn delete_draft(conn: &mut PgConnection, order_id: OrderId) -> Result<(), StoreError> {
    sqlx::query!(
        "with gone as (
             delete from orders
             where order_id = $1
               and status = 'draft'
             returning cart_id
         )
         update carts c
         set completing_at = null
         from gone g
         where c.cart_id = g.cart_id",
        order_id.0,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A cart that nobody shops with, for an order whose own cart has moved on (P-7).
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn insert_detached_cart(
    conn: &mut PgConnection,
    cart_id: CartId,
    token_hash: &[u8; 32],
    market: (MarketId, Currency),
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into carts (cart_id, token_hash, market_id, currency, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $5)",
        cart_id.0,
        token_hash,
        market.0.0,
        market.1.code(),
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}
