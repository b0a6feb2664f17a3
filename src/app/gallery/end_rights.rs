//! Ends grants. What they let us show comes down in the same commit, by the database itself; pages, pictures and caches
//! follow within their bounds (60 s, SEMANTICS section 8).

use crate::App;
use adapters::rng::new_id;
use domain::event::DomainEvent;
use domain::id::{RightsGrantId, UgcPostId};
use domain::kind::{HasKind, Kind};
use serde_json::json;
use sqlx::PgConnection;
use store::error::StoreError;
use store::gallery::EndedGrant;

/// Longest reason, in characters.
const MAX_REASON: usize = 500;

/// Why no grant was ended.
#[derive(Debug, thiserror::Error)]
pub enum EndRightsError {
    /// There is no live grant of that id.
    #[error("there is no live grant of that id")]
    NotLive,
    /// There is no reason, or too much of it.
    #[error("say in 1 to {MAX_REASON} characters why")]
    Reason,
    /// The database failed.
    #[error("the grant could not be ended")]
    Store(#[from] StoreError),
}

impl HasKind for EndRightsError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotLive => Kind::NotFound,
            Self::Reason => Kind::Invalid,
            Self::Store(error) => error.kind(),
        }
    }
}

impl From<sqlx::Error> for EndRightsError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Ends a grant now: somebody took the permission back.
///
/// # Errors
/// [`EndRightsError`].
pub async fn revoke(app: &App, rights_grant_id: RightsGrantId, reason: &str) -> Result<EndedGrant, EndRightsError> {
    let length = reason.trim().chars().count();
    if length == 0 || length > MAX_REASON {
        return Err(EndRightsError::Reason);
    }
    let mut tx = app.pool.begin().await?;
    let ended = store::gallery::end_grant(&mut tx, rights_grant_id, reason.trim(), app.clock.now()).await?;
    let ended = ended.ok_or(EndRightsError::NotLive)?;
    tell(&mut tx, rights_grant_id, ended.ugc_post_id, "rights.revoked").await?;
    tx.commit().await?;
    Ok(ended)
}

/// Ends grants whose time is over, at most `limit`; returns how many. Pages stop showing them at that moment by
/// themselves; this takes the rows down and writes the receipts.
///
/// # Errors
/// [`StoreError`] when a statement fails.
pub async fn expire(app: &App, limit: i64) -> Result<u64, StoreError> {
    let mut tx = app.pool.begin().await?;
    let ended = store::gallery::expire_grants(&mut tx, app.clock.now(), limit).await?;
    for (rights_grant_id, ugc_post_id) in &ended {
        tell(&mut tx, *rights_grant_id, *ugc_post_id, "rights.expired").await?;
    }
    tx.commit().await?;
    Ok(u64::try_from(ended.len()).unwrap_or(u64::MAX))
}

async fn tell(
    conn: &mut PgConnection,
    rights_grant_id: RightsGrantId,
    ugc_post_id: UgcPostId,
    name: &'static str,
) -> Result<(), StoreError> {
    let event = DomainEvent {
        aggregate_type: "rights_grant",
        aggregate_id: rights_grant_id.into(),
        name,
        payload: json!({ "rights_grant_id": rights_grant_id, "ugc_post_id": ugc_post_id }),
    };
    store::outbox::append(conn, new_id(), &event).await
}
