//! Closes an alert that a person has settled.

use crate::App;
use crate::refusal::{Refusal, apology};
use domain::kind::{HasKind, Kind};
use store::error::StoreError;

/// Why nothing was closed.
#[derive(Debug, thiserror::Error)]
pub enum ResolveError {
    /// Nothing that is open has this id.
    #[error("there is no open alert with the id {0}")]
    NotOpen(i64),
    /// Writing failed.
    #[error("the alert could not be closed")]
    Store(#[from] StoreError),
}

/// Closes an alert. If what it told of happens again, it is raised anew.
///
/// # Errors
/// [`ResolveError`].
pub async fn resolve(app: &App, alert_id: i64) -> Result<(), ResolveError> {
    let mut conn = app.pool.acquire().await.map_err(StoreError::from)?;
    if !store::alert::resolve_by_id(&mut conn, alert_id, app.clock.now()).await? {
        return Err(ResolveError::NotOpen(alert_id));
    }
    tracing::info!(alert.id = alert_id, "A person has closed an alert");
    Ok(())
}

impl HasKind for ResolveError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotOpen(_) => Kind::NotFound,
            Self::Store(error) => error.kind(),
        }
    }
}

impl Refusal for ResolveError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotOpen(_) => "alert_not_open",
            Self::Store(_) => "store",
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::NotOpen(_) => format!("{self}."),
            Self::Store(_) => apology(self.kind()),
        }
    }
}
