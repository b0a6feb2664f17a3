//! What the admin's pages show of members. Personal: none of these can get into a shared cache.

use super::Roles;
use crate::id::{StaffInvitationId, StaffMemberId, StaffPasskeyId, StaffSessionId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberView {
    /// Id.
    pub staff_member_id: StaffMemberId,
    /// Address.
    pub email: String,
    /// Full name.
    pub name: String,
    /// What they do.
    pub roles: Roles,
    /// Whether codes of an authenticator are set up.
    pub has_totp: bool,
    /// Since when they may not sign in.
    pub disabled_at: Option<DateTime<Utc>>,
    /// Since when they are a member.
    pub created_at: DateTime<Utc>,
    /// When one of their browsers was seen last; `None` while none is signed in.
    pub seen_at: Option<DateTime<Utc>>,
}

/// An invitation that can still be accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationView {
    /// Id.
    pub staff_invitation_id: StaffInvitationId,
    /// Who is invited.
    pub email: String,
    /// As what.
    pub roles: Roles,
    /// Until when.
    pub expires_at: DateTime<Utc>,
}

/// One browser that is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffSessionView {
    /// Id.
    pub staff_session_id: StaffSessionId,
    /// "Firefox on Linux".
    pub device: String,
    /// When it signed in.
    pub created_at: DateTime<Utc>,
    /// When it was last seen, to about a minute.
    pub last_seen_at: DateTime<Utc>,
    /// Whether it is the one that asks.
    pub is_this: bool,
}

/// One passkey of a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffPasskeyView {
    /// Id.
    pub staff_passkey_id: StaffPasskeyId,
    /// As its owner calls it.
    pub name: String,
    /// When it was added.
    pub created_at: DateTime<Utc>,
    /// When it signed in last.
    pub last_used_at: Option<DateTime<Utc>>,
    /// Whether somebody has a copy, so that it does not sign in any more.
    pub is_blocked: bool,
}
