//! The first step of signing in: address and password. It lets nobody in; the second step does.

use super::{Caller, StaffError};
use crate::App;
use crate::cart::token::digest;
use crate::guard;
use adapters::rng;
use domain::customer::{Action, Password};
use domain::staff::SECOND_STEP_LASTS;
use store::staff::sign_in::{self as half, NewSignIn};

/// Who says that they are whom.
#[derive(Clone, Copy)]
pub struct SignIn<'a> {
    /// As typed.
    pub email: &'a str,
    /// As typed.
    pub password: &'a str,
    /// Where from.
    pub caller: Caller<'a>,
}

/// Checks a password, and returns the secret with which this browser may take the second step, for five minutes.
///
/// Unknown addresses, wrong passwords and disabled members get the same answer after the same work.
///
/// # Errors
/// [`StaffError::WrongPassword`], [`StaffError::TooOften`], [`StaffError::Password`], [`StaffError::Store`].
pub async fn sign_in(app: &App, command: SignIn<'_>) -> Result<String, StaffError> {
    let email = command.email.trim();
    guard::count(app, Action::StaffSignIn, email, command.caller.network).await?;
    let mut conn = app.pool.acquire().await?;
    let known = store::staff::find_by_email(&mut conn, email).await?;
    // No connection is held while others wait for their turn to hash.
    drop(conn);
    let stored = known.as_ref().map(|member| member.password_hash.as_str());
    let typed = Password::typed(command.password);
    let is_right = app.passwords.is_right(typed.reveal(), stored).await?;
    let known = known.filter(|member| is_right && !member.is_disabled);
    let known = known.ok_or(StaffError::WrongPassword)?;
    let mut tx = app.pool.begin().await?;
    let member = store::staff::lock(&mut tx, known.staff_member_id).await?;
    // The password was changed in this moment, or the member disabled.
    let member = member
        .filter(|member| member.password_hash == known.password_hash && !member.is_disabled)
        .ok_or(StaffError::WrongPassword)?;
    let (token, now) = (rng::new_token(), app.clock.now());
    let new = NewSignIn {
        staff_sign_in_id: rng::new_id(),
        staff_member_id: member.staff_member_id,
        token_hash: &digest(&token),
        now,
        expires_at: now + SECOND_STEP_LASTS,
    };
    half::insert(&mut tx, &new).await?;
    tx.commit().await?;
    Ok(token)
}
