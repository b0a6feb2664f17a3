//! Accepts an invitation: first name and password, then a second factor, and only then there is a member.

use super::factor::{renew_codes, setup, step_of};
use super::passkey::{PasskeyChallenge, for_invitation, insert_key, keep, refused, relying_party, take};
use super::session::enter;
use super::{AddPasskey, Caller, Setup, StaffError};
use crate::App;
use crate::audit::{Actor, Deed, record};
use crate::cart::token::digest;
use crate::guard;
use adapters::passkey::Holder;
use adapters::rng;
use domain::customer::{Action, Password, ProfileInput, passkey_name};
use domain::id::StaffMemberId;
use domain::staff::Roles;
use serde_json::json;
use sqlx::PgConnection;
use store::staff::NewMember;
use store::staff::invitation::{self, Invitation};

/// How far an invitation is. No `Debug`: it may hold a secret.
#[derive(Clone, PartialEq, Eq)]
pub struct InvitationStep {
    /// Who is invited.
    pub email: String,
    /// As what.
    pub roles: Roles,
    /// What the second factor needs, once name and password are chosen.
    pub setup: Option<Setup>,
}

/// A member who has just come in. No `Debug`: it holds secrets.
#[derive(Clone, PartialEq, Eq)]
pub struct Welcome {
    /// For the session's cookie.
    pub session_token: String,
    /// To be shown once; none where a passkey was chosen.
    pub recovery_codes: Vec<String>,
}

/// What an invitation asks for next. Looking at it changes nothing: programs that read mail open links, too.
///
/// # Errors
/// [`StaffError::LinkSpent`], [`StaffError::Store`].
pub async fn show_invitation(app: &App, token: &str) -> Result<InvitationStep, StaffError> {
    let invitation = find(app, token).await?;
    let setup = match &invitation.chosen {
        Some(_) => Some(setup(app, &invitation.totp_secret, &invitation.email).await?),
        None => None,
    };
    Ok(InvitationStep {
        email: invitation.email,
        roles: invitation.roles,
        setup,
    })
}

/// Chooses name and password. Choosing again is choosing anew, until the second factor is there.
///
/// # Errors
/// [`StaffError::LinkSpent`], [`StaffError::Invalid`], [`StaffError::TooOften`], [`StaffError::Password`],
/// [`StaffError::Store`].
pub async fn choose(app: &App, token: &str, name: &str, password: &str, caller: Caller<'_>) -> Result<(), StaffError> {
    guard::count(app, Action::StaffLink, "", caller.network).await?;
    let invitation = find(app, token).await?;
    let input = ProfileInput {
        name: name.to_owned(),
        phone: String::new(),
    };
    let mut faults = Vec::new();
    let profile = input.checked().map_err(|found| faults.extend(found)).ok();
    let typed = Password::new(password, &invitation.email);
    let typed = typed.map_err(|fault| faults.push(domain::checkout::FieldError::new("password", fault.to_string())));
    let (Some(profile), Ok(typed)) = (profile, typed) else {
        return Err(StaffError::Invalid(faults));
    };
    let hash = app.passwords.hash(typed.reveal()).await?;
    let mut conn = app.pool.acquire().await?;
    let kept = invitation::choose(&mut conn, invitation.staff_invitation_id, &profile.name, &hash).await?;
    kept.then_some(()).ok_or(StaffError::LinkSpent)
}

/// Makes the member, with an authenticator whose code was typed, and signs the browser in.
///
/// # Errors
/// [`StaffError::LinkSpent`], [`StaffError::NotChosen`], [`StaffError::Invalid`] with the field `code`,
/// [`StaffError::TooOften`], [`StaffError::AlreadyStaff`], [`StaffError::Store`].
pub async fn accept_with_code(app: &App, token: &str, code: &str, caller: Caller<'_>) -> Result<Welcome, StaffError> {
    guard::count(app, Action::StaffLink, "", caller.network).await?;
    let invitation = find(app, token).await?;
    let step = step_of(app, &invitation.totp_secret, code)?.ok_or_else(|| {
        let text = "This is not the code that the app shows now. Does your device know the right time?";
        StaffError::field("code", text)
    })?;
    let mut tx = app.pool.begin().await?;
    let totp = Some((invitation.totp_secret.as_slice(), step));
    let member_id = make(&mut tx, app, &invitation, totp, None, caller).await?;
    let recovery_codes = renew_codes(&mut tx, app, member_id).await?;
    let session_token = enter(&mut tx, app, member_id, caller).await?;
    tx.commit().await?;
    Ok(Welcome {
        session_token,
        recovery_codes,
    })
}

