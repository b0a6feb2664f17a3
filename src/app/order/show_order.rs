//! Shows an order to whoever has its link, from what was written at placement only.

use crate::App;
use crate::cart::token::digest;
use crate::checkout::totals::{discounts, free_or, of_products, price_text, relief, tax_rows, tenders};
use crate::promotion;
use crate::refusal::{Refusal, apology};
use crate::scope::Scope;
use chrono::{DateTime, SecondsFormat, Utc};
use domain::checkout::TotalsView;
use domain::id::OrderId;
use domain::kind::{HasKind, Kind};
use domain::money::Money;
use domain::order::{OrderLineView, OrderStage, OrderStatus, OrderView};
use domain::promotion::PromotionClass;
use domain::tax::TaxBasis;
use sqlx::PgConnection;
use store::error::StoreError;
use store::order::{Order, OrderDetail, Terms, TermsAdjustment, TermsLine};

/// Why there is nothing to show.
#[derive(Debug, thiserror::Error)]
pub enum ShowOrderError {
    /// Nobody was given this link.
    #[error("there is no such order")]
    NotFound,
    /// The payment was not made, so there is no order; the cart is as it was.
    #[error("the order was not paid for")]
    NotPaid,
    /// Reading failed.
    #[error("the order could not be read")]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for ShowOrderError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<super::OrderError> for ShowOrderError {
    fn from(error: super::OrderError) -> Self {
        match error {
            super::OrderError::Store(error) => Self::Store(error),
            _ => Self::NotFound,
        }
    }
}

/// Whether the shopper's cart is the one that became this order. Whoever opens an old order has another cart by now, or
/// none: nothing is known of that.
///
/// # Errors
/// [`ShowOrderError::Store`].
pub async fn has_used_up_cart(app: &App, access_token: &str, scope: &Scope) -> Result<bool, ShowOrderError> {
    let Some(token) = &scope.cart_token else {
        return Ok(false);
    };
    let mut conn = app.pool.acquire().await?;
    Ok(store::order::is_of_cart(&mut conn, access_token, &digest(token)).await?)
}

impl HasKind for ShowOrderError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotFound | Self::NotPaid => Kind::NotFound,
            Self::Store(error) => error.kind(),
        }
    }
}

impl Refusal for ShowOrderError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "order_not_found",
            Self::NotPaid => "order_not_paid",
            Self::Store(_) => "store",
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::NotFound => "We do not know this order. Please check the link.".to_owned(),
            Self::NotPaid => {
                "The payment was not made, so nothing was ordered and nothing was charged. Your cart is as it was."
                    .to_owned()
            }
            Self::Store(_) => apology(self.kind()),
        }
    }
}

/// The order behind a link. Where that is of a payment that had failed and whose money came after all, it may be an order
/// with another address: the one that the shopper had made meanwhile.
///
/// # Errors
/// [`ShowOrderError`].
pub async fn show_order(app: &App, access_token: &str) -> Result<OrderView, ShowOrderError> {
    let mut conn = app.pool.acquire().await?;
    let detail = match store::order::find_detail_by_token(&mut conn, access_token).await? {
        Some(detail) => detail,
        None => find_elsewhere(&mut conn, access_token).await?,
    };
    let record = super::aftermath::record(&mut conn, detail).await?;
    Ok(OrderView {
        aftermath: record.view(),
        ..view(app, &record.detail)
    })
}

async fn find_elsewhere(conn: &mut PgConnection, access_token: &str) -> Result<OrderDetail, ShowOrderError> {
    if store::payment::find_failure_by_token(&mut *conn, access_token)
        .await?
        .is_some()
    {
        return Err(ShowOrderError::NotPaid);
    }
    let token = store::payment::find_token_of_order(&mut *conn, access_token).await?;
    let token = token.ok_or(ShowOrderError::NotFound)?;
    let detail = store::order::find_detail_by_token(conn, &token).await?;
    detail.ok_or(ShowOrderError::NotFound)
}

/// The same order for those who know its id: whoever writes to the shopper about it.
///
/// # Errors
/// [`ShowOrderError`].
pub(crate) async fn show_order_by_id(
    conn: &mut PgConnection,
    app: &App,
    order_id: OrderId,
) -> Result<OrderView, ShowOrderError> {
    let detail = store::order::find_detail_by_id(conn, order_id).await?;
    Ok(view(app, &detail.ok_or(ShowOrderError::NotFound)?))
}

