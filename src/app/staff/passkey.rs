//! Passkeys of members. A device that recognises its owner is two factors in one, so a passkey alone signs in.

use super::account::prove;
use super::session::{about, enter, signed_in_entry};
use super::{By, Caller, SignedIn, StaffError};
use crate::App;
use crate::audit::{Actor, Origin, record};
use crate::cart::token::digest;
use crate::guard;
use adapters::passkey::{Answer, Begun, Holder, Key, NewKey, PasskeyError, RelyingParty};
use adapters::rng;
use domain::customer::{Action, CHALLENGE_LASTS, MAX_PASSKEYS, passkey_name};
use domain::id::{StaffMemberId, StaffPasskeyChallengeId, StaffPasskeyId};
use domain::staff::StaffPasskeyView;
use serde_json::{Value, json};
use sqlx::PgConnection;
use std::time::Duration;
use store::staff::invitation::Invitation;
use store::staff::passkey::{self, NewPasskey, Passkey, PasskeySummary};

/// What a browser needs to ask its device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyChallenge {
    /// Comes back with the answer.
    pub challenge_id: StaffPasskeyChallengeId,
    /// For `PublicKeyCredential.parse…OptionsFromJSON`.
    pub options: Value,
}

/// What adds a passkey.
#[derive(Clone, Copy)]
pub struct AddPasskey<'a> {
    /// Of the [`PasskeyChallenge`].
    pub challenge_id: &'a str,
    /// The device's answer, as JSON.
    pub answer: &'a str,
    /// As typed; empty for the browser's own.
    pub name: &'a str,
}

/// An answer to a challenge that asked who is there.
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

/// Whether this shop's address is one that keys can be bound to; a bare `127.0.0.1` is not.
pub fn has_passkeys(app: &App) -> bool {
    party(app, "").is_ok()
}

/// Asks for a new key, once the password was typed again.
///
/// # Errors
/// [`StaffError::Invalid`] with the field at fault, [`StaffError::PasskeysFull`], [`StaffError::TooOften`],
/// [`StaffError::Passkey`], [`StaffError::Store`].
pub async fn begin_passkey(
    app: &App,
    signed_in: &SignedIn,
    (password, name): (&str, &str),
    origin: Origin<'_>,
) -> Result<PasskeyChallenge, StaffError> {
    passkey_name(name, "Passkey").map_err(|fault| StaffError::Invalid(vec![fault]))?;
    let known = prove(app, signed_in, "password", password, origin).await?;
    let shop = relying_party(app).await?;
    let mut tx = app.pool.begin().await?;
    let keys = room(&mut tx, known.staff_member_id).await?;
    let handle = passkey::handle(&mut tx, known.staff_member_id, rng::new_handle()).await?;
    let holder = Holder {
        handle: handle.ok_or(StaffError::NotSignedIn)?,
        account: &known.email,
        name: &known.name,
    };
    let begun = shop.begin_registration(holder, &keys)?;
    let challenge = keep(&mut tx, app, &for_session(signed_in), begun).await?;
    tx.commit().await?;
    Ok(challenge)
}

/// Keeps the key that was made.
///
/// # Errors
/// [`StaffError::PasskeySpent`], [`StaffError::PasskeyRefused`], [`StaffError::PasskeysFull`], [`StaffError::Invalid`],
/// [`StaffError::NotSignedIn`], [`StaffError::Store`].
pub async fn add_passkey(
    app: &App,
    signed_in: &SignedIn,
    command: AddPasskey<'_>,
    caller: Caller<'_>,
) -> Result<(), StaffError> {
    let name = passkey_name(command.name, caller.device).map_err(|fault| StaffError::Invalid(vec![fault]))?;
    let state = take(app, command.challenge_id, &for_session(signed_in)).await?;
    let state = state.ok_or(StaffError::PasskeySpent)?;
    let shop = relying_party(app).await?;
    let made = shop.finish_registration(state, command.answer).map_err(refused)?;
    let member_id = signed_in.staff_member_id;
    let mut tx = app.pool.begin().await?;
    store::staff::lock(&mut tx, member_id)
        .await?
        .ok_or(StaffError::NotSignedIn)?;
    room(&mut tx, member_id).await?;
    if !insert_key(&mut tx, app, member_id, &made, &name).await? {
        return Err(StaffError::PasskeyRefused);
    }
    let by = By::Member(signed_in, caller.origin());
    let details = json!({ "name": name });
    by.did(&mut tx, app, about(member_id, "staff.passkey_added", &details))
        .await?;
    tx.commit().await?;
    Ok(())
}

