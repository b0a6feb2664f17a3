//! Sign-ins whose password was right and whose second step is due.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::{StaffMemberId, StaffSignInId};
use sqlx::PgConnection;

/// A sign-in to be finished.
#[derive(Debug, Clone, Copy)]
pub struct NewSignIn<'a> {
    /// Id.
    pub staff_sign_in_id: StaffSignInId,
    /// Whose password it was.
    pub staff_member_id: StaffMemberId,
    /// Of the browser's cookie.
    pub token_hash: &'a [u8; 32],
    /// When.
    pub now: DateTime<Utc>,
    /// Over from then on.
    pub expires_at: DateTime<Utc>,
}

/// Keeps a sign-in until its second step.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn insert(conn: &mut PgConnection, new: &NewSignIn<'_>) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into staff_sign_ins (staff_sign_in_id, staff_member_id, token_hash, created_at, expires_at)
         values ($1, $2, $3, $4, $5)",
        new.staff_sign_in_id.0,
        new.staff_member_id.0,
        new.token_hash,
        new.now,
        new.expires_at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whose second step is due in the browser with this cookie.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn find(
    conn: &mut PgConnection,
    token_hash: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<StaffMemberId>, StoreError> {
    let found = sqlx::query_scalar!(
        "select staff_member_id
         from staff_sign_ins
         where token_hash = $1
           and expires_at > $2",
        token_hash,
        now,
    )
    .fetch_optional(conn)
    .await?;
    Ok(found.map(Into::into))
}

/// Takes it out; false when another request did, or it is over.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn take(conn: &mut PgConnection, token_hash: &[u8; 32], now: DateTime<Utc>) -> Result<bool, StoreError> {
    let gone = sqlx::query!(
        "delete from staff_sign_ins
         where token_hash = $1
           and expires_at > $2",
        token_hash,
        now,
    )
    .execute(conn)
    .await?;
    Ok(gone.rows_affected() == 1)
}

/// Takes out all of a member: the password that opened them is not theirs any more.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn delete_of(conn: &mut PgConnection, member_id: StaffMemberId) -> Result<(), StoreError> {
    sqlx::query!(
        "delete from staff_sign_ins
         where staff_member_id = $1",
        member_id.0,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets those that nobody finished, at most `limit` a call.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn delete_expired(conn: &mut PgConnection, now: DateTime<Utc>, limit: i64) -> Result<u64, StoreError> {
    let gone = sqlx::query!(
        "delete from staff_sign_ins
         where staff_sign_in_id in (
             select staff_sign_in_id
             from staff_sign_ins
             where expires_at <= $1
             limit $2
             for update skip locked
         )",
        now,
        limit,
    )
    .execute(conn)
    .await?;
    Ok(gone.rows_affected())
}
