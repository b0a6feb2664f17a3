//! Browsers in which a member is signed in. Each is found by the digest of its cookie, and only while neither of its limits is over.

use super::roles;
use crate::error::StoreError;
use chrono::{DateTime, Duration, Utc};
use domain::id::{StaffMemberId, StaffSessionId};
use domain::staff::Roles;
use sqlx::PgConnection;

/// A session to be made. The secret is known by its digest.
#[derive(Debug, Clone, Copy)]
pub struct NewSession<'a> {
    /// Id.
    pub staff_session_id: StaffSessionId,
    /// Who signs in.
    pub staff_member_id: StaffMemberId,
    /// Of the session's cookie.
    pub token_hash: &'a [u8; 32],
    /// "Firefox on Linux".
    pub device: &'a str,
    /// When.
    pub now: DateTime<Utc>,
    /// Over from then on.
    pub expires_at: DateTime<Utc>,
}

/// Who a session belongs to. No `Debug`: it holds an address.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// The session.
    pub staff_session_id: StaffSessionId,
    /// The member.
    pub staff_member_id: StaffMemberId,
    /// Address.
    pub email: String,
    /// Full name.
    pub name: String,
    /// What they do.
    pub roles: Roles,
    /// When the browser was last seen, before now.
    pub last_seen_at: DateTime<Utc>,
}

/// One row of the list of sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Id.
    pub staff_session_id: uuid::Uuid,
    /// "Firefox on Linux".
    pub device: String,
    /// When it signed in.
    pub created_at: DateTime<Utc>,
    /// When it was last seen, roughly.
    pub last_seen_at: DateTime<Utc>,
}

/// Makes a session. Beyond `most` of a member, those that were away longest end. The member is locked by the caller.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn insert(conn: &mut PgConnection, session: &NewSession<'_>, most: i64) -> Result<(), StoreError> {
    sqlx::query!(
        "delete from staff_sessions
         where staff_session_id in (
             select staff_session_id
             from staff_sessions
             where staff_member_id = $1
             order by last_seen_at desc, staff_session_id desc
             offset $2
         )",
        session.staff_member_id.0,
        most - 1,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into staff_sessions (
             staff_session_id, staff_member_id, token_hash, device, created_at, last_seen_at, expires_at
         )
         values ($1, $2, $3, $4, $5, $5, $6)",
        session.staff_session_id.0,
        session.staff_member_id.0,
        session.token_hash,
        session.device,
        session.now,
        session.expires_at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Who is signed in with this cookie.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn find(
    conn: &mut PgConnection,
    token_hash: &[u8; 32],
    idle: Duration,
    now: DateTime<Utc>,
) -> Result<Option<SignedIn>, StoreError> {
    let row = sqlx::query!(
        "select s.staff_session_id, s.staff_member_id, s.last_seen_at, m.email, m.name, m.roles
         from staff_sessions s
         join staff_members m using (staff_member_id)
         where s.token_hash = $1
           and s.expires_at > $2
           and s.last_seen_at > $3
           and m.disabled_at is null",
        token_hash,
        now,
        now - idle,
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(SignedIn {
        staff_session_id: row.staff_session_id.into(),
        staff_member_id: row.staff_member_id.into(),
        email: row.email,
        name: row.name,
        roles: roles(&row.roles)?,
        last_seen_at: row.last_seen_at,
    }))
}

/// Notes that a browser was seen.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn touch(conn: &mut PgConnection, session_id: StaffSessionId, now: DateTime<Utc>) -> Result<(), StoreError> {
    sqlx::query!(
        "update staff_sessions
         set last_seen_at = greatest(last_seen_at, $2)
         where staff_session_id = $1",
        session_id.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Gives a session another secret: the old cookie is worth nothing from then on. False when the session is over.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn rotate(
    conn: &mut PgConnection,
    session_id: StaffSessionId,
    token_hash: &[u8; 32],
) -> Result<bool, StoreError> {
    let done = sqlx::query!(
        "update staff_sessions
         set token_hash = $2
         where staff_session_id = $1",
        session_id.0,
        token_hash,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends the session of a cookie, if there is one.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn delete_by_token(conn: &mut PgConnection, token_hash: &[u8; 32]) -> Result<(), StoreError> {
    sqlx::query!(
        "delete from staff_sessions
         where token_hash = $1",
        token_hash,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends one session of a member; false when it is not theirs, or over.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn delete(
    conn: &mut PgConnection,
    member_id: StaffMemberId,
    session_id: StaffSessionId,
) -> Result<bool, StoreError> {
    let gone = sqlx::query!(
        "delete from staff_sessions
         where staff_member_id = $1
           and staff_session_id = $2",
        member_id.0,
        session_id.0,
    )
    .execute(conn)
    .await?;
    Ok(gone.rows_affected() == 1)
}

/// Ends all sessions of a member but one, or all.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn delete_others(
    conn: &mut PgConnection,
    member_id: StaffMemberId,
    kept: Option<StaffSessionId>,
) -> Result<u64, StoreError> {
    let gone = sqlx::query!(
        "delete from staff_sessions
         where staff_member_id = $1
           and staff_session_id is distinct from $2",
        member_id.0,
        kept.map(|id| id.0),
    )
    .execute(conn)
    .await?;
    Ok(gone.rows_affected())
}

/// The live sessions of a member, the one that was seen last first.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list(
    conn: &mut PgConnection,
    member_id: StaffMemberId,
    idle: Duration,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<SessionRow>, StoreError> {
    let rows = sqlx::query_as!(
        SessionRow,
        "select staff_session_id, device, created_at, last_seen_at
         from staff_sessions
         where staff_member_id = $1
           and expires_at > $2
           and last_seen_at > $3
         order by last_seen_at desc, staff_session_id desc
         limit $4",
        member_id.0,
        now,
        now - idle,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// Forgets sessions that are over, at most `limit` a call.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn delete_over(
    conn: &mut PgConnection,
    idle: Duration,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<u64, StoreError> {
    let gone = sqlx::query!(
        "delete from staff_sessions
         where staff_session_id in (
             select staff_session_id
             from staff_sessions
             where expires_at <= $1
                or last_seen_at <= $2
             limit $3
             for update skip locked
         )",
        now,
        now - idle,
        limit,
    )
    .execute(conn)
    .await?;
    Ok(gone.rows_affected())
}
