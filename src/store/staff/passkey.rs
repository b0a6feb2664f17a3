//! Keys that members' devices keep. Who changes them holds the member's lock.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::{StaffMemberId, StaffPasskeyChallengeId, StaffPasskeyId};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// A key, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// Id.
    pub staff_passkey_id: StaffPasskeyId,
    /// Whose.
    pub staff_member_id: StaffMemberId,
    /// The public key, as the adapter writes it.
    pub credential: Value,
    /// Uses that its device counted.
    pub sign_count: u32,
    /// Whether there is a copy in its owner's cloud.
    pub is_backed_up: bool,
    /// Whether somebody has a copy, so that it signs nobody in any more.
    pub is_blocked: bool,
}

/// A key to be kept.
#[derive(Debug, Clone, Copy)]
pub struct NewPasskey<'a> {
    /// Id.
    pub staff_passkey_id: StaffPasskeyId,
    /// Whose.
    pub staff_member_id: StaffMemberId,
    /// What its device calls it.
    pub credential_id: &'a [u8],
    /// See [`Passkey`].
    pub credential: &'a Value,
    /// See [`Passkey`].
    pub sign_count: u32,
    /// See [`Passkey`].
    pub is_backed_up: bool,
    /// How its device is reached, at most 8 words.
    pub transports: &'a [String],
    /// 1 to 60 characters.
    pub name: &'a str,
    /// When.
    pub now: DateTime<Utc>,
}

/// One row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeySummary {
    /// Id.
    pub staff_passkey_id: Uuid,
    /// What its device calls it.
    pub credential_id: Vec<u8>,
    /// How its device is reached.
    pub transports: Vec<String>,
    /// As its owner calls it.
    pub name: String,
    /// See [`Passkey`].
    pub is_backed_up: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it signed in last.
    pub last_used_at: Option<DateTime<Utc>>,
    /// Since when it does not sign in.
    pub blocked_at: Option<DateTime<Utc>>,
}

/// What devices know the member by: `drawn`, unless there is such a handle already. `None` when there is no member.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn handle(
    conn: &mut PgConnection,
    member_id: StaffMemberId,
    drawn: Uuid,
) -> Result<Option<Uuid>, StoreError> {
    let handle = sqlx::query_scalar!(
        r#"update staff_members
           set passkey_handle = coalesce(passkey_handle, $2)
           where staff_member_id = $1
           returning passkey_handle as "handle!""#,
        member_id.0,
        drawn,
    )
    .fetch_optional(conn)
    .await?;
    Ok(handle)
}

/// Keeps a key; false when its device's name for it is taken.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn insert(conn: &mut PgConnection, new: &NewPasskey<'_>) -> Result<bool, StoreError> {
    let inserted = sqlx::query!(
        "insert into staff_passkeys (
             staff_passkey_id, staff_member_id, credential_id, credential, sign_count, is_backed_up, transports, name,
             created_at
         )
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (credential_id) do nothing",
        new.staff_passkey_id.0,
        new.staff_member_id.0,
        new.credential_id,
        new.credential,
        i64::from(new.sign_count),
        new.is_backed_up,
        new.transports,
        new.name,
        new.now,
    )
    .execute(conn)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// The key that a device calls so and that belongs to whom it knows by `handle`.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn find(conn: &mut PgConnection, credential_id: &[u8], handle: Uuid) -> Result<Option<Passkey>, StoreError> {
    let row = sqlx::query!(
        r#"select p.staff_passkey_id, p.staff_member_id, p.credential, p.sign_count, p.is_backed_up,
                  p.blocked_at is not null as "is_blocked!"
           from staff_passkeys p
           join staff_members c using (staff_member_id)
           where p.credential_id = $1
             and c.passkey_handle = $2
             and c.disabled_at is null"#,
        credential_id,
        handle,
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Passkey {
        staff_passkey_id: row.staff_passkey_id.into(),
        staff_member_id: row.staff_member_id.into(),
        credential: row.credential,
        sign_count: u32::try_from(row.sign_count)
            .map_err(|error| StoreError::corrupt("staff_passkeys.sign_count", error))?,
        is_backed_up: row.is_backed_up,
        is_blocked: row.is_blocked,
    }))
}

/// Notes that a key signed its owner in.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn update_used(
    conn: &mut PgConnection,
    passkey_id: StaffPasskeyId,
    sign_count: u32,
    is_backed_up: bool,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update staff_passkeys
         set sign_count = $2, is_backed_up = $3, last_used_at = greatest(created_at, $4)
         where staff_passkey_id = $1",
        passkey_id.0,
        i64::from(sign_count),
        is_backed_up,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends a key that somebody has a copy of; false when that was done before.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn block(
    conn: &mut PgConnection,
    passkey_id: StaffPasskeyId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let blocked = sqlx::query!(
        "update staff_passkeys
         set blocked_at = greatest(created_at, $2)
         where staff_passkey_id = $1
           and blocked_at is null",
        passkey_id.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(blocked.rows_affected() == 1)
}

/// Forgets a key of a member; false when it is not theirs, or gone.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn delete(
    conn: &mut PgConnection,
    member_id: StaffMemberId,
    passkey_id: StaffPasskeyId,
) -> Result<bool, StoreError> {
    let gone = sqlx::query!(
        "delete from staff_passkeys
         where staff_member_id = $1
           and staff_passkey_id = $2",
        member_id.0,
        passkey_id.0,
    )
    .execute(conn)
    .await?;
    Ok(gone.rows_affected() == 1)
}

/// The keys of a member, the oldest first, at most `limit`.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list(
    conn: &mut PgConnection,
    member_id: StaffMemberId,
    limit: i64,
) -> Result<Vec<PasskeySummary>, StoreError> {
    let rows = sqlx::query_as!(
        PasskeySummary,
        "select staff_passkey_id, credential_id, transports, name, is_backed_up, created_at, last_used_at, blocked_at
         from staff_passkeys
         where staff_member_id = $1
         order by created_at, staff_passkey_id
         limit $2",
        member_id.0,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// Keeps a challenge until `expires_at`. `asked_by` is the digest of what the answer must come with.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn insert_challenge(
    conn: &mut PgConnection,
    challenge_id: StaffPasskeyChallengeId,
    asked_by: &[u8; 32],
    state: &Value,
    expires_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into staff_passkey_challenges (staff_passkey_challenge_id, asked_by, state, expires_at)
         values ($1, $2, $3, $4)",
        challenge_id.0,
        asked_by,
        state,
        expires_at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes a challenge out, if it is the asker's and not over.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn take_challenge(
    conn: &mut PgConnection,
    challenge_id: StaffPasskeyChallengeId,
    asked_by: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<Value>, StoreError> {
    let state = sqlx::query_scalar!(
        "delete from staff_passkey_challenges
         where staff_passkey_challenge_id = $1
           and asked_by = $2
           and expires_at > $3
         returning state",
        challenge_id.0,
        asked_by,
        now,
    )
    .fetch_optional(conn)
    .await?;
    Ok(state)
}

/// Forgets challenges that nobody answered in time, at most `limit` a call.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn delete_expired_challenges(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<u64, StoreError> {
    let gone = sqlx::query!(
        "delete from staff_passkey_challenges
         where staff_passkey_challenge_id in (
             select staff_passkey_challenge_id
             from staff_passkey_challenges
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
