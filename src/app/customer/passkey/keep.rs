//! The passkeys of an account: shown, renamed, removed.

use crate::App;
use crate::customer::sign_in::tell;
use crate::customer::{CustomerError, SignedIn};
use chrono::{DateTime, Utc};
use domain::customer::{MAX_PASSKEYS, PasskeyView, passkey_name};
use domain::id::CustomerPasskeyId;
use store::customer::passkey::{self, PasskeySummary};

/// The customer's passkeys, the oldest first.
///
/// # Errors
/// [`CustomerError::Store`].
pub async fn list_passkeys(app: &App, signed_in: &SignedIn) -> Result<Vec<PasskeyView>, CustomerError> {
    let mut conn = app.pool.acquire().await?;
    let keys = passkey::list(&mut conn, signed_in.customer_id, MAX_PASSKEYS).await?;
    Ok(keys.into_iter().map(view).collect())
}

/// Calls a passkey otherwise. What was typed last counts.
///
/// # Errors
/// [`CustomerError::Invalid`], [`CustomerError::NoSuchPasskey`], [`CustomerError::Store`].
pub async fn rename_passkey(
    app: &App,
    signed_in: &SignedIn,
    passkey_id: CustomerPasskeyId,
    name: &str,
) -> Result<(), CustomerError> {
    let name = passkey_name(name, "").map_err(|fault| CustomerError::Invalid(vec![fault]))?;
    let mut conn = app.pool.acquire().await?;
    if passkey::rename(&mut conn, signed_in.customer_id, passkey_id, &name).await? {
        Ok(())
    } else {
        Err(CustomerError::NoSuchPasskey)
    }
}

/// Removes a passkey: it signs in no more, and what it signed in goes on until it is signed out. Removing it twice is
/// removing it once.
///
/// # Errors
/// [`CustomerError::NotSignedIn`], [`CustomerError::Store`].
pub async fn remove_passkey(
    app: &App,
    signed_in: &SignedIn,
    passkey_id: CustomerPasskeyId,
) -> Result<(), CustomerError> {
    let mut tx = app.pool.begin().await?;
    // A sign-in that is under way is over before, or finds no key.
    let customer = store::customer::lock(&mut tx, signed_in.customer_id).await?;
    let customer_id = customer.ok_or(CustomerError::NotSignedIn)?.customer_id;
    if passkey::delete(&mut tx, customer_id, passkey_id).await? {
        tell(&mut tx, customer_id, "customer.passkey_removed").await?;
    }
    tx.commit().await?;
    Ok(())
}

fn view(key: PasskeySummary) -> PasskeyView {
    PasskeyView {
        customer_passkey_id: key.customer_passkey_id.into(),
        name: key.name,
        added_text: day(key.created_at),
        used_text: key.last_used_at.map(day),
        is_backed_up: key.is_backed_up,
        is_blocked: key.blocked_at.is_some(),
    }
}

fn day(at: DateTime<Utc>) -> String {
    at.format("%-d %B %Y").to_string()
}
