//! Adds a passkey, after the password was typed again.

use super::{PasskeyChallenge, keep, refused, relying_party, take};
use crate::App;
use crate::cart::token::digest;
use crate::customer::change_password::prove;
use crate::customer::sign_in::tell;
use crate::customer::{CustomerError, SignedIn};
use adapters::passkey::{Holder, NewKey, named_key};
use adapters::rng;
use domain::customer::{MAX_PASSKEYS, passkey_name};
use domain::id::CustomerId;
use sqlx::PgConnection;
use store::customer::passkey::{self, NewPasskey};
use store::customer::passkey_challenge::Asked;

/// What begins to add a passkey.
#[derive(Clone, Copy)]
pub struct BeginPasskey<'a> {
    /// Typed again: an open browser that somebody left alone is not enough.
    pub password: &'a str,
    /// As typed; checked already, so that nobody makes a key for a name that is refused.
    pub name: &'a str,
    /// Where from; see [`crate::customer::Caller`].
    pub network: &'a str,
}

/// What adds it.
#[derive(Clone, Copy)]
pub struct AddPasskey<'a> {
    /// Of the [`PasskeyChallenge`].
    pub challenge_id: &'a str,
    /// The device's answer, as JSON.
    pub answer: &'a str,
    /// As typed; empty for the browser's own.
    pub name: &'a str,
    /// The browser in a few words.
    pub device: &'a str,
}

/// Asks for a new key.
///
/// # Errors
/// [`CustomerError::Invalid`] with the field at fault, [`CustomerError::PasskeysFull`], [`CustomerError::TooOften`],
/// [`CustomerError::Passkey`] where the shop's address allows none, [`CustomerError::Store`].
pub async fn begin_passkey(
    app: &App,
    signed_in: &SignedIn,
    command: BeginPasskey<'_>,
) -> Result<PasskeyChallenge, CustomerError> {
    passkey_name(command.name, "Passkey").map_err(|fault| CustomerError::Invalid(vec![fault]))?;
    let known = prove(app, signed_in, "password", command.password, command.network).await?;
    let facts = app.shop().await?;
    let shop = relying_party(app, &facts.shop.name)?;
    let mut tx = app.pool.begin().await?;
    let keys = room(&mut tx, known.customer_id).await?;
    let handle = passkey::handle(&mut tx, known.customer_id, rng::new_handle()).await?;
    let holder = Holder {
        handle: handle.ok_or(CustomerError::NotSignedIn)?,
        account: &known.email,
        name: &known.name,
    };
    let begun = shop.begin_registration(holder, &keys)?;
    let challenge = keep(&mut tx, app, asked(signed_in, &session_digest(signed_in)), begun).await?;
    tx.commit().await?;
    Ok(challenge)
}

/// Keeps the key that was made. Sent twice, it is one key.
///
/// # Errors
/// [`CustomerError::PasskeySpent`], [`CustomerError::PasskeyRefused`], [`CustomerError::PasskeysFull`],
/// [`CustomerError::Invalid`], [`CustomerError::NotSignedIn`], [`CustomerError::Store`].
pub async fn add_passkey(app: &App, signed_in: &SignedIn, command: AddPasskey<'_>) -> Result<(), CustomerError> {
    let name = passkey_name(command.name, command.device);
    let name = name.map_err(|fault| CustomerError::Invalid(vec![fault]))?;
    let digest = session_digest(signed_in);
    let Some(state) = take(app, command.challenge_id, asked(signed_in, &digest)).await? else {
        return repeated(app, signed_in, command.answer).await;
    };
    let facts = app.shop().await?;
    let shop = relying_party(app, &facts.shop.name)?;
    let made = shop.finish_registration(state, command.answer).map_err(refused)?;
    let mut tx = app.pool.begin().await?;
    let customer = store::customer::lock(&mut tx, signed_in.customer_id).await?;
    let customer_id = customer.ok_or(CustomerError::NotSignedIn)?.customer_id;
    room(&mut tx, customer_id).await?;
    if !insert(&mut tx, app, customer_id, &made, &name).await? {
        return Err(CustomerError::PasskeyRefused);
    }
    tell(&mut tx, customer_id, "customer.passkey_added").await?;
    tx.commit().await?;
    Ok(())
}

async fn insert(
    conn: &mut PgConnection,
    app: &App,
    customer_id: CustomerId,
    made: &NewKey,
    name: &str,
) -> Result<bool, CustomerError> {
    let new = NewPasskey {
        customer_passkey_id: rng::new_id(),
        customer_id,
        credential_id: &made.credential_id,
        credential: &made.key.credential,
        sign_count: made.key.sign_count,
        is_backed_up: made.key.is_backed_up,
        transports: &made.transports,
        name,
        now: app.clock.now(),
    };
    Ok(passkey::insert(conn, &new).await?)
}

/// Sent again, it was done before.
async fn repeated(app: &App, signed_in: &SignedIn, answer: &str) -> Result<(), CustomerError> {
    let named = named_key(answer).map_err(refused)?;
    let mut conn = app.pool.acquire().await?;
    let keys = passkey::list(&mut conn, signed_in.customer_id, MAX_PASSKEYS).await?;
    let is_there = keys.iter().any(|key| key.credential_id == named);
    is_there.then_some(()).ok_or(CustomerError::PasskeySpent)
}

/// What devices call the keys that there are, if there may be one more.
async fn room(conn: &mut PgConnection, customer_id: CustomerId) -> Result<Vec<Vec<u8>>, CustomerError> {
    let keys = passkey::list(conn, customer_id, MAX_PASSKEYS).await?;
    if i64::try_from(keys.len()).unwrap_or(i64::MAX) >= MAX_PASSKEYS {
        return Err(CustomerError::PasskeysFull);
    }
    Ok(keys.into_iter().map(|key| key.credential_id).collect())
}

const fn asked<'a>(signed_in: &SignedIn, by: &'a [u8; 32]) -> Asked<'a> {
    Asked {
        customer_id: Some(signed_in.customer_id),
        by,
    }
}

fn session_digest(signed_in: &SignedIn) -> [u8; 32] {
    digest(&signed_in.customer_session_id.to_string())
}