/// Asks the invited person's device for a passkey.
///
/// # Errors
/// [`StaffError::LinkSpent`], [`StaffError::NotChosen`], [`StaffError::TooOften`], [`StaffError::Passkey`],
/// [`StaffError::Store`].
pub async fn begin_accept_passkey(
    app: &App,
    token: &str,
    name: &str,
    caller: Caller<'_>,
) -> Result<PasskeyChallenge, StaffError> {
    guard::count(app, Action::StaffPasskey, "", caller.network).await?;
    passkey_name(name, "Passkey").map_err(|fault| StaffError::Invalid(vec![fault]))?;
    let invitation = find(app, token).await?;
    let (person, _) = invitation.chosen.as_ref().ok_or(StaffError::NotChosen)?;
    let holder = Holder {
        handle: invitation.passkey_handle,
        account: &invitation.email,
        name: person,
    };
    let begun = relying_party(app).await?.begin_registration(holder, &[])?;
    let mut conn = app.pool.acquire().await?;
    keep(&mut conn, app, &for_invitation(&invitation), begun).await
}

/// Makes the member, with the passkey that was made, and signs the browser in.
///
/// # Errors
/// [`StaffError::LinkSpent`], [`StaffError::NotChosen`], [`StaffError::PasskeySpent`], [`StaffError::PasskeyRefused`],
/// [`StaffError::AlreadyStaff`], [`StaffError::Store`].
pub async fn accept_with_passkey(
    app: &App,
    token: &str,
    command: AddPasskey<'_>,
    caller: Caller<'_>,
) -> Result<Welcome, StaffError> {
    guard::count(app, Action::StaffPasskey, "", caller.network).await?;
    let name = passkey_name(command.name, caller.device).map_err(|fault| StaffError::Invalid(vec![fault]))?;
    let invitation = find(app, token).await?;
    let state = take(app, command.challenge_id, &for_invitation(&invitation)).await?;
    let state = state.ok_or(StaffError::PasskeySpent)?;
    let made = relying_party(app)
        .await?
        .finish_registration(state, command.answer)
        .map_err(refused)?;
    let mut tx = app.pool.begin().await?;
    let handle = Some(invitation.passkey_handle);
    let member_id = make(&mut tx, app, &invitation, None, handle, caller).await?;
    if !insert_key(&mut tx, app, member_id, &made, &name).await? {
        return Err(StaffError::PasskeyRefused);
    }
    let session_token = enter(&mut tx, app, member_id, caller).await?;
    tx.commit().await?;
    Ok(Welcome {
        session_token,
        recovery_codes: Vec::new(),
    })
}

async fn make(
    conn: &mut PgConnection,
    app: &App,
    invitation: &Invitation,
    totp: Option<(&[u8], i64)>,
    passkey_handle: Option<uuid::Uuid>,
    caller: Caller<'_>,
) -> Result<StaffMemberId, StaffError> {
    let (name, password_hash) = invitation.chosen.as_ref().ok_or(StaffError::NotChosen)?;
    let (staff_member_id, now) = (rng::new_id(), app.clock.now());
    let new = NewMember {
        staff_member_id,
        email: &invitation.email,
        name,
        roles: &invitation.roles,
        password_hash,
        totp,
        passkey_handle,
        now,
    };
    if !store::staff::insert(&mut *conn, &new).await? {
        return Err(StaffError::AlreadyStaff);
    }
    // Twice at once, one waits here for the other and then finds it used up.
    if !invitation::accept(&mut *conn, invitation.staff_invitation_id, staff_member_id, now).await? {
        return Err(StaffError::LinkSpent);
    }
    let details = json!({
        "roles": invitation.roles.words(),
        "invitation": invitation.staff_invitation_id,
        "factor": if totp.is_some() { "authenticator" } else { "passkey" },
    });
    let deed = Deed {
        action: "staff.joined",
        subject_type: "staff_member",
        subject_id: staff_member_id.0,
        details: &details,
    };
    record(conn, now, Actor::Staff(staff_member_id), caller.origin(), deed).await?;
    Ok(staff_member_id)
}

async fn find(app: &App, token: &str) -> Result<Invitation, StaffError> {
    let mut conn = app.pool.acquire().await?;
    let found = invitation::find_by_token(&mut conn, &digest(token), app.clock.now()).await?;
    found.ok_or(StaffError::LinkSpent)
}
