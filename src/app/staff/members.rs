//! Members for whoever may manage them: listed, given roles, disabled and enabled. An owner who may sign in is always left.

use super::session::about;
use super::{By, StaffError};
use crate::App;
use domain::id::StaffMemberId;
use domain::staff::{MAX_STAFF_LISTED, MemberView, Permission, Role, Roles, STAFF_SESSION_IDLE};
use serde_json::json;
use sqlx::PgConnection;
use store::staff::{Member, session, sign_in};

/// All members, those who may sign in first.
///
/// # Errors
/// [`StaffError::Forbidden`], [`StaffError::Store`].
pub async fn list_members(app: &App, by: By<'_>) -> Result<Vec<MemberView>, StaffError> {
    by.require(Permission::ManageStaff)?;
    let mut conn = app.pool.acquire().await?;
    let now = app.clock.now();
    Ok(store::staff::list(&mut conn, STAFF_SESSION_IDLE, now, MAX_STAFF_LISTED).await?)
}

/// A member.
///
/// # Errors
/// [`StaffError::Forbidden`], [`StaffError::NoSuchMember`], [`StaffError::Store`].
pub async fn get(app: &App, by: By<'_>, member_id: StaffMemberId) -> Result<Member, StaffError> {
    by.require(Permission::ManageStaff)?;
    let mut conn = app.pool.acquire().await?;
    let found = store::staff::find(&mut conn, member_id).await?;
    found.ok_or(StaffError::NoSuchMember)
}

/// The member of an address.
///
/// # Errors
/// [`StaffError::Forbidden`], [`StaffError::NoSuchMember`], [`StaffError::Store`].
pub async fn find_by_email(app: &App, by: By<'_>, email: &str) -> Result<StaffMemberId, StaffError> {
    by.require(Permission::ManageStaff)?;
    let mut conn = app.pool.acquire().await?;
    let found = store::staff::find_by_email(&mut conn, email.trim()).await?;
    Ok(found.ok_or(StaffError::NoSuchMember)?.staff_member_id)
}

/// Gives a member other roles. All their sessions end, so that nothing goes on under the old ones.
///
/// # Errors
/// [`StaffError::Forbidden`], [`StaffError::NoSuchMember`], [`StaffError::LastOwner`], [`StaffError::Store`].
pub async fn change_roles(app: &App, by: By<'_>, member_id: StaffMemberId, roles: &Roles) -> Result<(), StaffError> {
    by.require(Permission::ManageStaff)?;
    let mut tx = app.pool.begin().await?;
    let member = if roles.contains(Role::Owner) {
        lock(&mut tx, member_id).await?
    } else {
        lock_if_another_owns(&mut tx, member_id).await?
    };
    // Again is nothing new.
    if member.roles == *roles {
        return Ok(());
    }
    store::staff::update_roles(&mut tx, member_id, roles, app.clock.now()).await?;
    end_all(&mut tx, member_id).await?;
    let details = json!({ "from": member.roles.words(), "to": roles.words() });
    by.did(&mut tx, app, about(member_id, "staff.roles_changed", &details))
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Disables a member: they sign in no more, and their sessions end. Disabling twice is disabling once.
///
/// # Errors
/// [`StaffError::Forbidden`], [`StaffError::NoSuchMember`], [`StaffError::LastOwner`], [`StaffError::Store`].
pub async fn disable(app: &App, by: By<'_>, member_id: StaffMemberId) -> Result<(), StaffError> {
    by.require(Permission::ManageStaff)?;
    let mut tx = app.pool.begin().await?;
    let member = lock_if_another_owns(&mut tx, member_id).await?;
    if member.is_disabled {
        return Ok(());
    }
    store::staff::update_disabled(&mut tx, member_id, true, app.clock.now()).await?;
    end_all(&mut tx, member_id).await?;
    by.did(&mut tx, app, about(member_id, "staff.disabled", &json!({})))
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Lets a disabled member sign in again, with what they had. Enabling twice is enabling once.
///
/// # Errors
/// [`StaffError::Forbidden`], [`StaffError::NoSuchMember`], [`StaffError::Store`].
pub async fn enable(app: &App, by: By<'_>, member_id: StaffMemberId) -> Result<(), StaffError> {
    by.require(Permission::ManageStaff)?;
    let mut tx = app.pool.begin().await?;
    let member = lock(&mut tx, member_id).await?;
    if !member.is_disabled {
        return Ok(());
    }
    store::staff::update_disabled(&mut tx, member_id, false, app.clock.now()).await?;
    by.did(&mut tx, app, about(member_id, "staff.enabled", &json!({})))
        .await?;
    tx.commit().await?;
    Ok(())
}

async fn lock(conn: &mut PgConnection, member_id: StaffMemberId) -> Result<Member, StaffError> {
    let member = store::staff::lock(conn, member_id).await?;
    member.ok_or(StaffError::NoSuchMember)
}

/// Locks the owners and the member, unless nobody else is an owner who may sign in.
async fn lock_if_another_owns(conn: &mut PgConnection, member_id: StaffMemberId) -> Result<Member, StaffError> {
    let owners = store::staff::lock_owners(&mut *conn).await?;
    let member = lock(conn, member_id).await?;
    if owners == [member_id] {
        return Err(StaffError::LastOwner);
    }
    Ok(member)
}

async fn end_all(conn: &mut PgConnection, member_id: StaffMemberId) -> Result<(), StaffError> {
    session::delete_others(&mut *conn, member_id, None).await?;
    sign_in::delete_of(conn, member_id).await?;
    Ok(())
}
