//! Makes the mail that answers an event.

use super::{Letter, MailingError, letter};
use crate::App;
use crate::order::show_order_by_id;
use adapters::rng;
use domain::checkout::is_plausible_email;
use domain::id::OrderId;
use domain::mail::{LIFETIME, Template};
use sqlx::PgConnection;
use store::error::StoreError;
use store::inventory::{Offer, StockRequest};
use store::mail::NewMail;
use store::outbox::OutboxEntry;

/// Queues the mail that an event calls for, if it calls for one. Doing it twice is doing it once. Answers whether a mail
/// was added.
///
/// # Errors
/// [`MailingError`]; then nothing was queued.
pub async fn write(conn: &mut PgConnection, app: &App, entry: &OutboxEntry) -> Result<bool, MailingError> {
    let Some(template) = Template::of_event(&entry.name) else {
        return Ok(false);
    };
    if template.is_about_passkey() {
        return super::account::write_about_passkey(conn, app, entry, template).await;
    }
    if !template.is_about_order() {
        return super::account::write(conn, app, entry).await;
    }
    let order_id = OrderId(entry.aggregate_id);
    let (recipient, letter) = letter_about(&mut *conn, app, template, order_id, &entry.payload).await?;
    if !is_plausible_email(&recipient) {
        tracing::warn!(order.id = %order_id, "An order has no e-mail address to write to");
        return Ok(false);
    }
    let now = app.clock.now();
    let mail = NewMail {
        mail_id: rng::new_id(),
        event_id: entry.event_id,
        template,
        recipient: &recipient,
        order_id: Some(order_id),
        subject: &letter.subject,
        text: &letter.text,
        html: &letter.html,
        now,
        expires_at: now + LIFETIME,
    };
    Ok(store::mail::insert(conn, &mail).await?)
}

/// The letter about an order and whom it goes to.
pub(super) async fn letter_about(
    conn: &mut PgConnection,
    app: &App,
    template: Template,
    order_id: OrderId,
    payload: &serde_json::Value,
) -> Result<(String, Letter), MailingError> {
    let order = show_order_by_id(&mut *conn, app, order_id).await?;
    let shop = store::shop::find(conn).await?.ok_or(MailingError::NoOrder)?;
    let facts = letter::Facts {
        shop_name: &shop.name,
        shop_email: &shop.email,
        base_url: app.base_url.as_str().trim_end_matches('/'),
        order: &order,
        news: letter::News::read(payload),
    };
    let letter = letter::render(template, &facts).ok_or(MailingError::NoOrder)?;
    Ok((order.email, letter))
}

/// Queues the mail to somebody who waits, once for each request. The caller ends the request in the same transaction.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub(crate) async fn write_back_in_stock(
    conn: &mut PgConnection,
    app: &App,
    shop_name: &str,
    request: &StockRequest,
    offer: &Offer,
) -> Result<bool, StoreError> {
    let base = app.base_url.as_str().trim_end_matches('/');
    let letter = letter::back_in_stock(&letter::BackInStock {
        shop_name,
        name: &offer.name(),
        product_url: &[base, &crate::stock::address(offer)].concat(),
        withdraw_url: &format!("{base}/back-in-stock/{}", request.token),
    });
    let now = app.clock.now();
    let mail = NewMail {
        mail_id: rng::new_id(),
        event_id: request.stock_request_id.0,
        template: Template::BackInStock,
        recipient: &request.email,
        order_id: None,
        subject: &letter.subject,
        text: &letter.text,
        html: &letter.html,
        now,
        expires_at: now + LIFETIME,
    };
    store::mail::insert(conn, &mail).await
}
