//! Sets a new password, by the link of a mail. Every session ends, also those of whoever made it necessary.

use super::sign_in::{counted, enter, tell};
use super::{Caller, CustomerError, Entered, RequestKind};
use crate::App;
use crate::cart::token::digest;
use crate::guard;
use crate::scope::Scope;
use domain::customer::{Action, Password};
use store::customer::{Customer, request, session};

/// What sets a new password.
#[derive(Clone, Copy)]
pub struct Reset<'a> {
    /// Of the link.
    pub token: &'a str,
    /// As typed.
    pub password: &'a str,
    /// Where from.
    pub caller: Caller<'a>,
}

/// Sets the password and signs the browser in.
///
/// # Errors
/// [`CustomerError::LinkSpent`], [`CustomerError::Invalid`], [`CustomerError::TooOften`], [`CustomerError::Password`],
/// [`CustomerError::Store`].
pub async fn reset(app: &App, scope: &Scope, command: Reset<'_>) -> Result<Entered, CustomerError> {
    guard::count(app, Action::UseLink, "", command.caller.network).await?;
    let now = app.clock.now();
    let token_hash = digest(command.token);
    let mut conn = app.pool.acquire().await?;
    let request = request::find_by_token(&mut conn, RequestKind::Reset, &token_hash, now).await?;
    let request = request.ok_or(CustomerError::LinkSpent)?;
    let known = store::customer::find_by_email(&mut conn, &request.email).await?;
    drop(conn);
    let known = known.ok_or(CustomerError::LinkSpent)?;
    let password = Password::new(command.password, &known.email)
        .map_err(|fault| CustomerError::field("password", fault.to_string()))?;
    let password_hash = app.passwords.hash(password.reveal()).await?;
    let facts = app.shop().await?;
    let mut tx = app.pool.begin().await?;
    let customer = store::customer::lock(&mut tx, known.customer_id).await?;
    let customer = customer.ok_or(CustomerError::LinkSpent)?;
    if !request::consume(&mut tx, &request, now).await? {
        return Err(CustomerError::LinkSpent);
    }
    store::customer::update_password(&mut tx, customer.customer_id, &password_hash, now).await?;
    session::delete_others(&mut tx, customer.customer_id, None).await?;
    guard::forgive(&mut tx, Action::SignIn, &customer.email).await?;
    tell(&mut tx, customer.customer_id, "customer.password_changed").await?;
    let customer = Customer {
        password_hash,
        ..customer
    };
    let entered = enter(&mut tx, app, &facts, &customer, scope, command.caller).await?;
    tx.commit().await?;
    counted(app, scope, entered).await
}
