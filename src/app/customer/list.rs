//! Customers for whoever runs the shop.

use super::CustomerError;
use crate::App;
use chrono::{DateTime, Utc};
use domain::id::CustomerId;
use store::customer::{Customer, CustomerSummary, list_summaries};

/// Most customers of one page.
const MOST: i64 = 250;

/// Customers, the newest first; those made before `before`, where it is given.
///
/// # Errors
/// [`CustomerError::Store`].
pub async fn list_customers(
    app: &App,
    before: Option<DateTime<Utc>>,
    limit: i64,
) -> Result<Vec<CustomerSummary>, CustomerError> {
    let mut conn = app.pool.acquire().await?;
    Ok(list_summaries(&mut conn, before, limit.clamp(1, MOST)).await?)
}

/// The customer of an address.
///
/// # Errors
/// [`CustomerError::NoSuchCustomer`], [`CustomerError::Store`].
pub async fn find_by_email(app: &App, email: &str) -> Result<CustomerId, CustomerError> {
    let mut conn = app.pool.acquire().await?;
    let found = store::customer::find_by_email(&mut conn, email.trim()).await?;
    Ok(found.ok_or(CustomerError::NoSuchCustomer)?.customer_id)
}

/// A customer.
///
/// # Errors
/// [`CustomerError::NoSuchCustomer`], [`CustomerError::Store`].
pub async fn get(app: &App, customer_id: CustomerId) -> Result<Customer, CustomerError> {
    let mut conn = app.pool.acquire().await?;
    let found = store::customer::find(&mut conn, customer_id).await?;
    found.ok_or(CustomerError::NoSuchCustomer)
}
