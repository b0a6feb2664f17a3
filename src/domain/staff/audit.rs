//! The audit log as it is searched and read.

use crate::id::StaffMemberId;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Entries of one page.
pub const AUDIT_PAGE: usize = 50;

/// What is looked for; nothing looks for everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditSearch {
    /// What this member did.
    pub actor_id: Option<StaffMemberId>,
    /// An action, such as `staff.invited`, or the start of one, such as `staff.`
    pub action: Option<String>,
    /// The id of what it was done to.
    pub subject_id: Option<String>,
    /// From this day on, UTC.
    pub from: Option<NaiveDate>,
    /// Up to this day, itself included, UTC.
    pub to: Option<NaiveDate>,
    /// Only entries before this one: the page after.
    pub before: Option<i64>,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AuditEntryView {
    /// Its place in the log.
    pub audit_entry_id: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// `staff`, `cli` or `system`.
    pub actor_kind: String,
    /// Who, where it was a member.
    pub actor_id: Option<StaffMemberId>,
    /// The member's name, or what stands for none.
    pub actor_text: String,
    /// `staff.invited`
    pub action: String,
    /// `staff_member`
    pub subject_type: String,
    /// Its id.
    pub subject_id: String,
    /// What else is known; no secrets.
    pub details: serde_json::Value,
    /// The request, as the log knows it.
    pub request_id: Option<String>,
    /// Where from; empty from the command line.
    pub network: String,
}
