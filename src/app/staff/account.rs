//! What members do with their own account: password, authenticator, recovery codes.

use super::factor::{renew_codes, setup, step_of};
use super::session::about;
use super::{By, Setup, SignedIn, StaffError};
use crate::App;
use crate::audit::Origin;
use crate::cart::token::digest;
use crate::guard;
use adapters::rng;
use domain::customer::{Action, Password};
use serde_json::json;
use sqlx::PgConnection;
use store::staff::{Member, recovery, session, sign_in};

/// What changes a password.
#[derive(Clone, Copy)]
pub struct ChangePassword<'a> {
    /// The old one, as typed.
    pub current: &'a str,
    /// The new one, as typed.
    pub new: &'a str,
}

/// How a member signs in, besides the password.
#[derive(Clone, PartialEq, Eq)]
pub struct Factors {
    /// Whether codes of an authenticator work.
    pub has_totp: bool,
    /// A new authenticator that waits for its first code.
    pub setup: Option<Setup>,
    /// Recovery codes that can still be used.
    pub recovery_codes: i64,
}

/// The member's second factors.
///
/// # Errors
/// [`StaffError::NotSignedIn`], [`StaffError::Store`].
pub async fn show_factors(app: &App, signed_in: &SignedIn) -> Result<Factors, StaffError> {
    let mut conn = app.pool.acquire().await?;
    let member = store::staff::find(&mut conn, signed_in.staff_member_id).await?;
    let member = member.ok_or(StaffError::NotSignedIn)?;
    let recovery_codes = recovery::count_unused(&mut conn, member.staff_member_id).await?;
    drop(conn);
    let setup = match &member.totp_next_secret {
        Some(secret) => Some(setup(app, secret, &member.email).await?),
        None => None,
    };
    Ok(Factors {
        has_totp: member.totp_secret.is_some(),
        setup,
        recovery_codes,
    })
}

/// Changes the password. This browser gets a new secret, which is returned; all other sessions end.
///
/// # Errors
/// [`StaffError::Invalid`] with the field at fault, [`StaffError::TooOften`], [`StaffError::NotSignedIn`],
/// [`StaffError::Password`], [`StaffError::Store`].
pub async fn change_password(
    app: &App,
    signed_in: &SignedIn,
    command: ChangePassword<'_>,
    origin: Origin<'_>,
) -> Result<String, StaffError> {
    let known = prove(app, signed_in, "current", command.current, origin).await?;
    let new =
        Password::new(command.new, &known.email).map_err(|fault| StaffError::field("password", fault.to_string()))?;
    let password_hash = app.passwords.hash(new.reveal()).await?;
    let mut tx = app.pool.begin().await?;
    lock(&mut tx, &known).await?;
    let (member_id, session_token) = (known.staff_member_id, rng::new_token());
    let session_id = signed_in.staff_session_id;
    store::staff::update_password(&mut tx, member_id, &password_hash, app.clock.now()).await?;
    session::delete_others(&mut tx, member_id, Some(session_id)).await?;
    sign_in::delete_of(&mut tx, member_id).await?;
    if !session::rotate(&mut tx, session_id, &digest(&session_token)).await? {
        return Err(StaffError::NotSignedIn);
    }
    let by = By::Member(signed_in, origin);
    by.did(&mut tx, app, about(member_id, "staff.password_changed", &json!({})))
        .await?;
    tx.commit().await?;
    Ok(session_token)
}

