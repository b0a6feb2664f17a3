//! Recovery codes, known by their digests.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::StaffMemberId;
use sqlx::PgConnection;

/// Replaces the codes of a member, used and unused ones.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn replace(
    conn: &mut PgConnection,
    member_id: StaffMemberId,
    digests: &[Vec<u8>],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "delete from staff_recovery_codes
         where staff_member_id = $1",
        member_id.0,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into staff_recovery_codes (staff_member_id, code_hash, created_at)
         select $1, code_hash, $3
         from unnest($2::bytea[]) as new (code_hash)",
        member_id.0,
        digests,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Uses a code up; false when it is not one of the member's, or was used.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn consume(
    conn: &mut PgConnection,
    member_id: StaffMemberId,
    digest: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let used = sqlx::query!(
        "update staff_recovery_codes
         set used_at = greatest(created_at, $3)
         where staff_member_id = $1
           and code_hash = $2
           and used_at is null",
        member_id.0,
        digest,
        now,
    )
    .execute(conn)
    .await?;
    Ok(used.rows_affected() == 1)
}

/// How many codes of a member can still be used.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn count_unused(conn: &mut PgConnection, member_id: StaffMemberId) -> Result<i64, StoreError> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from staff_recovery_codes
           where staff_member_id = $1
             and used_at is null"#,
        member_id.0,
    )
    .fetch_one(conn)
    .await?;
    Ok(count)
}
