//! Who is signed in, where else, and signing out.

use super::{CustomerError, SignedIn};
use crate::App;
use crate::cart::token::digest;
use chrono::{DateTime, Utc};
use domain::customer::{MAX_SESSIONS, SEEN_EVERY, SESSION_IDLE, SessionView};
use domain::id::CustomerSessionId;
use store::customer::session;

/// Who is signed in with this session cookie. Notes now and then that the browser was seen.
///
/// # Errors
/// [`CustomerError::NotSignedIn`], [`CustomerError::Store`].
pub async fn who(app: &App, session_token: Option<&str>) -> Result<SignedIn, CustomerError> {
    let token = session_token.ok_or(CustomerError::NotSignedIn)?;
    let now = app.clock.now();
    let mut conn = app.pool.acquire().await?;
    let found = session::find(&mut conn, &digest(token), SESSION_IDLE, now).await?;
    let signed_in = found.ok_or(CustomerError::NotSignedIn)?;
    if now - signed_in.last_seen_at >= SEEN_EVERY {
        session::touch(&mut conn, signed_in.customer_session_id, now).await?;
    }
    Ok(signed_in)
}

/// Ends the session of a cookie. Ending it twice is ending it once.
///
/// # Errors
/// [`CustomerError::Store`].
pub async fn sign_out(app: &App, session_token: &str) -> Result<(), CustomerError> {
    let mut conn = app.pool.acquire().await?;
    Ok(session::delete_by_token(&mut conn, &digest(session_token)).await?)
}

/// The browsers that are signed in, the one that was seen last first.
///
/// # Errors
/// [`CustomerError::Store`].
pub async fn list_sessions(app: &App, signed_in: &SignedIn) -> Result<Vec<SessionView>, CustomerError> {
    let mut conn = app.pool.acquire().await?;
    let rows = session::list(
        &mut conn,
        signed_in.customer_id,
        SESSION_IDLE,
        app.clock.now(),
        MAX_SESSIONS,
    )
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| SessionView {
            is_this: row.customer_session_id == signed_in.customer_session_id.0,
            customer_session_id: row.customer_session_id.into(),
            device: row.device,
            signed_in_text: moment(row.created_at),
            seen_text: moment(row.last_seen_at),
        })
        .collect())
}

/// Ends one session of the customer; one that is over already stays so.
///
/// # Errors
/// [`CustomerError::Store`].
pub async fn end_session(app: &App, signed_in: &SignedIn, session_id: CustomerSessionId) -> Result<(), CustomerError> {
    let mut conn = app.pool.acquire().await?;
    session::delete(&mut conn, signed_in.customer_id, session_id).await?;
    Ok(())
}

/// Ends all sessions of the customer but this one, and says how many that were.
///
/// # Errors
/// [`CustomerError::Store`].
pub async fn end_others(app: &App, signed_in: &SignedIn) -> Result<u64, CustomerError> {
    let mut conn = app.pool.acquire().await?;
    let kept = Some(signed_in.customer_session_id);
    Ok(session::delete_others(&mut conn, signed_in.customer_id, kept).await?)
}

fn moment(at: DateTime<Utc>) -> String {
    at.format("%-d %B %Y, %H:%M UTC").to_string()
}
