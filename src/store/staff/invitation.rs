//! Invitations: found by the digest of their link, while they can be accepted.

use super::roles;
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::{StaffInvitationId, StaffMemberId};
use domain::staff::{InvitationView, Roles};
use sqlx::PgConnection;
use uuid::Uuid;

/// An invitation to be made.
#[derive(Clone, Copy)]
pub struct NewInvitation<'a> {
    /// Id.
    pub staff_invitation_id: StaffInvitationId,
    /// Who is invited.
    pub email: &'a str,
    /// As what.
    pub roles: &'a Roles,
    /// Of the link.
    pub token_hash: &'a [u8; 32],
    /// Who invites; `None` from the command line.
    pub invited_by: Option<StaffMemberId>,
    /// For the authenticator that may be set up.
    pub totp_secret: &'a [u8],
    /// For a passkey that may be made.
    pub passkey_handle: Uuid,
    /// When.
    pub now: DateTime<Utc>,
    /// Over from then on.
    pub expires_at: DateTime<Utc>,
}

/// An invitation that can be accepted. No `Debug`: it holds a hash and a secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Id.
    pub staff_invitation_id: StaffInvitationId,
    /// Who is invited.
    pub email: String,
    /// As what.
    pub roles: Roles,
    /// Name and hash of the password, once they are chosen.
    pub chosen: Option<(String, String)>,
    /// See [`NewInvitation`].
    pub totp_secret: Vec<u8>,
    /// See [`NewInvitation`].
    pub passkey_handle: Uuid,
}

/// Makes an invitation; what was open for the address is revoked.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn insert(conn: &mut PgConnection, new: &NewInvitation<'_>) -> Result<(), StoreError> {
    sqlx::query!(
        "update staff_invitations
         set revoked_at = $2, name = null, password_hash = null, totp_secret = null
         where lower(email) = lower($1)
           and accepted_at is null
           and revoked_at is null",
        new.email,
        new.now,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into staff_invitations (
             staff_invitation_id, email, roles, token_hash, invited_by, totp_secret, passkey_handle, created_at,
             expires_at
         )
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        new.staff_invitation_id.0,
        new.email,
        &new.roles.words(),
        new.token_hash,
        new.invited_by.map(|id| id.0),
        new.totp_secret,
        new.passkey_handle,
        new.now,
        new.expires_at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The invitation behind a link, while the link works.
///
/// # Errors
/// [`StoreError`] when the statement fails or the row is not readable.
pub async fn find_by_token(
    conn: &mut PgConnection,
    token_hash: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<Invitation>, StoreError> {
    let row = sqlx::query!(
        r#"select staff_invitation_id, email, roles, name, password_hash, totp_secret as "totp_secret!",
                  passkey_handle as "passkey_handle!"
           from staff_invitations
           where token_hash = $1
             and accepted_at is null
             and revoked_at is null
             and expires_at > $2"#,
        token_hash,
        now,
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Invitation {
        staff_invitation_id: row.staff_invitation_id.into(),
        email: row.email,
        roles: roles(&row.roles)?,
        chosen: row.name.zip(row.password_hash),
        totp_secret: row.totp_secret,
        passkey_handle: row.passkey_handle,
    }))
}

/// Keeps name and password that the invited person has chosen; false when the invitation is over.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn choose(
    conn: &mut PgConnection,
    invitation_id: StaffInvitationId,
    name: &str,
    password_hash: &str,
) -> Result<bool, StoreError> {
    let kept = sqlx::query!(
        "update staff_invitations
         set name = $2, password_hash = $3
         where staff_invitation_id = $1
           and accepted_at is null
           and revoked_at is null",
        invitation_id.0,
        name,
        password_hash,
    )
    .execute(conn)
    .await?;
    Ok(kept.rows_affected() == 1)
}

/// Uses an invitation up for the member that it made; false when it is over. What was chosen is the member's now.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn accept(
    conn: &mut PgConnection,
    invitation_id: StaffInvitationId,
    member_id: StaffMemberId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let used = sqlx::query!(
        "update staff_invitations
         set accepted_at = $3, staff_member_id = $2, name = null, password_hash = null, totp_secret = null
         where staff_invitation_id = $1
           and accepted_at is null
           and revoked_at is null
           and expires_at > $3",
        invitation_id.0,
        member_id.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(used.rows_affected() == 1)
}

/// Ends an invitation, and says whose it was; `None` when it is over.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn revoke(
    conn: &mut PgConnection,
    invitation_id: StaffInvitationId,
    now: DateTime<Utc>,
) -> Result<Option<String>, StoreError> {
    let email = sqlx::query_scalar!(
        "update staff_invitations
         set revoked_at = $2, name = null, password_hash = null, totp_secret = null
         where staff_invitation_id = $1
           and accepted_at is null
           and revoked_at is null
         returning email",
        invitation_id.0,
        now,
    )
    .fetch_optional(conn)
    .await?;
    Ok(email)
}

/// Invitations that can be accepted, the newest first, at most `limit`.
///
/// # Errors
/// [`StoreError`] when the statement fails or a row is not readable.
pub async fn list_open(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<InvitationView>, StoreError> {
    let rows = sqlx::query!(
        "select staff_invitation_id, email, roles, expires_at
         from staff_invitations
         where accepted_at is null
           and revoked_at is null
           and expires_at > $1
         order by created_at desc, staff_invitation_id
         limit $2",
        now,
        limit,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(InvitationView {
                staff_invitation_id: row.staff_invitation_id.into(),
                email: row.email,
                roles: roles(&row.roles)?,
                expires_at: row.expires_at,
            })
        })
        .collect()
}

/// Revokes what was not accepted in time, so that nothing of it is kept; at most `limit` a call.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn revoke_expired(conn: &mut PgConnection, now: DateTime<Utc>, limit: i64) -> Result<u64, StoreError> {
    let over = sqlx::query!(
        "update staff_invitations
         set revoked_at = $1, name = null, password_hash = null, totp_secret = null
         where staff_invitation_id in (
             select staff_invitation_id
             from staff_invitations
             where accepted_at is null
               and revoked_at is null
               and expires_at <= $1
             limit $2
             for update skip locked
         )",
        now,
        limit,
    )
    .execute(conn)
    .await?;
    Ok(over.rows_affected())
}