/// Draws the secret of a new authenticator; the old one goes on working until a code confirms the new one.
///
/// # Errors
/// [`StaffError::Invalid`] with the field at fault, [`StaffError::TooOften`], [`StaffError::NotSignedIn`],
/// [`StaffError::Store`].
pub async fn begin_authenticator(
    app: &App,
    signed_in: &SignedIn,
    password: &str,
    origin: Origin<'_>,
) -> Result<(), StaffError> {
    let known = prove(app, signed_in, "password", password, origin).await?;
    let mut tx = app.pool.begin().await?;
    lock(&mut tx, &known).await?;
    let (member_id, secret) = (known.staff_member_id, adapters::totp::new_secret());
    store::staff::begin_totp(&mut tx, member_id, &secret).await?;
    let by = By::Member(signed_in, origin);
    let details = json!({});
    by.did(&mut tx, app, about(member_id, "staff.authenticator_begun", &details))
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Makes the new authenticator the one that counts, and returns new recovery codes, which are shown once.
///
/// # Errors
/// [`StaffError::NothingToConfirm`], [`StaffError::Invalid`] with the field `code`, [`StaffError::TooOften`],
/// [`StaffError::Store`].
pub async fn confirm_authenticator(
    app: &App,
    signed_in: &SignedIn,
    code: &str,
    origin: Origin<'_>,
) -> Result<Vec<String>, StaffError> {
    let member_id = signed_in.staff_member_id;
    guard::count(app, Action::StaffCode, &member_id.to_string(), origin.network).await?;
    let mut tx = app.pool.begin().await?;
    let member = store::staff::lock(&mut tx, member_id)
        .await?
        .ok_or(StaffError::NotSignedIn)?;
    let secret = member.totp_next_secret.ok_or(StaffError::NothingToConfirm)?;
    let step = step_of(app, &secret, code)?.ok_or_else(|| {
        let text = "This is not the code that the app shows now. Does your device know the right time?";
        StaffError::field("code", text)
    })?;
    store::staff::confirm_totp(&mut tx, member_id, step, app.clock.now()).await?;
    let codes = renew_codes(&mut tx, app, member_id).await?;
    guard::forgive(&mut tx, Action::StaffCode, &member_id.to_string()).await?;
    let by = By::Member(signed_in, origin);
    let details = json!({});
    by.did(&mut tx, app, about(member_id, "staff.authenticator_changed", &details))
        .await?;
    tx.commit().await?;
    Ok(codes)
}

/// Draws new recovery codes, which are shown once; the old ones are worth nothing from then on.
///
/// # Errors
/// [`StaffError::Invalid`] with the field at fault, [`StaffError::TooOften`], [`StaffError::NotSignedIn`],
/// [`StaffError::Store`].
pub async fn new_recovery_codes(
    app: &App,
    signed_in: &SignedIn,
    password: &str,
    origin: Origin<'_>,
) -> Result<Vec<String>, StaffError> {
    let known = prove(app, signed_in, "password", password, origin).await?;
    let mut tx = app.pool.begin().await?;
    lock(&mut tx, &known).await?;
    let codes = renew_codes(&mut tx, app, known.staff_member_id).await?;
    let by = By::Member(signed_in, origin);
    let details = json!({ "codes": codes.len() });
    let deed = about(known.staff_member_id, "staff.recovery_codes_renewed", &details);
    by.did(&mut tx, app, deed).await?;
    tx.commit().await?;
    Ok(codes)
}

/// The member, if the password that was typed again is theirs. `field` is named when it is not.
pub(super) async fn prove(
    app: &App,
    signed_in: &SignedIn,
    field: &'static str,
    typed: &str,
    origin: Origin<'_>,
) -> Result<Member, StaffError> {
    guard::count(app, Action::StaffSignIn, &signed_in.email, origin.network).await?;
    let mut conn = app.pool.acquire().await?;
    let known = store::staff::find(&mut conn, signed_in.staff_member_id).await?;
    drop(conn);
    let known = known.ok_or(StaffError::NotSignedIn)?;
    let typed = Password::typed(typed);
    if !app
        .passwords
        .is_right(typed.reveal(), Some(&known.password_hash))
        .await?
    {
        return Err(StaffError::field(field, "This is not your password."));
    }
    let mut conn = app.pool.acquire().await?;
    guard::forgive(&mut conn, Action::StaffSignIn, &known.email).await?;
    Ok(known)
}

/// Locks the member, whose password is still the one that was proven.
async fn lock(conn: &mut PgConnection, known: &Member) -> Result<(), StaffError> {
    let member = store::staff::lock(conn, known.staff_member_id).await?;
    let is_same = |member: &Member| member.password_hash == known.password_hash && !member.is_disabled;
    member.filter(is_same).map(drop).ok_or(StaffError::NotSignedIn)
}
