//! Invitations: made, listed, taken back.

use super::{By, StaffError};
use crate::App;
use crate::audit::Deed;
use crate::cart::token::digest;
use crate::mail::write_staff_invitation;
use adapters::rng;
use chrono::{DateTime, Utc};
use domain::checkout::is_plausible_email;
use domain::id::StaffInvitationId;
use domain::staff::{INVITATION_LASTS, InvitationView, MAX_STAFF_LISTED, Permission, Roles};
use serde_json::json;
use store::error::StoreError;
use store::staff::invitation::{self, NewInvitation};

/// An invitation that was made. No `Debug`: the link is a secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Invited {
    /// Id.
    pub staff_invitation_id: StaffInvitationId,
    /// The link, absolute: for the command line, which may have no mail.
    pub link: String,
    /// Whether a mail carries the link, too.
    pub is_mailed: bool,
    /// Until when it can be accepted.
    pub expires_at: DateTime<Utc>,
}

/// Invites somebody by mail. An open invitation of the same address is taken back.
///
/// # Errors
/// [`StaffError::Forbidden`], [`StaffError::Invalid`], [`StaffError::AlreadyStaff`], [`StaffError::NoMailer`] where only a
/// mail could carry the link, [`StaffError::InvitedMeanwhile`], [`StaffError::Store`].
pub async fn invite(app: &App, by: By<'_>, email: &str, roles: &Roles) -> Result<Invited, StaffError> {
    by.require(Permission::ManageStaff)?;
    let email = email.trim();
    if !is_plausible_email(email) {
        let text = "Enter an e-mail address such as name@example.com.";
        return Err(StaffError::field("email", text));
    }
    let invited_by = match by {
        By::Member(..) if app.mailer.is_none() => return Err(StaffError::NoMailer),
        By::Member(signed_in, _) => Some(signed_in.staff_member_id),
        By::Cli => None,
    };
    let (now, token, id) = (app.clock.now(), rng::new_token(), rng::new_id());
    let expires_at = now + INVITATION_LASTS;
    let mut tx = app.pool.begin().await?;
    if store::staff::find_by_email(&mut tx, email).await?.is_some() {
        return Err(StaffError::AlreadyStaff);
    }
    let new = NewInvitation {
        staff_invitation_id: id,
        email,
        roles,
        token_hash: &digest(&token),
        invited_by,
        totp_secret: &adapters::totp::new_secret(),
        passkey_handle: rng::new_handle(),
        now,
        expires_at,
    };
    invitation::insert(&mut tx, &new).await.map_err(meanwhile)?;
    let is_written = write_staff_invitation(&mut tx, app, id, (email, &token), expires_at).await?;
    let details = json!({ "email": email, "roles": roles.words() });
    let deed = Deed {
        action: "staff.invited",
        subject_type: "staff_invitation",
        subject_id: id.0,
        details: &details,
    };
    by.did(&mut tx, app, deed).await?;
    tx.commit().await?;
    let base = app.base_url.as_str().trim_end_matches('/');
    Ok(Invited {
        staff_invitation_id: id,
        link: format!("{base}/admin/invitations/{token}"),
        is_mailed: is_written && app.mailer.is_some(),
        expires_at,
    })
}

fn meanwhile(error: StoreError) -> StaffError {
    if error.constraint() == Some("staff_invitations_open") {
        StaffError::InvitedMeanwhile
    } else {
        error.into()
    }
}

/// Invitations that can be accepted, the newest first.
///
/// # Errors
/// [`StaffError::Forbidden`], [`StaffError::Store`].
pub async fn list_invitations(app: &App, by: By<'_>) -> Result<Vec<InvitationView>, StaffError> {
    by.require(Permission::ManageStaff)?;
    let mut conn = app.pool.acquire().await?;
    Ok(invitation::list_open(&mut conn, app.clock.now(), MAX_STAFF_LISTED).await?)
}

/// Takes an invitation back: its link is worth nothing from then on.
///
/// # Errors
/// [`StaffError::Forbidden`], [`StaffError::NoSuchInvitation`], [`StaffError::Store`].
pub async fn revoke_invitation(app: &App, by: By<'_>, id: StaffInvitationId) -> Result<(), StaffError> {
    by.require(Permission::ManageStaff)?;
    let mut tx = app.pool.begin().await?;
    let email = invitation::revoke(&mut tx, id, app.clock.now()).await?;
    let details = json!({ "email": email.ok_or(StaffError::NoSuchInvitation)? });
    let deed = Deed {
        action: "staff.invitation_revoked",
        subject_type: "staff_invitation",
        subject_id: id.0,
        details: &details,
    };
    by.did(&mut tx, app, deed).await?;
    tx.commit().await?;
    Ok(())
}
