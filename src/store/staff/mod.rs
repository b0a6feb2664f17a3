//! Members of the staff: the row, and around it invitations, sessions, second factors and passkeys.

pub mod invitation;
pub mod passkey;
pub mod recovery;
pub mod session;
pub mod sign_in;

use crate::error::StoreError;
use chrono::{DateTime, Duration, Utc};
use domain::id::StaffMemberId;
use domain::staff::{MemberView, Roles};
use sqlx::PgConnection;
use uuid::Uuid;

/// A member. No `Debug`: it holds a hash and a secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Member {
    /// Id.
    pub staff_member_id: StaffMemberId,
    /// Address.
    pub email: String,
    /// Full name.
    pub name: String,
    /// What they do.
    pub roles: Roles,
    /// PHC string.
    pub password_hash: String,
    /// Of the authenticator, if there is one.
    pub totp_secret: Option<Vec<u8>>,
    /// The last step whose code was used.
    pub totp_last_step: Option<i64>,
    /// Of a new authenticator, until a code confirms it.
    pub totp_next_secret: Option<Vec<u8>>,
    /// Whether they may not sign in.
    pub is_disabled: bool,
}

/// A member to be made.
#[derive(Clone, Copy)]
pub struct NewMember<'a> {
    /// Id.
    pub staff_member_id: StaffMemberId,
    /// As invited.
    pub email: &'a str,
    /// 1 to 120 characters.
    pub name: &'a str,
    /// As invited.
    pub roles: &'a Roles,
    /// PHC string.
    pub password_hash: &'a str,
    /// The authenticator's secret and the step that confirmed it.
    pub totp: Option<(&'a [u8], i64)>,
    /// What devices know them by.
    pub passkey_handle: Option<Uuid>,
    /// When.
    pub now: DateTime<Utc>,
}

struct MemberRow {
    staff_member_id: Uuid,
    email: String,
    name: String,
    roles: Vec<String>,
    password_hash: String,
    totp_secret: Option<Vec<u8>>,
    totp_last_step: Option<i64>,
    totp_next_secret: Option<Vec<u8>>,
    is_disabled: bool,
}

impl TryFrom<MemberRow> for Member {
    type Error = StoreError;

    fn try_from(row: MemberRow) -> Result<Self, StoreError> {
        Ok(Self {
            staff_member_id: row.staff_member_id.into(),
            email: row.email,
            name: row.name,
            roles: roles(&row.roles)?,
            password_hash: row.password_hash,
            totp_secret: row.totp_secret,
            totp_last_step: row.totp_last_step,
            totp_next_secret: row.totp_next_secret,
            is_disabled: row.is_disabled,
        })
    }
}

fn roles(words: &[String]) -> Result<Roles, StoreError> {
    Roles::parse(words.iter().map(String::as_str)).ok_or(StoreError::Corrupt {
        what: "roles of staff",
        source: None,
    })
}

/// The member of an address, in whatever case its ASCII letters are written.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn find_by_email(conn: &mut PgConnection, email: &str) -> Result<Option<Member>, StoreError> {
    let row = sqlx::query_as!(
        MemberRow,
        r#"select staff_member_id, email, name, roles, password_hash, totp_secret, totp_last_step, totp_next_secret,
                  disabled_at is not null as "is_disabled!"
           from staff_members
           where lower(email) = lower($1)"#,
        email,
    )
    .fetch_optional(conn)
    .await?;
    let row = row.filter(|row| row.email.eq_ignore_ascii_case(email));
    row.map(TryInto::try_into).transpose()
}

/// A member by id.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn find(conn: &mut PgConnection, member_id: StaffMemberId) -> Result<Option<Member>, StoreError> {
    let row = sqlx::query_as!(
        MemberRow,
        r#"select staff_member_id, email, name, roles, password_hash, totp_secret, totp_last_step, totp_next_secret,
                  disabled_at is not null as "is_disabled!"
           from staff_members
           where staff_member_id = $1"#,
        member_id.0,
    )
    .fetch_optional(conn)
    .await?;
    row.map(TryInto::try_into).transpose()
}

/// Locks a member: what is done under it to sessions and factors happens one after the other.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn lock(conn: &mut PgConnection, member_id: StaffMemberId) -> Result<Option<Member>, StoreError> {
    let row = sqlx::query_as!(
        MemberRow,
        r#"select staff_member_id, email, name, roles, password_hash, totp_secret, totp_last_step, totp_next_secret,
                  disabled_at is not null as "is_disabled!"
           from staff_members
           where staff_member_id = $1
           for update"#,
        member_id.0,
    )
    .fetch_optional(conn)
    .await?;
    row.map(TryInto::try_into).transpose()
}

