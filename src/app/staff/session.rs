//! Who is signed in, where else, and signing out.

use super::{By, Caller, SignedIn, StaffError};
use crate::App;
use crate::audit::{Actor, Deed, Origin, record};
use crate::cart::token::digest;
use adapters::rng;
use domain::id::{StaffMemberId, StaffSessionId};
use domain::staff::{
    MAX_STAFF_SESSIONS, Permission, STAFF_SEEN_EVERY, STAFF_SESSION_IDLE, STAFF_SESSION_LIFETIME, StaffSessionView,
};
use serde_json::{Value, json};
use sqlx::PgConnection;
use store::error::StoreError;
use store::staff::session::{self, NewSession};

/// Makes a session under the member's lock and returns its secret; the one that the browser had ends.
pub(super) async fn enter(
    conn: &mut PgConnection,
    app: &App,
    member_id: StaffMemberId,
    caller: Caller<'_>,
) -> Result<String, StoreError> {
    if let Some(old) = caller.session_token {
        session::delete_by_token(&mut *conn, &digest(old)).await?;
    }
    let (token, now) = (rng::new_token(), app.clock.now());
    let new = NewSession {
        staff_session_id: rng::new_id(),
        staff_member_id: member_id,
        token_hash: &digest(&token),
        device: caller.device,
        now,
        expires_at: now + STAFF_SESSION_LIFETIME,
    };
    session::insert(conn, &new, MAX_STAFF_SESSIONS).await?;
    Ok(token)
}

/// Records that a member came in, by which factor.
pub(super) async fn signed_in_entry(
    conn: &mut PgConnection,
    app: &App,
    member_id: StaffMemberId,
    factor: &'static str,
    caller: Caller<'_>,
) -> Result<(), StoreError> {
    let details = json!({ "factor": factor, "device": caller.device });
    let deed = about(member_id, "staff.signed_in", &details);
    record(conn, app.clock.now(), Actor::Staff(member_id), caller.origin(), deed).await
}

/// Something about a member.
pub(super) const fn about<'a>(member_id: StaffMemberId, action: &'a str, details: &'a Value) -> Deed<'a> {
    Deed {
        action,
        subject_type: "staff_member",
        subject_id: member_id.0,
        details,
    }
}

/// Who is signed in with this session cookie, with the roles of this moment. Notes now and then that the browser was seen.
///
/// # Errors
/// [`StaffError::NotSignedIn`], [`StaffError::Store`].
pub async fn who(app: &App, session_token: Option<&str>) -> Result<SignedIn, StaffError> {
    let token = session_token.ok_or(StaffError::NotSignedIn)?;
    let now = app.clock.now();
    let mut conn = app.pool.acquire().await?;
    let found = session::find(&mut conn, &digest(token), STAFF_SESSION_IDLE, now).await?;
    let signed_in = found.ok_or(StaffError::NotSignedIn)?;
    if now - signed_in.last_seen_at >= STAFF_SEEN_EVERY {
        session::touch(&mut conn, signed_in.staff_session_id, now).await?;
    }
    Ok(signed_in)
}

/// Ends the session of a cookie. Ending it twice is ending it once.
///
/// # Errors
/// [`StaffError::Store`].
pub async fn sign_out(app: &App, session_token: &str, origin: Origin<'_>) -> Result<(), StaffError> {
    let (token_hash, now) = (digest(session_token), app.clock.now());
    let mut tx = app.pool.begin().await?;
    let known = session::find(&mut tx, &token_hash, STAFF_SESSION_IDLE, now).await?;
    session::delete_by_token(&mut tx, &token_hash).await?;
    if let Some(known) = known {
        let details = json!({});
        let deed = about(known.staff_member_id, "staff.signed_out", &details);
        record(&mut tx, now, Actor::Staff(known.staff_member_id), origin, deed).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The browsers in which a member is signed in, the one that was seen last first: one's own, or with the permission
/// anybody's.
///
/// # Errors
/// [`StaffError::Forbidden`], [`StaffError::Store`].
pub async fn list_sessions(
    app: &App,
    by: By<'_>,
    member_id: StaffMemberId,
) -> Result<Vec<StaffSessionView>, StaffError> {
    own_or_allowed(by, member_id)?;
    let this = match by {
        By::Member(signed_in, _) => Some(signed_in.staff_session_id.0),
        By::Cli => None,
    };
    let mut conn = app.pool.acquire().await?;
    let now = app.clock.now();
    let rows = session::list(&mut conn, member_id, STAFF_SESSION_IDLE, now, MAX_STAFF_SESSIONS).await?;
    Ok(rows
        .into_iter()
        .map(|row| StaffSessionView {
            is_this: Some(row.staff_session_id) == this,
            staff_session_id: row.staff_session_id.into(),
            device: row.device,
            created_at: row.created_at,
            last_seen_at: row.last_seen_at,
        })
        .collect())
}

/// Ends one session of a member; one that is over already stays so.
///
/// # Errors
/// [`StaffError::Forbidden`], [`StaffError::Store`].
pub async fn end_session(
    app: &App,
    by: By<'_>,
    member_id: StaffMemberId,
    session_id: StaffSessionId,
) -> Result<(), StaffError> {
    own_or_allowed(by, member_id)?;
    let mut tx = app.pool.begin().await?;
    if session::delete(&mut tx, member_id, session_id).await? {
        let details = json!({ "session": session_id });
        by.did(&mut tx, app, about(member_id, "staff.session_ended", &details))
            .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Ends all of one's own sessions but this one, and says how many that were.
///
/// # Errors
/// [`StaffError::Store`].
pub async fn end_other_sessions(app: &App, signed_in: &SignedIn, origin: Origin<'_>) -> Result<u64, StaffError> {
    let kept = Some(signed_in.staff_session_id);
    end_all(app, By::Member(signed_in, origin), signed_in.staff_member_id, kept).await
}

/// Ends all sessions of a member, and says how many that were.
///
/// # Errors
/// [`StaffError::Forbidden`], [`StaffError::Store`].
pub async fn end_sessions_of(app: &App, by: By<'_>, member_id: StaffMemberId) -> Result<u64, StaffError> {
    own_or_allowed(by, member_id)?;
    end_all(app, by, member_id, None).await
}

async fn end_all(
    app: &App,
    by: By<'_>,
    member_id: StaffMemberId,
    kept: Option<StaffSessionId>,
) -> Result<u64, StaffError> {
    let mut tx = app.pool.begin().await?;
    let ended = session::delete_others(&mut tx, member_id, kept).await?;
    if ended > 0 {
        let details = json!({ "sessions": ended });
        by.did(&mut tx, app, about(member_id, "staff.sessions_ended", &details))
            .await?;
    }
    tx.commit().await?;
    Ok(ended)
}

fn own_or_allowed(by: By<'_>, member_id: StaffMemberId) -> Result<(), StaffError> {
    match by {
        By::Member(signed_in, _) if signed_in.staff_member_id == member_id => Ok(()),
        _ => by.require(Permission::ManageStaff),
    }
}
