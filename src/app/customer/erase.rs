//! Erases an account: the customer, sessions, passkeys, address book, open cart with its checkout, mails about the
//! account, and what the address waits for. Orders stay as they were agreed, with the address and e-mail in them, since
//! the law wants records kept; they belong to no account any more.

use super::change_password::prove;
use super::sign_in::tell;
use super::{CustomerError, SignedIn};
use crate::{App, stock};
use domain::id::CustomerId;

/// Erases an account for good.
///
/// # Errors
/// [`CustomerError::NoSuchCustomer`] when it is gone already, [`CustomerError::Store`].
pub async fn erase(app: &App, customer_id: CustomerId) -> Result<(), CustomerError> {
    let mut tx = app.pool.begin().await?;
    let customer = store::customer::lock(&mut tx, customer_id).await?;
    let customer = customer.ok_or(CustomerError::NoSuchCustomer)?;
    let (open, _) = store::customer::cart::lock_both(&mut tx, customer_id, None).await?;
    if let Some(cart) = open {
        let freed = store::inventory::give_back(&mut tx, cart.cart_id, app.clock.now()).await?;
        stock::changed(&mut tx, app, &freed).await?;
    }
    tell(&mut tx, customer_id, "customer.erased").await?;
    store::customer::delete(&mut tx, &customer).await?;
    tx.commit().await?;
    tracing::info!(customer.id = %customer_id, "Erased the account {customer_id}");
    Ok(())
}

/// The same for the customer, who proves once more who they are.
///
/// # Errors
/// [`CustomerError::Invalid`] when the password is wrong, [`CustomerError::TooOften`], [`CustomerError::Store`].
pub async fn erase_with_password(
    app: &App,
    signed_in: &SignedIn,
    password: &str,
    network: &str,
) -> Result<(), CustomerError> {
    let known = prove(app, signed_in, "password", password, network).await?;
    erase(app, known.customer_id).await
}