/// Locks all owners who may sign in, in the order of their ids, and says who they are. Before any other member.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn lock_owners(conn: &mut PgConnection) -> Result<Vec<StaffMemberId>, StoreError> {
    let owners = sqlx::query_scalar!(
        "select staff_member_id
         from staff_members
         where 'owner' = any (roles)
           and disabled_at is null
         order by staff_member_id
         for update",
    )
    .fetch_all(conn)
    .await?;
    Ok(owners.into_iter().map(Into::into).collect())
}

/// Makes a member; false when the address is another's already.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn insert(conn: &mut PgConnection, new: &NewMember<'_>) -> Result<bool, StoreError> {
    let inserted = sqlx::query!(
        "insert into staff_members (
             staff_member_id, email, name, roles, password_hash, password_set_at, totp_secret, totp_last_step,
             passkey_handle, created_at, updated_at
         )
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $6, $6)
         on conflict do nothing",
        new.staff_member_id.0,
        new.email,
        new.name,
        &new.roles.words(),
        new.password_hash,
        new.now,
        new.totp.map(|(secret, _)| secret),
        new.totp.map(|(_, step)| step),
        new.passkey_handle,
    )
    .execute(conn)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// Sets the roles of a locked member.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn update_roles(
    conn: &mut PgConnection,
    member_id: StaffMemberId,
    roles: &Roles,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update staff_members
         set roles = $2, updated_at = $3
         where staff_member_id = $1",
        member_id.0,
        &roles.words(),
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Lets a locked member sign in, or no more.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn update_disabled(
    conn: &mut PgConnection,
    member_id: StaffMemberId,
    is_disabled: bool,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update staff_members
         set disabled_at = case when $2 then $3::timestamptz end, updated_at = $3
         where staff_member_id = $1",
        member_id.0,
        is_disabled,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Sets the password of a locked member.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn update_password(
    conn: &mut PgConnection,
    member_id: StaffMemberId,
    password_hash: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update staff_members
         set password_hash = $2, password_set_at = $3, updated_at = $3
         where staff_member_id = $1",
        member_id.0,
        password_hash,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Notes that the code of a step was used; false when it, or a later one, was used before.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn use_totp_step(conn: &mut PgConnection, member_id: StaffMemberId, step: i64) -> Result<bool, StoreError> {
    let used = sqlx::query!(
        "update staff_members
         set totp_last_step = $2
         where staff_member_id = $1
           and totp_secret is not null
           and coalesce(totp_last_step, -1) < $2",
        member_id.0,
        step,
    )
    .execute(conn)
    .await?;
    Ok(used.rows_affected() == 1)
}

/// Keeps the secret of a new authenticator until a code confirms it.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn begin_totp(conn: &mut PgConnection, member_id: StaffMemberId, secret: &[u8]) -> Result<(), StoreError> {
    sqlx::query!(
        "update staff_members
         set totp_next_secret = $2
         where staff_member_id = $1",
        member_id.0,
        secret,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Makes the new authenticator the member's one. `step` confirmed it.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn confirm_totp(
    conn: &mut PgConnection,
    member_id: StaffMemberId,
    step: i64,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update staff_members
         set totp_secret = totp_next_secret, totp_next_secret = null, totp_last_step = $2, updated_at = $3
         where staff_member_id = $1
           and totp_next_secret is not null",
        member_id.0,
        step,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Members, those who may sign in first, then by name; at most `limit`. `idle` is how long a session lasts unseen.
///
/// # Errors
/// [`StoreError`] when the statement fails or a row is not readable.
pub async fn list(
    conn: &mut PgConnection,
    idle: Duration,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<MemberView>, StoreError> {
    let rows = sqlx::query!(
        r#"select m.staff_member_id, m.email, m.name, m.roles, m.totp_secret is not null as "has_totp!", m.disabled_at,
                  m.created_at, s.seen_at as "seen_at?"
           from staff_members m
           left join lateral (
               select max(last_seen_at) as seen_at
               from staff_sessions
               where staff_member_id = m.staff_member_id
                 and expires_at > $1
                 and last_seen_at > $2
           ) s on true
           order by m.disabled_at is not null, lower(m.name), m.staff_member_id
           limit $3"#,
        now,
        now - idle,
        limit,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(MemberView {
                staff_member_id: row.staff_member_id.into(),
                email: row.email,
                name: row.name,
                roles: roles(&row.roles)?,
                has_totp: row.has_totp,
                disabled_at: row.disabled_at,
                created_at: row.created_at,
                seen_at: row.seen_at,
            })
        })
        .collect()
}
