//! Signs in with a passkey: the device says who it is, and proves it.

use super::{PasskeyChallenge, keep, refused, relying_party, take};
use crate::App;
use crate::cart::token::digest;
use crate::customer::sign_in::{counted, enter, tell};
use crate::customer::{Caller, CustomerError, Entered};
use crate::guard;
use crate::scope::Scope;
use adapters::passkey::{Answer, Key, PasskeyError};
use domain::customer::Action;
use sqlx::PgConnection;
use store::customer::passkey::{self, Passkey};
use store::customer::passkey_challenge::Asked;

/// An answer to a challenge.
#[derive(Clone, Copy)]
pub struct PasskeySignIn<'a> {
    /// Of the [`PasskeyChallenge`].
    pub challenge_id: &'a str,
    /// The secret of the browser that asked for it.
    pub browser: &'a str,
    /// The device's answer, as JSON.
    pub answer: &'a str,
    /// Where from.
    pub caller: Caller<'a>,
}

/// Asks whatever device there is. `browser` is a secret of the browser's own.
///
/// # Errors
/// [`CustomerError::TooOften`], [`CustomerError::Passkey`] where the shop's address allows none,
/// [`CustomerError::Store`].
pub async fn begin_passkey_sign_in(app: &App, browser: &str, network: &str) -> Result<PasskeyChallenge, CustomerError> {
    guard::count(app, Action::UsePasskey, "", network).await?;
    let facts = app.shop().await?;
    let begun = relying_party(app, &facts.shop.name)?.begin_sign_in()?;
    let mut conn = app.pool.acquire().await?;
    let challenge = keep(&mut conn, app, asked(&digest(browser)), begun).await?;
    Ok(challenge)
}

/// Signs the browser in, just as a password does: see [`crate::customer::sign_in`].
///
/// # Errors
/// [`CustomerError::PasskeySpent`], [`CustomerError::PasskeyRefused`], [`CustomerError::PasskeyCopied`],
/// [`CustomerError::TooOften`], [`CustomerError::Store`].
pub async fn sign_in_with_passkey(
    app: &App,
    scope: &Scope,
    command: PasskeySignIn<'_>,
) -> Result<Entered, CustomerError> {
    guard::count(app, Action::UsePasskey, "", command.caller.network).await?;
    let state = take(app, command.challenge_id, asked(&digest(command.browser))).await?;
    let state = state.ok_or(CustomerError::PasskeySpent)?;
    let answer = Answer::read(command.answer).map_err(refused)?;
    let facts = app.shop().await?;
    let shop = relying_party(app, &facts.shop.name)?;
    let mut tx = app.pool.begin().await?;
    let known = find(&mut tx, &answer).await?;
    let customer = store::customer::lock(&mut tx, known.customer_id).await?;
    let customer = customer.ok_or(CustomerError::PasskeyRefused)?;
    // Once more: it was used or taken away while we waited.
    let known = find(&mut tx, &answer).await?;
    let (passkey_id, now) = (known.customer_passkey_id, app.clock.now());
    let is_blocked = known.is_blocked;
    match shop.finish_sign_in(state, &answer, &key(known)) {
        Ok(_) if is_blocked => return Err(CustomerError::PasskeyCopied),
        Ok(used) => passkey::update_used(&mut tx, passkey_id, used.sign_count, used.is_backed_up, now).await?,
        Err(PasskeyError::Copied) => {
            if passkey::block(&mut tx, passkey_id, now).await? {
                tell(&mut tx, customer.customer_id, "customer.passkey_blocked").await?;
            }
            tx.commit().await?;
            return Err(CustomerError::PasskeyCopied);
        }
        Err(error) => return Err(refused(error)),
    }
    let entered = enter(&mut tx, app, &facts, &customer, scope, command.caller).await?;
    tx.commit().await?;
    counted(app, scope, entered).await
}

// What a device calls its key is a secret of 128 bits and more: who does not have it learns nothing from how long the
// answer takes.
async fn find(conn: &mut PgConnection, answer: &Answer) -> Result<Passkey, CustomerError> {
    let found = passkey::find(conn, answer.credential_id(), answer.handle()).await?;
    found.ok_or(CustomerError::PasskeyRefused)
}

fn key(passkey: Passkey) -> Key {
    Key {
        credential: passkey.credential,
        sign_count: passkey.sign_count,
        is_backed_up: passkey.is_backed_up,
    }
}

const fn asked(by: &[u8; 32]) -> Asked<'_> {
    Asked { customer_id: None, by }
}
