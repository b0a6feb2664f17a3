//! Who owes no tax, for whoever runs the shop: VAT ids of customers, which of all ids are in force, and certificates. All of
//! it counts from the next look at a checkout on; an order that is being paid stays as it was agreed.

use super::{CustomerError, get};
use crate::App;
use domain::id::CustomerId;
use domain::tax::{Exemption, VatId};
use store::customer::tax::{self, CustomerTax, KnownVatId};

/// What is known of a customer.
///
/// # Errors
/// [`CustomerError::NoSuchCustomer`], [`CustomerError::Store`].
pub async fn show_tax(app: &App, customer_id: CustomerId) -> Result<CustomerTax, CustomerError> {
    get(app, customer_id).await?;
    let mut conn = app.pool.acquire().await?;
    Ok(tax::find(&mut conn, customer_id).await?)
}

/// Gives a customer a VAT id, or takes it away. That it changes the tax, somebody has to [`mark_vat_id`] it.
///
/// # Errors
/// [`CustomerError::Invalid`] for what is no VAT id; [`CustomerError::NoSuchCustomer`], [`CustomerError::Store`].
pub async fn set_vat_id(app: &App, customer_id: CustomerId, vat_id: Option<&str>) -> Result<(), CustomerError> {
    let vat_id = vat_id.map(checked).transpose()?;
    get(app, customer_id).await?;
    let mut conn = app.pool.acquire().await?;
    Ok(tax::set_vat_id(&mut conn, customer_id, vat_id.as_ref(), app.clock.now()).await?)
}

/// Frees a customer from tax by a certificate, in place of any that they had; `None` ends it.
///
/// # Errors
/// [`CustomerError::Invalid`] for words that do not fit a receipt; [`CustomerError::NoSuchCustomer`],
/// [`CustomerError::Store`].
pub async fn set_exemption(
    app: &App,
    customer_id: CustomerId,
    exemption: Option<&Exemption>,
) -> Result<(), CustomerError> {
    if let Some(exemption) = exemption {
        sound(exemption)?;
    }
    get(app, customer_id).await?;
    let mut conn = app.pool.acquire().await?;
    Ok(tax::set_exemption(&mut conn, customer_id, exemption, app.clock.now()).await?)
}

/// Notes that a VAT id was looked up, and whether it is in force. It then counts for whoever buys under it, guests too.
///
/// # Errors
/// [`CustomerError::Invalid`] for what is no VAT id; [`CustomerError::Store`].
pub async fn mark_vat_id(app: &App, vat_id: &str, is_valid: bool) -> Result<VatId, CustomerError> {
    let vat_id = checked(vat_id)?;
    let mut conn = app.pool.acquire().await?;
    tax::mark(&mut conn, &vat_id, is_valid, app.clock.now()).await?;
    Ok(vat_id)
}

/// Every VAT id that was given or looked up, those first that nobody has looked up.
///
/// # Errors
/// [`CustomerError::Store`].
pub async fn list_vat_ids(app: &App) -> Result<Vec<KnownVatId>, CustomerError> {
    let mut conn = app.pool.acquire().await?;
    Ok(tax::list_vat_ids(&mut conn).await?)
}

fn checked(text: &str) -> Result<VatId, CustomerError> {
    VatId::parse(text).map_err(|error| CustomerError::field("vat_id", format!("“{text}” is no VAT id: {error}.")))
}

fn sound(exemption: &Exemption) -> Result<(), CustomerError> {
    let is_line =
        |text: &str, most: usize| (1..=most).contains(&text.chars().count()) && !text.contains(char::is_control);
    let is_country = |code: &String| code.len() == 2 && code.bytes().all(|sign| sign.is_ascii_uppercase());
    let faults = [
        (
            is_line(&exemption.reason, 120),
            "reason",
            "The reason is one line of 1 to 120 characters.",
        ),
        (
            is_line(&exemption.certificate, 60),
            "certificate",
            "The certificate is one line of 1 to 60 characters.",
        ),
        (
            exemption.country.as_ref().is_none_or(is_country),
            "country",
            "A country is its two capitals, such as PT.",
        ),
    ];
    match faults.into_iter().find(|(is_sound, ..)| !is_sound) {
        Some((_, field, text)) => Err(CustomerError::field(field, text)),
        None => Ok(()),
    }
}
