//! Reading orders: the head for decisions, the whole for pages, the terms for comparison.

use super::{Agreement, Calculation, Terms, TermsAdjustment, TermsLine, TermsTender};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::catalog::Picture;
use domain::checkout::Address;
use domain::id::{CartId, OrderId};
use domain::money::Currency;
use domain::order::OrderStatus;
use domain::pricing::Trace;
use domain::rounding::RoundingMode;
use domain::tax::{TaxBasis, TaxPart, TaxSource, TaxTreatment};
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

/// What decisions need of an order. No `Debug`: it holds the access token.
#[derive(Clone, PartialEq, Eq)]
pub struct OrderHead {
    /// Id.
    pub order_id: OrderId,
    /// Its cart.
    pub cart_id: CartId,
    /// Unguessable; the address of its page.
    pub access_token: String,
    /// Axis A.
    pub status: OrderStatus,
    /// Why a person looks at it.
    pub hold_reason: Option<String>,
    /// Of every amount.
    pub currency: Currency,
    /// T, minor units.
    pub due_minor: i64,
    /// What gift cards and store credit pay, minor units.
    pub tendered_minor: i64,
    /// When the draft was made.
    pub created_at: DateTime<Utc>,
}

pub(crate) struct HeadRow {
    pub order_id: Uuid,
    pub cart_id: Uuid,
    pub access_token: String,
    pub status: String,
    pub hold_reason: Option<String>,
    pub currency: String,
    pub due_minor: i64,
    pub tendered_minor: i64,
    pub created_at: DateTime<Utc>,
}

impl TryFrom<HeadRow> for OrderHead {
    type Error = StoreError;

    fn try_from(row: HeadRow) -> Result<Self, StoreError> {
        Ok(Self {
            order_id: row.order_id.into(),
            cart_id: row.cart_id.into(),
            access_token: row.access_token,
            status: order_status(&row.status)?,
            hold_reason: row.hold_reason,
            currency: currency(&row.currency)?,
            due_minor: row.due_minor,
            tendered_minor: row.tendered_minor,
            created_at: row.created_at,
        })
    }
}

/// The order of a cart, if it has one.
///
/// # Errors
/// [`StoreError`] when the statement fails or the row is not readable.
pub async fn find_by_cart(conn: &mut PgConnection, cart_id: CartId) -> Result<Option<OrderHead>, StoreError> {
    sqlx::query_as!(
        HeadRow,
        "select order_id, cart_id, access_token, status, hold_reason, currency, due_minor, tendered_minor,
                created_at
         from orders
         where cart_id = $1",
        cart_id.0,
    )
    .fetch_optional(conn)
    .await?
    .map(OrderHead::try_from)
    .transpose()
}

/// An order by its id; drafts are deleted when they fail.
///
/// # Errors
/// [`StoreError`] when the statement fails or the row is not readable.
pub async fn find_by_id(conn: &mut PgConnection, order_id: OrderId) -> Result<Option<OrderHead>, StoreError> {
    sqlx::query_as!(
        HeadRow,
        "select order_id, cart_id, access_token, status, hold_reason, currency, due_minor, tendered_minor,
                created_at
         from orders
         where order_id = $1",
        order_id.0,
    )
    .fetch_optional(conn)
    .await?
    .map(OrderHead::try_from)
    .transpose()
}

/// What decisions need of the order that an access token opens.
///
/// # Errors
/// [`StoreError`] when the statement fails or the row is not readable.
pub async fn find_by_token(conn: &mut PgConnection, access_token: &str) -> Result<Option<OrderHead>, StoreError> {
    sqlx::query_as!(
        HeadRow,
        "select order_id, cart_id, access_token, status, hold_reason, currency, due_minor, tendered_minor,
                created_at
         from orders
         where access_token = $1",
        access_token,
    )
    .fetch_optional(conn)
    .await?
    .map(OrderHead::try_from)
    .transpose()
}

/// Whether the order that an access token opens came of the cart with this token's digest.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn is_of_cart(
    conn: &mut PgConnection,
    access_token: &str,
    cart_token_hash: &[u8; 32],
) -> Result<bool, StoreError> {
    let is_it = sqlx::query_scalar!(
        r#"select exists (
               select
               from orders
               join carts using (cart_id)
               where access_token = $1
                 and token_hash = $2
           ) as "is_it!""#,
        access_token,
        cart_token_hash,
    )
    .fetch_one(conn)
    .await?;
    Ok(is_it)
}