fn view(app: &App, detail: &OrderDetail) -> OrderView {
    let order = &detail.order;
    let terms = &detail.agreement.terms;
    OrderView {
        number: order.number,
        address: super::address(&order.access_token),
        stage: stage(order),
        payment_text: payment_text(&order.payment_status, order.status).to_owned(),
        fulfilment_text: fulfilment_text(&order.fulfilment_status).to_owned(),
        placed_at: order.placed_at.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true)),
        placed_text: order.placed_at.map(day),
        email: terms.email.clone(),
        is_confirmed_by_mail: app.mailer.is_some(),
        delivery_lines: terms.address.lines(),
        delivery_method: terms.delivery_method_name.clone(),
        lines: terms.lines.iter().map(|line| line_view(terms, line)).collect(),
        totals: totals(terms),
        aftermath: domain::order::AftermathView::default(),
    }
}

fn stage(order: &Order) -> OrderStage {
    match order.status {
        OrderStatus::Draft => OrderStage::Checking,
        OrderStatus::Cancelled => OrderStage::Cancelled,
        OrderStatus::Placed | OrderStatus::Completed if order.hold_reason.is_some() => OrderStage::OnHold,
        OrderStatus::Placed | OrderStatus::Completed => OrderStage::Placed,
    }
}

fn payment_text(word: &str, status: OrderStatus) -> &'static str {
    match word {
        _ if status == OrderStatus::Draft => "We are checking your payment",
        "not_required" => "Nothing to pay",
        "authorized" | "partially_authorized" => "Payment reserved",
        "paid" | "overpaid" => "Paid",
        "partially_paid" => "Partly paid",
        "refunded" => "Refunded",
        "partially_refunded" => "Partly refunded",
        "voided" => "Payment cancelled",
        _ => "Not paid yet",
    }
}

fn fulfilment_text(word: &str) -> &'static str {
    match word {
        "not_required" => "Nothing to send",
        "partially_fulfilled" => "Partly sent",
        "fulfilled" => "Sent",
        "delivered" => "Delivered",
        _ => "Being prepared",
    }
}

fn day(at: DateTime<Utc>) -> String {
    at.format("%-d %B %Y").to_string()
}

fn line_view(terms: &Terms, line: &TermsLine) -> OrderLineView {
    let own =
        |taken: &&TermsAdjustment| taken.class == PromotionClass::Product && taken.line_seq == Some(line.line_seq);
    let taken = || terms.adjustments.iter().filter(own);
    let discount_minor: i64 = taken().map(|taken| taken.amount_minor).sum();
    OrderLineView {
        title: line.product_title.clone(),
        variant_title: line.variant_title.clone(),
        sku: line.sku.clone(),
        address: format!("/products/{}?variant={}", line.product_handle, line.variant_id),
        picture: line.picture.clone(),
        quantity: line.quantity,
        quote_id: line.quote_id,
        unit_price_text: text(terms, line.unit_price_minor),
        line_total_text: text(terms, line.list_minor - discount_minor),
        before_text: (discount_minor > 0).then(|| text(terms, line.list_minor)),
        discounts: promotion::rows(taken(), terms.currency),
    }
}

fn totals(terms: &Terms) -> TotalsView {
    let is_sent = !terms.delivery_method_name.is_empty();
    let delivery = match terms.basis {
        TaxBasis::Inclusive => terms.delivery_gross_minor,
        TaxBasis::Exclusive => terms.delivery_net_minor,
    };
    let of_delivery = terms
        .adjustments
        .iter()
        .filter(|taken| taken.class == PromotionClass::Delivery);
    let of_delivery: i64 = of_delivery.map(|taken| taken.amount_minor).sum();
    // As it was offered: the row of the relief takes the tax out again.
    let delivery = delivery + terms.delivery_relief_minor;
    let parts = terms
        .lines
        .iter()
        .flat_map(|line| &line.taxes)
        .chain(&terms.delivery_taxes);
    TotalsView {
        subtotal_text: text(terms, terms.subtotal_minor - of_products(&terms.adjustments)),
        discounts: discounts(&terms.adjustments, PromotionClass::Order, terms.currency),
        delivery_text: is_sent.then(|| free_or(delivery + of_delivery, |minor| text(terms, minor))),
        delivery_discounts: discounts(&terms.adjustments, PromotionClass::Delivery, terms.currency),
        taxes: tax_rows(parts, |minor| text(terms, minor)),
        tax_included: terms.basis == TaxBasis::Inclusive,
        relief: relief(terms.relief_minor(), |minor| text(terms, minor)),
        tax_note: tax_note(terms),
        total: terms.total(),
        total_text: text(terms, terms.total_minor),
        tenders: tenders(&terms.tenders, terms.currency),
        due: terms.due(),
        due_label: "Paid otherwise".to_owned(),
        due_text: text(terms, terms.due_minor),
        is_final: true,
    }
}

fn tax_note(terms: &Terms) -> Option<String> {
    let given = || (!terms.vat_id.is_empty()).then(|| format!("Your VAT id: {}.", terms.vat_id));
    terms.treatment.sentence().or_else(given)
}

fn text(terms: &Terms, minor: i64) -> String {
    price_text(Money::new(minor, terms.currency))
}
