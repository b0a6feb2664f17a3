//! Changes the password of somebody who is signed in and knows the old one.

use super::sign_in::tell;
use super::{CustomerError, SignedIn};
use crate::App;
use crate::cart::token::digest;
use crate::guard;
use crate::scope::Scope;
use adapters::rng;
use domain::customer::{Action, Password};
use store::customer::{Customer, session};

/// What changes a password.
#[derive(Clone, Copy)]
pub struct ChangePassword<'a> {
    /// The old one, as typed.
    pub current: &'a str,
    /// The new one, as typed.
    pub new: &'a str,
    /// Where from; see [`super::Caller`].
    pub network: &'a str,
}

/// The new secrets of the browser in which a password was changed. No `Debug`: it holds them.
#[derive(Clone, PartialEq, Eq)]
pub struct Renewed {
    /// For the session's cookie.
    pub session_token: String,
    /// For the cart's cookie; `None` where the browser's is that of a guest's cart, which it keeps.
    pub cart_token: Option<String>,
}

/// Changes the password. This browser gets new secrets, which are returned; all other browsers are signed out.
///
/// # Errors
/// [`CustomerError::Invalid`] with the field at fault, [`CustomerError::TooOften`], [`CustomerError::NotSignedIn`],
/// [`CustomerError::Password`], [`CustomerError::Store`].
pub async fn change_password(
    app: &App,
    scope: &Scope,
    signed_in: &SignedIn,
    command: ChangePassword<'_>,
) -> Result<Renewed, CustomerError> {
    let known = prove(app, signed_in, "current", command.current, command.network).await?;
    let new = Password::new(command.new, &known.email)
        .map_err(|fault| CustomerError::field("password", fault.to_string()))?;
    let password_hash = app.passwords.hash(new.reveal()).await?;
    let mut tx = app.pool.begin().await?;
    let customer = store::customer::lock(&mut tx, known.customer_id).await?;
    customer
        .filter(|customer| customer.password_hash == known.password_hash)
        .ok_or(CustomerError::NotSignedIn)?;
    let (session_token, cart_token) = (rng::new_token(), rng::new_token());
    let session_id = signed_in.customer_session_id;
    store::customer::update_password(&mut tx, known.customer_id, &password_hash, app.clock.now()).await?;
    session::delete_others(&mut tx, known.customer_id, Some(session_id)).await?;
    let old = session::rotate(&mut tx, session_id, &digest(&session_token), &digest(&cart_token)).await?;
    let old = old.ok_or(CustomerError::NotSignedIn)?;
    tell(&mut tx, known.customer_id, "customer.password_changed").await?;
    tx.commit().await?;
    let is_guests = |token: &str| digest(token).as_slice() != old;
    let keeps = scope.cart_token.as_deref().is_some_and(is_guests);
    Ok(Renewed {
        session_token,
        cart_token: (!keeps).then_some(cart_token),
    })
}

/// The customer, if the password that was typed again is theirs. `field` is named when it is not.
pub(super) async fn prove(
    app: &App,
    signed_in: &SignedIn,
    field: &'static str,
    typed: &str,
    network: &str,
) -> Result<Customer, CustomerError> {
    guard::count(app, Action::SignIn, &signed_in.email, network).await?;
    let mut conn = app.pool.acquire().await?;
    let known = store::customer::find(&mut conn, signed_in.customer_id).await?;
    drop(conn);
    let known = known.ok_or(CustomerError::NotSignedIn)?;
    let typed = Password::typed(typed);
    if !app
        .passwords
        .is_right(typed.reveal(), Some(&known.password_hash))
        .await?
    {
        return Err(CustomerError::field(field, "This is not your password."));
    }
    let mut conn = app.pool.acquire().await?;
    guard::forgive(&mut conn, Action::SignIn, &known.email).await?;
    Ok(known)
}
