//! The audit log: who did what to whom, from where. Verbs of the staff append an entry in the commit of what they do;
//! whoever may read it searches it; nobody changes it, since the database refuses to.

use crate::App;
use crate::staff::{By, StaffError};
use chrono::{DateTime, Utc};
use domain::staff::{AUDIT_PAGE, AuditEntryView, AuditSearch, Permission};
use serde_json::Value;
use sqlx::PgConnection;
pub use store::audit::Actor;
use store::audit::NewEntry;
use store::error::StoreError;
use uuid::Uuid;

/// Where something was done. No `Debug`: it says where somebody is.
#[derive(Clone, Copy, Default)]
pub struct Origin<'a> {
    /// The network; empty from the command line.
    pub network: &'a str,
    /// The request, as the log knows it.
    pub request_id: Option<Uuid>,
}

/// What is recorded.
#[derive(Debug, Clone, Copy)]
pub struct Deed<'a> {
    /// In the words of events: `staff.invited`.
    pub action: &'a str,
    /// `staff_member` and the like.
    pub subject_type: &'a str,
    /// Its id.
    pub subject_id: Uuid,
    /// An object without secrets, at most 4,000 characters.
    pub details: &'a Value,
}

/// Appends an entry, in the transaction of what it records.
///
/// # Errors
/// [`StoreError`] when the statement fails; then nothing of it may be committed.
pub async fn record(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    actor: Actor,
    origin: Origin<'_>,
    deed: Deed<'_>,
) -> Result<(), StoreError> {
    let subject_id = deed.subject_id.to_string();
    let entry = NewEntry {
        at: now,
        actor,
        action: deed.action,
        subject_type: deed.subject_type,
        subject_id: &subject_id,
        details: deed.details,
        request_id: origin.request_id,
        network: origin.network,
    };
    store::audit::append(conn, &entry).await
}

/// A page of the log.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditPage {
    /// The newest first, at most [`AUDIT_PAGE`].
    pub entries: Vec<AuditEntryView>,
    /// What the next page comes before; `None` on the last one.
    pub next: Option<i64>,
    /// Actions to choose from.
    pub actions: Vec<String>,
}

/// Searches the log.
///
/// # Errors
/// [`StaffError::Forbidden`], [`StaffError::Store`].
pub async fn search(app: &App, by: By<'_>, wanted: &AuditSearch) -> Result<AuditPage, StaffError> {
    by.require(Permission::ReadAudit)?;
    let mut conn = app.pool.acquire().await?;
    let most = i64::try_from(AUDIT_PAGE).unwrap_or(i64::MAX);
    let mut entries = store::audit::search(&mut conn, wanted, most + 1).await?;
    let has_more = entries.len() > AUDIT_PAGE;
    entries.truncate(AUDIT_PAGE);
    let next = entries.last().filter(|_| has_more).map(|entry| entry.audit_entry_id);
    let actions = store::audit::list_actions(&mut conn).await?;
    Ok(AuditPage { entries, next, actions })
}
