//! Makes an account, by the link of a mail: whoever has it has proven the address. Until then there is no account, so
//! nobody can make one for another's address and wait for them to find it.

use super::sign_in::{counted, enter, tell};
use super::{Caller, CustomerError, Entered, RequestKind};
use crate::App;
use crate::cart::token::digest;
use crate::guard;
use crate::scope::Scope;
use adapters::rng;
use domain::checkout::FieldError;
use domain::customer::{Action, Password, ProfileInput};
use store::customer::{Customer, request};

/// What makes an account.
#[derive(Clone, Copy)]
pub struct Register<'a> {
    /// Of the link.
    pub token: &'a str,
    /// As typed.
    pub profile: &'a ProfileInput,
    /// As typed.
    pub password: &'a str,
    /// Where from.
    pub caller: Caller<'a>,
}

/// Makes the account and signs the browser in.
///
/// # Errors
/// [`CustomerError::LinkSpent`], [`CustomerError::Invalid`], [`CustomerError::TooOften`], [`CustomerError::Password`],
/// [`CustomerError::Store`].
pub async fn register(app: &App, scope: &Scope, command: Register<'_>) -> Result<Entered, CustomerError> {
    guard::count(app, Action::UseLink, "", command.caller.network).await?;
    let now = app.clock.now();
    let token_hash = digest(command.token);
    let mut conn = app.pool.acquire().await?;
    let request = request::find_by_token(&mut conn, RequestKind::Register, &token_hash, now).await?;
    drop(conn);
    let request = request.ok_or(CustomerError::LinkSpent)?;
    let mut faults = Vec::new();
    let profile = command.profile.checked().map_err(|more| faults.extend(more)).ok();
    let password = Password::new(command.password, &request.email)
        .map_err(|fault| faults.push(FieldError::new("password", fault.to_string())))
        .ok();
    let (Some(profile), Some(password)) = (profile, password) else {
        return Err(CustomerError::Invalid(faults));
    };
    let customer = Customer {
        customer_id: rng::new_id(),
        email: request.email.clone(),
        name: profile.name,
        phone: profile.phone,
        password_hash: app.passwords.hash(password.reveal()).await?,
        created_at: now,
    };
    let facts = app.shop().await?;
    let mut tx = app.pool.begin().await?;
    // In this order: of two clicks at once the second waits for the first and then finds the link used.
    if !request::consume(&mut tx, &request, now).await? || !store::customer::insert(&mut tx, &customer).await? {
        return Err(CustomerError::LinkSpent);
    }
    tell(&mut tx, customer.customer_id, "customer.registered").await?;
    let entered = enter(&mut tx, app, &facts, &customer, scope, command.caller).await?;
    tx.commit().await?;
    counted(app, scope, entered).await
}
