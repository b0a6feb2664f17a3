//! The audit log: entries are appended in the commit of what they record, and searched. The database refuses the rest.

use crate::error::StoreError;
use chrono::{DateTime, Days, NaiveTime, Utc};
use domain::id::StaffMemberId;
use domain::staff::{AuditEntryView, AuditSearch};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A member.
    Staff(StaffMemberId),
    /// Whoever has the command line.
    Cli,
    /// The program itself.
    System,
}

impl Actor {
    const fn kind(self) -> &'static str {
        match self {
            Self::Staff(_) => "staff",
            Self::Cli => "cli",
            Self::System => "system",
        }
    }

    const fn id(self) -> Option<Uuid> {
        match self {
            Self::Staff(id) => Some(id.0),
            Self::Cli | Self::System => None,
        }
    }
}

/// An entry to be written.
#[derive(Debug, Clone, Copy)]
pub struct NewEntry<'a> {
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: Actor,
    /// In the words of events: `staff.invited`.
    pub action: &'a str,
    /// What it was done to: `staff_member` and the like.
    pub subject_type: &'a str,
    /// Its id, 1 to 100 characters.
    pub subject_id: &'a str,
    /// An object without secrets, at most 4,000 characters.
    pub details: &'a Value,
    /// The request, as the log knows it.
    pub request_id: Option<Uuid>,
    /// Where from; empty from the command line.
    pub network: &'a str,
}

/// Appends an entry.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn append(conn: &mut PgConnection, entry: &NewEntry<'_>) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into audit_entries (
             at, actor_kind, actor_id, action, subject_type, subject_id, details, request_id, network
         )
         values ($1, $2, $3, $4, $5, $6, $7, $8, left($9, 64))",
        entry.at,
        entry.actor.kind(),
        entry.actor.id(),
        entry.action,
        entry.subject_type,
        entry.subject_id,
        entry.details,
        entry.request_id,
        entry.network,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Entries that are looked for, the newest first, at most `limit`.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn search(
    conn: &mut PgConnection,
    wanted: &AuditSearch,
    limit: i64,
) -> Result<Vec<AuditEntryView>, StoreError> {
    let midnight = |day: chrono::NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
    let until = wanted
        .to
        .and_then(|day| day.checked_add_days(Days::new(1)))
        .map(midnight);
    // `_` and `%` of a pattern have no place in an action's start.
    let (exact, start) = match wanted.action.as_deref() {
        Some(action) if action.ends_with('.') => (None, Some(action)),
        other => (other, None),
    };
    let rows = sqlx::query!(
        r#"select a.audit_entry_id, a.at, a.actor_kind, a.actor_id, m.name as "actor_name?", a.action, a.subject_type,
                  a.subject_id, a.details, a.request_id, a.network
           from audit_entries a
           left join staff_members m on m.staff_member_id = a.actor_id
           where ($1::uuid is null or a.actor_id = $1)
             and ($2::text is null or a.action = $2)
             and ($3::text is null or starts_with(a.action, $3))
             and ($4::text is null or a.subject_id = $4)
             and ($5::timestamptz is null or a.at >= $5)
             and ($6::timestamptz is null or a.at < $6)
             and ($7::bigint is null or a.audit_entry_id < $7)
           order by a.audit_entry_id desc
           limit $8"#,
        wanted.actor_id.map(|id| id.0),
        exact,
        start,
        wanted.subject_id.as_deref(),
        wanted.from.map(midnight),
        until,
        wanted.before,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| AuditEntryView {
            audit_entry_id: row.audit_entry_id,
            at: row.at,
            actor_text: row.actor_name.unwrap_or_else(|| {
                match row.actor_kind.as_str() {
                    "cli" => "Command line",
                    _ => "Vitrine",
                }
                .to_owned()
            }),
            actor_kind: row.actor_kind,
            actor_id: row.actor_id.map(Into::into),
            action: row.action,
            subject_type: row.subject_type,
            subject_id: row.subject_id,
            details: row.details,
            request_id: row.request_id.map(|id| id.to_string()),
            network: row.network,
        })
        .collect())
}

/// The actions that were ever written, in the order of the alphabet, at most 200.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list_actions(conn: &mut PgConnection) -> Result<Vec<String>, StoreError> {
    // One jump in the index an action, instead of reading every entry.
    let actions = sqlx::query_scalar!(
        r#"with recursive known as (
               (select action from audit_entries order by action limit 1)
               union all
               select (select a.action from audit_entries a where a.action > known.action order by a.action limit 1)
               from known
               where known.action is not null
           )
           select action as "action!"
           from known
           where action is not null
           limit 200"#,
    )
    .fetch_all(conn)
    .await?;
    Ok(actions)
}