/// State of an order beside its terms. No `Debug`: it goes with an access token.
#[derive(Clone, PartialEq, Eq)]
pub struct Order {
    /// Id.
    pub order_id: OrderId,
    /// Absent for drafts.
    pub number: Option<i64>,
    /// Axis A.
    pub status: OrderStatus,
    /// Why a person looks at it.
    pub hold_reason: Option<String>,
    /// Axis B, stable word.
    pub payment_status: String,
    /// Axis C, stable word.
    pub fulfilment_status: String,
    /// When it was placed.
    pub placed_at: Option<DateTime<Utc>>,
    /// The address of its page.
    pub access_token: String,
    /// Whether it is in somebody's history.
    pub has_account: bool,
    /// Whether nothing was sent, given back, asked for or told since it was placed.
    pub is_untouched: bool,
}

/// An order with its terms.
#[derive(Clone, PartialEq, Eq)]
pub struct OrderDetail {
    /// Its state.
    pub order: Order,
    /// What was agreed.
    pub agreement: Agreement,
}

struct DetailRow {
    order_id: Uuid,
    order_number: Option<i64>,
    status: String,
    hold_reason: Option<String>,
    payment_status: String,
    fulfilment_status: String,
    placed_at: Option<DateTime<Utc>>,
    access_token: String,
    is_untouched: bool,
    has_account: bool,
    created_at: DateTime<Utc>,
    market_code: String,
    currency: String,
    tax_basis: String,
    rounding_mode: String,
    engine_version: String,
    catalog_version: i64,
    email: String,
    phone: String,
    delivery_address: Json<Address>,
    note: String,
    delivery_method_name: String,
    delivery_net_minor: i64,
    delivery_tax_minor: i64,
    delivery_gross_minor: i64,
    delivery_taxes: Json<Vec<TaxPart>>,
    vat_id: String,
    treatment: Option<Json<TaxTreatment>>,
    delivery_relief_minor: i64,
    tax_source: Option<Json<TaxSource>>,
    subtotal_minor: i64,
    discount_minor: i64,
    tax_minor: i64,
    total_minor: i64,
    due_minor: i64,
    trace: Json<Trace>,
    adjustments: Json<Vec<TermsAdjustment>>,
    tenders: Json<Vec<TermsTender>>,
}

/// The order behind an access token, whole.
///
/// # Errors
/// [`StoreError`] when a statement fails or a stored value is not readable.
pub async fn find_detail_by_token(
    conn: &mut PgConnection,
    access_token: &str,
) -> Result<Option<OrderDetail>, StoreError> {
    find_detail(conn, None, Some(access_token)).await
}

/// An order by its id, whole.
///
/// # Errors
/// [`StoreError`] when a statement fails or a stored value is not readable.
pub async fn find_detail_by_id(conn: &mut PgConnection, order_id: OrderId) -> Result<Option<OrderDetail>, StoreError> {
    find_detail(conn, Some(order_id), None).await
}

/// Orders with numbers above `after`, lowest first, as (number, id).
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_numbers(conn: &mut PgConnection, after: i64, limit: i64) -> Result<Vec<(i64, OrderId)>, StoreError> {
    let rows = sqlx::query!(
        r#"select order_number as "number!", order_id
           from orders
           where order_number > $1
           order by order_number
           limit $2"#,
        after,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.number, row.order_id.into())).collect())
}

/// What an order was made for.
///
/// # Errors
/// [`StoreError`] when a statement fails or a stored value is not readable.
pub async fn find_agreement(conn: &mut PgConnection, order_id: OrderId) -> Result<Option<Agreement>, StoreError> {
    Ok(find_detail(conn, Some(order_id), None)
        .await?
        .map(|detail| detail.agreement))
}

