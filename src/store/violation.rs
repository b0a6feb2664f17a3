//! The proof that what is stored is possible: rows of the view `violations`.

use crate::error::StoreError;
use sqlx::PgConnection;

/// A rule that is broken, and by what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// In words, with its number.
    pub rule: String,
    /// An id, or several words around one.
    pub subject: String,
}

/// What breaks a rule, at most `limit` rows. Reads every order once.
///
/// # Errors
/// [`StoreError`] when the statement fails.
pub async fn list(conn: &mut PgConnection, limit: i64) -> Result<Vec<Violation>, StoreError> {
    let rows = sqlx::query_as!(
        Violation,
        r#"select rule as "rule!", subject as "subject!"
           from violations
           limit $1"#,
        limit
    )
    .fetch_all(conn)
    .await?;
    Ok(rows)
}
