//! A mail as it would leave, without leaving.

use super::account::preview_account;
use super::{Letter, MailingError, letter, write};
use crate::App;
use domain::mail::Template;
use domain::money::Money;
use serde_json::{Value, json};
use store::order::OrderHead;

/// The mail of a template: about the order with this number, where it is about one, and with samples of what only its
/// event or its request knows: a parcel, an amount, a link.
///
/// # Errors
/// [`MailingError::NoOrder`] when nothing has this number, none was given to a mail about one, or there is no shop yet.
pub async fn preview(app: &App, template: Template, number: Option<i64>) -> Result<Letter, MailingError> {
    match template {
        Template::OrderPlaced
        | Template::OrderShipped
        | Template::OrderCancelled
        | Template::OrderRefunded
        | Template::ExchangePayable
        | Template::ExchangeLapsed => {
            let number = number.ok_or(MailingError::NoOrder)?;
            about_order(app, template, number).await
        }
        Template::VerifyEmail
        | Template::AccountExists
        | Template::ResetPassword
        | Template::PasskeyAdded
        | Template::PasskeyBlocked
        | Template::StaffInvitation => preview_account(app, template).await,
        Template::BackInStock => back_in_stock(app).await,
    }
}

async fn about_order(app: &App, template: Template, number: i64) -> Result<Letter, MailingError> {
    let mut conn = app.pool.acquire().await?;
    let order_id = store::order::find_id_by_number(&mut conn, number)
        .await?
        .ok_or(MailingError::NoOrder)?;
    let head = store::order::find_by_id(&mut conn, order_id)
        .await?
        .ok_or(MailingError::NoOrder)?;
    let sample = sample(template, &head);
    let (_, letter) = write::letter_about(&mut conn, app, template, order_id, &sample).await?;
    Ok(letter)
}

// What the payload of the template's event holds.
fn sample(template: Template, order: &OrderHead) -> Value {
    match template {
        Template::OrderShipped => json!({ "data": {
            "carrier": "Example Post",
            "tracking_number": "EXAMPLE-1",
            "tracking_url": "https://carrier.example/EXAMPLE-1",
        }}),
        Template::OrderRefunded => json!({ "data": { "amount": Money::new(order.due_minor, order.currency) } }),
        Template::ExchangePayable => json!({ "data": {
            "return": 1,
            "due": Money::new(order.due_minor, order.currency),
        }}),
        Template::ExchangeLapsed => json!({ "data": { "return": 1, "why": "sold_out" } }),
        _ => Value::Null,
    }
}

async fn back_in_stock(app: &App) -> Result<Letter, MailingError> {
    let mut conn = app.pool.acquire().await?;
    let shop = store::shop::find(&mut conn).await?.ok_or(MailingError::NoOrder)?;
    let base = app.base_url.as_str().trim_end_matches('/');
    Ok(letter::back_in_stock(&letter::BackInStock {
        shop_name: &shop.name,
        name: "Example, Blue / M",
        product_url: &format!("{base}/products/example"),
        withdraw_url: &format!("{base}/back-in-stock/EXAMPLE"),
    }))
}
