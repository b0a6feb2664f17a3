//! What was typed into a form that was refused, kept for the page that shows it again.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::id::FormStateId;
use serde_json::Value;
use sqlx::PgConnection;

/// A refused form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormState {
    /// Field by field, as typed.
    pub values: Value,
    /// Faults by field.
    pub errors: Value,
}

/// Whose form it is and which; both must match when it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormKey<'a> {
    /// SHA-256 of the cart token.
    pub owner: &'a [u8; 32],
    /// Name of the form.
    pub form: &'a str,
}

/// Keeps a form until `expires_at`.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn insert(
    conn: &mut PgConnection,
    form_state_id: FormStateId,
    key: FormKey<'_>,
    state: &FormState,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        r#"insert into form_states (form_state_id, owner, form, "values", errors, created_at, expires_at)
           values ($1, $2, $3, $4, $5, $6, $7)"#,
        form_state_id.0,
        key.owner,
        key.form,
        state.values,
        state.errors,
        now,
        expires_at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The form, if it is the owner's and has not expired.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn find(
    conn: &mut PgConnection,
    form_state_id: FormStateId,
    key: FormKey<'_>,
    now: DateTime<Utc>,
) -> Result<Option<FormState>, StoreError> {
    let state = sqlx::query_as!(
        FormState,
        r#"select "values", errors
           from form_states
           where form_state_id = $1
             and owner = $2
             and form = $3
             and expires_at > $4"#,
        form_state_id.0,
        key.owner,
        key.form,
        now,
    )
    .fetch_optional(conn)
    .await?;
    Ok(state)
}

/// Forgets expired forms, at most `limit` a call.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn delete_expired(conn: &mut PgConnection, now: DateTime<Utc>, limit: i64) -> Result<u64, StoreError> {
    let gone = sqlx::query!(
        "delete from form_states
         where form_state_id in (
             select form_state_id
             from form_states
             where expires_at <= $1
             order by expires_at
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
