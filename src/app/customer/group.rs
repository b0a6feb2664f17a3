//! Which groups customers are in, for whoever runs the shop. A group needs no making: it is there as soon as a customer, a
//! price list or a promotion names it.

use super::{CustomerError, get};
use crate::App;
use domain::customer::{MAX_GROUPS, is_customer_group};
use domain::id::CustomerId;
use store::customer::group::{self, GroupSummary};

/// Puts a customer in a group; false when they are in it already. Counts from the next page of theirs on, also for what
/// is in their cart.
///
/// # Errors
/// [`CustomerError::Invalid`] for what is no group, or one more than [`MAX_GROUPS`]; [`CustomerError::NoSuchCustomer`],
/// [`CustomerError::Store`].
pub async fn add_to_group(app: &App, customer_id: CustomerId, word: &str) -> Result<bool, CustomerError> {
    let word = checked(word)?;
    let mut tx = app.pool.begin().await?;
    store::customer::lock(&mut tx, customer_id)
        .await?
        .ok_or(CustomerError::NoSuchCustomer)?;
    let added = group::insert(&mut tx, customer_id, word, app.clock.now()).await?;
    if i64::try_from(group::list(&mut tx, customer_id).await?.len()).is_ok_and(|groups| groups > MAX_GROUPS) {
        let text = format!("A customer is in at most {MAX_GROUPS} groups.");
        return Err(CustomerError::field("group", text));
    }
    tx.commit().await?;
    Ok(added)
}

/// Takes a customer out of a group; false when they were not in it. An order that is being paid keeps its prices.
///
/// # Errors
/// As [`add_to_group`].
pub async fn remove_from_group(app: &App, customer_id: CustomerId, word: &str) -> Result<bool, CustomerError> {
    let word = checked(word)?;
    get(app, customer_id).await?;
    let mut conn = app.pool.acquire().await?;
    Ok(group::delete(&mut conn, customer_id, word).await?)
}

/// The groups of a customer, by name.
///
/// # Errors
/// [`CustomerError::NoSuchCustomer`], [`CustomerError::Store`].
pub async fn list_groups_of(app: &App, customer_id: CustomerId) -> Result<Vec<String>, CustomerError> {
    get(app, customer_id).await?;
    let mut conn = app.pool.acquire().await?;
    Ok(group::list(&mut conn, customer_id).await?)
}

/// Every group that has members, price lists or promotions, by name.
///
/// # Errors
/// [`CustomerError::Store`].
pub async fn list_groups(app: &App) -> Result<Vec<GroupSummary>, CustomerError> {
    let mut conn = app.pool.acquire().await?;
    Ok(group::list_summaries(&mut conn).await?)
}

fn checked(word: &str) -> Result<&str, CustomerError> {
    if is_customer_group(word) {
        return Ok(word);
    }
    let rule = "A group is a small letter and then small letters, digits, hyphens and underscores, at most 40 in all.";
    Err(CustomerError::field("group", rule))
}