async fn find_detail(
    conn: &mut PgConnection,
    order_id: Option<OrderId>,
    access_token: Option<&str>,
) -> Result<Option<OrderDetail>, StoreError> {
    let row = sqlx::query_as!(
        DetailRow,
        r#"select order_id, order_number, status, hold_reason, payment_status, fulfilment_status, placed_at, created_at,
                  access_token,
                  not exists (select from order_events e where e.order_id = orders.order_id)
                      and not exists (select from fulfilments f where f.order_id = orders.order_id)
                      and not exists (select from refunds r where r.order_id = orders.order_id)
                      and not exists (select from returns r where r.order_id = orders.order_id) as "is_untouched!",
                  customer_id is not null as "has_account!",
                  market_code, currency, tax_basis, rounding_mode, engine_version, catalog_version, email, phone,
                  delivery_address as "delivery_address: Json<Address>", note, delivery_method_name,
                  delivery_net_minor, delivery_tax_minor, delivery_gross_minor,
                  delivery_taxes as "delivery_taxes: Json<Vec<TaxPart>>", vat_id,
                  tax_treatment as "treatment: Json<TaxTreatment>", delivery_relief_minor,
                  tax_source as "tax_source: Json<TaxSource>", subtotal_minor, discount_minor,
                  tax_minor, total_minor, due_minor, trace as "trace: Json<Trace>",
                  (
                      select coalesce(jsonb_agg(to_jsonb(a) order by a.position), '[]')
                      from order_adjustments a
                      where a.order_id = orders.order_id
                  ) as "adjustments!: Json<Vec<TermsAdjustment>>",
                  (
                      select coalesce(jsonb_agg(to_jsonb(t) order by t.position), '[]')
                      from order_tenders t
                      where t.order_id = orders.order_id
                  ) as "tenders!: Json<Vec<TermsTender>>"
           from orders
           where order_id = coalesce($1, (select order_id from orders where access_token = $2))"#,
        order_id.map(|id| id.0),
        access_token,
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let lines = list_lines(conn, row.order_id.into()).await?;
    row.detail(lines).map(Some)
}

async fn list_lines(conn: &mut PgConnection, order_id: OrderId) -> Result<Vec<TermsLine>, StoreError> {
    let rows = sqlx::query!(
        r#"select l.line_seq, l.product_id, l.variant_id, l.product_handle, l.product_title, l.variant_title, l.sku,
                  l.picture as "picture: Json<Picture>", l.tax_category, l.quantity, l.unit_price_minor, l.list_minor,
                  l.discount_minor, l.net_minor, l.tax_minor, l.gross_minor, l.taxes as "taxes: Json<Vec<TaxPart>>",
                  l.quote_id, l.is_gift
           from order_lines l
           where l.order_id = $1
           order by l.line_seq"#,
        order_id.0,
    )
    .fetch_all(conn)
    .await?;
    let line = rows.into_iter().map(|row| TermsLine {
        line_seq: row.line_seq.unsigned_abs(),
        product_id: row.product_id.into(),
        variant_id: row.variant_id.into(),
        product_handle: row.product_handle,
        product_title: row.product_title,
        variant_title: row.variant_title,
        sku: row.sku,
        picture: row.picture.map(|picture| picture.0),
        tax_category: row.tax_category,
        quantity: row.quantity.unsigned_abs(),
        unit_price_minor: row.unit_price_minor,
        // Written by us, so it reads.
        quote_id: row.quote_id.and_then(|text| text.parse().ok()),
        list_minor: row.list_minor,
        discount_minor: row.discount_minor,
        net_minor: row.net_minor,
        tax_minor: row.tax_minor,
        gross_minor: row.gross_minor,
        taxes: row.taxes.0,
        is_gift: row.is_gift,
    });
    Ok(line.collect())
}

impl DetailRow {
    fn detail(self, lines: Vec<TermsLine>) -> Result<OrderDetail, StoreError> {
        Ok(OrderDetail {
            order: Order {
                order_id: self.order_id.into(),
                number: self.order_number,
                status: order_status(&self.status)?,
                hold_reason: self.hold_reason,
                payment_status: self.payment_status,
                fulfilment_status: self.fulfilment_status,
                placed_at: self.placed_at,
                access_token: self.access_token,
                is_untouched: self.is_untouched,
                has_account: self.has_account,
            },
            agreement: Agreement {
                calculation: Calculation {
                    engine_version: self.engine_version,
                    catalog_version: self.catalog_version,
                    trace: self.trace.0,
                    priced_at: self.created_at,
                },
                terms: Terms {
                    market: self.market_code,
                    currency: currency(&self.currency)?,
                    basis: TaxBasis::parse(&self.tax_basis).ok_or_else(|| unreadable("orders.tax_basis"))?,
                    rounding: RoundingMode::parse(&self.rounding_mode)
                        .ok_or_else(|| unreadable("orders.rounding_mode"))?,
                    email: self.email,
                    phone: self.phone,
                    address: self.delivery_address.0,
                    note: self.note,
                    delivery_method_name: self.delivery_method_name,
                    delivery_net_minor: self.delivery_net_minor,
                    delivery_tax_minor: self.delivery_tax_minor,
                    delivery_gross_minor: self.delivery_gross_minor,
                    delivery_taxes: self.delivery_taxes.0,
                    vat_id: self.vat_id,
                    treatment: self.treatment.map_or(TaxTreatment::Normal, |treatment| treatment.0),
                    delivery_relief_minor: self.delivery_relief_minor,
                    tax_source: self.tax_source.map(|source| source.0).unwrap_or_default(),
                    subtotal_minor: self.subtotal_minor,
                    discount_minor: self.discount_minor,
                    tax_minor: self.tax_minor,
                    total_minor: self.total_minor,
                    due_minor: self.due_minor,
                    lines,
                    adjustments: self.adjustments.0,
                    tenders: self.tenders.0,
                },
            },
        })
    }
}

fn order_status(word: &str) -> Result<OrderStatus, StoreError> {
    OrderStatus::from_word(word).ok_or_else(|| unreadable("orders.status"))
}

fn currency(code: &str) -> Result<Currency, StoreError> {
    Currency::parse(code).map_err(|error| StoreError::corrupt("orders.currency", error))
}

fn unreadable(what: &'static str) -> StoreError {
    StoreError::Corrupt { what, source: None }
}