/// The member's passkeys, the oldest first.
///
/// # Errors
/// [`StaffError::Store`].
pub async fn list_passkeys(app: &App, member_id: StaffMemberId) -> Result<Vec<StaffPasskeyView>, StaffError> {
    let mut conn = app.pool.acquire().await?;
    let keys = passkey::list(&mut conn, member_id, MAX_PASSKEYS).await?;
    Ok(keys.into_iter().map(view).collect())
}

/// Removes one's own passkey, unless nothing else would let one in. Removing it twice is removing it once.
///
/// # Errors
/// [`StaffError::LastFactor`], [`StaffError::NotSignedIn`], [`StaffError::Store`].
pub async fn remove_passkey(
    app: &App,
    signed_in: &SignedIn,
    passkey_id: StaffPasskeyId,
    origin: Origin<'_>,
) -> Result<(), StaffError> {
    let member_id = signed_in.staff_member_id;
    let mut tx = app.pool.begin().await?;
    let member = store::staff::lock(&mut tx, member_id)
        .await?
        .ok_or(StaffError::NotSignedIn)?;
    let keys = passkey::list(&mut tx, member_id, MAX_PASSKEYS).await?;
    let Some(key) = keys.iter().find(|key| key.staff_passkey_id == passkey_id.0) else {
        return Ok(());
    };
    let works = |other: &&PasskeySummary| other.staff_passkey_id != passkey_id.0 && other.blocked_at.is_none();
    if member.totp_secret.is_none() && !keys.iter().any(|other| works(&other)) {
        return Err(StaffError::LastFactor);
    }
    passkey::delete(&mut tx, member_id, passkey_id).await?;
    let by = By::Member(signed_in, origin);
    let details = json!({ "name": key.name });
    by.did(&mut tx, app, about(member_id, "staff.passkey_removed", &details))
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Asks whatever device there is. `browser` is a secret of the browser's own.
///
/// # Errors
/// [`StaffError::TooOften`], [`StaffError::Passkey`], [`StaffError::Store`].
pub async fn begin_passkey_sign_in(app: &App, browser: &str, network: &str) -> Result<PasskeyChallenge, StaffError> {
    guard::count(app, Action::StaffPasskey, "", network).await?;
    let begun = relying_party(app).await?.begin_sign_in()?;
    let mut conn = app.pool.acquire().await?;
    keep(&mut conn, app, &for_browser(browser), begun).await
}

/// Signs the browser in and returns the session's secret. The session that it had ends.
///
/// # Errors
/// [`StaffError::PasskeySpent`], [`StaffError::PasskeyRefused`], [`StaffError::PasskeyCopied`],
/// [`StaffError::TooOften`], [`StaffError::Store`].
pub async fn sign_in_with_passkey(app: &App, command: PasskeySignIn<'_>) -> Result<String, StaffError> {
    let caller = command.caller;
    guard::count(app, Action::StaffPasskey, "", caller.network).await?;
    let state = take(app, command.challenge_id, &for_browser(command.browser)).await?;
    let state = state.ok_or(StaffError::PasskeySpent)?;
    let answer = Answer::read(command.answer).map_err(refused)?;
    let shop = relying_party(app).await?;
    let mut tx = app.pool.begin().await?;
    let member_id = find(&mut tx, &answer).await?.staff_member_id;
    let member = store::staff::lock(&mut tx, member_id).await?;
    member
        .filter(|member| !member.is_disabled)
        .ok_or(StaffError::PasskeyRefused)?;
    // Once more: it was used or taken away while we waited.
    let known = find(&mut tx, &answer).await?;
    let (passkey_id, now, is_blocked) = (known.staff_passkey_id, app.clock.now(), known.is_blocked);
    match shop.finish_sign_in(state, &answer, &key(known)) {
        Ok(_) if is_blocked => return Err(StaffError::PasskeyCopied),
        Ok(used) => passkey::update_used(&mut tx, passkey_id, used.sign_count, used.is_backed_up, now).await?,
        Err(PasskeyError::Copied) => {
            if passkey::block(&mut tx, passkey_id, now).await? {
                let details = json!({ "passkey": passkey_id });
                let deed = about(member_id, "staff.passkey_blocked", &details);
                record(&mut tx, now, Actor::System, caller.origin(), deed).await?;
            }
            tx.commit().await?;
            return Err(StaffError::PasskeyCopied);
        }
        Err(error) => return Err(refused(error)),
    }
    let session_token = enter(&mut tx, app, member_id, caller).await?;
    signed_in_entry(&mut tx, app, member_id, "passkey", caller).await?;
    tx.commit().await?;
    Ok(session_token)
}

async fn find(conn: &mut PgConnection, answer: &Answer) -> Result<Passkey, StaffError> {
    let found = passkey::find(conn, answer.credential_id(), answer.handle()).await?;
    found.ok_or(StaffError::PasskeyRefused)
}

/// The shop, as devices know it.
pub(super) async fn relying_party(app: &App) -> Result<RelyingParty, StaffError> {
    let facts = app.shop().await?;
    party(app, &facts.shop.name)
}

fn party(app: &App, shop_name: &str) -> Result<RelyingParty, StaffError> {
    let lasts = CHALLENGE_LASTS.to_std().unwrap_or(Duration::ZERO);
    Ok(RelyingParty::new(&app.base_url, shop_name, lasts)?)
}

/// Keeps a challenge for whoever has `asked_by`.
pub(super) async fn keep(
    conn: &mut PgConnection,
    app: &App,
    asked_by: &[u8; 32],
    begun: Begun,
) -> Result<PasskeyChallenge, StaffError> {
    let challenge_id = rng::new_id();
    let expires_at = app.clock.now() + CHALLENGE_LASTS;
    passkey::insert_challenge(conn, challenge_id, asked_by, &begun.state, expires_at).await?;
    Ok(PasskeyChallenge {
        challenge_id,
        options: begun.options,
    })
}

/// Takes the challenge out for good, before the answer is looked at.
pub(super) async fn take(app: &App, challenge_id: &str, asked_by: &[u8; 32]) -> Result<Option<Value>, StaffError> {
    let Ok(challenge_id) = challenge_id.parse() else {
        return Ok(None);
    };
    let mut conn = app.pool.acquire().await?;
    Ok(passkey::take_challenge(&mut conn, challenge_id, asked_by, app.clock.now()).await?)
}

/// Keeps a key of a locked member; false when its device's name for it is taken.
pub(super) async fn insert_key(
    conn: &mut PgConnection,
    app: &App,
    member_id: StaffMemberId,
    made: &NewKey,
    name: &str,
) -> Result<bool, StaffError> {
    let new = NewPasskey {
        staff_passkey_id: rng::new_id(),
        staff_member_id: member_id,
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

/// What devices call the keys that there are, if there may be one more.
async fn room(conn: &mut PgConnection, member_id: StaffMemberId) -> Result<Vec<Vec<u8>>, StaffError> {
    let keys = passkey::list(conn, member_id, MAX_PASSKEYS).await?;
    if i64::try_from(keys.len()).unwrap_or(i64::MAX) >= MAX_PASSKEYS {
        return Err(StaffError::PasskeysFull);
    }
    Ok(keys.into_iter().map(|key| key.credential_id).collect())
}

/// All that may be wrong with an answer is one refusal; the log knows more.
pub(super) fn refused(error: PasskeyError) -> StaffError {
    match error {
        PasskeyError::NoDomain | PasskeyError::State(_) => error.into(),
        _ => {
            tracing::info!(
                error = &error as &dyn std::error::Error,
                "A member's passkey was refused"
            );
            StaffError::PasskeyRefused
        }
    }
}

// The three kinds of askers cannot be taken for each other.
pub(super) fn for_invitation(invitation: &Invitation) -> [u8; 32] {
    digest(&format!("invitation:{}", invitation.staff_invitation_id))
}

fn for_session(signed_in: &SignedIn) -> [u8; 32] {
    digest(&format!("session:{}", signed_in.staff_session_id))
}

fn for_browser(browser: &str) -> [u8; 32] {
    digest(&format!("browser:{browser}"))
}

fn key(passkey: Passkey) -> Key {
    Key {
        credential: passkey.credential,
        sign_count: passkey.sign_count,
        is_backed_up: passkey.is_backed_up,
    }
}

fn view(key: PasskeySummary) -> StaffPasskeyView {
    StaffPasskeyView {
        staff_passkey_id: key.staff_passkey_id.into(),
        name: key.name,
        created_at: key.created_at,
        last_used_at: key.last_used_at,
        is_blocked: key.blocked_at.is_some(),
    }
}
