//! The second step of signing in: a code of the authenticator, or a recovery code.

use super::factor::step_of;
use super::session::{enter, signed_in_entry};
use super::{Caller, StaffError};
use crate::App;
use crate::audit::{Actor, Deed, record};
use crate::cart::token::digest;
use crate::guard;
use domain::customer::Action;
use domain::staff::{recovery_code, totp_code};
use serde_json::json;
use sqlx::PgConnection;
use store::staff::{Member, recovery, sign_in as half};

/// Whether a browser may take the second step. `step_token` is what the first one gave it.
///
/// # Errors
/// [`StaffError::Store`].
pub async fn is_second_step_due(app: &App, step_token: &str) -> Result<bool, StaffError> {
    let mut conn = app.pool.acquire().await?;
    Ok(half::find(&mut conn, &digest(step_token), app.clock.now())
        .await?
        .is_some())
}

/// Signs the browser in with the code that was typed, and returns the session's secret. The session that it had ends.
///
/// # Errors
/// [`StaffError::StepSpent`], [`StaffError::WrongCode`], [`StaffError::TooOften`], [`StaffError::Store`].
pub async fn finish_sign_in(
    app: &App,
    step_token: &str,
    typed: &str,
    caller: Caller<'_>,
) -> Result<String, StaffError> {
    let (token_hash, now) = (digest(step_token), app.clock.now());
    let mut conn = app.pool.acquire().await?;
    let found = half::find(&mut conn, &token_hash, now).await?;
    drop(conn);
    let member_id = found.ok_or(StaffError::StepSpent)?;
    guard::count(app, Action::StaffCode, &member_id.to_string(), caller.network).await?;
    let mut tx = app.pool.begin().await?;
    let member = store::staff::lock(&mut tx, member_id).await?;
    let member = member
        .filter(|member| !member.is_disabled)
        .ok_or(StaffError::StepSpent)?;
    let Some(factor) = use_code(&mut tx, app, &member, typed).await? else {
        let deed = Deed {
            action: "staff.code_refused",
            subject_type: "staff_member",
            subject_id: member_id.0,
            details: &json!({}),
        };
        record(&mut tx, now, Actor::System, caller.origin(), deed).await?;
        tx.commit().await?;
        return Err(StaffError::WrongCode);
    };
    // Two right codes at once: one of them comes too late.
    if !half::take(&mut tx, &token_hash, now).await? {
        return Err(StaffError::StepSpent);
    }
    guard::forgive(&mut tx, Action::StaffSignIn, &member.email).await?;
    guard::forgive(&mut tx, Action::StaffCode, &member_id.to_string()).await?;
    let session_token = enter(&mut tx, app, member_id, caller).await?;
    signed_in_entry(&mut tx, app, member_id, factor, caller).await?;
    tx.commit().await?;
    Ok(session_token)
}

/// Uses a code up under the member's lock, and says what it was; `None` when it is not right.
async fn use_code(
    conn: &mut PgConnection,
    app: &App,
    member: &Member,
    typed: &str,
) -> Result<Option<&'static str>, StaffError> {
    let member_id = member.staff_member_id;
    if totp_code(typed).is_some() {
        let Some(secret) = &member.totp_secret else {
            return Ok(None);
        };
        let Some(step) = step_of(app, secret, typed)? else {
            return Ok(None);
        };
        let is_new = store::staff::use_totp_step(conn, member_id, step).await?;
        return Ok(is_new.then_some("authenticator"));
    }
    let Some(code) = recovery_code(typed) else {
        return Ok(None);
    };
    let is_unused = recovery::consume(conn, member_id, &digest(&code), app.clock.now()).await?;
    Ok(is_unused.then_some("recovery_code"))
}
